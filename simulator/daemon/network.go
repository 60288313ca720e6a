package main

import (
	"context"
	"net"
	"net/netip"
	"os/exec"
)

// Place says what a namespace on the fabric is to be.
type Place struct {
	Addresses []netip.Prefix
	// Services is answered inside the namespace; none where it is not valid.
	Services netip.Prefix
	// Wide looks for every address on the wire itself; else only the subnets of
	// the place's own addresses are there, as for a router.
	Wide bool
	// Kernel are settings below /proc/sys.
	Kernel map[string]string
}

// Network is a place with addresses of its own: a namespace, or the host.
type Network interface {
	// Do runs f on a thread inside the network.
	Do(f func() error) error
	// Address is the address that others reach; "" on the host.
	Address() string
	Close()
}

// hostNetwork is the machine's own network, for the control-plane depth.
type hostNetwork struct{}

func (hostNetwork) Do(f func() error) error { return f() }
func (hostNetwork) Address() string         { return "" }
func (hostNetwork) Close()                  {}

// listenIn opens a listener inside a network; it stays there for its life.
func listenIn(n Network, address string) (l net.Listener, err error) {
	err = n.Do(func() error {
		l, err = net.Listen("tcp4", address)
		return err
	})
	return l, err
}

// dialIn connects from inside a network. Addresses must be literal: a name
// would be looked up on another thread.
func dialIn(ctx context.Context, n Network, address string) (c net.Conn, err error) {
	err = n.Do(func() error {
		c, err = (&net.Dialer{}).DialContext(ctx, "tcp4", address)
		return err
	})
	return c, err
}

// startIn starts a child inside a network.
func startIn(n Network, cmd *exec.Cmd) error {
	return spawner.start(n, cmd)
}
