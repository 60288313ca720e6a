package main

import (
	"context"
	"errors"
	"io"
	"os/exec"
	"time"

	"k8s.io/apimachinery/pkg/types"
	"k8s.io/client-go/tools/remotecommand"
	utilexec "k8s.io/utils/exec"
)

// exec runs one more command inside a running container.
func (c *Container) exec(ctx context.Context, argv []string, in io.Reader, out, errOut io.Writer) (int, error) {
	c.mu.Lock()
	cmd, running := c.cmd, c.running
	c.mu.Unlock()
	if cmd == nil || running == nil {
		return 0, errors.New("the container has no process: its program is not simulated, or it is not running")
	}
	if !c.pod.manager.cluster.full() {
		return 0, errors.New("exec needs the full simulator")
	}
	env, err := c.environment()
	if err != nil {
		return 0, err
	}
	child, err := selfCommand("container-exec", ExecSpec{Pid: cmd.Process.Pid, Argv: argv}, env)
	if err != nil {
		return 0, err
	}
	return runAttached(ctx, c.pod.network, child, in, out, errOut)
}

// runAttached runs a command with streams. Standard input is not waited for:
// a client may keep it open after the command has ended.
func runAttached(ctx context.Context, n Network, cmd *exec.Cmd, in io.Reader, out, errOut io.Writer) (int, error) {
	if out != nil {
		cmd.Stdout = out
	}
	if errOut != nil {
		cmd.Stderr = errOut
	}
	if in != nil {
		w, err := cmd.StdinPipe()
		if err != nil {
			return 0, err
		}
		go func() {
			_, _ = io.Copy(w, in)
			_ = w.Close()
		}()
	}
	cmd.WaitDelay = time.Second
	err := startIn(n, cmd)
	for _, f := range cmd.ExtraFiles {
		_ = f.Close()
	}
	if err != nil {
		return 0, err
	}
	stop := context.AfterFunc(ctx, func() { _ = cmd.Process.Kill() })
	defer stop()
	err = cmd.Wait()
	if ctx.Err() != nil {
		return 0, ctx.Err()
	}
	code, _ := exitCode(err)
	return code, nil
}

// executor serves the kubelet's exec requests.
type executor struct {
	manager   *PodManager
	namespace string
}

// ExecInContainer implements remotecommand.Executor.
func (e executor) ExecInContainer(ctx context.Context, name string, _ types.UID, container string, cmd []string, in io.Reader, out, errOut io.WriteCloser, _ bool, _ <-chan remotecommand.TerminalSize, _ time.Duration) error {
	c, err := e.manager.container(e.namespace, name, container)
	if err != nil {
		return err
	}
	var stderr io.Writer = errOut
	if errOut == nil {
		stderr = out // with a terminal both go one way
	}
	code, err := c.exec(ctx, cmd, in, out, stderr)
	if err != nil {
		return err
	}
	if code != 0 {
		return utilexec.CodeExitError{Err: errors.New("command failed"), Code: code}
	}
	return nil
}
