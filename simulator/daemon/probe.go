package main

import (
	"context"
	"crypto/tls"
	"fmt"
	"net"
	"net/http"
	"strconv"
	"strings"
	"time"

	corev1 "k8s.io/api/core/v1"
	"k8s.io/apimachinery/pkg/util/intstr"
)

// While something is not ready it is asked often, so that waiting people lose no
// time; afterwards at the chart's own pace, but not more seldom than this.
const (
	probeSoon = 250 * time.Millisecond
	probeMost = 3 * time.Second
)

// probe watches one life of a container's process.
func (c *Container) probe(ctx context.Context) {
	if s := c.spec.StartupProbe; s != nil {
		if !c.untilStarted(ctx, s) {
			return
		}
	}
	if c.spec.LivenessProbe != nil {
		go c.watchLiveness(ctx, c.spec.LivenessProbe)
	}
	if c.spec.ReadinessProbe == nil {
		c.setReady(true)
		return
	}
	c.watchReadiness(ctx, c.spec.ReadinessProbe)
}

func (c *Container) setReady(ready bool) {
	c.mu.Lock()
	changed := c.ready != ready || !c.started
	c.started = true
	c.ready = ready && c.running != nil
	c.mu.Unlock()
	if changed {
		c.pod.statusChanged()
	}
}

func pause(ctx context.Context, d time.Duration) bool {
	select {
	case <-ctx.Done():
		return false
	case <-time.After(d):
		return true
	}
}

func seconds(n int32, usual int32) time.Duration {
	if n == 0 {
		n = usual
	}
	return time.Duration(n) * time.Second
}

// untilStarted returns true once the startup probe succeeds; when its time is
// over the process is ended, as kubelet would.
func (c *Container) untilStarted(ctx context.Context, p *corev1.Probe) bool {
	limit := time.Now().Add(seconds(p.InitialDelaySeconds, 0) + seconds(p.PeriodSeconds, 10)*time.Duration(max(p.FailureThreshold, 1)))
	for {
		err := c.check(ctx, p)
		if err == nil {
			c.setReady(c.spec.ReadinessProbe == nil)
			return true
		}
		if time.Now().After(limit) {
			c.kill(fmt.Sprintf("startup probe failed: %v", err))
			return false
		}
		if !pause(ctx, probeSoon) {
			return false
		}
	}
}

func (c *Container) watchReadiness(ctx context.Context, p *corev1.Probe) {
	failures := int32(0)
	ready := false
	for {
		if c.check(ctx, p) == nil {
			failures, ready = 0, true
			c.setReady(true)
		} else if failures++; ctx.Err() == nil && failures >= max(p.FailureThreshold, 1) {
			ready = false
			c.setReady(false)
		}
		wait := min(seconds(p.PeriodSeconds, 10), probeMost)
		if !ready {
			wait = probeSoon
		}
		if !pause(ctx, wait) {
			return
		}
	}
}

func (c *Container) watchLiveness(ctx context.Context, p *corev1.Probe) {
	if !pause(ctx, seconds(p.InitialDelaySeconds, 0)) {
		return
	}
	failures := int32(0)
	for pause(ctx, seconds(p.PeriodSeconds, 10)) {
		err := c.check(ctx, p)
		if err == nil {
			failures = 0
		} else if failures++; ctx.Err() == nil && failures >= max(p.FailureThreshold, 1) {
			c.kill(fmt.Sprintf("liveness probe failed: %v", err))
			return
		}
	}
}

// check asks a probe once.
func (c *Container) check(ctx context.Context, p *corev1.Probe) error {
	ctx, cancel := context.WithTimeout(ctx, max(seconds(p.TimeoutSeconds, 1), 3*time.Second))
	defer cancel()
	switch {
	case p.HTTPGet != nil:
		return c.checkHTTP(ctx, p.HTTPGet)
	case p.TCPSocket != nil:
		conn, err := dialIn(ctx, c.pod.network, c.target(p.TCPSocket.Host, p.TCPSocket.Port))
		if err == nil {
			_ = conn.Close()
		}
		return err
	case p.Exec != nil:
		code, err := c.exec(ctx, p.Exec.Command, nil, nil, nil)
		if err == nil && code != 0 {
			err = fmt.Errorf("%v ended with code %d", p.Exec.Command, code)
		}
		return err
	}
	return nil // other kinds are not used by the charts
}

// target is the literal address of a probe.
func (c *Container) target(host string, port intstr.IntOrString) string {
	number := port.String()
	for _, p := range c.spec.Ports {
		if port.Type == intstr.String && p.Name == port.StrVal {
			number = strconv.Itoa(int(p.ContainerPort))
		}
	}
	if !c.pod.manager.cluster.full() {
		c.mu.Lock()
		if moved := c.ports[number]; moved != 0 {
			number = strconv.Itoa(moved)
		}
		c.mu.Unlock()
		return net.JoinHostPort("127.0.0.1", number)
	}
	if host == "localhost" {
		host = "127.0.0.1"
	}
	if net.ParseIP(host) == nil {
		host = c.pod.ip
	}
	return net.JoinHostPort(host, number)
}

func (c *Container) checkHTTP(ctx context.Context, get *corev1.HTTPGetAction) error {
	address := c.target(get.Host, get.Port)
	scheme := "http"
	if get.Scheme == corev1.URISchemeHTTPS {
		scheme = "https"
	}
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, scheme+"://"+address+"/", nil)
	if err != nil {
		return err
	}
	// A probe's path may have a query, as in /health?serializable=true.
	asked, query, _ := strings.Cut(get.Path, "?")
	req.URL.Path, req.URL.RawQuery = asked, query
	for _, h := range get.HTTPHeaders {
		req.Header.Set(h.Name, h.Value)
	}
	transport := &http.Transport{
		DisableKeepAlives: true,
		// kubelet does not verify the probed certificate either
		TLSClientConfig: &tls.Config{InsecureSkipVerify: true},
		DialContext: func(ctx context.Context, _, _ string) (net.Conn, error) {
			return dialIn(ctx, c.pod.network, address)
		},
	}
	res, err := transport.RoundTrip(req)
	if err != nil {
		return err
	}
	defer res.Body.Close()
	if res.StatusCode < 200 || res.StatusCode >= 400 {
		return fmt.Errorf("HTTP probe failed with statuscode: %d", res.StatusCode)
	}
	return nil
}
