package main

import (
	"context"
	"fmt"
	"maps"
	"runtime"
	"time"

	corev1 "k8s.io/api/core/v1"
	apierrors "k8s.io/apimachinery/pkg/api/errors"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
)

const planeLabel = "node-role.kubernetes.io/control-plane"

// nodeObject is the Node as kubeadm and kind would register it.
func nodeObject(c *ClusterPlan, n *NodePlan, address string) *corev1.Node {
	labels := map[string]string{
		"kubernetes.io/hostname": n.Name, "kubernetes.io/os": "linux", "beta.kubernetes.io/os": "linux",
		"kubernetes.io/arch": runtime.GOARCH, "beta.kubernetes.io/arch": runtime.GOARCH,
	}
	if n.Role == roleControlPlane {
		labels[planeLabel] = ""
		labels["node.kubernetes.io/exclude-from-external-load-balancers"] = ""
	}
	maps.Copy(labels, n.Labels)
	node := &corev1.Node{ObjectMeta: metav1.ObjectMeta{Name: n.Name, Labels: labels, Annotations: map[string]string{annotationAddress: address}}}
	for _, second := range prefixes([]string{n.Address6}) {
		node.Annotations[annotationAddress6] = second.Addr().String()
	}
	if c.tainted(n) {
		node.Spec.Taints = []corev1.Taint{{Key: planeLabel, Effect: corev1.TaintEffectNoSchedule}}
	}
	return node
}

// nodeAddress is the node's InternalIP. Without namespaces nodes share the
// loopback, where every address of 127.0.0.0/8 leads; they differ all the same.
func (c *Cluster) nodeAddress(name string) string { return c.sim.state.address(name) }

// registerNodes makes the cluster's Node objects equal to the plan.
func (c *Cluster) registerNodes(ctx context.Context) error {
	api := c.client.CoreV1().Nodes()
	for i := range c.plan.Nodes {
		n := &c.plan.Nodes[i]
		want := nodeObject(&c.plan, n, c.nodeAddress(n.Name))
		have, err := api.Get(ctx, n.Name, metav1.GetOptions{})
		if err == nil && elsewhere(have, want) { // kwok gives addresses once
			if err = api.Delete(ctx, n.Name, metav1.DeleteOptions{}); err == nil {
				_, err = api.Create(ctx, want, metav1.CreateOptions{})
			}
		} else if apierrors.IsNotFound(err) {
			_, err = api.Create(ctx, want, metav1.CreateOptions{})
		} else if err == nil {
			err = c.updateNode(ctx, have, want)
		}
		if err != nil {
			return fmt.Errorf("node %s: %w", n.Name, err)
		}
	}
	return c.waitNodes(ctx)
}

// elsewhere tells whether a node, as an earlier daemon left it, has other addresses.
func elsewhere(have, want *corev1.Node) bool {
	for _, a := range []string{annotationAddress, annotationAddress6} {
		if have.Annotations[a] != want.Annotations[a] {
			return true
		}
	}
	return false
}

func (c *Cluster) updateNode(ctx context.Context, have, want *corev1.Node) error {
	next := have.DeepCopy()
	if next.Labels == nil {
		next.Labels = map[string]string{}
	}
	maps.Copy(next.Labels, want.Labels)
	if next.Annotations == nil {
		next.Annotations = map[string]string{}
	}
	maps.Copy(next.Annotations, want.Annotations)
	var taints []corev1.Taint
	for _, t := range next.Spec.Taints {
		if t.Key != planeLabel {
			taints = append(taints, t)
		}
	}
	next.Spec.Taints = append(taints, want.Spec.Taints...)
	_, err := c.client.CoreV1().Nodes().Update(ctx, next, metav1.UpdateOptions{})
	return err
}

// waitNodes waits until every node has its pod CIDR and is Ready, and the
// namespace every release goes to can take pods.
func (c *Cluster) waitNodes(ctx context.Context) error {
	end := time.Now().Add(60 * time.Second)
	for {
		missing := ""
		for _, n := range c.plan.Nodes {
			node, err := c.client.CoreV1().Nodes().Get(ctx, n.Name, metav1.GetOptions{})
			if err != nil || node.Spec.PodCIDR == "" || !nodeReady(node) {
				missing = n.Name
			}
		}
		if missing == "" {
			return nil
		}
		if time.Now().After(end) {
			return fmt.Errorf("node %s of cluster %s has no pod CIDR or is not Ready after 60 s; look into %s/log", missing, c.plan.Name, c.dir)
		}
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-time.After(50 * time.Millisecond):
		}
	}
}

func nodeReady(n *corev1.Node) bool {
	for _, c := range n.Status.Conditions {
		if c.Type == corev1.NodeReady {
			return c.Status == corev1.ConditionTrue
		}
	}
	return false
}
