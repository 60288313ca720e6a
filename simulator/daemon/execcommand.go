package main

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"time"
)

// execCommand becomes a command where a router's daemons are: in their network,
// with their files. `vtysh` there finds them, `ip route` shows their kernel's table.
func execCommand(dir, router string, argv []string) error {
	if router == "" || len(argv) == 0 {
		return errors.New("expected exec --router NAME -- COMMAND")
	}
	if daemonPid(dir) == 0 {
		return fmt.Errorf("no simulator runs in %s", dir)
	}
	plan, err := readPlan(dir)
	if err != nil {
		return err
	}
	pid, err := routerPid(dir, router, 5*time.Second)
	if err != nil {
		return err
	}
	os.Clearenv()
	for _, e := range plan.FRR.environment() {
		k, v, _ := strings.Cut(e, "=")
		_ = os.Setenv(k, v)
	}
	return enter(ExecSpec{Pid: pid, Argv: argv}, "net", "uts", "mnt")
}

// routerPid is the process of a router's zebra; it may be just starting again.
func routerPid(dir, router string, limit time.Duration) (int, error) {
	for end := time.Now().Add(limit); ; time.Sleep(50 * time.Millisecond) {
		text, err := os.ReadFile(filepath.Join(routerDir(dir, router), "pid"))
		if err == nil {
			pid, err := strconv.Atoi(string(text))
			if err == nil && processName(pid) == "zebra" {
				return pid, nil
			}
		}
		if time.Now().After(end) {
			return 0, fmt.Errorf("no router %s runs in %s", router, dir)
		}
	}
}

func processName(pid int) string {
	text, err := os.ReadFile(fmt.Sprintf("/proc/%d/comm", pid))
	if err != nil {
		return ""
	}
	return strings.TrimSpace(string(text))
}
