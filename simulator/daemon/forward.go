package main

import (
	"context"
	"errors"
	"io"
	"math/rand/v2"
	"net"
	"sync"
	"time"
)

// Forward is one listener whose connections go to one of several backends.
type Forward struct {
	listener net.Listener
	from     Network // where connections to the backends start

	mu       sync.Mutex
	backends []string
	open     map[net.Conn]bool
}

// forward listens at an address inside a network.
func forward(at Network, address string, from Network, backends []string) (*Forward, error) {
	l, err := listenIn(at, address)
	if err != nil {
		return nil, err
	}
	f := &Forward{listener: l, from: from, backends: backends, open: map[net.Conn]bool{}}
	go f.serve()
	return f, nil
}

// forwardFromHost opens a port of the host's loopback: the wanted one if it is
// free, any other if not.
func forwardFromHost(port int, to Network, backend string) (*Forward, int, error) {
	f, err := forward(hostNetwork{}, joinPort("127.0.0.1", port), to, []string{backend})
	if err != nil && port != 0 {
		f, err = forward(hostNetwork{}, "127.0.0.1:0", to, []string{backend})
	}
	if err != nil {
		return nil, 0, err
	}
	return f, f.listener.Addr().(*net.TCPAddr).Port, nil
}

// set changes the backends for new connections.
func (f *Forward) set(backends []string) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.backends = backends
}

func (f *Forward) serve() {
	for {
		c, err := f.listener.Accept()
		if errors.Is(err, net.ErrClosed) {
			return
		}
		if err != nil {
			time.Sleep(50 * time.Millisecond)
			continue
		}
		go f.handle(c)
	}
}

func (f *Forward) handle(c net.Conn) {
	if !f.track(c) {
		return
	}
	defer f.untrack(c)
	f.mu.Lock()
	backends := append([]string{}, f.backends...)
	f.mu.Unlock()
	rand.Shuffle(len(backends), func(i, j int) { backends[i], backends[j] = backends[j], backends[i] })
	for _, b := range backends {
		ctx, cancel := context.WithTimeout(context.Background(), 5*time.Second)
		to, err := dialIn(ctx, f.from, b)
		cancel()
		if err != nil {
			continue
		}
		if f.track(to) {
			pipeBoth(c, to)
			f.untrack(to)
		}
		return
	}
}

func (f *Forward) track(c net.Conn) bool {
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.open == nil {
		_ = c.Close()
		return false
	}
	f.open[c] = true
	return true
}

func (f *Forward) untrack(c net.Conn) {
	_ = c.Close()
	f.mu.Lock()
	defer f.mu.Unlock()
	delete(f.open, c)
}

// Close ends the listener and what runs through it.
func (f *Forward) Close() {
	_ = f.listener.Close()
	f.mu.Lock()
	defer f.mu.Unlock()
	for c := range f.open {
		_ = c.Close()
	}
	f.open = nil
}

// pipeBoth copies in both directions until both are done.
func pipeBoth(a, b io.ReadWriteCloser) {
	var wait sync.WaitGroup
	one := func(to, from io.ReadWriteCloser) {
		_, err := io.Copy(to, from)
		if half, ok := to.(interface{ CloseWrite() error }); ok && err == nil {
			_ = half.CloseWrite()
			return
		}
		_ = to.Close()
	}
	wait.Go(func() { one(a, b) })
	wait.Go(func() { one(b, a) })
	wait.Wait()
}
