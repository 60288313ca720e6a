package main

import (
	"fmt"
	"os"
	"reflect"
	"regexp"
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
	return r.followConfig(old.FRRConf, plan.FRRConf, fresh)
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

// followConfig tells the running daemons what is different, so that sessions
// that stay the same stay up. What cannot be told so is read anew by a fresh
// process, which all neighbours notice; the status says so.
func (r *Router) followConfig(old, plan string, fresh map[string]bool) error {
	change, err := configChange(old, plan)
	if err == nil {
		err = r.applyChange(change)
	}
	if err == nil {
		r.tell("configuration changed by %d lines", change.lines())
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

// applyChange gives the lines to vtysh in a file: arguments are for all to read.
func (r *Router) applyChange(change configScript) error {
	if change.lines() == 0 {
		return nil
	}
	const name = "change.conf"
	if err := writeFile(r.file("etc", name), []byte(change.text)); err != nil {
		return err
	}
	defer func() { _ = os.Remove(r.file("etc", name)) }()
	pid := r.running("zebra")
	if out, err := r.vtysh(r.ctx, pid, "-f", "/etc/frr/"+name); err != nil {
		return fmt.Errorf("%w: %s", err, withoutPasswords(out))
	}
	if !change.filters {
		return nil
	}
	// A list that changed is only looked at when routes come; this asks for them
	// again, which ends no session.
	for _, direction := range []string{"in", "out"} {
		if out, err := r.vtysh(r.ctx, pid, "-c", "clear bgp * soft "+direction); err != nil {
			return fmt.Errorf("%w: %s", err, withoutPasswords(out))
		}
	}
	return nil
}

var passwordWord = regexp.MustCompile(`(password\s+).*`)

// withoutPasswords is what vtysh said, fit for logs.
func withoutPasswords(text string) string {
	return passwordWord.ReplaceAllString(text, "${1}…")
}
