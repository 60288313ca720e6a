package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"log"
	"net/netip"
	"sync"
	"time"

	corev1 "k8s.io/api/core/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/types"
	"k8s.io/client-go/informers"
	"k8s.io/client-go/tools/cache"
	"k8s.io/client-go/util/workqueue"
)

// PodManager runs a cluster's pods: it gives every pod its address and is the
// kubelet of those whose programs really run.
type PodManager struct {
	cluster  *Cluster
	factory  informers.SharedInformerFactory
	ipam     *IPAM
	services *Services
	work     workqueue.TypedRateLimitingInterface[types.NamespacedName]

	mu   sync.Mutex
	pods map[types.UID]*Pod
	wait sync.WaitGroup
	stop context.CancelFunc
}

// podWorkers handle changes of pods side by side, never one pod twice at once.
const podWorkers = 4

func newPodManager(c *Cluster) *PodManager {
	limit := workqueue.NewTypedItemExponentialFailureRateLimiter[types.NamespacedName](100*time.Millisecond, 5*time.Second)
	m := &PodManager{
		cluster: c, factory: informers.NewSharedInformerFactory(c.client, 0), ipam: newIPAM(),
		pods: map[types.UID]*Pod{}, work: workqueue.NewTypedRateLimitingQueue(limit),
	}
	m.services = newServices(m)
	return m
}

// Start watches the cluster; it returns when the first lists are there.
func (m *PodManager) Start(ctx context.Context) error {
	ctx, m.stop = context.WithCancel(ctx)
	v1 := m.factory.Core().V1()
	kick := func(ns string) {
		m.mu.Lock()
		defer m.mu.Unlock()
		for _, p := range m.pods {
			if p.namespace == ns {
				p.poke()
			}
		}
	}
	onChange := func(f func(metav1.Object)) cache.ResourceEventHandler {
		return cache.ResourceEventHandlerFuncs{
			AddFunc:    func(o any) { f(o.(metav1.Object)) },
			UpdateFunc: func(_, o any) { f(o.(metav1.Object)) },
			DeleteFunc: func(o any) {
				if d, ok := o.(cache.DeletedFinalStateUnknown); ok {
					o = d.Obj
				}
				f(o.(metav1.Object))
			},
		}
	}
	data := onChange(func(o metav1.Object) { kick(o.GetNamespace()) })
	pods := onChange(func(o metav1.Object) {
		m.work.Add(types.NamespacedName{Namespace: o.GetNamespace(), Name: o.GetName()})
	})
	_, err1 := v1.Secrets().Informer().AddEventHandler(data)
	_, err2 := v1.ConfigMaps().Informer().AddEventHandler(data)
	_, err3 := v1.Pods().Informer().AddEventHandler(pods)
	v1.Nodes().Informer()
	if m.cluster.full() {
		m.services.watch(onChange)
	}
	if err := errors.Join(err1, err2, err3); err != nil {
		return err
	}
	m.factory.Start(ctx.Done())
	for kind, ok := range m.factory.WaitForCacheSync(ctx.Done()) {
		if !ok {
			return fmt.Errorf("cluster %s: cannot list %v", m.cluster.plan.Name, kind)
		}
	}
	m.rememberAddresses()
	for range podWorkers {
		go m.loop(ctx)
	}
	if m.cluster.full() {
		go m.services.loop(ctx)
	}
	return nil
}

// rememberAddresses marks what pods of an earlier life of the daemon have.
func (m *PodManager) rememberAddresses() {
	for _, o := range m.factory.Core().V1().Pods().Informer().GetStore().List() {
		p := o.(*corev1.Pod)
		if ip := p.Annotations[annotationPodIP]; ip != "" && !p.Spec.HostNetwork {
			m.ipam.mark(p.Spec.NodeName, ip, string(p.UID))
		}
	}
}

func (m *PodManager) loop(ctx context.Context) {
	for {
		key, end := m.work.Get()
		if end {
			return
		}
		if err := m.handle(ctx, key); err != nil && ctx.Err() == nil {
			log.Printf("%s: pod %s: %v", m.cluster.plan.Name, key, err)
			m.work.AddRateLimited(key)
		} else {
			m.work.Forget(key)
		}
		m.work.Done(key)
	}
}

// handle brings one pod's worker and address in line with the API.
func (m *PodManager) handle(ctx context.Context, key types.NamespacedName) error {
	pod, err := m.factory.Core().V1().Pods().Lister().Pods(key.Namespace).Get(key.Name)
	m.endOthers(key, pod)
	if err != nil || pod.Spec.NodeName == "" {
		return nil // gone, or not scheduled yet
	}
	ours := m.cluster.sim.programs.owns(pod)
	finished := pod.Status.Phase == corev1.PodSucceeded || pod.Status.Phase == corev1.PodFailed
	if pod.Annotations[annotationPodIP] == "" && pod.DeletionTimestamp == nil && !finished {
		return m.giveAddress(ctx, pod)
	}
	if !ours {
		return nil
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	p := m.pods[pod.UID]
	if p == nil {
		if p, err = newPod(m, pod); err != nil {
			return err
		}
		m.pods[pod.UID] = p
		m.wait.Go(func() { p.run(ctx) })
	}
	p.update(pod)
	return nil
}

// endOthers ends workers of pods that are gone or were replaced under the name.
func (m *PodManager) endOthers(key types.NamespacedName, now *corev1.Pod) {
	m.mu.Lock()
	defer m.mu.Unlock()
	for uid, p := range m.pods {
		if p.namespace == key.Namespace && p.name == key.Name && (now == nil || now.UID != uid) {
			p.vanish()
		}
	}
	if now != nil {
		return
	}
	alive := map[string]bool{}
	for _, o := range m.factory.Core().V1().Pods().Informer().GetStore().List() {
		alive[string(o.(*corev1.Pod).UID)] = true
	}
	m.ipam.prune(alive)
}

func (m *PodManager) forget(p *Pod) {
	m.mu.Lock()
	defer m.mu.Unlock()
	delete(m.pods, p.uid)
	m.services.poke()
}

// giveAddress writes the pod's address where kwok and a restarted daemon find it.
func (m *PodManager) giveAddress(ctx context.Context, pod *corev1.Pod) error {
	ip := m.cluster.nodeAddress(pod.Spec.NodeName)
	if !pod.Spec.HostNetwork {
		node, err := m.factory.Core().V1().Nodes().Lister().Get(pod.Spec.NodeName)
		if err != nil {
			return err
		}
		if ip, err = m.ipam.allocate(node.Name, node.Spec.PodCIDR, string(pod.UID)); err != nil {
			return err
		}
	}
	patch, err := json.Marshal(map[string]any{"metadata": map[string]any{"uid": pod.UID, "annotations": map[string]string{annotationPodIP: ip}}})
	if err != nil {
		return err
	}
	_, err = m.cluster.client.CoreV1().Pods(pod.Namespace).Patch(ctx, pod.Name, types.MergePatchType, patch, metav1.PatchOptions{})
	return err
}

// router is the first address of a node's range.
func (m *PodManager) router(node string) string {
	n, err := m.factory.Core().V1().Nodes().Lister().Get(node)
	if err != nil {
		return ""
	}
	prefix, err := netip.ParsePrefix(n.Spec.PodCIDR)
	if err != nil {
		return ""
	}
	return prefix.Masked().Addr().Next().String()
}

// data reads a ConfigMap or Secret from the watched copies.
func (m *PodManager) data(kind, ns, name string) (map[string][]byte, bool) {
	v1 := m.factory.Core().V1()
	if kind == "Secret" {
		s, err := v1.Secrets().Lister().Secrets(ns).Get(name)
		if err != nil {
			return nil, false
		}
		return s.Data, true
	}
	c, err := v1.ConfigMaps().Lister().ConfigMaps(ns).Get(name)
	if err != nil {
		return nil, false
	}
	out := map[string][]byte{}
	for k, v := range c.Data {
		out[k] = []byte(v)
	}
	for k, v := range c.BinaryData {
		out[k] = v
	}
	return out, true
}

// find looks a running pod up for the kubelet's endpoints.
func (m *PodManager) find(ns, name string) *Pod {
	m.mu.Lock()
	defer m.mu.Unlock()
	for _, p := range m.pods {
		if p.namespace == ns && p.name == name {
			return p
		}
	}
	return nil
}

// Stop ends all processes at once; the pods stay in the API.
func (m *PodManager) Stop() {
	if m.stop != nil {
		m.stop()
	}
	m.work.ShutDown()
	m.services.close()
	m.wait.Wait()
	m.factory.Shutdown()
}
