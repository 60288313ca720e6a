package main

import (
	"errors"
	"fmt"
	"os"
	"os/exec"
	"reflect"
	"regexp"
	"strings"
	"sync"
)

// Stop ends the router; its namespace goes with it.
func (r *Router) Stop() {
	if r.cancel != nil {
		r.cancel()
	}
	r.mu.Lock()
	var wait sync.WaitGroup
	for _, p := range r.processes {
		wait.Go(p.Stop)
	}
	r.mu.Unlock()
	wait.Wait()
	if r.network != nil {
		r.network.Close()
	}
}

// follow brings a running router to a new plan.
func (r *Router) follow(plan RouterPlan) error {
	r.change.Lock()
	defer r.change.Unlock()
	old := r.plan
	if reflect.DeepEqual(old, plan) {
		return nil
	}
	if err := readdress(r.network, prefixes(plan.Addresses)); err != nil {
		return fmt.Errorf("router %s: %w", plan.Name, err)
	}
	r.plan = plan
	if err := r.writeConfig(); err != nil {
		return err
	}
	fresh, err := r.followDaemons(old.programs(), plan.programs())
	if err != nil || old.FRRConf == plan.FRRConf {
		return err
	}
	return r.followConfig(fresh)
}

// followDaemons ends the daemons that are no more wanted and starts those that
// are new or have other options; it tells which ones are fresh.
func (r *Router) followDaemons(old, plan []frrProgram) (map[string]bool, error) {
	wanted := map[string]frrProgram{}
	for _, d := range plan {
		wanted[d.name] = d
	}
	have := map[string]bool{}
	for _, d := range old {
		if now, ok := wanted[d.name]; ok && reflect.DeepEqual(now.options, d.options) {
			have[d.name] = true
			continue
		}
		r.end(d.name)
	}
	var start []frrProgram
	fresh := map[string]bool{}
	for _, d := range plan {
		if !have[d.name] {
			start = append(start, d)
			fresh[d.name] = true
		}
	}
	return fresh, r.startDaemons(start)
}

func (r *Router) end(daemon string) {
	r.mu.Lock()
	p := r.processes[daemon]
	delete(r.processes, daemon)
	delete(r.pids, daemon)
	r.mu.Unlock()
	if p != nil {
		p.Stop()
	}
}

// rounds of statements that a change may take; what one brought about is not
// taken on trust.
const rounds = 4

// followConfig brings the running daemons to their configuration as a router's
// container is brought there: by the difference between what runs and what FRR
// starts with, so that sessions that stay the same stay up. What is left then is
// read by a fresh process, which all neighbours notice; the status says so.
func (r *Router) followConfig(fresh map[string]bool) error {
	told, err := r.tellDifference()
	if err == nil {
		r.tell("configuration changed by %d lines", told)
		return nil
	}
	r.tell("started anew, as the change could not be made while running: %v", err)
	var again []frrProgram
	for _, d := range r.plan.programs() {
		if d.name != "zebra" && !fresh[d.name] {
			r.end(d.name)
			again = append(again, d)
		}
	}
	zebra := r.running("zebra")
	if out, err := r.vtysh(r.ctx, zebra, "-b", "-d", "zebra"); err != nil {
		return fmt.Errorf("router %s: %w: %s", r.plan.Name, err, withoutPasswords(out))
	}
	return r.startDaemons(again)
}

// tellDifference says to the daemons what they lack or have too much, and counts
// the lines. Files carry it: arguments are for all to read.
func (r *Router) tellDifference() (int, error) {
	wanted, err := r.spelled()
	if err != nil {
		return 0, err
	}
	work := r.file("work")
	if err := os.MkdirAll(work, 0o700); err != nil {
		return 0, err
	}
	defer func() { _ = os.RemoveAll(work) }()
	defer func() { _ = os.Remove(r.file("etc", statementsFile)) }()
	if err := writeFile(r.file("work", "wanted"), []byte(wanted)); err != nil {
		return 0, err
	}
	told := 0
	for range rounds {
		statements, err := r.difference()
		if err != nil {
			return told, err
		}
		if statements == "" {
			break
		}
		told += strings.Count(statements, "\n")
		if err := writeFile(r.file("etc", statementsFile), []byte(statements)); err != nil {
			return told, err
		}
		// It goes on after a statement that is refused; what is left tells.
		_, _ = r.vtysh(r.ctx, r.running("zebra"), "-f", "/etc/frr/"+statementsFile)
	}
	if told > 0 {
		// A list that changed is only looked at when routes come; this asks for them
		// again, which ends no session. A family without a neighbour refuses.
		for _, family := range []string{"ipv4", "ipv6"} {
			_, _ = r.vtysh(r.ctx, r.running("zebra"), "-c", "clear bgp "+family+" unicast * soft")
		}
	}
	left, err := r.difference("-v", "compare=1")
	if err == nil && left != "" {
		err = errors.New(withoutPasswords(strings.Join(strings.Split(strings.TrimSpace(left), "\n"), "; ")))
	}
	return told, err
}

const (
	statementsFile = "change.conf"
	showRunning    = "show running-config"
)

// difference compares what the daemons run with what is wanted.
func (r *Router) difference(options ...string) (string, error) {
	live, err := r.vtysh(r.ctx, r.running("zebra"), "-c", showRunning)
	if err != nil {
		return "", fmt.Errorf("%w: %s", err, withoutPasswords(live))
	}
	if err := writeFile(r.file("work", "live"), []byte(live+"\n")); err != nil {
		return "", err
	}
	args := append(options, r.sim.plan.FRR.Difference, r.file("work", "live"), r.file("work", "wanted"))
	out, err := exec.CommandContext(r.ctx, "awk", args...).Output()
	return string(out), err
}

// spelled is the router's configuration in FRR's own words: what a router with
// no network that starts with it runs.
func (r *Router) spelled() (string, error) {
	other := newRouter(r.sim, r.plan)
	other.dir = r.file("spelled")
	defer func() {
		other.Stop()
		_ = os.RemoveAll(other.dir)
	}()
	err := other.begin(r.ctx, r.sim.fabric.apart)
	if err != nil {
		return "", err
	}
	out, err := other.vtysh(r.ctx, other.running("zebra"), "-c", showRunning)
	if err != nil {
		return "", fmt.Errorf("%w: %s", err, withoutPasswords(out))
	}
	return out + "\n", nil
}

var passwordWord = regexp.MustCompile(`(password\s+).*`)

// withoutPasswords is what vtysh said, fit for logs.
func withoutPasswords(text string) string {
	return passwordWord.ReplaceAllString(text, "${1}…")
}
