// charts hands out the published archives of Cilium's Helm chart, which its
// repository carries as a Go module.
//
//	charts            list the versions there are, one a line
//	charts VERSION    write that version's archive to standard output
package main

import (
	"fmt"
	"io"
	"os"
	"strings"

	helm "github.com/cilium/charts"
)

func main() {
	if err := run(os.Args[1:], os.Stdout); err != nil {
		fmt.Fprintln(os.Stderr, "charts:", err)
		os.Exit(1)
	}
}

func run(args []string, out io.Writer) error {
	if len(args) > 1 {
		return fmt.Errorf("one version at most, got %q", args)
	}
	if len(args) == 1 {
		archive, err := helm.HelmFS.ReadFile("cilium-" + strings.TrimPrefix(args[0], "v") + ".tgz")
		if err != nil {
			return err
		}
		_, err = out.Write(archive)
		return err
	}
	entries, err := helm.HelmFS.ReadDir(".")
	if err != nil {
		return err
	}
	for _, entry := range entries {
		if version, ok := strings.CutPrefix(entry.Name(), "cilium-"); ok {
			fmt.Fprintln(out, strings.TrimSuffix(version, ".tgz"))
		}
	}
	return nil
}
