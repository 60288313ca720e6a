package main

import (
	"reflect"
	"strings"
	"testing"
)

func routedPlan() *Plan {
	p := testPlan()
	p.Depth = depthFull
	for _, name := range neededPrograms(depthFull) {
		p.Programs[name] = "/" + name
	}
	p.Clusters[0].Nodes[0].Address = "192.168.10.100/24"
	p.Clusters[0].Nodes[0].Address6 = "fd10::100/64"
	p.FRR = &FRRPlan{Root: "/", Programs: "/usr/lib/frr", Vtysh: "/usr/bin/vtysh", Difference: "{ print }"}
	p.Routers = []RouterPlan{{Name: "tor", Addresses: []string{"192.168.10.200/24", "fd10::200/64"}, Daemons: "bgpd=yes\n"}}
	return p
}

func TestValidRouters(t *testing.T) {
	if err := routedPlan().validate(); err != nil {
		t.Fatal(err)
	}
}

func TestEveryFaultOfRoutersIsToldAtOnce(t *testing.T) {
	p := routedPlan()
	p.Depth = depthControlPlane
	p.FRR.Programs = "frr"
	p.FRR.Difference = ""
	p.Clusters[0].Nodes[0].Address6 = "10.9.0.1/24"
	p.Clusters[0].Nodes[1].Address = "192.168.10.100/25"
	p.Routers = append(p.Routers, RouterPlan{Name: "tor", Daemons: "ospfd=yes"}, RouterPlan{Name: "spine", Addresses: []string{"192.168.10.1", "10.0.1.1/24", "fd10::200/64"}})
	err := p.validate()
	if err == nil {
		t.Fatal("accepted")
	}
	for _, want := range []string{
		`routers are there, which depth "control-plane" does not run; expected depth "full"`,
		`frr.programs is "frr"; expected an absolute path`,
		`frr.difference is empty; expected the awk program`,
		`clusters[0].nodes[0].address6 is "10.9.0.1/24"; expected an IPv6 address with its prefix length`,
		`clusters[0].nodes[1].address is 192.168.10.100/25, which clusters[0].nodes[0].address has already`,
		`routers[1].name is "tor"; expected a DNS label that no other router has`,
		`routers[1].addresses is empty; expected an address in each of its racks`,
		`routers[1].daemons starts ospfd; expected only zebra, staticd, bfdd, bgpd`,
		`routers[2].addresses[0] is "192.168.10.1"; expected an IPv4 address with its prefix length`,
		`routers[2].addresses[1] is 10.0.1.1/24, which belongs to a cluster's pods or Services`,
		`routers[2].addresses[2] is fd10::200/64, which routers[0].addresses[1] has already`,
	} {
		if !strings.Contains(err.Error(), want) {
			t.Errorf("missing %q in:\n%v", want, err)
		}
	}
	p = routedPlan()
	p.FRR = nil
	if err := p.validate(); err == nil || !strings.Contains(err.Error(), "frr is missing") {
		t.Errorf("got %v", err)
	}
}

func TestDaemonsFile(t *testing.T) {
	r := RouterPlan{Daemons: "# comment\nbgpd=yes\nbfdd=no\nospfd=yes # some day\nzebra=no\nvtysh_enable=yes\nbgpd_options=\"-A 127.0.0.1  -M rpki\"\n"}
	want := []frrProgram{{"zebra", nil}, {"staticd", nil}, {"bgpd", []string{"-A", "127.0.0.1", "-M", "rpki"}}, {"ospfd", nil}}
	if got := r.programs(); !reflect.DeepEqual(got, want) {
		t.Errorf("got %v", got)
	}
}

func TestGivenAddressesAreKept(t *testing.T) {
	p := routedPlan()
	p.Clusters[0].Nodes[0].Address = "172.18.0.2/24" // what would be chosen first
	s := &State{dir: t.TempDir(), Addresses: map[string]string{"west-worker": "172.18.0.2"}, Ports: map[string]int{}, Fabric: "172.18.0.0/16"}
	if err := s.prepare(p); err != nil {
		t.Fatal(err)
	}
	if s.address("west-control-plane") != "172.18.0.2" || s.address("west-worker") != "172.18.0.3" {
		t.Errorf("addresses are %v", s.Addresses)
	}
	nodes := p.Clusters[0].Nodes
	if got := s.nodePrefixes(&nodes[0]); len(got) != 2 || got[0].String() != "172.18.0.2/24" || got[1].String() != "fd10::100/64" {
		t.Errorf("control plane: %v", got)
	}
	if got := s.nodePrefixes(&nodes[1]); len(got) != 1 || got[0].String() != "172.18.0.3/16" {
		t.Errorf("worker: %v", got)
	}
}

func TestFabricAvoidsTheRacks(t *testing.T) {
	p := routedPlan()
	p.Routers[0].Addresses = []string{"172.18.4.200/24", "172.19.0.200/24"}
	s := &State{dir: t.TempDir(), Addresses: map[string]string{}, Ports: map[string]int{}}
	if err := s.prepare(p); err != nil {
		t.Fatal(err)
	}
	if s.Fabric != "172.20.0.0/16" {
		t.Errorf("fabric is %s", s.Fabric)
	}
}

func TestANodeElsewhereIsAnotherCluster(t *testing.T) {
	a, b := routedPlan().Clusters[0], routedPlan().Clusters[0]
	b.Nodes[1].Address = "192.168.10.101/24"
	if !a.sameNetworks(&b) {
		t.Error("a worker's address is of no matter to its cluster")
	}
	b.Nodes[0].Address = "192.168.10.101/24"
	if a.sameNetworks(&b) {
		t.Error("the control plane's is")
	}
}
