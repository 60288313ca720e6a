package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"log"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"time"
)

// Router is FRR in a namespace of its own: its daemons as processes, their
// configuration given to them by vtysh as on a real machine.
type Router struct {
	sim     *Simulator
	dir     string
	network Network
	ctx     context.Context
	cancel  context.CancelFunc

	change sync.Mutex // one change at a time
	plan   RouterPlan

	mu        sync.Mutex
	processes map[string]*Process
	pids      map[string]int   // those that have their configuration
	refusals  map[string]error // those that would not take it
	note      string           // how the last change went
}

// forwarding makes a namespace a router that spreads flows over equal paths by
// their ports too. A packet may come in by another way than the answer leaves.
var forwarding = map[string]string{
	"net/ipv4/ip_forward": "1", "net/ipv4/fib_multipath_hash_policy": "1",
	"net/ipv4/conf/all/rp_filter": "0", "net/ipv4/conf/default/rp_filter": "0", "net/ipv4/conf/eth0/rp_filter": "0",
}

var forwarding6 = map[string]string{
	"net/ipv6/conf/all/forwarding": "1", "net/ipv6/fib_multipath_hash_policy": "1",
}

const (
	daemonLimit = 30 * time.Second
	configTries = 3 // a daemon may be just beginning to listen
)

func newRouter(sim *Simulator, plan RouterPlan) *Router {
	return &Router{sim: sim, plan: plan, dir: routerDir(sim.dir, plan.Name), processes: map[string]*Process{}, pids: map[string]int{}, refusals: map[string]error{}}
}

func routerDir(dir, name string) string { return filepath.Join(dir, "routers", name) }

func (r *Router) file(parts ...string) string {
	return filepath.Join(append([]string{r.dir}, parts...)...)
}

// Start brings the router up; it returns when every daemon has its configuration.
func (r *Router) Start(ctx context.Context) error {
	place := Place{Addresses: prefixes(r.plan.Addresses), Kernel: map[string]string{}}
	for _, settings := range []map[string]string{forwarding, forwarding6} {
		for k, v := range settings {
			if _, err := os.Stat("/proc/sys/" + k); err == nil || !strings.HasPrefix(k, "net/ipv6/") {
				place.Kernel[k] = v
			}
		}
	}
	return r.begin(ctx, func() (Network, error) { return r.sim.fabric.join(place) })
}

// begin starts the daemons in a network that it makes.
func (r *Router) begin(ctx context.Context, network func() (Network, error)) error {
	r.ctx, r.cancel = context.WithCancel(ctx)
	for _, d := range []string{"etc", "run", "root", "log"} {
		if err := os.MkdirAll(r.file(d), 0o700); err != nil {
			return err
		}
	}
	var err error
	if r.network, err = network(); err != nil {
		return fmt.Errorf("router %s: %w", r.plan.Name, err)
	}
	if err := r.writeConfig(); err != nil {
		return err
	}
	return r.startDaemons(r.plan.programs())
}

func (r *Router) writeConfig() error {
	// vtysh asks for no password where its own file says so.
	return errors.Join(
		writeFile(r.file("etc", "vtysh.conf"), []byte("service integrated-vtysh-config\nusername root nopassword\n")),
		writeFile(r.file("etc", "frr.conf"), []byte(r.plan.FRRConf)),
	)
}

// startDaemons starts zebra before those that look for it.
func (r *Router) startDaemons(list []frrProgram) error {
	for i, d := range list {
		p := r.process(d)
		r.mu.Lock()
		r.processes[d.name] = p
		r.mu.Unlock()
		if err := p.Start(r.ctx); err != nil {
			return fmt.Errorf("router %s: %w", r.plan.Name, err)
		}
		if d.name == "zebra" || i == len(list)-1 {
			if err := r.waitLoaded(list[:i+1]); err != nil {
				return err
			}
		}
	}
	return nil
}

func (r *Router) waitLoaded(list []frrProgram) error {
	for end := time.Now().Add(daemonLimit); ; {
		missing := ""
		var refusal error
		r.mu.Lock()
		for _, d := range list {
			if r.pids[d.name] == 0 {
				missing = d.name
				refusal = errors.Join(refusal, r.refusals[d.name])
			}
		}
		r.mu.Unlock()
		if missing == "" {
			return nil
		}
		if refusal != nil {
			return fmt.Errorf("router %s: %w", r.plan.Name, refusal)
		}
		if time.Now().After(end) {
			return fmt.Errorf("router %s: %s has no configuration after %s; the end of its log:\n%s", r.plan.Name, missing, daemonLimit, lastLines(r.file("log", missing+".log"), 1500))
		}
		if !pause(r.ctx, 10*time.Millisecond) {
			return r.ctx.Err()
		}
	}
}

func (r *Router) process(d frrProgram) *Process {
	return &Process{
		Name: "router " + r.plan.Name + "/" + d.name, Network: r.network, LogFile: r.file("log", d.name+".log"),
		Command:  func() (*exec.Cmd, error) { return r.command(d) },
		Launched: func(ctx context.Context, pid int) { r.configure(ctx, d.name, pid) },
	}
}

// command builds a daemon's process. It stays root, without most capabilities:
// as another user the kernel would not end it with us.
func (r *Router) command(d frrProgram) (*exec.Cmd, error) {
	r.mu.Lock()
	delete(r.pids, d.name)
	delete(r.refusals, d.name)
	r.mu.Unlock()
	_ = os.Remove(r.file("run", d.name+".vty"))
	frr := r.sim.plan.FRR
	argv := append([]string{d.name, "--user", "root", "--group", "root", "--log", "stdout", "--log-level", "informational"}, d.options...)
	spec := InitSpec{
		Root: r.file("root"), Hostname: r.plan.Name, Argv: argv, Dir: "/",
		Programs: map[string]string{d.name: filepath.Join(frr.Programs, d.name), "vtysh": frr.Vtysh},
		Mounts:   []Mount{{Source: r.file("etc"), Target: "/etc/frr"}, {Source: r.file("run"), Target: "/run/frr"}},
		Files: map[string]string{
			"/etc/group": "root:x:0:\nfrr:x:92:\nfrrvty:x:85:root\n", "/etc/passwd": "root:x:0:0:root:/root:/bin/sh\nfrr:x:92:92:frr:/run/frr:/bin/sh\n",
			"/etc/hosts": "127.0.0.1\tlocalhost\n",
		},
	}
	if frr.Root != "/" {
		spec.Mounts = append(spec.Mounts, Mount{Source: frr.Root, Target: frrMount, ReadOnly: true})
	}
	cmd, err := selfCommand("container-init", spec, frr.environment())
	if err == nil {
		cmd.SysProcAttr = containerFlags()
	}
	return cmd, err
}

// frrMount is where a router sees FRR's unpacked packages.
const frrMount = "/opt/frr"

func (f *FRRPlan) environment() []string {
	env := []string{"PATH=/usr/bin:/usr/sbin:/bin:/sbin", "HOME=/root", "TERM=dumb"}
	var folders []string
	for _, l := range f.Libraries {
		if rest, err := filepath.Rel(f.Root, l); err == nil {
			folders = append(folders, filepath.Join(frrMount, rest))
		}
	}
	if len(folders) > 0 {
		env = append(env, "LD_LIBRARY_PATH="+strings.Join(folders, ":"))
	}
	return env
}

// configure gives a fresh daemon the router's configuration.
func (r *Router) configure(ctx context.Context, daemon string, pid int) {
	socket, tries, wait := r.file("run", daemon+".vty"), 0, 20*time.Millisecond
	for {
		if _, err := os.Stat(socket); err == nil {
			out, err := r.vtysh(ctx, pid, "-b", "-d", daemon)
			if err == nil {
				break
			}
			if tries++; tries == configTries {
				r.refused(daemon, fmt.Errorf("%s refuses the configuration: %w: %s", daemon, err, withoutPasswords(out)))
				return
			}
			wait = 300 * time.Millisecond
		}
		if !pause(ctx, wait) || r.running(daemon) != pid {
			return
		}
	}
	r.mu.Lock()
	r.pids[daemon] = pid
	r.mu.Unlock()
	if daemon == "zebra" {
		_ = writeFile(r.file("pid"), []byte(strconv.Itoa(pid)))
	}
	r.sim.republish()
}

func (r *Router) refused(daemon string, why error) {
	log.Printf("router %s: %v", r.plan.Name, why)
	r.mu.Lock()
	r.refusals[daemon] = why
	r.mu.Unlock()
}

// running is the process of a daemon; 0 when there is none.
func (r *Router) running(daemon string) int {
	r.mu.Lock()
	p := r.processes[daemon]
	r.mu.Unlock()
	if p == nil {
		return 0
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.cmd == nil || p.cmd.Process == nil {
		return 0
	}
	return p.cmd.Process.Pid
}

func (r *Router) tell(format string, a ...any) {
	note := fmt.Sprintf(format, a...)
	log.Printf("router %s: %s", r.plan.Name, note)
	r.mu.Lock()
	r.note = note
	r.mu.Unlock()
}

// vtysh runs FRR's shell where that process is.
func (r *Router) vtysh(ctx context.Context, pid int, args ...string) (string, error) {
	ctx, cancel := context.WithTimeout(ctx, daemonLimit)
	defer cancel()
	cmd, err := selfCommand("container-exec", ExecSpec{Pid: pid, Argv: append([]string{"vtysh"}, args...)}, r.sim.plan.FRR.environment())
	if err != nil {
		return "", err
	}
	var out bytes.Buffer
	code, err := runAttached(ctx, r.network, cmd, nil, &out, &out)
	if err == nil && code != 0 {
		err = fmt.Errorf("vtysh %s ended with code %d", strings.Join(args, " "), code)
	}
	return strings.TrimSpace(out.String()), err
}
