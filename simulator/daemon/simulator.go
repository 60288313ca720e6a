package main

import (
	"context"
	"errors"
	"fmt"
	"log"
	"os"
	"os/signal"
	"path/filepath"
	"reflect"
	"sync"
	"syscall"
	"time"
)

// Simulator is the daemon: all clusters of one plan.
type Simulator struct {
	dir      string
	depth    string
	plan     *Plan
	programs *Programs
	state    *State
	fabric   *Fabric

	mu       sync.Mutex
	clusters map[string]*Cluster
	routers  map[string]*Router
	hostList [][2]string

	told sync.Mutex // held while the status is written
	last Status
}

// runDaemon is the daemon's life: plan, work, end.
func runDaemon(dir string) error {
	lock, err := lockDirectory(dir)
	if err != nil {
		return err
	}
	defer lock.Close()
	log.SetFlags(log.Ltime | log.Lmicroseconds)
	signals := make(chan os.Signal, 4)
	signal.Notify(signals, syscall.SIGTERM, syscall.SIGINT, syscall.SIGHUP)
	if err := os.Chmod(dir, 0o700); err != nil {
		return err
	}
	endStrays(dir)
	s := &Simulator{dir: dir, clusters: map[string]*Cluster{}, routers: map[string]*Router{}}
	defer s.stop()
	ctx, cancel := context.WithCancel(context.Background())
	defer cancel()
	reload := make(chan struct{}, 1)
	reload <- struct{}{}
	busy := make(chan struct{}, 1) // one reconciliation at a time
	for {
		select {
		case got := <-signals:
			if got != syscall.SIGHUP {
				log.Printf("ending: %v", got)
				cancel()
				return nil
			}
			poke(reload)
		case <-reload:
			go func() {
				busy <- struct{}{}
				defer func() { <-busy }()
				s.reconcile(ctx)
			}()
		}
	}
}

// reconcile brings the clusters to the plan and says how it went.
func (s *Simulator) reconcile(ctx context.Context) {
	plan, err := readPlan(s.dir)
	if err != nil {
		s.publish("failed", "", err)
		return
	}
	id := planID(s.dir)
	s.publish("starting", id, nil)
	if err := s.apply(ctx, plan); err != nil {
		log.Printf("failed: %v", err)
		s.publish("failed", id, err)
		return
	}
	s.publish("ready", id, nil)
}

func (s *Simulator) apply(ctx context.Context, plan *Plan) error {
	if s.plan != nil && s.plan.Depth != plan.Depth {
		return fmt.Errorf("the simulator runs in depth %q; stop it before it can run in depth %q", s.plan.Depth, plan.Depth)
	}
	self, err := os.Executable()
	if err != nil {
		return err
	}
	if s.state == nil {
		if s.state, err = loadState(s.dir); err != nil {
			return err
		}
	}
	s.depth, s.programs = plan.Depth, newPrograms(plan, self)
	if err := s.dropOthers(plan); err != nil {
		return err
	}
	s.mu.Lock()
	s.plan = plan
	s.mu.Unlock()
	if err := s.state.prepare(plan); err != nil {
		return err
	}
	if plan.Depth == depthFull && s.fabric == nil {
		if s.fabric, err = newFabric(); err != nil {
			return err
		}
	}
	s.setHosts(plan)
	var wait sync.WaitGroup
	faults := make([]error, len(plan.Clusters)+len(plan.Routers))
	for i := range plan.Clusters {
		wait.Go(func() { faults[i] = s.bring(ctx, plan.Clusters[i]) })
	}
	for i := range plan.Routers {
		wait.Go(func() { faults[len(plan.Clusters)+i] = s.bringRouter(ctx, plan.Routers[i]) })
	}
	wait.Wait()
	return errors.Join(faults...)
}

// dropOthers ends clusters that the plan does not name any more.
func (s *Simulator) dropOthers(plan *Plan) error {
	wanted := map[string]*ClusterPlan{}
	for i := range plan.Clusters {
		wanted[plan.Clusters[i].Name] = &plan.Clusters[i]
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	var faults []error
	for name, c := range s.clusters {
		w := wanted[name]
		if w == nil {
			log.Printf("cluster %s is dropped", name)
			c.Stop()
			faults = append(faults, c.Remove())
			delete(s.clusters, name)
		} else if !c.plan.sameNetworks(w) {
			faults = append(faults, fmt.Errorf("cluster %s runs with pods %s, services %s and control plane %s; these cannot change while it runs, so drop it first",
				name, c.plan.PodSubnet, c.plan.ServiceSubnet, c.plan.controlPlane().Name))
		}
	}
	faults = append(faults, s.dropRouters(plan))
	entries, _ := os.ReadDir(filepath.Join(s.dir, "clusters"))
	for _, e := range entries { // left by a daemon that was killed
		if wanted[e.Name()] == nil {
			faults = append(faults, os.RemoveAll(filepath.Join(s.dir, "clusters", e.Name())))
		}
	}
	return errors.Join(faults...)
}

// bring starts a cluster, or follows the plan's nodes in a running one.
func (s *Simulator) bring(ctx context.Context, plan ClusterPlan) error {
	s.mu.Lock()
	c := s.clusters[plan.Name]
	s.mu.Unlock()
	if c != nil {
		if reflect.DeepEqual(c.plan, plan) {
			return nil
		}
		return c.follow(ctx, plan)
	}
	begin := time.Now()
	c = newCluster(s, plan)
	if err := c.Start(ctx); err != nil {
		c.Stop()
		return err
	}
	s.mu.Lock()
	s.clusters[plan.Name] = c
	s.mu.Unlock()
	s.publish("starting", planID(s.dir), nil)
	log.Printf("cluster %s is up after %s", plan.Name, time.Since(begin).Round(10*time.Millisecond))
	return nil
}

func (s *Simulator) setHosts(plan *Plan) {
	var list [][2]string
	for i := range plan.Clusters {
		c := &plan.Clusters[i]
		for _, n := range c.Nodes {
			list = append(list, [2]string{s.state.address(n.Name), n.Name})
		}
		// kind's name for what stands before several control planes
		list = append(list, [2]string{s.state.address(c.controlPlane().Name), c.Name + "-external-load-balancer"})
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.hostList = list
	for _, c := range s.clusters {
		if c.pods != nil {
			c.pods.pokeAll()
		}
	}
}

// hosts are the names that Docker's DNS would know.
func (s *Simulator) hosts() [][2]string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.hostList
}

// stop ends all clusters; their files stay for a later start.
func (s *Simulator) stop() {
	s.mu.Lock()
	var wait sync.WaitGroup
	for _, c := range s.clusters {
		wait.Go(c.Stop)
	}
	for _, r := range s.routers {
		wait.Go(r.Stop)
	}
	s.mu.Unlock()
	wait.Wait()
	if s.fabric != nil {
		s.fabric.Close()
	}
	_ = os.Remove(filepath.Join(s.dir, "status.json"))
}
