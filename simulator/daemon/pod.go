package main

import (
	"context"
	"errors"
	"fmt"
	"log"
	"os"
	"path/filepath"
	"sync"
	"time"

	corev1 "k8s.io/api/core/v1"
	apierrors "k8s.io/apimachinery/pkg/api/errors"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/types"
)

// Pod is the worker of one pod whose programs really run.
type Pod struct {
	manager         *PodManager
	node            *Node
	namespace, name string
	uid             types.UID
	dir             string
	ip, hostIP      string
	network         Network
	tokens          map[string]token // used by run only

	mu         sync.Mutex
	pod        *corev1.Pod
	inits      []*Container
	containers []*Container
	waiting    string // why nothing runs yet
	started    time.Time
	sent       string // the status last reported
	conditions []corev1.PodCondition
	over       bool // it ended for good before this daemon
	running    sync.WaitGroup

	kick    chan struct{} // volumes may have changed
	changed chan struct{} // the status may have changed
	gone    chan struct{} // no object any more, or being deleted
	ending  sync.Once
}

func newPod(m *PodManager, pod *corev1.Pod) (*Pod, error) {
	m.cluster.mu.Lock()
	node := m.cluster.nodes[pod.Spec.NodeName]
	m.cluster.mu.Unlock()
	if node == nil {
		return nil, fmt.Errorf("node %s is not simulated", pod.Spec.NodeName)
	}
	p := &Pod{
		manager: m, node: node, namespace: pod.Namespace, name: pod.Name, uid: pod.UID, pod: pod,
		dir: filepath.Join(m.cluster.dir, "pods", string(pod.UID)),
		ip:  pod.Annotations[annotationPodIP], hostIP: m.cluster.nodeAddress(pod.Spec.NodeName),
		tokens: map[string]token{}, started: time.Now().Truncate(time.Second),
		kick: make(chan struct{}, 1), changed: make(chan struct{}, 1), gone: make(chan struct{}),
	}
	p.over = pod.Status.Phase == corev1.PodSucceeded || pod.Status.Phase == corev1.PodFailed
	if t := pod.Status.StartTime; t != nil {
		p.started = t.Time
	}
	for i := range pod.Spec.InitContainers {
		p.inits = append(p.inits, newContainer(p, &pod.Spec.InitContainers[i], pod.Status.InitContainerStatuses))
	}
	for i := range pod.Spec.Containers {
		p.containers = append(p.containers, newContainer(p, &pod.Spec.Containers[i], pod.Status.ContainerStatuses))
	}
	return p, nil
}

func (p *Pod) String() string { return p.manager.cluster.plan.Name + "/" + p.namespace + "/" + p.name }

func (p *Pod) object() *corev1.Pod {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.pod
}

func poke(c chan struct{}) {
	select {
	case c <- struct{}{}:
	default:
	}
}

func (p *Pod) poke()          { poke(p.kick) }
func (p *Pod) statusChanged() { poke(p.changed) }
func (p *Pod) vanish()        { p.ending.Do(func() { close(p.gone) }) }

// update takes a newer object from the watch.
func (p *Pod) update(pod *corev1.Pod) {
	p.mu.Lock()
	p.pod = pod
	p.mu.Unlock()
	if pod.DeletionTimestamp != nil {
		p.vanish()
	}
}

// run is the pod's life.
func (p *Pod) run(ctx context.Context) {
	life, end := context.WithCancel(ctx)
	defer end()
	go func() {
		select {
		case <-p.gone:
			end()
		case <-life.Done():
		}
	}()
	if !p.finished() {
		p.running.Go(func() { p.report(life) })
		p.running.Go(func() {
			if p.prepare(life) == nil {
				p.live(life)
			}
		})
	}
	<-life.Done()
	p.terminate(ctx)
}

// finished tells whether the pod ended for good in an earlier life of the daemon.
func (p *Pod) finished() bool { return p.over }

// prepare does what kubelet does before the first program.
func (p *Pod) prepare(ctx context.Context) error {
	for {
		err := p.setUp(ctx)
		if err == nil {
			p.wait("")
			return nil
		}
		if ctx.Err() != nil {
			return ctx.Err()
		}
		p.wait(err.Error())
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-p.kick:
		case <-time.After(time.Second):
		}
	}
}

func (p *Pod) setUp(ctx context.Context) error {
	if err := os.MkdirAll(filepath.Join(p.dir, "log"), 0o700); err != nil {
		return err
	}
	pod := p.object()
	c := p.manager.cluster
	if p.place() == nil {
		var n Network = hostNetwork{}
		if c.full() && pod.Spec.HostNetwork {
			n = p.node.network
		} else if c.full() {
			var err error
			if n, err = c.sim.fabric.join(Place{Addresses: prefixes([]string{p.ip + "/32"}), Services: c.plan.subnets()[1], Wide: true}); err != nil {
				return err
			}
		}
		p.mu.Lock()
		p.network = n
		p.mu.Unlock()
		p.manager.services.poke() // its listeners are wanted there
		if err := p.resetMemory(); err != nil {
			return err
		}
	}
	return errors.Join(p.writeHosts(), p.syncVolumes(ctx))
}

func (p *Pod) wait(why string) {
	p.mu.Lock()
	old := p.waiting
	p.waiting = why
	p.mu.Unlock()
	if old != why && why != "" {
		log.Printf("%s waits: %s", p, why)
	}
	p.statusChanged()
}

// live runs the init containers one after the other, then all the others, and
// keeps the volumes up to date until the pod ends.
func (p *Pod) live(ctx context.Context) {
	p.running.Go(func() { p.keepVolumes(ctx) })
	for _, c := range p.inits {
		if !c.runToEnd(ctx) {
			p.statusChanged()
			return
		}
	}
	for _, c := range p.containers {
		p.running.Go(func() { c.keep(ctx) })
	}
}

func (p *Pod) keepVolumes(ctx context.Context) {
	for {
		select {
		case <-ctx.Done():
			return
		case <-p.kick:
		case <-time.After(10 * time.Second):
		}
		if err := errors.Join(p.writeHosts(), p.syncVolumes(ctx)); err != nil && ctx.Err() == nil {
			log.Printf("%s: %v", p, err)
		}
	}
}

// terminate ends the programs, and the pod's object if it is being deleted.
func (p *Pod) terminate(ctx context.Context) {
	grace := time.Duration(0) // the simulator ends: nobody is served any more
	pod := p.object()
	if ctx.Err() == nil {
		grace = 30 * time.Second
		if s := pod.DeletionGracePeriodSeconds; s != nil {
			grace = time.Duration(*s) * time.Second
		} else if s := pod.Spec.TerminationGracePeriodSeconds; s != nil {
			grace = time.Duration(*s) * time.Second
		}
	}
	p.endAll(ctx, grace)
	if p.network != nil && p.network != p.node.network {
		p.network.Close()
	}
	if ctx.Err() != nil {
		return // the pod goes on when the daemon starts again
	}
	if err := os.RemoveAll(p.dir); err != nil {
		log.Printf("%s: %v", p, err)
	}
	zero := int64(0)
	err := p.manager.cluster.client.CoreV1().Pods(p.namespace).Delete(ctx, p.name, metav1.DeleteOptions{
		GracePeriodSeconds: &zero, Preconditions: &metav1.Preconditions{UID: &p.uid},
	})
	if err != nil && !apierrors.IsNotFound(err) && !apierrors.IsConflict(err) {
		log.Printf("%s: %v", p, err)
	}
	p.manager.forget(p)
}

// endAll returns when no process and no helper of the pod is left.
func (p *Pod) endAll(ctx context.Context, grace time.Duration) {
	left := make(chan struct{})
	go func() { p.running.Wait(); close(left) }()
	for {
		var wait sync.WaitGroup
		for _, c := range append(p.containers, p.inits...) {
			wait.Go(func() { c.terminate(ctx, grace) })
		}
		wait.Wait()
		select {
		case <-left:
			return
		case <-time.After(100 * time.Millisecond): // one was just being started
		}
	}
}
