// clustermesh-apiserver is Cilium's own command of that name, unchanged.
package main

import (
	"github.com/cilium/cilium/clustermesh-apiserver/cmd"

	"github.com/cilium-fabric/simulator/cilium/internal/lenient"
)

func main() {
	lenient.Flags(cmd.RootCmd)
	cmd.Execute()
}
