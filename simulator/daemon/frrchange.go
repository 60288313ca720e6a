package main

import (
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strings"
)

// configScript is what vtysh must read to bring a running router from one
// configuration to another.
type configScript struct {
	text    string
	filters bool // lists or route maps change
}

func (s configScript) lines() int { return strings.Count(s.text, "\n") }

// singles are lines of which there is one: a second takes the first one's place.
var singles = []*regexp.Regexp{
	regexp.MustCompile(`^neighbor \S+ timers connect\b`),
	regexp.MustCompile(`^neighbor \S+ (timers|password|description|port|next-hop-self|ebgp-multihop|update-source|advertisement-interval|local-as|weight|bfd|ttl-security|maximum-prefix)\b`),
	regexp.MustCompile(`^neighbor \S+ (graceful-restart)`),
	regexp.MustCompile(`^bgp (router-id|cluster-id|graceful-restart [a-z-]+|graceful-restart)\b`),
	regexp.MustCompile(`^(maximum-paths( ibgp)?|timers bgp|hostname|log \w+|description|detect-multiplier|receive-interval|transmit-interval|echo-interval|minimum-ttl|on-match)\b`),
	regexp.MustCompile(`^set (as-path prepend|(ip|ipv6) next-hop|\S+)`),
	regexp.MustCompile(`^match ((ip|ipv6) \S+( prefix-list)?|\S+)`),
}

var directed = regexp.MustCompile(`^(neighbor \S+ (?:route-map|prefix-list|filter-list|distribute-list)) \S+ (in|out)$`)

// key names what a line sets. `no x` sets the same as `x`.
func key(line string) string {
	line = strings.TrimPrefix(line, "no ")
	if m := directed.FindStringSubmatch(line); m != nil {
		return m[1] + " " + m[2]
	}
	for _, s := range singles {
		if found := s.FindString(line); found != "" {
			return found
		}
	}
	return line
}

func negated(line string) string {
	if rest, ok := strings.CutPrefix(line, "no "); ok {
		return rest
	}
	return "no " + line
}

// onlyAtStart are lines that decide how all the others are read.
var onlyAtStart = []string{"frr version", "frr defaults", "log "}

// removable contexts go with one line; of the others only what stands in them.
var removable = []string{"router ", "route-map ", "bfd", "peer ", "profile ", "vrf "}

func isAny(line string, prefixes []string) bool {
	return slices.ContainsFunc(prefixes, func(p string) bool { return strings.HasPrefix(line, p) })
}

// configChange works out how to get from one configuration to the other. New
// lines come first, and lines that are no more needed last, so that what uses a
// thing finds it at any time. Lists are changed before: the same entry at a
// second number would be passed over, and FRR looks at them seconds later.
func configChange(old, plan string) (configScript, error) {
	a, b := parseConfig(old), parseConfig(plan)
	if err := sameStart(a, b); err != nil {
		return configScript{}, err
	}
	s := &changeWriter{}
	for _, o := range a.sub { // a router of another AS must go before the new one can come
		if strings.HasPrefix(o.text, "router ") && b.find(o.text) == nil {
			s.line("no " + o.text)
		}
	}
	for _, o := range a.sub {
		if n := b.find(o.text); n != nil && strings.HasPrefix(o.text, "router ") {
			s.within(o.text, func() { s.dropNeighbors(o, n) })
		}
	}
	s.dropEntries(a, b)
	s.turn(a, b)
	s.add(a, b)
	s.drop(a, b)
	return configScript{s.out.String(), s.filters}, nil
}

var listEntry = regexp.MustCompile(`^(ip|ipv6) (prefix|access)-list |^bgp (\S*community-list|as-path) `)

// dropEntries takes entries of lists away that are not as they were.
func (w *changeWriter) dropEntries(a, b *configLine) {
	a.sub = slices.DeleteFunc(a.sub, func(o *configLine) bool {
		goes := listEntry.MatchString(o.text) && b.find(o.text) == nil
		if goes {
			w.line(negated(o.text))
		}
		return goes
	})
}

var routeMapEntry = regexp.MustCompile(`^route-map (\S+) (?:permit|deny) (\d+)$`)

// turn changes what an entry of a route map does where it stands: FRR knows it
// by its number, so taking the old one away later would take the new one.
func (w *changeWriter) turn(a, b *configLine) {
	for _, o := range a.sub {
		was := routeMapEntry.FindStringSubmatch(o.text)
		for _, n := range b.sub {
			is := routeMapEntry.FindStringSubmatch(n.text)
			if was == nil || is == nil || o.text == n.text || !slices.Equal(was[1:], is[1:]) {
				continue
			}
			w.within(n.text, func() {
				w.enter()
				w.add(o, n)
			})
			o.text = n.text
			for _, line := range n.sub {
				if o.find(line.text) == nil {
					o.sub = append(o.sub, line)
				}
			}
			break
		}
	}
}

func sameStart(a, b *configLine) error {
	lines := func(c *configLine) []string {
		var out []string
		for _, s := range c.sub {
			if isAny(s.text, onlyAtStart) {
				out = append(out, s.text)
			}
		}
		return out
	}
	if x, y := lines(a), lines(b); !slices.Equal(x, y) {
		return fmt.Errorf("%q became %q", strings.Join(x, ", "), strings.Join(y, ", "))
	}
	if len(b.sub) == 0 {
		return errors.New("the new configuration is empty")
	}
	return nil
}

// changeWriter writes contexts only where something stands in them.
type changeWriter struct {
	out     strings.Builder
	open    []string
	written int // contexts of open that the output is in
	filters bool
}

func (w *changeWriter) line(text string) {
	for ; w.written < len(w.open); w.written++ {
		w.put(w.written, w.open[w.written])
	}
	w.put(len(w.open), text)
}

func (w *changeWriter) put(depth int, text string) {
	w.filters = w.filters || (depth == 0 && isFilter(strings.TrimPrefix(text, "no ")))
	w.out.WriteString(strings.Repeat(" ", depth) + text + "\n")
}

func isFilter(line string) bool {
	return listEntry.MatchString(line) || strings.HasPrefix(line, "route-map ")
}

func (w *changeWriter) within(context string, f func()) {
	w.open = append(w.open, context)
	f()
	w.open = w.open[:len(w.open)-1]
	if w.written > len(w.open) {
		w.written = len(w.open)
		end := "exit"
		if strings.HasPrefix(context, "address-family") {
			end = "exit-address-family"
		}
		w.put(w.written, end)
	}
}

// add writes what is new.
func (w *changeWriter) add(a, b *configLine) {
	for _, n := range b.sub {
		o := a.find(n.text)
		switch {
		case len(n.sub) > 0:
			if o == nil {
				o = &configLine{}
			}
			w.within(n.text, func() {
				if o.text == "" && w.written < len(w.open) && !strings.HasPrefix(n.text, "address-family") {
					w.enter()
				}
				w.add(o, n)
			})
		case o == nil && isContext(n.text):
			w.within(n.text, w.enter)
		case o == nil:
			w.line(n.text)
		}
	}
}

// enter writes the open contexts although nothing may stand in the last.
func (w *changeWriter) enter() {
	for ; w.written < len(w.open); w.written++ {
		w.put(w.written, w.open[w.written])
	}
}

func isContext(line string) bool {
	return isAny(line, removable) || strings.HasPrefix(line, "interface ")
}

// drop writes what goes, last things first.
func (w *changeWriter) drop(a, b *configLine) {
	stays := map[string]bool{}
	for _, n := range b.sub {
		stays[key(n.text)] = true
	}
	for _, o := range slices.Backward(a.sub) {
		n := b.find(o.text)
		switch {
		case n == nil && strings.HasPrefix(o.text, "router "): // gone already
		case n == nil && isAny(o.text, removable):
			w.line("no " + o.text)
		case len(o.sub) > 0:
			if n == nil {
				n = &configLine{}
			}
			w.within(o.text, func() { w.drop(o, n) })
		case n == nil && !stays[key(o.text)] && !isContext(o.text):
			w.line(negated(o.text))
		}
	}
}
