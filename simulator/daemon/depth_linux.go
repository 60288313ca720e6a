package main

import (
	"bytes"
	"errors"
	"fmt"
	"net/netip"
	"os"
)

func tryFull() error {
	if os.Geteuid() != 0 {
		return errors.New("not root: no network namespaces")
	}
	f, err := newFabric()
	if err != nil {
		return err
	}
	defer f.Close()
	n, err := f.join(Place{Addresses: prefixes([]string{"172.18.0.2/16"}), Services: netip.MustParsePrefix("10.96.0.0/16"), Wide: true})
	if err != nil {
		return err
	}
	defer n.Close()
	l, err := listenIn(n, "172.18.0.2:6443")
	if err != nil {
		return fmt.Errorf("listening in a network namespace: %w", err)
	}
	_ = l.Close()
	return tryMounts(n)
}

// tryMounts starts a container whose program is this one.
func tryMounts(n Network) error {
	dir, err := os.MkdirTemp("", "fabric-sim-probe")
	if err != nil {
		return err
	}
	defer os.RemoveAll(dir)
	self, err := os.Executable()
	if err != nil {
		return err
	}
	spec := InitSpec{Root: dir, Hostname: "probe", Programs: map[string]string{"probe": self}, Argv: []string{"probe", "probe-end"}}
	cmd, err := selfCommand("container-init", spec, os.Environ())
	if err != nil {
		return err
	}
	cmd.SysProcAttr = containerFlags()
	out := &bytes.Buffer{}
	cmd.Stdout, cmd.Stderr = out, out
	if err := startIn(n, cmd); err != nil {
		return fmt.Errorf("starting a container: %w", err)
	}
	for _, f := range cmd.ExtraFiles {
		_ = f.Close()
	}
	if err := cmd.Wait(); err != nil {
		return fmt.Errorf("mounting a container's files: %s (%w)", bytes.TrimSpace(out.Bytes()), err)
	}
	return nil
}
