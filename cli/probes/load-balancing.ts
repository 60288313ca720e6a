import {
  CoordinationV1Api,
  CoreV1Api,
  DiscoveryV1Api,
  KubeConfig,
  V1EndpointSlice,
  V1Lease,
  V1Service,
} from "@kubernetes/client-node";
import { SeenPool, SeenService } from "../status/seen";
import { blockText } from "../status/pools";
import { kindIn, listResources, RawConditions } from "./bgp";
import { bounded } from "./bounded";

const LIMIT = 15_000;
const LEASE_PREFIX = "cilium-l2announce-";

interface RawPool extends RawConditions {
  spec?: { blocks?: RawBlock[]; cidrs?: RawBlock[]; disabled?: boolean };
}
interface RawBlock {
  cidr?: string;
  start?: string;
  stop?: string;
}

/** The pools of a cluster with what the operator says of them. */
export async function seePools(config: KubeConfig, ciliumVersion: string): Promise<SeenPool[]> {
  const pools = await listResources<RawPool>(config, ...kindIn("CiliumLoadBalancerIPPool", ciliumVersion));
  return pools.map(parsePool).sort((a, b) => (a.name < b.name ? -1 : 1));
}

/** Reads a CiliumLoadBalancerIPPool; its counts stand in the messages of conditions. */
export function parsePool(pool: RawPool): SeenPool {
  const conditions = pool.status?.conditions ?? [];
  const count = (type: string): bigint | undefined => {
    const text = conditions.find((condition) => condition.type === type)?.message ?? "";
    return /^\d+$/.test(text) ? BigInt(text) : undefined;
  };
  const [total, used, available] = ["IPsTotal", "IPsUsed", "IPsAvailable"].map((name) =>
    count(`cilium.io/${name}`),
  );
  const conflict = conditions.find(
    ({ type, status }) => type === "cilium.io/PoolConflict" && status === "True",
  );
  return {
    name: pool.metadata?.name ?? "",
    blocks: (pool.spec?.blocks ?? pool.spec?.cidrs ?? []).map(blockText).sort(),
    disabled: pool.spec?.disabled ?? false,
    ...(total !== undefined ? { total } : {}),
    ...(used !== undefined ? { used } : {}),
    ...(available !== undefined ? { available } : {}),
    ...(conflict !== undefined ? { conflict: conflict.message ?? "it conflicts with another pool" } : {}),
  };
}

/** All Services; backends only of those that announce themselves from their backends' nodes alone. */
export async function seeServices(config: KubeConfig): Promise<SeenService[]> {
  const api = config.makeApiClient(CoreV1Api);
  const [{ items }, leases] = await Promise.all([
    bounded(api.listServiceForAllNamespaces(), LIMIT, "the list of Services"),
    bounded(seeLeases(config), LIMIT, "the list of Leases"),
  ]);
  const services = items.map(parseService).map((service) => {
    const answering = leases.get(`${LEASE_PREFIX}${service.namespace}-${service.name}`);
    return answering === undefined ? service : { ...service, answering };
  });
  if (!services.some(isLocal)) return services;
  const slices = await bounded(
    config.makeApiClient(DiscoveryV1Api).listEndpointSliceForAllNamespaces(),
    LIMIT,
    "the list of EndpointSlices",
  );
  return services.map((service) =>
    isLocal(service) ? { ...service, backendNodes: nodesBehind(service, slices.items) } : service,
  );
}

/** Agents that may answer ARP and NDP for a Service draw lots by a Lease: its holder's node by its name. */
async function seeLeases(config: KubeConfig): Promise<Map<string, string>> {
  const { items } = await config
    .makeApiClient(CoordinationV1Api)
    .listNamespacedLease({ namespace: "kube-system" });
  return leaseHolders(items);
}

/** Of Leases that nobody holds any more the holder is empty. */
export function leaseHolders(leases: readonly V1Lease[]): Map<string, string> {
  return new Map(
    leases.flatMap(({ metadata, spec }) => {
      const [name = "", holder = ""] = [metadata?.name, spec?.holderIdentity];
      return name.startsWith(LEASE_PREFIX) && holder !== "" ? [[name, holder] as const] : [];
    }),
  );
}

function isLocal(service: SeenService): boolean {
  return service.externalLocal || service.internalLocal;
}

const requestAnnotations = ["lbipam.cilium.io/ips", "io.cilium/lb-ipam-ips"];

/** Reads a Service as far as load balancing and BGP are concerned. */
export function parseService(service: V1Service): SeenService {
  const { metadata, spec, status } = service;
  const asked = requestAnnotations
    .map((key) => metadata?.annotations?.[key])
    .find((text) => text !== undefined);
  const condition = status?.conditions?.find(({ type }) => type === "cilium.io/IPAMRequestSatisfied");
  const isBalanced = spec?.type === "LoadBalancer";
  return {
    name: metadata?.name ?? "",
    namespace: metadata?.namespace ?? "",
    type: spec?.type ?? "ClusterIP",
    labels: metadata?.labels ?? {},
    ...(spec?.loadBalancerClass !== undefined ? { loadBalancerClass: spec.loadBalancerClass } : {}),
    clusterIps: (spec?.clusterIPs ?? []).filter((address) => address !== "None" && address !== ""),
    externalIps: spec?.externalIPs ?? [],
    addresses: isBalanced ? (status?.loadBalancer?.ingress ?? []).flatMap(({ ip }) => ip ?? []) : [],
    requested: isBalanced ? requestedOf(asked, spec.loadBalancerIP) : [],
    ...(isBalanced && condition?.status === "False"
      ? { unsatisfied: condition.message || condition.reason }
      : {}),
    externalLocal: spec?.externalTrafficPolicy === "Local",
    internalLocal: spec?.internalTrafficPolicy === "Local",
    backendNodes: [],
  };
}

function requestedOf(annotation: string | undefined, address: string | undefined): string[] {
  const listed = (annotation ?? "").split(",").map((text) => text.trim());
  return [...listed, address ?? ""].filter((text) => text !== "");
}

function nodesBehind(service: SeenService, slices: readonly V1EndpointSlice[]): string[] {
  const own = slices.filter(
    ({ metadata }) =>
      metadata?.namespace === service.namespace &&
      metadata.labels?.["kubernetes.io/service-name"] === service.name,
  );
  const ready = own
    .flatMap((slice) => slice.endpoints)
    .filter((endpoint) => endpoint.conditions?.ready !== false)
    .flatMap((endpoint) => endpoint.nodeName ?? []);
  return [...new Set(ready)].sort();
}
