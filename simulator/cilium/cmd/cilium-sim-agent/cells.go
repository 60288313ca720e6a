package main

import (
	"net/http"
	"time"

	"github.com/cilium/hive/cell"
	"github.com/cilium/statedb"
	"github.com/go-openapi/runtime/middleware"

	"github.com/cilium/cilium/api/v1/server"
	api "github.com/cilium/cilium/api/v1/server/restapi/daemon"
	"github.com/cilium/cilium/daemon/cmd/cni"
	cnifake "github.com/cilium/cilium/daemon/cmd/cni/fake"
	"github.com/cilium/cilium/daemon/healthz"
	"github.com/cilium/cilium/pkg/datapath/fake"
	"github.com/cilium/cilium/pkg/datapath/neighbor"
	dpnode "github.com/cilium/cilium/pkg/datapath/node"
	"github.com/cilium/cilium/pkg/datapath/prefilter"
	dptypes "github.com/cilium/cilium/pkg/datapath/types"
	"github.com/cilium/cilium/pkg/dial"
	k8sclient "github.com/cilium/cilium/pkg/k8s/client"
	"github.com/cilium/cilium/pkg/k8s/synced"
	"github.com/cilium/cilium/pkg/kvstore"
	"github.com/cilium/cilium/pkg/kvstore/store"
	"github.com/cilium/cilium/pkg/loadbalancer"
	"github.com/cilium/cilium/pkg/maps/ctmap"
	"github.com/cilium/cilium/pkg/maps/policymap"
	"github.com/cilium/cilium/pkg/metrics"
	monitor "github.com/cilium/cilium/pkg/monitor/agent"
	"github.com/cilium/cilium/pkg/option"
	shell "github.com/cilium/cilium/pkg/shell/server"
)

// outside is the agent's real contact with other processes.
var outside = cell.Group(
	k8sclient.Cell,
	dial.ServiceResolverCell,
	kvstore.Cell(kvstore.DisabledBackendName),
	store.Cell,
	metrics.Cell,
	monitor.Cell,
	shell.Cell,
	healthz.Cell,
	server.Cell,
	cell.Invoke(serve),
)

// kernel stands in for everything below the control plane.
var kernel = cell.Group(
	fake.Cell,
	prefilter.Cell,
	neighbor.ForwardableIPCell,
	cell.Config(dptypes.DefaultBandwidthConfig),
	cell.Provide(
		neighbor.NewCommonTestConfig(true, false),
		synced.RejectedCRDSyncPromise,
		func() *option.DaemonConfig { return option.Config },
		func() *loadbalancer.TestConfig { return &loadbalancer.TestConfig{} },
		func() cni.CNIConfigManager { return &cnifake.FakeCNIConfigManager{} },
		func() ctmap.GCRunner { return ctmap.NewFakeGCRunner() },
		func() policymap.Factory { return nil },
		dpnode.NewNodeIDApiHandler,
		func() (api.GetMapHandler, api.GetMapNameHandler, api.GetMapNameEventsHandler) {
			return api.GetMapHandlerFunc(func(api.GetMapParams) middleware.Responder { return noMaps }),
				api.GetMapNameHandlerFunc(func(api.GetMapNameParams) middleware.Responder { return noMaps }),
				api.GetMapNameEventsHandlerFunc(func(api.GetMapNameEventsParams) middleware.Responder { return noMaps })
		},
	),
)

var noMaps = middleware.NotImplemented("the simulator has no eBPF maps")

// serve exposes the REST API (for cilium-dbg) on the agent's unix socket.
func serve(s *server.Server, db *statedb.DB, c *option.DaemonConfig) {
	s.EnabledListeners = []string{"unix"}
	s.SocketPath = c.SocketPath
	s.ReadTimeout, s.WriteTimeout = time.Minute, time.Minute
	s.ConfigureAPI()
	mux := http.NewServeMux()
	mux.Handle("/", s.GetHandler())
	mux.Handle("/statedb/", http.StripPrefix("/statedb", db.HTTPHandler()))
	s.SetHandler(mux)
}
