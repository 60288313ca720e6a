package main

import (
	"errors"
	"fmt"
	"maps"
	"net"
	"net/netip"
	"os"
	"os/exec"
	"runtime"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"syscall"

	"github.com/vishvananda/netlink"
	"github.com/vishvananda/netns"
	"golang.org/x/sys/unix"
)

// Fabric is the wire that all nodes and pods of all clusters share. It lives in
// a namespace without a name: when the daemon ends, the kernel takes it away.
type Fabric struct {
	ns     netns.NsHandle
	handle *netlink.Handle
	bridge netlink.Link
	count  atomic.Int64
}

// space is one network namespace on the fabric.
type space struct {
	ns      netns.NsHandle
	address string
	once    sync.Once
}

// home is the namespace that the daemon was started in.
var home = sync.OnceValues(func() (netns.NsHandle, error) { return netns.GetFromPath("/proc/self/ns/net") })

// newNamespace makes a namespace that is held by a file descriptor only.
func newNamespace() (ns netns.NsHandle, err error) {
	done := make(chan struct{})
	go func() {
		defer close(done)
		runtime.LockOSThread() // never unlocked: the thread ends with this goroutine
		ns, err = netns.New()
	}()
	<-done
	return ns, err
}

// inside runs f on a thread that is in the namespace.
func inside(ns netns.NsHandle, f func() error) error {
	back, err := home()
	if err != nil {
		return err
	}
	runtime.LockOSThread()
	if err := netns.Set(ns); err != nil {
		runtime.UnlockOSThread()
		return fmt.Errorf("entering a network namespace: %w", err)
	}
	defer func() {
		if netns.Set(back) == nil {
			runtime.UnlockOSThread() // a thread that cannot go back ends instead
		}
	}()
	return f()
}

func newFabric() (*Fabric, error) {
	if _, err := home(); err != nil {
		return nil, err
	}
	ns, err := newNamespace()
	if err != nil {
		return nil, fmt.Errorf("making a network namespace: %w", err)
	}
	h, err := netlink.NewHandleAt(ns)
	if err != nil {
		return nil, err
	}
	f := &Fabric{ns: ns, handle: h}
	if err := h.LinkAdd(&netlink.Bridge{LinkAttrs: netlink.LinkAttrs{Name: "fabric"}}); err != nil {
		return nil, fmt.Errorf("making a bridge: %w", err)
	}
	if f.bridge, err = h.LinkByName("fabric"); err != nil {
		return nil, err
	}
	return f, h.LinkSetUp(f.bridge)
}

// join makes a namespace on the fabric. Nodes and pods look for every address on
// the wire itself, so they need no routes to each other.
func (f *Fabric) join(p Place) (Network, error) {
	if len(p.Addresses) == 0 {
		return nil, errors.New("a place on the wire needs an address")
	}
	ns, err := newNamespace()
	if err != nil {
		return nil, err
	}
	s := &space{ns: ns, address: p.Addresses[0].Addr().String()}
	if err := f.wire(s, p); err != nil {
		s.Close()
		return nil, fmt.Errorf("wiring %s: %w", s.address, err)
	}
	return s, nil
}

// apart makes a namespace that is on no wire.
func (*Fabric) apart() (Network, error) {
	ns, err := newNamespace()
	if err != nil {
		return nil, err
	}
	return &space{ns: ns}, nil
}

func (f *Fabric) wire(s *space, p Place) error {
	port := fmt.Sprintf("port%d", f.count.Add(1))
	if err := f.handle.LinkAdd(&netlink.Veth{
		LinkAttrs: netlink.LinkAttrs{Name: port, MasterIndex: f.bridge.Attrs().Index},
		PeerName:  "eth0", PeerNamespace: netlink.NsFd(s.ns),
	}); err != nil {
		return err
	}
	link, err := f.handle.LinkByName(port)
	if err != nil {
		return err
	}
	if err := f.handle.LinkSetUp(link); err != nil {
		return err
	}
	h, err := netlink.NewHandleAt(s.ns)
	if err != nil {
		return err
	}
	defer h.Close()
	lo, err1 := h.LinkByName("lo")
	eth, err2 := h.LinkByName("eth0")
	if err := errors.Join(err1, err2, s.kernel(p.Kernel)); err != nil {
		return err
	}
	faults := []error{h.LinkSetUp(lo), h.LinkSetUp(eth)}
	for _, a := range p.Addresses {
		faults = append(faults, h.AddrReplace(eth, wireAddress(a)))
	}
	if p.Wide {
		for _, a := range []string{"0.0.0.0/0", "::/0"} {
			_, anywhere, _ := net.ParseCIDR(a)
			if hasFamily(p.Addresses, netip.MustParsePrefix(a).Addr().Is4()) {
				faults = append(faults, h.RouteAdd(&netlink.Route{LinkIndex: eth.Attrs().Index, Dst: anywhere, Scope: netlink.SCOPE_LINK}))
			}
		}
	}
	if p.Services.IsValid() {
		_, services, _ := net.ParseCIDR(p.Services.String())
		faults = append(faults, h.RouteAdd(&netlink.Route{LinkIndex: lo.Attrs().Index, Dst: services, Scope: netlink.SCOPE_HOST, Table: unix.RT_TABLE_LOCAL, Type: unix.RTN_LOCAL}))
	}
	return errors.Join(append(faults, s.announce(h, eth))...)
}

// announce tells the wire where the addresses are now: somebody may have had one
// of them before, and others would go on looking for it there for a minute. The
// kernel does that when a link gets its hardware address, even the same again.
func (s *space) announce(h *netlink.Handle, link netlink.Link) error {
	// An address that goes would take the others of its subnet along.
	settings := map[string]string{"net/ipv4/conf/eth0/arp_notify": "1", "net/ipv4/conf/eth0/promote_secondaries": "1"}
	if six := "net/ipv6/conf/eth0/ndisc_notify"; s.Do(func() error { _, err := os.Stat("/proc/sys/" + six); return err }) == nil {
		settings[six] = "1"
	}
	return errors.Join(s.kernel(settings), h.LinkSetHardwareAddr(link, link.Attrs().HardwareAddr))
}

func hasFamily(addresses []netip.Prefix, v4 bool) bool {
	return slices.ContainsFunc(addresses, func(a netip.Prefix) bool { return a.Addr().Is4() == v4 })
}

// wireAddress is an address as the kernel takes it. Nobody else can have it, so
// IPv6 need not look for a duplicate first.
func wireAddress(a netip.Prefix) *netlink.Addr {
	out := &netlink.Addr{IPNet: &net.IPNet{IP: a.Addr().AsSlice(), Mask: net.CIDRMask(a.Bits(), a.Addr().BitLen())}}
	if a.Addr().Is6() {
		out.Flags = unix.IFA_F_NODAD
	}
	return out
}

// kernel writes settings; the kernel asks which namespace the writer is in.
func (s *space) kernel(settings map[string]string) error {
	return s.Do(func() error {
		for _, name := range slices.Sorted(maps.Keys(settings)) {
			if err := os.WriteFile("/proc/sys/"+name, []byte(settings[name]), 0o644); err != nil {
				return fmt.Errorf("setting %s: %w", strings.ReplaceAll(name, "/", "."), err)
			}
		}
		return nil
	})
}

// readdress gives a namespace other addresses; those that stay are not touched.
func readdress(n Network, want []netip.Prefix) error {
	s, ok := n.(*space)
	if !ok {
		return nil
	}
	h, eth, err := s.link("eth0")
	if err != nil {
		return err
	}
	defer h.Close()
	have, err := h.AddrList(eth, netlink.FAMILY_ALL)
	if err != nil {
		return err
	}
	var faults []error
	for _, a := range want {
		faults = append(faults, h.AddrReplace(eth, wireAddress(a)))
	}
	for i := range have {
		keep := have[i].IP.IsLinkLocalUnicast() || slices.ContainsFunc(want, func(a netip.Prefix) bool { return wireAddress(a).IPNet.String() == have[i].IPNet.String() })
		if !keep {
			faults = append(faults, h.AddrDel(eth, &have[i]))
		}
	}
	return errors.Join(append(faults, s.announce(h, eth))...)
}

func (f *Fabric) Close() {
	f.handle.Close()
	_ = f.ns.Close()
}

func (s *space) Do(f func() error) error { return inside(s.ns, f) }
func (s *space) Address() string         { return s.address }
func (s *space) Close()                  { s.once.Do(func() { _ = s.ns.Close() }) }

// link finds a device of a namespace, and the handle to change it with.
func (s *space) link(name string) (*netlink.Handle, netlink.Link, error) {
	h, err := netlink.NewHandleAt(s.ns)
	if err != nil {
		return nil, nil, err
	}
	device, err := h.LinkByName(name)
	if err != nil {
		h.Close()
		return nil, nil, err
	}
	return h, device, nil
}

// claim makes a namespace answer for one more address (a LoadBalancer's).
func claim(n Network, address string) error {
	s, ok := n.(*space)
	if !ok {
		return nil
	}
	h, lo, err := s.link("lo")
	if err != nil {
		return err
	}
	defer h.Close()
	return h.AddrReplace(lo, &netlink.Addr{IPNet: &net.IPNet{IP: net.ParseIP(address), Mask: net.CIDRMask(32, 32)}})
}

func tieToParent(cmd *exec.Cmd) {
	if cmd.SysProcAttr == nil {
		cmd.SysProcAttr = &syscall.SysProcAttr{}
	}
	cmd.SysProcAttr.Setsid = true
	cmd.SysProcAttr.Pdeathsig = syscall.SIGKILL
}

// startThere forks on the calling thread, so that the child is born inside.
func startThere(n Network, cmd *exec.Cmd) error {
	return n.Do(cmd.Start)
}
