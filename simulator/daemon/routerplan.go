package main

import (
	"fmt"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
)

// FRRPlan says where FRR's programs are.
type FRRPlan struct {
	Root       string   `json:"root"`       // "/" where FRR is installed, else a folder with its unpacked packages
	Programs   string   `json:"programs"`   // folder of zebra, bgpd …
	Vtysh      string   `json:"vtysh"`      // path of vtysh
	Libraries  []string `json:"libraries"`  // folders of libraries that the system has not
	Difference string   `json:"difference"` // awk program: statements from one configuration to another
}

// RouterPlan is one router of the plan. Its configuration may hold passwords,
// so it goes nowhere but into files and pipes of its owner.
type RouterPlan struct {
	Name      string   `json:"name"`
	Addresses []string `json:"addresses"` // each with its prefix length
	FRRConf   string   `json:"frrConf"`
	Daemons   string   `json:"daemons"`
}

func (p *Plan) checkRouters() []error {
	var faults []error
	bad := func(format string, a ...any) { faults = append(faults, fmt.Errorf(format, a...)) }
	if len(p.Routers) == 0 {
		return nil
	}
	if p.Depth != depthFull {
		bad("routers are there, which depth %q does not run; expected depth %q", p.Depth, depthFull)
	}
	if p.FRR == nil {
		bad("frr is missing; expected where FRR's programs are, as there are routers")
	} else {
		for key, path := range map[string]string{"root": p.FRR.Root, "programs": p.FRR.Programs, "vtysh": p.FRR.Vtysh} {
			if !filepath.IsAbs(path) {
				bad("frr.%s is %q; expected an absolute path", key, path)
			}
		}
		if p.FRR.Difference == "" {
			bad("frr.difference is empty; expected the awk program that brings a router from one configuration to another")
		}
	}
	names := map[string]bool{}
	for i, r := range p.Routers {
		if !nameRule.MatchString(r.Name) || names[r.Name] {
			bad("routers[%d].name is %q; expected a DNS label that no other router has", i, r.Name)
		}
		names[r.Name] = true
		if len(r.Addresses) == 0 {
			bad("routers[%d].addresses is empty; expected an address in each of its racks", i)
		}
		for _, d := range r.programs() {
			if !slices.Contains(frrDaemons, d.name) {
				bad("routers[%d].daemons starts %s; expected only %s", i, d.name, strings.Join(frrDaemons, ", "))
			}
		}
	}
	return faults
}

// frrDaemons are the programs of FRR that routers may have, in starting order.
var frrDaemons = []string{"zebra", "staticd", "bfdd", "bgpd"}

// frrProgram is one program of a router, with its own options.
type frrProgram struct {
	name    string
	options []string
}

var daemonsLine = regexp.MustCompile(`^\s*([a-z0-9]+)(_options)?\s*=\s*"?([^"#]*)"?`)

// programs reads a daemons file as FRR's own start script does: zebra and
// staticd run in any case.
func (r *RouterPlan) programs() []frrProgram {
	wanted, options := map[string]bool{"zebra": true, "staticd": true}, map[string][]string{}
	for _, line := range strings.Split(r.Daemons, "\n") {
		m := daemonsLine.FindStringSubmatch(line)
		switch {
		case m == nil:
		case m[2] != "":
			options[m[1]] = strings.Fields(m[3])
		case strings.TrimSpace(m[3]) == "yes":
			wanted[m[1]] = true
		}
	}
	var out []frrProgram
	for name := range wanted {
		out = append(out, frrProgram{name, options[name]})
	}
	rank := func(name string) int { // those not known last
		if at := slices.Index(frrDaemons, name); at >= 0 {
			return at
		}
		return len(frrDaemons)
	}
	slices.SortFunc(out, func(a, b frrProgram) int {
		if d := rank(a.name) - rank(b.name); d != 0 {
			return d
		}
		return strings.Compare(a.name, b.name)
	})
	return out
}
