import { FabricPlan, planFabric } from "../../components/bgp-fabric/plan";
import { HelmValue, valueAt } from "../../components/internal/helm-values";
import { clustersetName, planMcs } from "../../components/multi-cluster-services/plan";
import { TopologyPool } from "../../components/prover/topology";
import { StackConfig } from "../../stacks/config";
import { stackMemberships } from "../../stacks/memberships";
import { identityMode } from "../../stacks/etcd";
import { mcsInput } from "../../stacks/multi-cluster";
import { ResolvedCluster, resolveClusters, serviceClusters } from "../../stacks/resolve";
import { toTopology } from "../../stacks/topology";

/** What a stack declares, as far as a running one can be held against it. */
export interface Declared {
  readonly clusters: readonly DeclaredCluster[];
  /** Routers and sessions; empty where nothing speaks BGP. */
  readonly fabric: FabricPlan;
  readonly pools: readonly TopologyPool[];
  readonly services: readonly DeclaredService[];
  /** Of the Multi-Cluster Services API; empty where the stack has no `mcs`. */
  readonly exports: readonly DeclaredExport[];
  /** Whether every member runs a CoreDNS of the stack's own for the clusterset's names. */
  readonly ownDns: boolean;
}

type IdentityStore = Pick<DeclaredCluster, "identityMode" | "usesEtcd" | "etcdEndpoints">;

export interface DeclaredCluster {
  readonly name: string;
  readonly ciliumVersion: string;
  /** Names of its nodes; empty where only the cluster itself knows them. */
  readonly nodes: readonly string[];
  /** Its peers in the mesh. */
  readonly peers: readonly string[];
  /** Where its pods' identities are kept. */
  readonly identityMode: string;
  /** Whether its agents are to be connected to an etcd. */
  readonly usesEtcd: boolean;
  /** URLs of that etcd. */
  readonly etcdEndpoints: readonly string[];
}

export interface DeclaredService {
  readonly name: string;
  readonly namespace: string;
  readonly clusters: readonly string[];
}

/** A Service that clusters share by the Multi-Cluster Services API. */
export interface DeclaredExport {
  readonly namespace: string;
  readonly name: string;
  readonly hostName: string;
  readonly exporting: readonly string[];
  readonly importing: readonly string[];
}

export function declaredOf(config: StackConfig): Declared {
  const resolved = resolveClusters(config);
  const memberships = stackMemberships(config, resolved);
  const topology = toTopology(config);
  return {
    clusters: resolved.map((cluster) => ({
      name: cluster.name,
      ciliumVersion: cluster.version,
      nodes: cluster.nodes.map((node) => node.name),
      peers: (memberships.get(cluster.name)?.peers ?? []).map((peer) => peer.name),
      ...identityStoreOf(cluster),
    })),
    fabric: planFabric(topology.fabric?.input ?? { racks: [], routers: [], clusters: [] }),
    pools: topology.pools,
    services: config.services.map((service) => ({
      name: service.name,
      namespace: service.namespace ?? "default",
      clusters: serviceClusters(config, service).map((cluster) => cluster.name),
    })),
    ...exportsOf(config, resolved),
  };
}

function identityStoreOf(cluster: ResolvedCluster): IdentityStore {
  const at = (key: string): HelmValue | undefined =>
    valueAt(cluster.values, key) ?? valueAt(cluster.settings, key);
  const [mode, endpoints] = [identityMode(cluster), at("etcd.endpoints")];
  return {
    identityMode: typeof mode === "string" ? mode : "crd",
    usesEtcd: at("etcd.enabled") === true,
    etcdEndpoints: Array.isArray(endpoints) ? endpoints.map(String) : [],
  };
}

function exportsOf(
  config: StackConfig,
  clusters: readonly ResolvedCluster[],
): Pick<Declared, "exports" | "ownDns"> {
  if (config.mcs === undefined) return { exports: [], ownDns: false };
  const plan = planMcs(mcsInput(config.mcs, config, clusters));
  return {
    exports: plan.exports.map((one) => ({
      namespace: one.namespace,
      name: one.name,
      hostName: clustersetName(one),
      exporting: [...one.clusters].sort(),
      importing: plan.clusters.map(({ name }) => name),
    })),
    ownDns: plan.dns.mode === "dedicated",
  };
}
