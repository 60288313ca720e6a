package main

import (
	"context"
	"fmt"
	"log"
	"os"
	"os/exec"
	"path/filepath"
	"sync"
	"syscall"
	"time"
)

// Process keeps one program of a control plane running until it is stopped.
type Process struct {
	Name    string
	Path    string
	Args    []string
	Env     []string
	Network Network
	LogFile string
	PidFile string // only where children can outlive the daemon

	// Command builds the process where path and arguments do not tell all.
	Command func() (*exec.Cmd, error)
	// Launched is told of every start.
	Launched func(ctx context.Context, pid int)

	mu     sync.Mutex
	cmd    *exec.Cmd
	cancel context.CancelFunc
	done   chan struct{}
}

// Start runs the program and starts it again whenever it ends.
func (p *Process) Start(ctx context.Context) error {
	ctx, p.cancel = context.WithCancel(ctx)
	p.done = make(chan struct{})
	if err := p.launch(ctx); err != nil {
		close(p.done)
		return err
	}
	go p.keep(ctx)
	return nil
}

func (p *Process) launch(ctx context.Context) error {
	out, err := os.OpenFile(p.LogFile, os.O_CREATE|os.O_APPEND|os.O_WRONLY, 0o600)
	if err != nil {
		return err
	}
	defer out.Close()
	cmd, err := p.command()
	if err != nil {
		return fmt.Errorf("starting %s: %w", p.Name, err)
	}
	cmd.Stdout, cmd.Stderr = out, out
	err = startIn(p.Network, cmd)
	for _, f := range cmd.ExtraFiles {
		_ = f.Close()
	}
	if err != nil {
		return fmt.Errorf("starting %s: %w", p.Name, err)
	}
	p.mu.Lock()
	p.cmd = cmd
	if ctx.Err() != nil { // stopped meanwhile, before there was this one to end
		_ = cmd.Process.Kill()
	}
	p.mu.Unlock()
	notePid(p.PidFile, cmd.Process.Pid)
	if p.Launched != nil {
		go p.Launched(ctx, cmd.Process.Pid)
	}
	return nil
}

func (p *Process) command() (*exec.Cmd, error) {
	if p.Command != nil {
		return p.Command()
	}
	cmd := exec.Command(p.Path, p.Args...)
	cmd.Dir = filepath.Dir(p.LogFile)
	cmd.Env = append([]string{"PATH=/usr/local/bin:/usr/bin:/bin", "HOME=" + cmd.Dir}, p.Env...)
	return cmd, nil
}

func (p *Process) keep(ctx context.Context) {
	defer close(p.done)
	for {
		err := p.cmd.Wait()
		if ctx.Err() != nil {
			return
		}
		log.Printf("%s ended (%v), starting it again; its log is %s", p.Name, err, p.LogFile)
		for {
			select {
			case <-ctx.Done():
				return
			case <-time.After(time.Second):
			}
			if err := p.launch(ctx); err == nil {
				break
			}
		}
	}
}

// Stop ends the program; what it holds in memory is of no use to anybody.
func (p *Process) Stop() {
	if p.cancel == nil {
		return
	}
	p.cancel()
	p.mu.Lock()
	if p.cmd != nil && p.cmd.Process != nil {
		_ = p.cmd.Process.Signal(syscall.SIGKILL)
	}
	p.mu.Unlock()
	<-p.done
}

// lastLines returns the end of a log, for an error message.
func lastLines(file string, size int64) string {
	f, err := os.Open(file)
	if err != nil {
		return ""
	}
	defer f.Close()
	if st, err := f.Stat(); err == nil && st.Size() > size {
		_, _ = f.Seek(-size, 2)
	}
	buf := make([]byte, size)
	n, _ := f.Read(buf)
	return string(buf[:n])
}
