package main

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"sort"
	"strconv"
	"strings"
	"syscall"
)

// Status is what the daemon tells about itself in status.json.
type Status struct {
	Running  bool            `json:"running"`
	Pid      int             `json:"pid,omitempty"`
	State    string          `json:"state,omitempty"` // starting, ready, failed
	Plan     string          `json:"plan,omitempty"`  // which plan.json this is about
	Message  string          `json:"message,omitempty"`
	Depth    string          `json:"depth,omitempty"`
	Clusters []ClusterStatus `json:"clusters"`
	Routers  []RouterStatus  `json:"routers"`
}

// ClusterStatus is one cluster that is up.
type ClusterStatus struct {
	Name           string       `json:"name"`
	KubeconfigPath string       `json:"kubeconfigPath"`
	Context        string       `json:"context"`
	APIServer      string       `json:"apiServer"`
	Nodes          []NodeStatus `json:"nodes"`
}

// NodeStatus is one of its nodes.
type NodeStatus struct {
	Name    string `json:"name"`
	Role    string `json:"role"`
	Address string `json:"address"`
}

// RouterStatus is one router that is up.
type RouterStatus struct {
	Name      string   `json:"name"`
	Addresses []string `json:"addresses"` // each with its prefix length
	// Daemons are the programs of FRR that have their configuration.
	Daemons []string `json:"daemons"`
	// Note says how the last change of configuration was made.
	Note string `json:"note,omitempty"`
}

// publish tells how the plan goes.
func (s *Simulator) publish(state, plan string, fault error) {
	s.told.Lock()
	s.last = Status{State: state, Plan: plan}
	if fault != nil {
		s.last.Message = fault.Error()
	}
	s.told.Unlock()
	s.republish()
}

// republish tells what is there now; how the plan goes stays as told.
func (s *Simulator) republish() {
	s.told.Lock()
	defer s.told.Unlock()
	out := s.last
	out.Running, out.Pid, out.Depth, out.Clusters, out.Routers = true, os.Getpid(), s.depth, []ClusterStatus{}, []RouterStatus{}
	s.mu.Lock()
	for _, c := range s.clusters {
		st := ClusterStatus{Name: c.plan.Name, KubeconfigPath: c.kubeconfigFile(), Context: c.context(), APIServer: c.apiServer()}
		for _, n := range c.plan.Nodes {
			st.Nodes = append(st.Nodes, NodeStatus{n.Name, n.Role, c.nodeAddress(n.Name)})
		}
		out.Clusters = append(out.Clusters, st)
	}
	for _, r := range s.routers {
		out.Routers = append(out.Routers, r.status())
	}
	s.mu.Unlock()
	sort.Slice(out.Routers, func(i, j int) bool { return out.Routers[i].Name < out.Routers[j].Name })
	sort.Slice(out.Clusters, func(i, j int) bool { return out.Clusters[i].Name < out.Clusters[j].Name })
	_ = writeJSON(filepath.Join(s.dir, "status.json"), out)
}

// planID names the content of plan.json.
func planID(dir string) string {
	data, err := os.ReadFile(filepath.Join(dir, "plan.json"))
	if err != nil {
		return ""
	}
	sum := sha256.Sum256(data)
	return hex.EncodeToString(sum[:8])
}

// lockDirectory makes this process the one daemon of the folder. The kernel
// drops the lock with the process, so a killed daemon is never taken for alive.
func lockDirectory(dir string) (*os.File, error) {
	f, err := os.OpenFile(filepath.Join(dir, "lock"), os.O_CREATE|os.O_RDWR, 0o600)
	if err != nil {
		return nil, err
	}
	if err := syscall.Flock(int(f.Fd()), syscall.LOCK_EX|syscall.LOCK_NB); err != nil {
		_ = f.Close()
		return nil, fmt.Errorf("another daemon runs in %s", dir)
	}
	if err := errors.Join(f.Truncate(0), writeAt(f, strconv.Itoa(os.Getpid()))); err != nil {
		return nil, err
	}
	return f, nil
}

func writeAt(f *os.File, text string) error {
	_, err := f.WriteAt([]byte(text), 0)
	return err
}

// daemonPid is the living daemon's process; 0 when there is none.
func daemonPid(dir string) int {
	f, err := os.OpenFile(filepath.Join(dir, "lock"), os.O_RDWR, 0)
	if err != nil {
		return 0
	}
	defer f.Close()
	if syscall.Flock(int(f.Fd()), syscall.LOCK_SH|syscall.LOCK_NB) == nil {
		return 0
	}
	data, err := io.ReadAll(io.LimitReader(f, 16))
	if err != nil {
		return 0
	}
	pid, err := strconv.Atoi(strings.TrimSpace(string(data)))
	if err != nil {
		return 0
	}
	return pid
}

func readStatus(dir string) Status {
	pid := daemonPid(dir)
	s := Status{Clusters: []ClusterStatus{}, Routers: []RouterStatus{}}
	if pid == 0 {
		return s
	}
	data, err := os.ReadFile(filepath.Join(dir, "status.json"))
	if err == nil {
		_ = json.Unmarshal(data, &s)
	}
	if s.Pid != pid { // written by the daemon before this one
		s = Status{Clusters: []ClusterStatus{}, Routers: []RouterStatus{}}
	}
	s.Running, s.Pid = true, pid
	return s
}

func statusCommand(dir string) error {
	return json.NewEncoder(os.Stdout).Encode(readStatus(dir))
}
