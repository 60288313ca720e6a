// Package lenient prepares Cilium's own commands for charts of other versions.
package lenient

import (
	"fmt"
	"runtime"
	"runtime/debug"
	"strings"

	"github.com/spf13/cobra"

	"github.com/cilium/cilium/pkg/version"
)

const ciliumModule = "github.com/cilium/cilium"

// The binaries are built from the module proxy, without the linker flags of
// Cilium's own makefiles; the version comes from the build's module list.
func init() {
	info, ok := debug.ReadBuildInfo()
	if !ok {
		return
	}
	for _, m := range info.Deps {
		if m.Path == ciliumModule {
			version.Version = fmt.Sprintf("%s simulator 1970-01-01T00:00:00Z go version %s %s/%s",
				strings.TrimPrefix(m.Version, "v"), runtime.Version(), runtime.GOOS, runtime.GOARCH)
		}
	}
}

// Flags makes a command and its children pass over flags they do not know: one
// set of binaries serves the charts of several Cilium versions.
func Flags(c *cobra.Command) *cobra.Command {
	c.FParseErrWhitelist.UnknownFlags = true
	for _, child := range c.Commands() {
		Flags(child)
	}
	return c
}
