package main

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"strconv"
	"sync"
	"time"

	"k8s.io/client-go/kubernetes"
	"k8s.io/client-go/rest"
	"k8s.io/client-go/tools/clientcmd"
)

// Cluster is one running cluster.
type Cluster struct {
	sim    *Simulator
	plan   ClusterPlan
	dir    string
	pki    *pki
	client kubernetes.Interface
	rest   *rest.Config

	processes []*Process
	forward   *Forward // the host's way to the API server
	pods      *PodManager
	cancel    context.CancelFunc

	mu    sync.Mutex
	nodes map[string]*Node
}

// Node is one node: a place, and a kubelet for what really runs on it.
type Node struct {
	plan    NodePlan
	network Network
	kubelet *Kubelet
	dir     string
}

func newCluster(sim *Simulator, plan ClusterPlan) *Cluster {
	return &Cluster{sim: sim, plan: plan, dir: filepath.Join(sim.dir, "clusters", plan.Name), nodes: map[string]*Node{}}
}

func (c *Cluster) kubeconfigFile() string { return filepath.Join(c.dir, "kubeconfig") }
func (c *Cluster) context() string        { return "kind-" + c.plan.Name }
func (c *Cluster) full() bool             { return c.sim.depth == depthFull }

func (c *Cluster) apiServer() string {
	return "https://127.0.0.1:" + strconv.Itoa(c.sim.state.port(c.plan.Name+"/api"))
}

// Start brings the cluster up; it returns when its nodes are there.
func (c *Cluster) Start(ctx context.Context) error {
	ctx, c.cancel = context.WithCancel(ctx)
	if err := os.MkdirAll(filepath.Join(c.dir, "log"), 0o700); err != nil {
		return err
	}
	var err error
	if c.pki, err = preparePKI(filepath.Join(c.dir, "pki"), &c.plan, c.sim.state.address); err != nil {
		return err
	}
	for i := range c.plan.Nodes {
		if err := c.addNode(&c.plan.Nodes[i]); err != nil {
			return err
		}
	}
	if err := c.startPlane(ctx); err != nil {
		return err
	}
	if err := c.connect(); err != nil {
		return err
	}
	if err := c.startControllers(ctx); err != nil {
		return err
	}
	if err := c.registerNodes(ctx); err != nil {
		return err
	}
	c.pods = newPodManager(c)
	if err := c.pods.Start(ctx); err != nil {
		return err
	}
	return c.registerDNS(ctx)
}

// planeNetwork is where the control plane's processes run.
func (c *Cluster) planeNetwork() Network {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.nodes[c.plan.controlPlane().Name].network
}

func (c *Cluster) addNode(n *NodePlan) error {
	var network Network = hostNetwork{}
	dir := filepath.Join(c.dir, "nodes", n.Name)
	if c.full() {
		var err error
		// A kubelet's node may listen on every port, 179 too; here agents are not root.
		place := Place{Addresses: c.sim.state.nodePrefixes(n), Services: c.plan.subnets()[1], Wide: true, Kernel: map[string]string{"net/ipv4/ip_unprivileged_port_start": "0"}}
		if network, err = c.sim.fabric.join(place); err != nil {
			return fmt.Errorf("node %s: %w", n.Name, err)
		}
		if err := os.MkdirAll(dir, 0o700); err != nil {
			return err
		}
	}
	node := &Node{plan: *n, network: network, dir: dir}
	c.mu.Lock()
	c.nodes[n.Name] = node
	c.mu.Unlock()
	if !c.full() {
		return nil
	}
	var err error
	node.kubelet, err = startKubelet(c, node)
	return err
}

// connect makes the clients and opens the API server to the host.
func (c *Cluster) connect() error {
	network := c.planeNetwork()
	if c.full() {
		use := c.plan.Name + "/api"
		f, port, err := forwardFromHost(c.sim.state.port(use), network, net.JoinHostPort(network.Address(), apiPort))
		if err != nil {
			return err
		}
		c.forward = f
		if err := c.sim.state.setPort(use, port); err != nil {
			return err
		}
	}
	if err := c.pki.kubeconfig(c.kubeconfigFile(), c.apiServer(), c.context(), "kubernetes-admin", "system:masters"); err != nil {
		return err
	}
	conf, err := clientcmd.BuildConfigFromFlags("", c.kubeconfigFile())
	if err != nil {
		return err
	}
	conf.QPS, conf.Burst, conf.UserAgent = 200, 400, "fabric-sim"
	if c.full() {
		conf.Dial = func(ctx context.Context, _, _ string) (net.Conn, error) {
			return dialIn(ctx, network, net.JoinHostPort(network.Address(), apiPort))
		}
	}
	c.rest = conf
	if c.client, err = kubernetes.NewForConfig(conf); err != nil {
		return err
	}
	return c.waitReady(90 * time.Second)
}

func (c *Cluster) waitReady(limit time.Duration) error {
	client := c.client.Discovery().RESTClient()
	end := time.Now().Add(limit)
	for {
		ctx, cancel := context.WithTimeout(context.Background(), 5*time.Second)
		var code int
		err := client.Get().AbsPath("/readyz").Do(ctx).StatusCode(&code).Error()
		cancel()
		if err == nil && code == http.StatusOK {
			return nil
		}
		if time.Now().After(end) {
			file := filepath.Join(c.dir, "log", "kube-apiserver.log")
			return fmt.Errorf("the API server of %s is not ready after %s (%v); the end of %s:\n%s", c.plan.Name, limit, err, file, lastLines(file, 2000))
		}
		time.Sleep(50 * time.Millisecond)
	}
}

// Stop ends the cluster. Its files stay.
func (c *Cluster) Stop() {
	if c.cancel != nil {
		c.cancel()
	}
	if c.pods != nil {
		c.pods.Stop()
	}
	if c.forward != nil {
		c.forward.Close()
	}
	var wait sync.WaitGroup
	for _, p := range c.processes {
		wait.Go(p.Stop)
	}
	wait.Wait()
	c.mu.Lock()
	defer c.mu.Unlock()
	for _, n := range c.nodes {
		n.close()
	}
}

func (n *Node) close() {
	if n.kubelet != nil {
		n.kubelet.Close()
	}
	n.network.Close()
}

// Remove forgets the cluster after Stop.
func (c *Cluster) Remove() error {
	return errors.Join(os.RemoveAll(c.dir))
}
