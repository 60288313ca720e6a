package main

import (
	"encoding/json"
	"fmt"
	"net/netip"
	"os"
	"path/filepath"
	"sync"
)

// State is what must stay the same when the daemon starts again.
type State struct {
	Fabric    string            `json:"fabric"`    // subnet of all nodes
	Addresses map[string]string `json:"addresses"` // node → address
	Ports     map[string]int    `json:"ports"`     // use → port on the host's loopback

	mu  sync.Mutex
	dir string
}

// fabricCandidates begins with the subnet that Docker usually gives to kind.
var fabricCandidates = []string{"172.18.0.0/16", "172.19.0.0/16", "172.20.0.0/16", "172.25.0.0/16", "172.30.0.0/16", "192.168.0.0/16", "100.64.0.0/16", "198.18.0.0/16"}

func loadState(dir string) (*State, error) {
	s := &State{dir: dir, Addresses: map[string]string{}, Ports: map[string]int{}}
	data, err := os.ReadFile(filepath.Join(dir, "state.json"))
	if os.IsNotExist(err) {
		return s, nil
	}
	if err == nil {
		err = json.Unmarshal(data, s)
	}
	return s, err
}

// prepare chooses the fabric's subnet and gives every new node an address.
func (s *State) prepare(p *Plan) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	var taken []netip.Prefix
	for i := range p.Clusters {
		taken = append(taken, p.Clusters[i].subnets()...)
	}
	given := p.given()
	if s.Fabric == "" {
		for _, c := range fabricCandidates {
			if !overlaps(netip.MustParsePrefix(c), append(taken, given...)) {
				s.Fabric = c
				break
			}
		}
	}
	fabric, err := netip.ParsePrefix(s.Fabric)
	if err != nil {
		return fmt.Errorf("no subnet for the nodes: the clusters' pod and service subnets cover all of %v", fabricCandidates)
	}
	if overlaps(fabric, taken) {
		return fmt.Errorf("the nodes' subnet %s of the running simulator overlaps a new cluster's subnets %v; stop the simulator first", fabric, taken)
	}
	used, wanted := map[string]bool{}, map[string]bool{}
	for _, a := range given {
		used[a.Addr().String()] = true
	}
	for _, c := range p.Clusters {
		for _, n := range c.Nodes {
			wanted[n.Name] = true
			if a, err := netip.ParsePrefix(n.Address); err == nil {
				s.Addresses[n.Name] = a.Addr().String()
			} else if used[s.Addresses[n.Name]] { // somebody's own now
				delete(s.Addresses, n.Name)
			}
		}
	}
	for n, a := range s.Addresses {
		if !wanted[n] {
			delete(s.Addresses, n)
		} else {
			used[a] = true
		}
	}
	next := fabric.Addr().Next() // .1 is the router in kind's network
	for _, c := range p.Clusters {
		for _, n := range c.Nodes {
			for s.Addresses[n.Name] == "" {
				if next = next.Next(); !used[next.String()] {
					s.Addresses[n.Name], used[next.String()] = next.String(), true
				}
			}
		}
	}
	return s.save()
}

func overlaps(p netip.Prefix, others []netip.Prefix) bool {
	for _, o := range others {
		if p.Overlaps(o) {
			return true
		}
	}
	return false
}

func (s *State) save() error {
	return writeJSON(filepath.Join(s.dir, "state.json"), s)
}

func (s *State) address(node string) string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.Addresses[node]
}

func (s *State) fabricBits() int {
	return netip.MustParsePrefix(s.Fabric).Bits()
}

func (s *State) port(use string) int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.Ports[use]
}

func (s *State) setPort(use string, port int) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.Ports[use] = port
	return s.save()
}

// writeJSON replaces a file as a whole; only the owner may read it.
func writeJSON(file string, v any) error {
	data, err := json.MarshalIndent(v, "", "  ")
	if err != nil {
		return err
	}
	return writeFile(file, append(data, '\n'))
}

func writeFile(file string, data []byte) error {
	tmp := fmt.Sprintf("%s.%d", file, os.Getpid())
	if err := os.WriteFile(tmp, data, 0o600); err != nil {
		return err
	}
	return os.Rename(tmp, file)
}
