package main

import (
	"os/exec"
	"runtime"
)

// spawnThread starts all children. The kernel ties a child's death signal to the
// thread that started it, so that thread must live as long as the daemon.
type spawnThread struct{ requests chan func() }

var spawner = newSpawnThread()

func newSpawnThread() *spawnThread {
	s := &spawnThread{requests: make(chan func())}
	go func() {
		runtime.LockOSThread()
		for f := range s.requests {
			f()
		}
	}()
	return s
}

func (s *spawnThread) start(n Network, cmd *exec.Cmd) error {
	tieToParent(cmd)
	done := make(chan error, 1)
	s.requests <- func() { done <- startThere(n, cmd) }
	return <-done
}
