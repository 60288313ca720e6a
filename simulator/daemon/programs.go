package main

import (
	"path"
	"sort"

	corev1 "k8s.io/api/core/v1"
)

const (
	certgenProgram = "cilium-certgen"
	etcdProgram    = "etcd"
)

// aliases maps what charts call a program to the program that serves it.
var aliases = map[string]string{
	"cilium-agent":            "cilium-sim-agent",
	"cilium-dbg":              "cilium-dbg",
	"cilium":                  "cilium-dbg",
	"cilium-operator-generic": "cilium-operator-generic",
	"clustermesh-apiserver":   "clustermesh-apiserver",
	etcdProgram:               "etcd",
	"etcdctl":                 "etcdctl",
	certgenProgram:            certgenProgram,
}

// Programs knows which commands of a chart run as real processes here.
type Programs struct {
	path  map[string]string // chart's name → absolute path
	owned map[string]bool   // commands that make a pod ours
}

func newPrograms(p *Plan, self string) *Programs {
	out := &Programs{path: map[string]string{}, owned: map[string]bool{}}
	for alias, name := range aliases {
		file := p.Programs[name]
		if name == certgenProgram {
			file = self
		}
		if file != "" {
			out.path[alias] = file
		}
	}
	main := []string{"cilium-operator-generic", certgenProgram}
	if p.Depth == depthFull {
		main = append(main, "cilium-agent", "clustermesh-apiserver", etcdProgram)
	}
	for _, n := range main {
		out.owned[n] = true
	}
	return out
}

// names lists the commands that make a pod ours, sorted.
func (p *Programs) names() []string {
	var out []string
	for n := range p.owned {
		out = append(out, n)
	}
	sort.Strings(out)
	return out
}

// find returns the file for a container's command; "" when it is not simulated.
func (p *Programs) find(command string) string {
	return p.path[path.Base(command)]
}

// runs tells whether a container of the pod is this program by name.
func runs(pod *corev1.Pod, program string) bool {
	for _, c := range pod.Spec.Containers {
		if len(c.Command) > 0 && path.Base(c.Command[0]) == program {
			return true
		}
	}
	return false
}

// owns tells whether a pod runs here for real; kwok plays all the others.
// The same rule stands in stages.yaml.
func (p *Programs) owns(pod *corev1.Pod) bool {
	for _, c := range pod.Spec.Containers {
		if len(c.Command) > 0 && p.owned[path.Base(c.Command[0])] {
			return true
		}
	}
	return false
}
