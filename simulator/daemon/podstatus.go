package main

import (
	"context"
	"encoding/json"
	"log"
	"time"

	corev1 "k8s.io/api/core/v1"
	apierrors "k8s.io/apimachinery/pkg/api/errors"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/types"
)

// report writes the pod's status whenever it changed.
func (p *Pod) report(ctx context.Context) {
	for {
		if err := p.send(ctx); err != nil && ctx.Err() == nil && !apierrors.IsNotFound(err) {
			log.Printf("%s: status: %v", p, err)
			time.AfterFunc(time.Second, p.statusChanged)
		}
		select {
		case <-ctx.Done():
			return
		case <-p.changed:
		}
	}
}

func (p *Pod) send(ctx context.Context) error {
	status := p.status()
	patch, err := json.Marshal(map[string]any{"metadata": map[string]any{"uid": p.uid}, "status": status})
	if err != nil {
		return err
	}
	p.mu.Lock()
	same := p.sent == string(patch)
	p.mu.Unlock()
	if same {
		return nil
	}
	// With the uid a pod that took over the name is not touched.
	out, err := p.manager.cluster.client.CoreV1().Pods(p.namespace).Patch(ctx, p.name, types.StrategicMergePatchType, patch, metav1.PatchOptions{}, "status")
	if err != nil {
		return err
	}
	p.mu.Lock()
	p.sent = string(patch)
	p.conditions = out.Status.Conditions
	p.mu.Unlock()
	p.manager.services.poke()
	return nil
}

// status is the pod's state in the words of the API.
func (p *Pod) status() *corev1.PodStatus {
	p.mu.Lock()
	waiting := p.waiting
	old := p.conditions
	if old == nil {
		old = p.pod.Status.Conditions
	}
	policy := p.pod.Spec.RestartPolicy
	p.mu.Unlock()
	s := &corev1.PodStatus{
		StartTime: &metav1.Time{Time: p.started}, HostIP: p.hostIP, HostIPs: []corev1.HostIP{{IP: p.hostIP}},
		PodIP: p.ip, PodIPs: []corev1.PodIP{{IP: p.ip}},
	}
	idle := "PodInitializing"
	if waiting != "" {
		idle = "ContainerCreating"
	}
	initialized := true
	for _, c := range p.inits {
		st := c.status(idle, true)
		initialized = initialized && st.State.Terminated != nil && st.State.Terminated.ExitCode == 0
		s.InitContainerStatuses = append(s.InitContainerStatuses, st)
	}
	if initialized && waiting == "" {
		idle = "ContainerCreating"
	}
	ready, failed := len(p.containers) > 0, false
	ended, began := 0, false
	for _, c := range p.containers {
		st := c.status(idle, false)
		ready = ready && st.Ready
		began = began || st.State.Waiting == nil
		if t := st.State.Terminated; t != nil && policy != corev1.RestartPolicyAlways && (policy == corev1.RestartPolicyNever || t.ExitCode == 0) {
			ended++
			failed = failed || t.ExitCode != 0
		}
		s.ContainerStatuses = append(s.ContainerStatuses, st)
	}
	s.Phase = phase(len(p.containers), ended, failed, began)
	reason := ""
	if s.Phase == corev1.PodSucceeded {
		reason = "PodCompleted"
	} else if !ready {
		reason = "ContainersNotReady"
	}
	for _, c := range []struct {
		kind   corev1.PodConditionType
		value  bool
		reason string
	}{{corev1.PodReadyToStartContainers, waiting == "", ""}, {corev1.PodInitialized, initialized, ""}, {corev1.ContainersReady, ready, reason}, {corev1.PodReady, ready, reason}, {corev1.PodScheduled, true, ""}} {
		s.Conditions = append(s.Conditions, condition(old, c.kind, c.value, c.reason, waiting))
	}
	return s
}

func phase(all, ended int, failed, began bool) corev1.PodPhase {
	switch {
	case ended == all && failed:
		return corev1.PodFailed
	case ended == all:
		return corev1.PodSucceeded
	case began:
		return corev1.PodRunning
	}
	return corev1.PodPending
}

// condition keeps the time of the last change.
func condition(old []corev1.PodCondition, kind corev1.PodConditionType, value bool, reason, message string) corev1.PodCondition {
	c := corev1.PodCondition{Type: kind, Status: corev1.ConditionFalse, LastTransitionTime: metav1.Now(), Reason: reason}
	if value {
		c.Status, c.Reason = corev1.ConditionTrue, ""
	} else {
		c.Message = message
	}
	for _, o := range old {
		if o.Type == kind && o.Status == c.Status {
			c.LastTransitionTime = o.LastTransitionTime
		}
	}
	c.LastTransitionTime = metav1.NewTime(c.LastTransitionTime.Truncate(time.Second))
	return c
}

// status is the container's state; idle is the reason while it never ran.
func (c *Container) status(idle string, initial bool) corev1.ContainerStatus {
	c.mu.Lock()
	defer c.mu.Unlock()
	started := c.started
	s := corev1.ContainerStatus{Name: c.spec.Name, Image: c.spec.Image, RestartCount: c.restarts, Ready: c.ready, Started: &started}
	switch {
	case c.running != nil:
		s.State.Running = c.running
	case c.ended != nil:
		s.State.Terminated = c.ended
		s.Ready = initial && c.ended.ExitCode == 0
	case c.backoff != "" && c.restarts > 0:
		s.State.Waiting = &corev1.ContainerStateWaiting{Reason: "CrashLoopBackOff", Message: c.backoff}
	case c.backoff != "":
		s.State.Waiting = &corev1.ContainerStateWaiting{Reason: "CreateContainerError", Message: c.backoff}
	default:
		s.State.Waiting = &corev1.ContainerStateWaiting{Reason: idle}
	}
	if c.last != nil {
		s.LastTerminationState.Terminated = c.last
	}
	return s
}
