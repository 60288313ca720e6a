package main

import (
	"errors"
	"fmt"
	"os"
	"syscall"
)

const nobody = 65534

// unprivileged gives up root. Cilium keeps its service maps in memory only when
// the caller is not root, and without root nothing here can touch the kernel.
func unprivileged(dirs ...string) error {
	if os.Getuid() != 0 {
		return nil
	}
	for _, d := range dirs {
		if err := os.Chown(d, nobody, nobody); err != nil && !os.IsNotExist(err) {
			return err
		}
	}
	if err := errors.Join(syscall.Setgroups(nil), syscall.Setgid(nobody), syscall.Setuid(nobody)); err != nil {
		return err
	}
	return dieWithParent()
}

// dieWithParent renews the death signal that the simulator's daemon gave its
// children: the kernel forgets it when a process changes its user.
func dieWithParent() error {
	_, _, errno := syscall.AllThreadsSyscall(syscall.SYS_PRCTL, syscall.PR_SET_PDEATHSIG, uintptr(syscall.SIGKILL), 0)
	if errno != 0 {
		return fmt.Errorf("tying the agent to its parent: %w", errno)
	}
	return nil
}
