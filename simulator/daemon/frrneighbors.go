package main

import (
	"regexp"
	"slices"
	"strings"
)

var neighborName = regexp.MustCompile(`^(?:no )?neighbor (\S+) (.*)$`)

// identity is what makes a neighbour another one when it changes: its group and
// its AS. A group's own says "peer-group".
type identity struct{ group, as string }

const isGroup = "peer-group"

func neighborsOf(c *configLine, into map[string]identity) map[string]identity {
	for _, s := range c.sub {
		if m := neighborName.FindStringSubmatch(s.text); m != nil {
			id := into[m[1]]
			if strings.HasPrefix(m[2], isGroup) {
				id.group = m[2]
			} else if strings.HasPrefix(m[2], "remote-as ") {
				id.as = m[2]
			}
			into[m[1]] = id
		}
		neighborsOf(s, into)
	}
	return into
}

// dropNeighbors ends neighbours that go, or become others, with all their lines,
// which it takes out of the old configuration; groups go after their members.
func (w *changeWriter) dropNeighbors(a, b *configLine) {
	have, want := neighborsOf(a, map[string]identity{}), neighborsOf(b, map[string]identity{})
	stays := func(name string) bool {
		now, ok := want[name]
		return ok && now == have[name]
	}
	var members, groups []string
	for name, id := range have {
		group, isMember := strings.CutPrefix(id.group, isGroup+" ")
		switch {
		case stays(name) && (!isMember || stays(group)):
		case id.group == isGroup:
			groups = append(groups, name)
		default:
			members = append(members, name)
		}
	}
	slices.Sort(members)
	slices.Sort(groups)
	for _, name := range members {
		w.line("no neighbor " + name)
	}
	for _, name := range groups {
		w.line("no neighbor " + name + " " + isGroup)
	}
	a.forget(append(members, groups...))
}

func (c *configLine) forget(neighbors []string) {
	c.sub = slices.DeleteFunc(c.sub, func(s *configLine) bool {
		m := neighborName.FindStringSubmatch(s.text)
		return m != nil && slices.Contains(neighbors, m[1])
	})
	for _, s := range c.sub {
		s.forget(neighbors)
	}
}
