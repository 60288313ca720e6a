package main

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strconv"
	"strings"
	"syscall"
)

// On Linux the kernel ends all children with the daemon. Elsewhere they are
// noted, so that the next daemon (or stop) can end what a killed one left.

// pidFile is where a child is noted; "" where that is not needed.
func (s *Simulator) pidFile(name string) string {
	if runtime.GOOS == "linux" {
		return ""
	}
	return filepath.Join(s.dir, "pids", name)
}

func notePid(file string, pid int) {
	if file == "" {
		return
	}
	if err := os.MkdirAll(filepath.Dir(file), 0o700); err == nil {
		_ = writeFile(file, fmt.Appendf(nil, "%d\n%s\n", pid, commandOf(pid)))
	}
}

// commandOf is a process's program as ps names it; "" when there is none.
func commandOf(pid int) string {
	out, err := exec.Command("ps", "-o", "comm=", "-p", strconv.Itoa(pid)).Output()
	if err != nil {
		return ""
	}
	return strings.TrimSpace(string(out))
}

// endStrays ends noted children that still live; a number that now belongs to
// another program is left alone.
func endStrays(dir string) {
	files, _ := filepath.Glob(filepath.Join(dir, "pids", "*"))
	for _, f := range files {
		data, err := os.ReadFile(f)
		if err != nil {
			continue
		}
		number, command, _ := strings.Cut(strings.TrimSpace(string(data)), "\n")
		pid, err := strconv.Atoi(number)
		if err == nil && pid > 1 && command != "" && commandOf(pid) == command {
			_ = syscall.Kill(pid, syscall.SIGKILL)
		}
		_ = os.Remove(f)
	}
}
