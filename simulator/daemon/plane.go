package main

import (
	"context"
	"fmt"
	"net"
	"os"
	"path/filepath"
	"strconv"
)

const (
	apiPort       = "6443"
	kubeletPort   = 10250
	kubeletClient = "kube-apiserver-kubelet-client"
)

// ports of a control plane. In a namespace of its own it has the usual ones; on
// the host free ones are chosen once and kept.
func (c *Cluster) planePort(use string, usual int) (string, error) {
	if c.full() {
		return strconv.Itoa(usual), nil
	}
	port := c.sim.state.port(c.plan.Name + "/" + use)
	if port == 0 || !free(port) {
		l, err := net.Listen("tcp4", "127.0.0.1:0")
		if err != nil {
			return "", err
		}
		port = l.Addr().(*net.TCPAddr).Port
		_ = l.Close()
		if err := c.sim.state.setPort(c.plan.Name+"/"+use, port); err != nil {
			return "", err
		}
	}
	return strconv.Itoa(port), nil
}

func free(port int) bool {
	l, err := net.Listen("tcp4", "127.0.0.1:"+strconv.Itoa(port))
	if err != nil {
		return false
	}
	return l.Close() == nil
}

func (c *Cluster) process(ctx context.Context, name string, args ...string) error {
	p := &Process{
		Name: c.plan.Name + "/" + name, Path: c.sim.plan.Programs[name], Args: args, Network: c.planeNetwork(),
		LogFile: filepath.Join(c.dir, "log", name+".log"), PidFile: c.sim.pidFile(c.plan.Name + "-" + name),
	}
	c.processes = append(c.processes, p)
	return p.Start(ctx)
}

// startPlane starts etcd and the API server.
func (c *Cluster) startPlane(ctx context.Context) error {
	client, err1 := c.planePort("etcd", 2379)
	peer, err2 := c.planePort("etcd-peer", 2380)
	api, err3 := c.planePort("api", 6443)
	for _, err := range []error{err1, err2, err3} {
		if err != nil {
			return err
		}
	}
	etcd, peerURL := "http://127.0.0.1:"+client, "http://127.0.0.1:"+peer
	// The data need not survive a power cut: a simulator is started anew then.
	if err := c.process(ctx, "etcd", "--data-dir="+filepath.Join(c.dir, "etcd"), "--name=default",
		"--listen-client-urls="+etcd, "--advertise-client-urls="+etcd, "--listen-peer-urls="+peerURL,
		"--initial-advertise-peer-urls="+peerURL, "--initial-cluster=default="+peerURL, "--unsafe-no-fsync"); err != nil {
		return err
	}
	bind, advertise := "0.0.0.0", c.planeNetwork().Address()
	if !c.full() {
		bind, advertise = "127.0.0.1", ""
	}
	args := []string{
		"--etcd-servers=" + etcd, "--bind-address=" + bind, "--secure-port=" + api,
		"--tls-cert-file=" + c.pki.file("apiserver.crt"), "--tls-private-key-file=" + c.pki.file("apiserver.key"), "--client-ca-file=" + c.pki.file("ca.crt"),
		"--service-account-issuer=https://kubernetes.default.svc.cluster.local",
		"--service-account-key-file=" + c.pki.file("sa.pub"), "--service-account-signing-key-file=" + c.pki.file("sa.key"),
		"--kubelet-client-certificate=" + c.pki.file("apiserver-kubelet-client.crt"), "--kubelet-client-key=" + c.pki.file("apiserver-kubelet-client.key"),
		"--kubelet-certificate-authority=" + c.pki.file("ca.crt"), "--kubelet-preferred-address-types=InternalIP,Hostname",
		"--authorization-mode=Node,RBAC", "--enable-admission-plugins=NodeRestriction", "--allow-privileged=true",
		"--service-cluster-ip-range=" + c.plan.ServiceSubnet, "--profiling=false",
	}
	if advertise != "" {
		args = append(args, "--advertise-address="+advertise)
	}
	return c.process(ctx, "kube-apiserver", args...)
}

// startControllers starts what needs the API server.
func (c *Cluster) startControllers(ctx context.Context) error {
	server := "https://127.0.0.1:" + apiPort
	if !c.full() {
		server = c.apiServer()
	}
	config := func(user string, groups ...string) (string, error) {
		file := filepath.Join(c.dir, "pki", user+".kubeconfig")
		return file, c.pki.kubeconfig(file, server, c.plan.Name, "system:"+user, groups...)
	}
	manager, err1 := config("kube-controller-manager")
	scheduler, err2 := config("kube-scheduler")
	kwok, err3 := config("kwok", "system:masters")
	port, err4 := c.planePort("kube-controller-manager", 10257)
	stages, err5 := c.writeStages()
	for _, err := range []error{err1, err2, err3, err4, err5} {
		if err != nil {
			return err
		}
	}
	if err := c.process(ctx, "kube-controller-manager", "--kubeconfig="+manager, "--bind-address=127.0.0.1", "--secure-port="+port,
		"--cert-dir="+filepath.Join(c.dir, "pki", "kcm"), "--leader-elect=false", "--use-service-account-credentials=true", "--controllers=*,-service-lb-controller", "--cluster-name="+c.plan.Name,
		"--allocate-node-cidrs=true", "--cluster-cidr="+c.plan.PodSubnet, "--service-cluster-ip-range="+c.plan.ServiceSubnet,
		"--service-account-private-key-file="+c.pki.file("sa.key"), "--root-ca-file="+c.pki.file("ca.crt"),
		"--cluster-signing-cert-file="+c.pki.file("ca.crt"), "--cluster-signing-key-file="+c.pki.file("ca.key"),
		"--kube-api-qps=200", "--kube-api-burst=400", "--profiling=false"); err != nil {
		return err
	}
	if err := c.process(ctx, "kube-scheduler", "--kubeconfig="+scheduler, "--leader-elect=false", "--secure-port=0",
		"--kube-api-qps=200", "--kube-api-burst=400", "--profiling=false"); err != nil {
		return err
	}
	return c.process(ctx, "kwok", "--kubeconfig="+kwok, "--manage-all-nodes=true", "--node-lease-duration-seconds=40",
		"--server-address=", "--config="+stages)
}

// writeStages writes kwok's orders for this cluster.
func (c *Cluster) writeStages() (string, error) {
	file := filepath.Join(c.dir, "stages.yaml")
	port := 0
	if c.full() {
		port = kubeletPort
	}
	server, err := c.client.Discovery().ServerVersion()
	if err != nil {
		return "", err
	}
	text, err := renderStages(c.sim.programs.names(), server.GitVersion, port)
	if err != nil {
		return "", fmt.Errorf("the stages of kwok: %w", err)
	}
	return file, os.WriteFile(file, text, 0o600)
}
