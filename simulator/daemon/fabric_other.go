//go:build !linux

package main

import (
	"errors"
	"net/netip"
	"os/exec"
	"syscall"
)

// Fabric needs Linux.
type Fabric struct{}

var errLinux = errors.New("the full simulator needs Linux")

func newFabric() (*Fabric, error) { return nil, errLinux }

func (*Fabric) join(Place) (Network, error) { return nil, errLinux }

func (*Fabric) apart() (Network, error) { return nil, errLinux }

func (*Fabric) Close() {}

func claim(Network, string) error { return nil }

func readdress(Network, []netip.Prefix) error { return errLinux }

// tieToParent gives a child its own session; only Linux can end it with us.
func tieToParent(cmd *exec.Cmd) {
	if cmd.SysProcAttr == nil {
		cmd.SysProcAttr = &syscall.SysProcAttr{}
	}
	cmd.SysProcAttr.Setsid = true
}

func startThere(_ Network, cmd *exec.Cmd) error { return cmd.Start() }
