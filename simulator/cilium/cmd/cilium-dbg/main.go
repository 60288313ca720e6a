// cilium-dbg is Cilium's own command of that name, unchanged.
package main

import (
	"github.com/cilium/cilium/cilium-dbg/cmd"

	// Names the version; the flags stay strict, people type them.
	_ "github.com/cilium-fabric/simulator/cilium/internal/lenient"
)

func main() {
	cmd.Execute()
}
