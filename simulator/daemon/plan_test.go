package main

import (
	"strings"
	"testing"
)

func testPlan() *Plan {
	return &Plan{Depth: depthControlPlane, Programs: map[string]string{
		"etcd": "/e", "kube-apiserver": "/a", "kube-controller-manager": "/c", "kube-scheduler": "/s", "kwok": "/k", "cilium-operator-generic": "/o",
	}, Clusters: []ClusterPlan{{Name: "west", ID: 1, PodSubnet: "10.0.0.0/16", ServiceSubnet: "10.2.0.0/16", Nodes: []NodePlan{
		{Name: "west-control-plane", Role: roleControlPlane}, {Name: "west-worker", Role: roleWorker},
	}}}}
}

func TestValidPlan(t *testing.T) {
	if err := testPlan().validate(); err != nil {
		t.Fatal(err)
	}
}

func TestEveryFaultIsToldAtOnce(t *testing.T) {
	p := testPlan()
	p.Programs["etcd"] = "etcd"
	p.Clusters[0].PodSubnet = "10.0.0.0"
	p.Clusters[0].Nodes[1] = NodePlan{Name: "west-control-plane", Role: "agent"}
	p.Clusters = append(p.Clusters, ClusterPlan{Name: "west", PodSubnet: "10.1.0.0/16", ServiceSubnet: "10.3.0.0/16"})
	err := p.validate()
	if err == nil {
		t.Fatal("accepted")
	}
	for _, want := range []string{
		`programs.etcd is "etcd"; expected an absolute path`,
		`clusters[0].podSubnet is "10.0.0.0"; expected a CIDR`,
		`clusters[0].nodes[1].name is "west-control-plane"; expected a DNS name that no other node has`,
		`clusters[0].nodes[1].role is "agent"; expected "control-plane" or "worker"`,
		`clusters[1].name "west" is used twice`,
		`clusters[1].nodes has no node of role "control-plane"`,
	} {
		if !strings.Contains(err.Error(), want) {
			t.Errorf("missing %q in:\n%v", want, err)
		}
	}
}

func TestTaintFollowsKind(t *testing.T) {
	yes, no := true, false
	c := testPlan().Clusters[0]
	if !c.tainted(&c.Nodes[0]) || c.tainted(&c.Nodes[1]) {
		t.Error("with workers only the control plane is tainted")
	}
	c.Nodes[0].Schedulable = &yes
	if c.tainted(&c.Nodes[0]) {
		t.Error("a schedulable control plane is not tainted")
	}
	alone := ClusterPlan{Nodes: []NodePlan{{Name: "a", Role: roleControlPlane}}}
	if alone.tainted(&alone.Nodes[0]) {
		t.Error("a single node is not tainted")
	}
	alone.Nodes[0].Schedulable = &no
	if !alone.tainted(&alone.Nodes[0]) {
		t.Error("unless that is asked for")
	}
}

func TestStateKeepsAddresses(t *testing.T) {
	dir := t.TempDir()
	p := testPlan()
	s, err := loadState(dir)
	if err != nil {
		t.Fatal(err)
	}
	if err := s.prepare(p); err != nil {
		t.Fatal(err)
	}
	if got := s.address("west-worker"); got != "172.18.0.3" {
		t.Errorf("west-worker has %s", got)
	}
	p.Clusters = append(p.Clusters, ClusterPlan{Name: "a", PodSubnet: "10.4.0.0/16", ServiceSubnet: "10.5.0.0/16", Nodes: []NodePlan{{Name: "a-control-plane", Role: roleControlPlane}}})
	again, err := loadState(dir)
	if err != nil {
		t.Fatal(err)
	}
	p.Clusters[0].Nodes = p.Clusters[0].Nodes[1:]
	if err := again.prepare(p); err != nil {
		t.Fatal(err)
	}
	if again.address("west-worker") != "172.18.0.3" || again.address("a-control-plane") != "172.18.0.2" {
		t.Errorf("addresses are %v", again.Addresses)
	}
}

func TestFabricAvoidsTheClusters(t *testing.T) {
	p := testPlan()
	p.Clusters[0].PodSubnet = "172.16.0.0/13"
	s := &State{dir: t.TempDir(), Addresses: map[string]string{}, Ports: map[string]int{}}
	if err := s.prepare(p); err != nil {
		t.Fatal(err)
	}
	if s.Fabric != "172.25.0.0/16" {
		t.Errorf("fabric is %s", s.Fabric)
	}
	p.Clusters[0].PodSubnet = "172.25.0.0/16"
	if err := s.prepare(p); err == nil || !strings.Contains(err.Error(), "stop the simulator first") {
		t.Errorf("got %v", err)
	}
}
