// cilium-operator-generic is Cilium's own operator, unchanged.
package main

import (
	"github.com/cilium/cilium/operator/cmd"
	"github.com/cilium/cilium/pkg/hive"

	"github.com/cilium-fabric/simulator/cilium/internal/lenient"
)

func main() {
	cmd.Execute(lenient.Flags(cmd.NewOperatorCmd(hive.New(cmd.Operator))))
}
