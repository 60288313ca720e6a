package main

import (
	"context"
	"io"
	"net"
	"net/netip"
	"os"
	"testing"
	"time"
)

// fabricOf makes a fabric with one namespace per address.
func fabricOf(t *testing.T, addresses ...string) []Network {
	t.Helper()
	if os.Geteuid() != 0 {
		t.Skip("network namespaces need root")
	}
	f, err := newFabric()
	if err != nil {
		t.Skipf("no network namespaces here: %v", err)
	}
	t.Cleanup(f.Close)
	var out []Network
	for _, a := range addresses {
		n, err := f.join(Place{Addresses: prefixes([]string{a + "/16"}), Services: netip.MustParsePrefix("10.96.0.0/16"), Wide: true})
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(n.Close)
		out = append(out, n)
	}
	return out
}

// answer serves one word at an address until the test ends.
func answer(t *testing.T, n Network, address, word string) {
	t.Helper()
	l, err := listenIn(n, address)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = l.Close() })
	go func() {
		for {
			c, err := l.Accept()
			if err != nil {
				return
			}
			_, _ = io.WriteString(c, word)
			_ = c.Close()
		}
	}()
}

func ask(n Network, address string) (string, error) {
	ctx, cancel := context.WithTimeout(context.Background(), 3*time.Second)
	defer cancel()
	c, err := dialIn(ctx, n, address)
	if err != nil {
		return "", err
	}
	defer c.Close()
	_ = c.SetDeadline(time.Now().Add(3 * time.Second))
	data, err := io.ReadAll(c)
	return string(data), err
}

func TestFabricConnectsNodesAndPodsOnly(t *testing.T) {
	n := fabricOf(t, "172.18.0.2", "172.18.0.3", "10.1.0.5")
	answer(t, n[0], "172.18.0.2:6443", "west")
	answer(t, n[2], "10.1.0.5:2379", "pod")
	for _, from := range n {
		if got, err := ask(from, "172.18.0.2:6443"); err != nil || got != "west" {
			t.Errorf("%s to the node: %q %v", from.Address(), got, err)
		}
		if got, err := ask(from, "10.1.0.5:2379"); err != nil || got != "pod" {
			t.Errorf("%s to the pod: %q %v", from.Address(), got, err)
		}
	}
	addresses, err := net.InterfaceAddrs()
	if err != nil {
		t.Fatal(err)
	}
	for _, a := range addresses { // the tests' own thread is in the host's namespace
		if p, err := netip.ParsePrefix(a.String()); err == nil && p.Addr().String() == "10.1.0.5" {
			t.Error("an address of the fabric stands on the host")
		}
	}
}

func TestAnAddressThatMovesIsFoundAtOnce(t *testing.T) {
	n := fabricOf(t, "172.18.0.2", "172.18.0.3", "172.18.0.4")
	answer(t, n[1], "172.18.0.3:80", "first")
	if got, err := ask(n[0], "172.18.0.3:80"); err != nil || got != "first" {
		t.Fatal(got, err)
	}
	if err := readdress(n[1], prefixes([]string{"172.18.0.9/16", "fd00::9/64"})); err != nil {
		t.Fatal(err)
	}
	if err := readdress(n[2], prefixes([]string{"172.18.0.4/16", "172.18.0.3/16"})); err != nil {
		t.Fatal(err)
	}
	answer(t, n[2], "172.18.0.3:80", "second")
	if got, err := ask(n[0], "172.18.0.3:80"); err != nil || got != "second" {
		t.Errorf("the old place is still asked: %q %v", got, err)
	}
	answer(t, n[1], "172.18.0.9:80", "moved")
	if got, err := ask(n[0], "172.18.0.9:80"); err != nil || got != "moved" {
		t.Error(got, err)
	}
}

func TestTwoFabricsDoNotMeet(t *testing.T) {
	a, b := fabricOf(t, "172.18.0.2"), fabricOf(t, "172.18.0.2", "172.18.0.3")
	answer(t, a[0], "172.18.0.2:80", "first")
	answer(t, b[0], "172.18.0.2:80", "second")
	if got, err := ask(b[1], "172.18.0.2:80"); err != nil || got != "second" {
		t.Error(got, err)
	}
}

func TestServiceAddressesLeadToReadyBackends(t *testing.T) {
	n := fabricOf(t, "172.18.0.2", "172.18.0.3", "172.18.0.4")
	answer(t, n[1], "172.18.0.3:80", "one")
	f, err := forward(n[0], "10.96.3.4:80", n[0], []string{"172.18.0.4:80", "172.18.0.3:80"})
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	for range 5 { // the other backend refuses, which a client does not notice
		if got, err := ask(n[0], "10.96.3.4:80"); err != nil || got != "one" {
			t.Fatal(got, err)
		}
	}
	answer(t, n[2], "172.18.0.4:80", "two")
	f.set([]string{"172.18.0.4:80"})
	if got, err := ask(n[0], "10.96.3.4:80"); err != nil || got != "two" {
		t.Error(got, err)
	}
	if _, err := ask(n[0], "10.96.3.5:80"); err == nil {
		t.Error("a Service without a listener answered")
	}
	host, port, err := forwardFromHost(0, n[0], "172.18.0.3:80")
	if err != nil {
		t.Fatal(err)
	}
	defer host.Close()
	if got, err := ask(hostNetwork{}, joinPort("127.0.0.1", port)); err != nil || got != "one" {
		t.Error(got, err)
	}
}

func TestTheDaemonsLockTellsWhetherItLives(t *testing.T) {
	dir := t.TempDir()
	if err := os.WriteFile(dir+"/lock", []byte("1"), 0o600); err != nil {
		t.Fatal(err)
	}
	if pid := daemonPid(dir); pid != 0 {
		t.Errorf("a number in a file is taken for the daemon %d", pid)
	}
	lock, err := lockDirectory(dir)
	if err != nil {
		t.Fatal(err)
	}
	if pid := daemonPid(dir); pid != os.Getpid() {
		t.Errorf("daemon is %d", pid)
	}
	if _, err := lockDirectory(dir); err == nil {
		t.Error("two daemons in one folder")
	}
	_ = lock.Close()
	if pid := daemonPid(dir); pid != 0 {
		t.Errorf("daemon %d is gone", pid)
	}
}
