import { renderValues } from "../components/cilium-install/values";
import type { CiliumSettings } from "../components/cilium-install/values";
import { CiliumMeshMembership } from "../components/cluster-mesh/args";
import {
  CHART_NODE_PORT,
  DEFAULT_MAX_CONNECTED_CLUSTERS,
  SERVICE_PORT,
} from "../components/cluster-mesh/topology";
import { renderManifest } from "../components/global-service/manifest";
import { planGlobalService } from "../components/global-service/plan";
import { sortedKeys, toYaml } from "../components/internal/yaml";
import { isHelmMap, mergeValues, valueAt } from "../components/internal/helm-values";
import { planKindCluster, renderKindDocument } from "../components/kind-cluster/kind-config";
import { planSample, renderSample, SampleManifest } from "../components/sample-workload/manifests";
import { StackConfig } from "./config";
import { etcdManifests, etcdOfTopology } from "./etcd";
import { bgpManifests, fabricTopology, renderRouters } from "./render-fabric";
import { loadBalancingManifests, loadBalancingTopology } from "./load-balancing";
import { readableAuthority, stackMemberships } from "./memberships";
import { mcsManifests, mcsTopology } from "./multi-cluster";
import { PlannedFabric, plannedFabric } from "./fabric";
import { placeholders } from "./passwords";
import { policiesTopology, policyManifests } from "./policies";
import { ResolvedCluster, resolveClusters, sampleIn, serviceClusters } from "./resolve";

/**
 * A stack as files, by their path: what kind, Helm and kubectl would be given. Needs no cluster and no engine; what only
 * a run knows stands as `${west.nodes[0].address}`. The same configuration always gives the same bytes.
 */
export function renderStack(config: StackConfig): Record<string, string> {
  const clusters = resolveClusters(config);
  const memberships = stackMemberships(config, clusters);
  const fabric = plannedFabric(config, clusters, placeholders);
  const files: Record<string, string> = {
    "topology.json": topologyJson(config, clusters, memberships, fabric),
  };
  if (fabric !== undefined) Object.assign(files, renderRouters(fabric.plan));
  for (const cluster of clusters) {
    const folder = `clusters/${cluster.name}`;
    if (cluster.config.kind !== undefined) {
      files[`${folder}/kind.yaml`] = renderKindDocument(planKindCluster(cluster.name, cluster.config.kind));
    }
    files[`${folder}/cilium-values.yaml`] = toYaml(clusterValues(cluster, memberships.get(cluster.name)));
    const bgp = fabric === undefined ? [] : bgpManifests(fabric.plan, cluster.name);
    const policies = policyManifests(config, clusters, cluster.name);
    const mcs = mcsManifests(config, clusters, cluster);
    for (const [name, manifest] of [...manifests(config, cluster), ...bgp, ...policies, ...mcs]) {
      files[`${folder}/manifests/${name}.yaml`] = toYaml(manifest);
    }
  }
  return Object.fromEntries(Object.entries(files).sort(([a], [b]) => (a < b ? -1 : 1)));
}

export function clusterValues(cluster: ResolvedCluster, membership?: CiliumMeshMembership): unknown {
  const settings = cluster.settings as unknown as CiliumSettings;
  const named = membership !== undefined ? { membership } : {};
  const values = renderValues({ settings, ...named, values: cluster.values }, cluster.version);
  const ca = valueAt(values, "tls.ca");
  if (!isHelmMap(ca)) return values;
  const readable = Object.entries(ca).map(([key, value]) => [key, readableAuthority(value)] as const);
  return mergeValues(values, { tls: { ca: Object.fromEntries(readable) } });
}

function manifests(config: StackConfig, cluster: ResolvedCluster): [string, unknown][] {
  const services = config.services.flatMap((service): [string, unknown][] => {
    const own = serviceClusters(config, service).filter((c) => c.name === cluster.name);
    const plan = planGlobalService(service.name, { ...service, clusters: own });
    return plan.clusters.map((c) => [
      `service-${plan.namespace}-${plan.serviceName}`,
      renderManifest(plan, c),
    ]);
  });
  const samples = config.samples
    .filter((s) => s.clusters === undefined || s.clusters.includes(cluster.name))
    .flatMap((s) => renderSample(planSample(sampleIn(s, cluster.name))))
    .map((m): [string, unknown] => [manifestName(m), m]);
  return [...services, ...samples, ...loadBalancingManifests(config, cluster), ...etcdManifests(cluster)];
}

function manifestName(manifest: SampleManifest): string {
  const { metadata } = manifest;
  const namespace = "namespace" in metadata ? [metadata.namespace] : [];
  return [manifest.kind.toLowerCase(), ...namespace, metadata.name].join("-");
}

/** Port that peers connect to. */
function meshPort(cluster: ResolvedCluster, membership: CiliumMeshMembership): number {
  const own = cluster.config.mesh?.endpointPort ?? membership.nodePort;
  return own ?? (membership.serviceType === "NodePort" ? CHART_NODE_PORT : SERVICE_PORT);
}

function topologyJson(
  config: StackConfig,
  clusters: readonly ResolvedCluster[],
  memberships: ReadonlyMap<string, CiliumMeshMembership>,
  fabric: PlannedFabric | undefined,
): string {
  const document = {
    clusters: clusters.map((c) => {
      const membership = memberships.get(c.name);
      return {
        name: c.name,
        id: c.id,
        hosting: c.hosting,
        ciliumVersion: c.version,
        podCidrs: c.podCidrs,
        serviceCidrs: c.serviceCidrs,
        nodes: c.nodes,
        ...etcdOfTopology(c),
        ...(membership === undefined
          ? {}
          : {
              // Names only: where each peer is stands once, with the peer itself.
              peers: membership.peers.map((p) => p.name),
              meshPort: meshPort(c, membership),
            }),
      };
    }),
    mesh:
      config.mesh === undefined
        ? null
        : { maxConnectedClusters: DEFAULT_MAX_CONNECTED_CLUSTERS, ...config.mesh },
    services: config.services.map((s) => ({
      ...planGlobalService(s.name, { ...s, clusters: serviceClusters(config, s) }),
    })),
    samples: config.samples,
    ...(fabric !== undefined ? fabricTopology(config, fabric) : {}),
    ...loadBalancingTopology(config),
    ...policiesTopology(config),
    ...mcsTopology(config, clusters),
  };
  return `${JSON.stringify(sortedKeys(document), undefined, 2)}\n`;
}
