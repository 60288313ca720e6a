// cilium-identities measures what identities cost: so many agents' identity
// allocators, each Cilium's own with a client, a limit of requests and a watch of
// its own, share the allocation of N identities. Prints JSON.
package main

import (
	"context"
	"encoding/json"
	"flag"
	"fmt"
	"os"
	"sync"
	"time"

	"github.com/cilium/cilium/pkg/labels"
	"github.com/cilium/cilium/pkg/option"
)

// settings are those of one measurement.
type settings struct {
	mode       string
	kubeconfig string
	etcd       string
	count      int
	agents     int
	atOnce     int
	name       string
	limit      time.Duration
}

func main() {
	var s settings
	flag.StringVar(&s.mode, "mode", option.IdentityAllocationModeCRD, "identity allocation mode of the agents")
	flag.StringVar(&s.kubeconfig, "kubeconfig", "", "file for the API server")
	flag.StringVar(&s.etcd, "etcd", "", "URL of the kvstore")
	flag.IntVar(&s.count, "count", 100, "how many identities")
	flag.IntVar(&s.agents, "agents", 20, "how many agents allocate; one more only watches")
	flag.IntVar(&s.atOnce, "at-once", 4, "pods that an agent starts at the same time")
	flag.StringVar(&s.name, "name", "bench", "first part of the labels, so that a second measurement finds none of them")
	flag.DurationVar(&s.limit, "limit", 10*time.Minute, "when to give up")
	flag.Parse()
	result, err := measure(s)
	if err != nil {
		fmt.Fprintln(os.Stderr, "cilium-identities:", err)
		os.Exit(1)
	}
	_ = json.NewEncoder(os.Stdout).Encode(result)
}

// measure has the agents allocate all identities and waits until each knows them all.
func measure(s settings) (*figures, error) {
	option.Config.IdentityAllocationMode = s.mode
	ctx, cancel := context.WithTimeout(context.Background(), s.limit)
	defer cancel()
	all := make([]*agent, s.agents+1)
	for i := range all {
		a, err := newAgent(ctx, i, s)
		if err != nil {
			return nil, err
		}
		defer a.close()
		all[i] = a
	}
	started := time.Now()
	runs, err := allocate(ctx, all[:s.agents], s)
	if err != nil {
		return nil, err
	}
	allocated := time.Since(started)
	if err := awaitAll(ctx, all, runs); err != nil {
		return nil, err
	}
	return summary(s, all, runs, allocated), nil
}

// run is one identity's way: when it was asked for, when the asking agent had it.
type run struct {
	id             uint32
	asked, granted time.Time
}

// allocate shares the identities among the agents, each of which works on a few at once.
func allocate(ctx context.Context, agents []*agent, s settings) ([]run, error) {
	runs := make([]run, s.count)
	var wait sync.WaitGroup
	failed := make(chan error, len(agents)*s.atOnce)
	for i, a := range agents {
		for w := range s.atOnce {
			wait.Go(func() {
				for n := i + w*len(agents); n < s.count; n += len(agents) * s.atOnce {
					asked := time.Now()
					id, _, err := a.allocator.AllocateIdentity(ctx, podLabels(s.name, n), true, 0)
					if err != nil {
						failed <- fmt.Errorf("identity %d of %s: %w", n, a.name, err)
						return
					}
					runs[n] = run{id: uint32(id.ID), asked: asked, granted: time.Now()}
				}
			})
		}
	}
	wait.Wait()
	select {
	case err := <-failed:
		return nil, err
	default:
		return runs, nil
	}
}

// podLabels are those by which Cilium tells one Deployment's pods from another's.
func podLabels(name string, n int) labels.Labels {
	return labels.NewLabelsFromModel([]string{
		fmt.Sprintf("k8s:app=%s-%d", name, n),
		"k8s:io.cilium.k8s.namespace.labels.kubernetes.io/metadata.name=default",
		"k8s:io.cilium.k8s.policy.cluster=default",
		"k8s:io.cilium.k8s.policy.serviceaccount=default",
		"k8s:io.kubernetes.pod.namespace=default",
	})
}
