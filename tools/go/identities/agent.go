package main

import (
	"context"
	"fmt"
	"log/slog"
	"sync"
	"time"

	"k8s.io/client-go/tools/clientcmd"

	"github.com/cilium/cilium/pkg/allocator"
	"github.com/cilium/cilium/pkg/defaults"
	"github.com/cilium/cilium/pkg/identity"
	"github.com/cilium/cilium/pkg/identity/cache"
	"github.com/cilium/cilium/pkg/k8s/client/clientset/versioned"
	"github.com/cilium/cilium/pkg/kvstore"
	"github.com/cilium/cilium/pkg/option"
)

// What agents write is not what is measured.
var quiet = slog.New(slog.DiscardHandler)

// agent is as much of one as has to do with identities.
type agent struct {
	name      string
	allocator *cache.CachingIdentityAllocator
	store     kvstore.BackendOperations

	mu    sync.Mutex
	known map[identity.NumericIdentity]time.Time
}

// newAgent makes one with clients limited as an agent's are by default.
func newAgent(ctx context.Context, i int, s settings) (*agent, error) {
	a := &agent{name: fmt.Sprintf("node-%d", i), known: map[identity.NumericIdentity]time.Time{}}
	conf, err := clientcmd.BuildConfigFromFlags("", s.kubeconfig)
	if err != nil {
		return nil, err
	}
	conf.QPS, conf.Burst = defaults.K8sClientQPSLimit, defaults.K8sClientBurst
	objects, err := versioned.NewForConfig(conf)
	if err != nil {
		return nil, err
	}
	if s.mode != option.IdentityAllocationModeCRD {
		if a.store, err = connect(ctx, s.etcd); err != nil {
			return nil, err
		}
	}
	a.allocator = cache.NewCachingIdentityAllocator(quiet, a, cache.AllocatorConfig{
		Timeout: s.limit, SyncInterval: allocator.DefaultSyncInterval,
	})
	<-a.allocator.InitIdentityAllocator(objects, client{a.store})
	return a, a.allocator.WaitForInitialGlobalIdentities(ctx)
}

// connect opens a connection of the agent's own, past the higher limit of an agent's start.
func connect(ctx context.Context, url string) (kvstore.BackendOperations, error) {
	store, failed := kvstore.NewClient(ctx, quiet, kvstore.EtcdBackendName,
		map[string]string{"etcd.address": url}, kvstore.ExtraOptions{LeaseTTL: defaults.KVstoreLeaseTTL})
	select {
	case err := <-failed:
		return store, err
	case <-ctx.Done():
		return nil, ctx.Err()
	}
}

type client struct{ kvstore.BackendOperations }

func (c client) IsEnabled() bool { return c.BackendOperations != nil }

// UpdateIdentities is where an agent hears of identities, its own and others'.
func (a *agent) UpdateIdentities(added, _ identity.IdentityMap) <-chan struct{} {
	now := time.Now()
	a.mu.Lock()
	defer a.mu.Unlock()
	for id := range added {
		if _, told := a.known[id]; !told {
			a.known[id] = now
		}
	}
	done := make(chan struct{})
	close(done)
	return done
}

// GetNodeSuffix tells this agent's references to an identity from others'.
func (a *agent) GetNodeSuffix() string { return a.name }

func (a *agent) knew(id uint32) (time.Time, bool) {
	a.mu.Lock()
	defer a.mu.Unlock()
	when, told := a.known[identity.NumericIdentity(id)]
	return when, told
}

func (a *agent) close() {
	a.allocator.Close()
	if a.store != nil {
		a.store.Close()
	}
}
