package main

import (
	"context"
	"log"
	"maps"
	"net"
	"slices"
	"strconv"
	"sync"
	"time"

	corev1 "k8s.io/api/core/v1"
	discoveryv1 "k8s.io/api/discovery/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/labels"
	"k8s.io/client-go/tools/cache"
)

// Services is the part of a service data plane that the control plane itself
// needs: ClusterIPs, NodePorts and LoadBalancer addresses of Services whose
// endpoints are real processes.
type Services struct {
	manager *PodManager
	kick    chan struct{}

	mu       sync.Mutex
	closed   bool
	forwards map[string]*placed // place and address → forward
}

type placed struct {
	forward *Forward
	place   Network
}

func newServices(m *PodManager) *Services {
	return &Services{manager: m, kick: make(chan struct{}, 1), forwards: map[string]*placed{}}
}

func (s *Services) poke() { poke(s.kick) }

func (s *Services) watch(onChange func(func(metav1.Object)) cache.ResourceEventHandler) {
	any := onChange(func(metav1.Object) { s.poke() })
	_, _ = s.manager.factory.Core().V1().Services().Informer().AddEventHandler(any)
	_, _ = s.manager.factory.Discovery().V1().EndpointSlices().Informer().AddEventHandler(any)
}

func (s *Services) loop(ctx context.Context) {
	for {
		s.sync()
		select {
		case <-ctx.Done():
			return
		case <-s.kick:
		case <-time.After(5 * time.Second):
		}
	}
}

// places are the namespaces of the cluster's nodes and real pods.
func (s *Services) places() (nodes, all map[string]Network) {
	nodes, all = map[string]Network{}, map[string]Network{}
	c := s.manager.cluster
	c.mu.Lock()
	for name, n := range c.nodes {
		nodes[name] = n.network
	}
	c.mu.Unlock()
	maps.Copy(all, nodes)
	s.manager.mu.Lock()
	defer s.manager.mu.Unlock()
	for uid, p := range s.manager.pods {
		if n := p.place(); n != nil && n != p.node.network {
			all[string(uid)] = n
		}
	}
	return nodes, all
}

// place is the pod's network once it has one.
func (p *Pod) place() Network {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.network
}

// sync makes the listeners equal to the Services.
func (s *Services) sync() {
	nodes, all := s.places()
	real := map[string]bool{}
	for _, n := range all {
		real[n.Address()] = true
	}
	type listener struct {
		place    Network
		address  string
		backends []string
	}
	want := map[string]listener{}
	add := func(places map[string]Network, address string, backends []string) {
		for name, place := range places {
			want[name+" "+address] = listener{place, address, backends}
		}
	}
	services, _ := s.manager.factory.Core().V1().Services().Lister().List(labels.Everything())
	for _, svc := range services {
		for i := range svc.Spec.Ports {
			port := &svc.Spec.Ports[i]
			if port.Protocol != corev1.ProtocolTCP {
				continue
			}
			backends := s.backends(svc, port, real)
			if len(backends) == 0 {
				continue
			}
			for _, ip := range svc.Spec.ClusterIPs {
				if net.ParseIP(ip) != nil {
					add(all, joinPort(ip, int(port.Port)), backends)
				}
			}
			if port.NodePort != 0 {
				add(nodes, joinPort("0.0.0.0", int(port.NodePort)), backends)
			}
			for _, in := range svc.Status.LoadBalancer.Ingress {
				if plane := s.manager.cluster.planeNetwork(); net.ParseIP(in.IP) != nil && claim(plane, in.IP) == nil {
					add(map[string]Network{"lb": plane}, joinPort(in.IP, int(port.Port)), backends)
				}
			}
		}
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	for key, f := range s.forwards {
		if w, ok := want[key]; s.closed || !ok || w.place != f.place {
			f.forward.Close()
			delete(s.forwards, key)
		}
	}
	for key, w := range want {
		if f := s.forwards[key]; f != nil {
			f.forward.set(w.backends)
		} else if !s.closed {
			f, err := forward(w.place, w.address, w.place, w.backends)
			if err != nil {
				log.Printf("%s: service listener %s: %v", s.manager.cluster.plan.Name, key, err)
				continue
			}
			s.forwards[key] = &placed{f, w.place}
		}
	}
}

// backends are the ready endpoints of a Service's port that are real processes.
func (s *Services) backends(svc *corev1.Service, port *corev1.ServicePort, real map[string]bool) []string {
	slicesOf, _ := s.manager.factory.Discovery().V1().EndpointSlices().Lister().EndpointSlices(svc.Namespace).
		List(labels.SelectorFromSet(labels.Set{discoveryv1.LabelServiceName: svc.Name}))
	var out []string
	for _, e := range slicesOf {
		for _, p := range e.Ports {
			if p.Port == nil || (p.Name != nil && *p.Name != port.Name) {
				continue
			}
			for _, end := range e.Endpoints {
				if end.Conditions.Ready != nil && !*end.Conditions.Ready {
					continue
				}
				for _, a := range end.Addresses {
					if real[a] {
						out = append(out, net.JoinHostPort(a, strconv.Itoa(int(*p.Port))))
					}
				}
			}
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}

func (s *Services) close() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.closed = true
	for key, f := range s.forwards {
		f.forward.Close()
		delete(s.forwards, key)
	}
}
