package main

import (
	"fmt"
	"net/netip"
	"sync"
)

// IPAM hands out the addresses of pods, one range per node, never the one that
// was just given back.
type IPAM struct {
	mu    sync.Mutex
	owner map[string]map[string]string // node → address → pod
	last  map[string]netip.Addr
}

// reserved addresses at the start of a node's range: network, gateway and a few
// that people and Cilium like to take for the node itself.
const reserved = 4

func newIPAM() *IPAM {
	return &IPAM{owner: map[string]map[string]string{}, last: map[string]netip.Addr{}}
}

func (i *IPAM) used(node string) map[string]string {
	if i.owner[node] == nil {
		i.owner[node] = map[string]string{}
	}
	return i.owner[node]
}

func (i *IPAM) mark(node, ip, owner string) {
	i.mu.Lock()
	defer i.mu.Unlock()
	i.used(node)[ip] = owner
	if a, err := netip.ParseAddr(ip); err == nil && i.last[node].Compare(a) < 0 {
		i.last[node] = a
	}
}

// allocate gives an owner its address; asked again, the same one.
func (i *IPAM) allocate(node, cidr, owner string) (string, error) {
	i.mu.Lock()
	defer i.mu.Unlock()
	used := i.used(node)
	for ip, o := range used {
		if o == owner {
			return ip, nil
		}
	}
	prefix, err := netip.ParsePrefix(cidr)
	if err != nil {
		return "", fmt.Errorf("node %s has the pod CIDR %q", node, cidr)
	}
	prefix = prefix.Masked()
	first := prefix.Addr()
	for range reserved {
		first = first.Next()
	}
	ip := i.last[node]
	if !prefix.Contains(ip) {
		ip = first
	}
	start := ip
	for {
		if ip = ip.Next(); !prefix.Contains(ip.Next()) {
			ip = first // the last one is the broadcast address
		}
		if _, taken := used[ip.String()]; !taken {
			used[ip.String()], i.last[node] = owner, ip
			return ip.String(), nil
		}
		if ip == start {
			return "", fmt.Errorf("node %s has no free address in %s", node, cidr)
		}
	}
}

// prune gives back what belongs to pods that are gone.
func (i *IPAM) prune(alive map[string]bool) {
	i.mu.Lock()
	defer i.mu.Unlock()
	for _, used := range i.owner {
		for ip, owner := range used {
			if !alive[owner] {
				delete(used, ip)
			}
		}
	}
}
