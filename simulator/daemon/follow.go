package main

import (
	"context"
	"fmt"
	"os"
	"reflect"

	apierrors "k8s.io/apimachinery/pkg/api/errors"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
)

// follow brings the nodes of a running cluster to a new plan.
func (c *Cluster) follow(ctx context.Context, plan ClusterPlan) error {
	old := c.plan
	c.mu.Lock()
	have := map[string]*Node{}
	for name, n := range c.nodes {
		have[name] = n
	}
	c.mu.Unlock()
	c.plan = plan
	wanted := map[string]*NodePlan{}
	for i := range plan.Nodes {
		wanted[plan.Nodes[i].Name] = &plan.Nodes[i]
	}
	for name, n := range have { // a node elsewhere on the wire is another node
		if w := wanted[name]; w != nil && w.sameAddresses(&n.plan) {
			continue
		}
		if err := c.dropNode(ctx, name, n); err != nil {
			return err
		}
		delete(have, name)
	}
	for i := range plan.Nodes {
		n := &plan.Nodes[i]
		if have[n.Name] != nil {
			have[n.Name].plan = *n
		} else if err := c.addNode(n); err != nil {
			return err
		}
	}
	if reflect.DeepEqual(old.Nodes, plan.Nodes) {
		return nil
	}
	return c.registerNodes(ctx)
}

func (c *Cluster) dropNode(ctx context.Context, name string, n *Node) error {
	if err := c.client.CoreV1().Nodes().Delete(ctx, name, metav1.DeleteOptions{}); err != nil && !apierrors.IsNotFound(err) {
		return fmt.Errorf("dropping node %s: %w", name, err)
	}
	c.mu.Lock()
	delete(c.nodes, name)
	c.mu.Unlock()
	c.pods.endNode(name)
	n.close()
	return os.RemoveAll(n.dir)
}

// endNode ends the pods of a node that is gone.
func (m *PodManager) endNode(name string) {
	m.mu.Lock()
	defer m.mu.Unlock()
	for _, p := range m.pods {
		if p.node.plan.Name == name {
			p.vanish()
		}
	}
}

// pokeAll lets every pod look at its files again.
func (m *PodManager) pokeAll() {
	m.mu.Lock()
	defer m.mu.Unlock()
	for _, p := range m.pods {
		p.poke()
	}
}
