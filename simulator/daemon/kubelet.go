package main

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"fmt"
	"io"
	"log"
	"net"
	"net/http"
	"path/filepath"
	"strconv"
	"time"

	"k8s.io/apimachinery/pkg/types"
	"k8s.io/kubelet/pkg/cri/streaming/portforward"
	"k8s.io/kubelet/pkg/cri/streaming/remotecommand"
)

const (
	streamIdle   = 4 * time.Hour
	streamCreate = 30 * time.Second
)

// Kubelet serves what the API server asks of a node: exec, logs, port-forward.
type Kubelet struct {
	cluster *Cluster
	server  *http.Server
}

// startKubelet listens on the node's port 10250.
func startKubelet(c *Cluster, n *Node) (*Kubelet, error) {
	cert, key, err := c.pki.ca.server("system:node:"+n.plan.Name, n.plan.Name, n.network.Address())
	if err != nil {
		return nil, err
	}
	pair, err := tls.X509KeyPair(cert, key)
	if err != nil {
		return nil, err
	}
	roots := x509.NewCertPool()
	roots.AddCert(c.pki.ca.cert)
	l, err := listenIn(n.network, net.JoinHostPort("0.0.0.0", strconv.Itoa(kubeletPort)))
	if err != nil {
		return nil, err
	}
	k := &Kubelet{cluster: c}
	mux := http.NewServeMux()
	mux.HandleFunc("/exec/{namespace}/{pod}/{container}", k.exec)
	mux.HandleFunc("/exec/{namespace}/{pod}/{uid}/{container}", k.exec)
	mux.HandleFunc("/containerLogs/{namespace}/{pod}/{container}", k.logs)
	mux.HandleFunc("/portForward/{namespace}/{pod}", k.portForward)
	mux.HandleFunc("/healthz", func(w http.ResponseWriter, _ *http.Request) { fmt.Fprint(w, "ok") })
	k.server = &http.Server{
		Handler: onlyAPIServer(mux), ErrorLog: log.New(io.Discard, "", 0), ReadHeaderTimeout: 10 * time.Second,
		// upgraded streams need HTTP/1.1
		TLSNextProto: map[string]func(*http.Server, *tls.Conn, http.Handler){},
		TLSConfig:    &tls.Config{Certificates: []tls.Certificate{pair}, ClientCAs: roots, ClientAuth: tls.RequireAndVerifyClientCert, MinVersion: tls.VersionTLS12},
	}
	go func() { _ = k.server.ServeTLS(l, "", "") }()
	return k, nil
}

// Close ends the server and its streams.
func (k *Kubelet) Close() { _ = k.server.Close() }

// onlyAPIServer lets nobody in but the API server's own client certificate.
func onlyAPIServer(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.TLS == nil || len(r.TLS.PeerCertificates) == 0 || r.TLS.PeerCertificates[0].Subject.CommonName != kubeletClient {
			http.Error(w, "Forbidden", http.StatusForbidden)
			return
		}
		next.ServeHTTP(w, r)
	})
}

// container finds a container that really runs.
func (m *PodManager) container(ns, pod, name string) (*Container, error) {
	p := m.find(ns, pod)
	if p == nil {
		return nil, fmt.Errorf("pod %s/%s has no process: only Cilium's own pods really run in the simulator", ns, pod)
	}
	for _, c := range append(append([]*Container{}, p.containers...), p.inits...) {
		if c.spec.Name == name {
			return c, nil
		}
	}
	return nil, fmt.Errorf("pod %s/%s has no container %s", ns, pod, name)
}

func (k *Kubelet) exec(w http.ResponseWriter, r *http.Request) {
	opts, err := remotecommand.NewOptions(r)
	if err != nil {
		http.Error(w, err.Error(), http.StatusBadRequest)
		return
	}
	ns, pod, name := r.PathValue("namespace"), r.PathValue("pod"), r.PathValue("container")
	if k.cluster.pods == nil {
		http.Error(w, "starting", http.StatusServiceUnavailable)
		return
	}
	if _, err := k.cluster.pods.container(ns, pod, name); err != nil {
		http.Error(w, err.Error(), http.StatusNotFound)
		return
	}
	remotecommand.ServeExec(w, r, executor{k.cluster.pods, ns}, pod, types.UID(r.PathValue("uid")), name, r.Form["command"], opts, streamIdle, streamCreate, execProtocols)
}

// execProtocols are the ones the API server speaks to kubelets.
var execProtocols = []string{"v4.channel.k8s.io", "v3.channel.k8s.io", "v2.channel.k8s.io", "channel.k8s.io"}

func (k *Kubelet) logs(w http.ResponseWriter, r *http.Request) {
	if k.cluster.pods == nil {
		http.Error(w, "starting", http.StatusServiceUnavailable)
		return
	}
	c, err := k.cluster.pods.container(r.PathValue("namespace"), r.PathValue("pod"), r.PathValue("container"))
	if err != nil {
		http.Error(w, err.Error(), http.StatusNotFound)
		return
	}
	q := r.URL.Query()
	file := c.logFile()
	if q.Get("previous") == "true" {
		file += ".1"
	}
	o := logOptions{tail: -1, limit: -1, follow: q.Get("follow") == "true"}
	if n, err := strconv.ParseInt(q.Get("tailLines"), 10, 64); err == nil {
		o.tail = n
	}
	if n, err := strconv.ParseInt(q.Get("limitBytes"), 10, 64); err == nil {
		o.limit = n
	}
	w.Header().Set("Content-Type", "text/plain")
	if err := copyLog(r.Context(), w, filepath.Clean(file), o); err != nil && r.Context().Err() == nil {
		http.Error(w, err.Error(), http.StatusNotFound)
	}
}

func (k *Kubelet) portForward(w http.ResponseWriter, r *http.Request) {
	opts, err := portforward.NewV4Options(r)
	if err != nil {
		http.Error(w, err.Error(), http.StatusBadRequest)
		return
	}
	portforward.ServePortForward(w, r, forwarder{k.cluster, r.PathValue("namespace")}, r.PathValue("pod"), "", opts, streamIdle, streamCreate, portforward.SupportedProtocols)
}

type forwarder struct {
	cluster   *Cluster
	namespace string
}

// PortForward implements portforward.PortForwarder.
func (f forwarder) PortForward(ctx context.Context, name string, _ types.UID, port int32, stream io.ReadWriteCloser) error {
	defer stream.Close()
	p := f.cluster.pods.find(f.namespace, name)
	if p == nil || p.network == nil {
		return errors.New("the pod has no process in the simulator")
	}
	conn, err := dialIn(ctx, p.network, joinPort("127.0.0.1", int(port)))
	if err != nil {
		return err
	}
	pipeBoth(conn, stream)
	return nil
}
