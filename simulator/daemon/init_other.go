//go:build !linux

package main

import "syscall"

const programDir = "/usr/bin"

// ExecSpec tells container-exec what to run where.
type ExecSpec struct {
	Pid  int      `json:"pid"`
	Argv []string `json:"argv"`
}

func containerInit() error { return errLinux }
func containerExec() error { return errLinux }

func enter(ExecSpec, ...string) error { return errLinux }

func containerFlags() *syscall.SysProcAttr { return &syscall.SysProcAttr{} }
