// fabric-sim brings up Kubernetes clusters without containers: real control
// planes and real Cilium programs as plain processes, in network namespaces
// where the machine allows it. It works from a plan.json and needs nothing
// else on the machine. See docs/simulator.md.
package main

import (
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"os"
	"path/filepath"
)

const usage = `usage: fabric-sim COMMAND [--directory DIR]

  start   bring the simulator in DIR to its plan.json and wait until it is ready
  status  print what runs in DIR, as JSON
  stop    end everything that runs in DIR and remove its files
  exec    run a command in a router's namespace: --router NAME -- vtysh -c 'show bgp summary'
  probe   print how deep this machine can go, as JSON
  run     be the daemon (start does this)
`

func main() {
	name := filepath.Base(os.Args[0])
	args := os.Args[1:]
	if name == certgenProgram {
		exit(runCertgen(args))
	}
	if len(args) == 0 {
		fmt.Fprint(os.Stderr, usage)
		os.Exit(2)
	}
	switch args[0] {
	case "container-init":
		exit(containerInit())
	case "probe-end": // the probe's container came to life
		exit(nil)
	case "container-exec":
		exit(containerExec())
	case certgenProgram:
		exit(runCertgen(args[1:]))
	case "probe":
		exit(json.NewEncoder(os.Stdout).Encode(probeDepth()))
	}
	flags := flag.NewFlagSet(args[0], flag.ExitOnError)
	dir := flags.String("directory", "", "folder of the simulator's plan and state")
	router := flags.String("router", "", "name of the router that exec is about")
	_ = flags.Parse(args[1:])
	if *dir == "" {
		exit(errors.New("--directory is missing"))
	}
	abs, err := filepath.Abs(*dir)
	if err != nil {
		exit(err)
	}
	switch args[0] {
	case "run":
		exit(runDaemon(abs))
	case "start":
		exit(startCommand(abs))
	case "exec":
		exit(execCommand(abs, *router, flags.Args()))
	case "status":
		exit(statusCommand(abs))
	case "stop":
		exit(stopCommand(abs))
	default:
		fmt.Fprint(os.Stderr, usage)
		os.Exit(2)
	}
}

func exit(err error) {
	if err != nil {
		fmt.Fprintln(os.Stderr, "fabric-sim:", err)
		os.Exit(1)
	}
	os.Exit(0)
}
