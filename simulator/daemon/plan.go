package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"net/netip"
	"os"
	"path/filepath"
	"regexp"
)

const (
	depthFull         = "full"
	depthControlPlane = "control-plane"

	roleControlPlane = "control-plane"
	roleWorker       = "worker"
)

// Plan is what the simulator shall look like. The caller writes it, nobody else.
type Plan struct {
	Depth    string            `json:"depth"`
	Programs map[string]string `json:"programs"`
	Clusters []ClusterPlan     `json:"clusters"`
	FRR      *FRRPlan          `json:"frr,omitempty"`
	Routers  []RouterPlan      `json:"routers,omitempty"`
}

// ClusterPlan is one cluster of the plan.
type ClusterPlan struct {
	Name          string     `json:"name"`
	ID            int        `json:"id"`
	PodSubnet     string     `json:"podSubnet"`
	ServiceSubnet string     `json:"serviceSubnet"`
	Nodes         []NodePlan `json:"nodes"`
}

// NodePlan is one node of a cluster.
type NodePlan struct {
	Name        string            `json:"name"`
	Role        string            `json:"role"`
	Labels      map[string]string `json:"labels,omitempty"`
	Schedulable *bool             `json:"schedulable,omitempty"`
	Address     string            `json:"address,omitempty"`  // InternalIP with its prefix length; else one is chosen
	Address6    string            `json:"address6,omitempty"` // a second InternalIP
}

var nameRule = regexp.MustCompile(`^[a-z0-9]([-a-z0-9.]{0,61}[a-z0-9])?$`)

func readPlan(dir string) (*Plan, error) {
	data, err := os.ReadFile(filepath.Join(dir, "plan.json"))
	if err != nil {
		return nil, fmt.Errorf("the plan cannot be read: %w", err)
	}
	p := &Plan{}
	if err := json.Unmarshal(data, p); err != nil {
		return nil, fmt.Errorf("%s: %w", filepath.Join(dir, "plan.json"), err)
	}
	return p, p.validate()
}

// validate reports every fault of the plan at once.
func (p *Plan) validate() error {
	var faults []error
	bad := func(format string, a ...any) { faults = append(faults, fmt.Errorf(format, a...)) }
	if p.Depth != depthFull && p.Depth != depthControlPlane {
		bad("depth is %q; expected %q or %q", p.Depth, depthFull, depthControlPlane)
	}
	for _, name := range neededPrograms(p.Depth) {
		if path := p.Programs[name]; !filepath.IsAbs(path) {
			bad("programs.%s is %q; expected an absolute path", name, path)
		}
	}
	clusters, nodes := map[string]bool{}, map[string]bool{}
	for i, c := range p.Clusters {
		at := fmt.Sprintf("clusters[%d]", i)
		if !nameRule.MatchString(c.Name) {
			bad("%s.name is %q; expected a DNS label", at, c.Name)
		}
		if clusters[c.Name] {
			bad("%s.name %q is used twice", at, c.Name)
		}
		clusters[c.Name] = true
		for key, cidr := range map[string]string{"podSubnet": c.PodSubnet, "serviceSubnet": c.ServiceSubnet} {
			if _, err := netip.ParsePrefix(cidr); err != nil {
				bad("%s.%s is %q; expected a CIDR", at, key, cidr)
			}
		}
		planes := 0
		for j, n := range c.Nodes {
			if !nameRule.MatchString(n.Name) || nodes[n.Name] {
				bad("%s.nodes[%d].name is %q; expected a DNS name that no other node has", at, j, n.Name)
			}
			nodes[n.Name] = true
			if n.Role == roleControlPlane {
				planes++
			} else if n.Role != roleWorker {
				bad("%s.nodes[%d].role is %q; expected %q or %q", at, j, n.Role, roleControlPlane, roleWorker)
			}
		}
		if planes == 0 {
			bad("%s.nodes has no node of role %q", at, roleControlPlane)
		}
	}
	faults = append(faults, p.checkRouters()...)
	faults = append(faults, p.checkAddresses()...)
	return errors.Join(faults...)
}

// controlPlane is the node that runs the cluster's API server.
func (c *ClusterPlan) controlPlane() *NodePlan {
	for i := range c.Nodes {
		if c.Nodes[i].Role == roleControlPlane {
			return &c.Nodes[i]
		}
	}
	return nil
}

// tainted tells whether ordinary pods stay away, by kubeadm's and kind's rule.
func (c *ClusterPlan) tainted(n *NodePlan) bool {
	if n.Role != roleControlPlane {
		return false
	}
	if n.Schedulable != nil {
		return !*n.Schedulable
	}
	return len(c.Nodes) > 1
}

func (c *ClusterPlan) subnets() []netip.Prefix {
	var out []netip.Prefix
	for _, s := range []string{c.PodSubnet, c.ServiceSubnet} {
		if p, err := netip.ParsePrefix(s); err == nil {
			out = append(out, p.Masked())
		}
	}
	return out
}

// sameNetworks tells whether a running cluster can become this one.
func (c *ClusterPlan) sameNetworks(o *ClusterPlan) bool {
	a, b := c.controlPlane(), o.controlPlane()
	return c.PodSubnet == o.PodSubnet && c.ServiceSubnet == o.ServiceSubnet && a.Name == b.Name && a.sameAddresses(b)
}

func (n *NodePlan) sameAddresses(o *NodePlan) bool {
	return n.Address == o.Address && n.Address6 == o.Address6
}

func neededPrograms(depth string) []string {
	names := []string{"etcd", "kube-apiserver", "kube-controller-manager", "kube-scheduler", "kwok", "cilium-operator-generic"}
	if depth == depthFull {
		names = append(names, "clustermesh-apiserver", "cilium-dbg", "cilium-sim-agent")
	}
	return names
}
