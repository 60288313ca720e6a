//go:build !linux

package main

func tryFull() error { return errLinux }
