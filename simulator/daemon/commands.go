package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"syscall"
	"time"
)

const (
	startLimit = 3 * time.Minute
	stopLimit  = 15 * time.Second
)

// startCommand brings the simulator to its plan: it wakes the daemon that runs
// or starts one, and follows it to the end. Progress goes to standard error.
func startCommand(dir string) error {
	if _, err := readPlan(dir); err != nil {
		return err
	}
	id := planID(dir)
	logFile := filepath.Join(dir, "daemon.log")
	died := make(chan error, 1)
	if pid := daemonPid(dir); pid != 0 {
		if st := readStatus(dir); st.State != "ready" || st.Plan != id {
			if err := syscall.Kill(pid, syscall.SIGHUP); err != nil {
				return fmt.Errorf("waking the daemon %d: %w", pid, err)
			}
			// what is still there from before must not be taken for the answer
			time.Sleep(20 * time.Millisecond)
		}
	} else if err := spawnDaemon(dir, logFile, died); err != nil {
		return err
	}
	told := map[string]bool{}
	for end := time.Now().Add(startLimit); ; {
		st := readStatus(dir)
		for _, c := range st.Clusters {
			if st.Plan == id && !told[c.Name] {
				told[c.Name] = true
				fmt.Fprintf(os.Stderr, "cluster %s is up\n", c.Name)
			}
		}
		switch {
		case st.Plan == id && st.State == "ready":
			return json.NewEncoder(os.Stdout).Encode(st)
		case st.Plan == id && st.State == "failed":
			return errors.New(st.Message)
		case time.Now().After(end):
			return fmt.Errorf("the simulator is not ready after %s; the end of %s:\n%s", startLimit, logFile, lastLines(logFile, 1500))
		}
		select {
		case err := <-died:
			return fmt.Errorf("the simulator's daemon ended (%v); the end of %s:\n%s", err, logFile, lastLines(logFile, 1500))
		case <-time.After(30 * time.Millisecond):
		}
	}
}

// spawnDaemon starts the daemon so that it outlives everything that started it.
func spawnDaemon(dir, logFile string, died chan<- error) error {
	self, err := os.Executable()
	if err != nil {
		return err
	}
	out, err := os.OpenFile(logFile, os.O_CREATE|os.O_APPEND|os.O_WRONLY, 0o600)
	if err != nil {
		return err
	}
	defer out.Close()
	_ = os.Remove(filepath.Join(dir, "status.json"))
	cmd := exec.Command(self, "run", "--directory", dir)
	cmd.Dir, cmd.Stdout, cmd.Stderr = dir, out, out
	cmd.SysProcAttr = &syscall.SysProcAttr{Setsid: true}
	if err := cmd.Start(); err != nil {
		return err
	}
	go func() { died <- cmd.Wait() }()
	return nil
}

// stopCommand ends the daemon and everything of it, and removes its files.
func stopCommand(dir string) error {
	if pid := daemonPid(dir); pid != 0 {
		_ = syscall.Kill(pid, syscall.SIGTERM)
		for end := time.Now().Add(stopLimit); daemonPid(dir) != 0; time.Sleep(20 * time.Millisecond) {
			if time.Now().After(end) {
				_ = syscall.Kill(pid, syscall.SIGKILL) // its children go with it
				end = time.Now().Add(stopLimit)
			}
		}
	}
	endStrays(dir)
	var err error
	for range 20 { // a process may be just ending
		err = nil
		for _, name := range []string{"clusters", "routers", "pids", "plan.json", "state.json", "status.json", "daemon.log", "lock"} {
			err = errors.Join(err, os.RemoveAll(filepath.Join(dir, name)))
		}
		if err == nil {
			break
		}
		time.Sleep(100 * time.Millisecond)
	}
	if err != nil {
		return err
	}
	if err := os.Remove(dir); err != nil && !os.IsNotExist(err) && !errors.Is(err, syscall.ENOTEMPTY) && !errors.Is(err, syscall.EEXIST) {
		return err
	}
	return nil
}
