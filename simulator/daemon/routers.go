package main

import (
	"context"
	"errors"
	"log"
	"maps"
	"os"
	"path/filepath"
	"slices"
)

func (r *Router) status() RouterStatus {
	r.mu.Lock()
	defer r.mu.Unlock()
	return RouterStatus{Name: r.plan.Name, Addresses: r.plan.Addresses, Daemons: slices.Sorted(maps.Keys(r.pids)), Note: r.note}
}

// dropRouters ends routers that the plan does not name any more. The caller
// holds the lock.
func (s *Simulator) dropRouters(plan *Plan) error {
	wanted := map[string]bool{}
	for _, r := range plan.Routers {
		wanted[r.Name] = true
	}
	for name, r := range s.routers {
		if !wanted[name] {
			log.Printf("router %s is dropped", name)
			r.Stop()
			delete(s.routers, name)
		}
	}
	var faults []error
	entries, _ := os.ReadDir(filepath.Join(s.dir, "routers"))
	for _, e := range entries { // also what a killed daemon left
		if s.routers[e.Name()] == nil {
			faults = append(faults, os.RemoveAll(routerDir(s.dir, e.Name())))
		}
	}
	return errors.Join(faults...)
}

// bringRouter starts a router, or brings a running one to the plan.
func (s *Simulator) bringRouter(ctx context.Context, plan RouterPlan) error {
	s.mu.Lock()
	r := s.routers[plan.Name]
	s.mu.Unlock()
	if r != nil {
		return r.follow(plan)
	}
	r = newRouter(s, plan)
	if err := r.Start(ctx); err != nil {
		r.Stop()
		return err
	}
	s.mu.Lock()
	s.routers[plan.Name] = r
	s.mu.Unlock()
	log.Printf("router %s is up", plan.Name)
	return nil
}
