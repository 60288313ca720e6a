package main

import (
	"context"
	"errors"
	"fmt"
	"log"
	"os"
	"os/exec"
	"path/filepath"
	"sync"
	"syscall"
	"time"

	corev1 "k8s.io/api/core/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
)

// Container is one container: a process, or nothing where the program is not
// simulated.
type Container struct {
	pod  *Pod
	spec *corev1.Container

	mu       sync.Mutex
	cmd      *exec.Cmd
	exited   chan struct{}
	running  *corev1.ContainerStateRunning
	ended    *corev1.ContainerStateTerminated
	last     *corev1.ContainerStateTerminated
	backoff  string
	restarts int32
	started  bool
	ready    bool
	ports    map[string]int // replaced ports, where the network is shared with the host
}

// Restarts come faster than kubelet's (which begins at 10 s), so that a test of
// a crash need not wait.
const (
	backoffFirst = time.Second
	backoffMost  = time.Minute
	backoffReset = 2 * time.Minute
)

func newContainer(p *Pod, spec *corev1.Container, old []corev1.ContainerStatus) *Container {
	c := &Container{pod: p, spec: spec, ports: map[string]int{}}
	for _, s := range old {
		if s.Name == spec.Name {
			c.restarts, c.last = s.RestartCount, s.LastTerminationState.Terminated
			if s.State.Running != nil { // it died with the daemon before this one
				c.restarts++
				c.last = &corev1.ContainerStateTerminated{ExitCode: 137, Reason: "Error", StartedAt: s.State.Running.StartedAt, FinishedAt: metav1.Now()}
			}
		}
	}
	return c
}

func (c *Container) logFile() string { return filepath.Join(c.pod.dir, "log", c.spec.Name+".log") }

func (c *Container) program() string {
	if len(c.spec.Command) == 0 {
		return ""
	}
	return c.pod.manager.cluster.sim.programs.find(c.spec.Command[0])
}

// launch starts the process. The log of the one before is kept for --previous.
func (c *Container) launch() error {
	if _, err := os.Stat(c.logFile()); err == nil {
		_ = os.Rename(c.logFile(), c.logFile()+".1")
	}
	out, err := os.OpenFile(c.logFile(), os.O_CREATE|os.O_APPEND|os.O_WRONLY, 0o600)
	if err != nil {
		return err
	}
	defer out.Close()
	cmd, err := c.command()
	if err != nil {
		return err
	}
	cmd.Stdout, cmd.Stderr = out, out
	err = startIn(c.pod.network, cmd)
	for _, f := range cmd.ExtraFiles {
		_ = f.Close()
	}
	if err != nil {
		return err
	}
	notePid(c.pod.manager.cluster.sim.pidFile(string(c.pod.uid)+"-"+c.spec.Name), cmd.Process.Pid)
	c.mu.Lock()
	c.cmd, c.exited = cmd, make(chan struct{})
	c.running = &corev1.ContainerStateRunning{StartedAt: metav1.Now()}
	c.ended, c.backoff, c.started, c.ready = nil, "", c.spec.StartupProbe == nil, false
	c.mu.Unlock()
	c.pod.statusChanged()
	return nil
}

// waitExit waits for the process and notes how it ended.
func (c *Container) waitExit() *corev1.ContainerStateTerminated {
	err := c.cmd.Wait()
	code, signal := exitCode(err)
	c.mu.Lock()
	defer c.mu.Unlock()
	c.ended = &corev1.ContainerStateTerminated{ExitCode: int32(code), Signal: int32(signal), Reason: "Completed", StartedAt: c.running.StartedAt, FinishedAt: metav1.Now()}
	if code != 0 {
		c.ended.Reason = "Error"
	}
	c.running, c.ready, c.started = nil, false, false
	close(c.exited)
	c.pod.statusChanged()
	return c.ended
}

func exitCode(err error) (code, signal int) {
	var e *exec.ExitError
	if err == nil {
		return 0, 0
	}
	if !errors.As(err, &e) {
		return 255, 0
	}
	if s, ok := e.Sys().(syscall.WaitStatus); ok && s.Signaled() {
		return 128 + int(s.Signal()), int(s.Signal())
	}
	return e.ExitCode(), 0
}

// skip notes a container whose program is not simulated.
func (c *Container) skip(finished bool) {
	c.mu.Lock()
	now := metav1.Now()
	if finished {
		c.ended = &corev1.ContainerStateTerminated{Reason: "Completed", StartedAt: now, FinishedAt: now}
	} else {
		c.running = &corev1.ContainerStateRunning{StartedAt: now}
		c.started, c.ready = true, true
	}
	c.mu.Unlock()
	c.pod.statusChanged()
}

// runToEnd runs an init container until it succeeds; false when it never will.
func (c *Container) runToEnd(ctx context.Context) bool {
	if c.program() == "" {
		c.skip(true)
		return true
	}
	for wait := backoffFirst; ; wait = min(wait*2, backoffMost) {
		ended, err := c.once(ctx)
		if ctx.Err() != nil {
			return false
		}
		if err == nil && ended.ExitCode == 0 {
			return true
		}
		if c.pod.object().Spec.RestartPolicy == corev1.RestartPolicyNever {
			return false
		}
		c.rest(ctx, wait, err)
	}
}

// keep runs a container for as long as its pod lives.
func (c *Container) keep(ctx context.Context) {
	if c.program() == "" {
		c.skip(false)
		return
	}
	wait := time.Duration(0)
	for ctx.Err() == nil {
		begin := time.Now()
		ended, err := c.once(ctx)
		policy := c.pod.object().Spec.RestartPolicy
		if ctx.Err() != nil || (err == nil && (policy == corev1.RestartPolicyNever || (policy == corev1.RestartPolicyOnFailure && ended.ExitCode == 0))) {
			return
		}
		if err == nil {
			log.Printf("%s: container %s ended with code %d", c.pod, c.spec.Name, ended.ExitCode)
		}
		if time.Since(begin) > backoffReset {
			wait = 0
		}
		c.rest(ctx, wait, err) // the first time at once, as kubelet
		wait = min(max(wait*2, backoffFirst), backoffMost)
	}
}

// once starts the process and stays with it to its end.
func (c *Container) once(ctx context.Context) (*corev1.ContainerStateTerminated, error) {
	if err := c.launch(); err != nil {
		return nil, err
	}
	probes, stop := context.WithCancel(ctx)
	defer stop()
	go c.probe(probes)
	return c.waitExit(), nil
}

// rest waits before the next start.
func (c *Container) rest(ctx context.Context, wait time.Duration, err error) {
	c.mu.Lock()
	if c.ended != nil {
		c.last, c.ended = c.ended, nil
		c.restarts++
	}
	c.backoff = fmt.Sprintf("back-off %s restarting failed container %s", wait, c.spec.Name)
	if err != nil {
		c.backoff = err.Error()
		wait = max(wait, backoffFirst)
	}
	c.mu.Unlock()
	c.pod.statusChanged()
	select {
	case <-ctx.Done():
	case <-time.After(wait):
	}
}

// terminate asks the process to end and kills it when its time is over.
func (c *Container) terminate(ctx context.Context, grace time.Duration) {
	c.mu.Lock()
	cmd, exited, running := c.cmd, c.exited, c.running
	c.mu.Unlock()
	if cmd == nil || running == nil {
		return
	}
	if grace > 0 {
		_ = cmd.Process.Signal(syscall.SIGTERM)
		select {
		case <-exited:
			return
		case <-ctx.Done():
		case <-time.After(grace):
		}
	}
	_ = cmd.Process.Kill()
	<-exited
}

// kill ends the process so that it is started again (a failed liveness probe).
func (c *Container) kill(why string) {
	log.Printf("%s: container %s is restarted: %s", c.pod, c.spec.Name, why)
	c.mu.Lock()
	cmd := c.cmd
	c.mu.Unlock()
	_ = cmd.Process.Signal(syscall.SIGTERM)
	time.AfterFunc(5*time.Second, func() { _ = cmd.Process.Kill() })
}
