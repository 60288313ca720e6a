import { planFabric } from "../../../components/bgp-fabric/plan";
import { Declared } from "../../../cli/status/declared";
import { judge } from "../../../cli/status/judge";
import { StatusReport } from "../../../cli/status/report";
import { Seen, SeenCluster, SeenNode, SeenPeer, SeenRoute, SeenRouter } from "../../../cli/status/seen";
import { documents } from "../bgp-fabric/fixtures";

/** The documents' lab: one cluster of three nodes in two racks, one router. */
export const router = documents.routers[0]!.name;
export const cluster = documents.clusters[0]!.name;
export const nodes = documents.clusters[0]!.nodes.map((node) => ({
  name: node.name,
  address: node.address!,
}));
export const [first, second, third] = nodes as [Named, Named, Named];
type Named = (typeof nodes)[number];

const fabric = planFabric(documents);
export const routerAddress = fabric.sessions[0]!.a.address;

export const declared: Declared = {
  clusters: [
    {
      name: cluster,
      ciliumVersion: "1.18.1",
      nodes: nodes.map(({ name }) => name),
      peers: [],
      identityMode: "crd",
      usesEtcd: false,
      etcdEndpoints: [],
    },
  ],
  fabric,
  pools: [
    {
      name: "cilium-pool",
      cluster,
      at: (field) => `loadBalancerPools[0].${field}`,
      blocks: [{ cidr: "172.16.1.0/24" }],
      disabled: false,
    },
  ],
  services: [{ name: "webpod", namespace: "default", clusters: [cluster] }],
  exports: [],
  ownDns: false,
};

export function peer(address: string, more: Partial<SeenPeer> = {}): SeenPeer {
  return { address, state: "established", upSeconds: 61, received: 2, sent: 5, holdSeconds: 9, ...more };
}

export const podCidr = (index: number): string => `172.20.${index}.0/24`;
export const service = "172.16.1.1/32";

export function route(prefix: string, from: readonly string[], stale = false): SeenRoute {
  const paths = from.map((address) => ({ from: address, nextHop: address, used: true, stale }));
  return { prefix, family: "ipv4", paths };
}

export const own = (prefix: string, used = true): SeenRoute => ({
  prefix,
  family: "ipv4",
  paths: [{ nextHop: "0.0.0.0", used, stale: false }],
});

export const seenRouter: SeenRouter = {
  name: router,
  asn: 65000,
  peers: nodes.map(({ address }) => peer(address)),
  routes: [
    ...fabric.routers[0]!.networks.map((network) => own(network)),
    route(
      service,
      nodes.map(({ address }) => address),
    ),
    ...nodes.map(({ address }, i) => route(podCidr(i), [address])),
  ],
};

const labels = Object.fromEntries(
  fabric.clusters[0]!.configs.flatMap(({ nodeSelector }) => Object.entries(nodeSelector)),
);
export const seenNodes: SeenNode[] = nodes.map(({ name, address }, i) => ({
  name,
  ready: true,
  address,
  podCidrs: [podCidr(i)],
  labels,
}));

export const webpod = {
  name: "webpod",
  namespace: "default",
  type: "LoadBalancer",
  labels: { app: "webpod" },
  clusterIps: ["10.96.0.80"],
  externalIps: [],
  addresses: ["172.16.1.1"],
  requested: [],
  externalLocal: false,
  internalLocal: false,
  backendNodes: [],
};

export const seenCluster: SeenCluster = {
  name: cluster,
  nodes: seenNodes,
  agents: nodes.map(({ name }) => ({ node: name, ready: true, restarts: 0, version: "1.18.1" })),
  speakers: nodes.map(({ name }) => ({
    node: name,
    source: "report" as const,
    selected: true,
    peers: [peer(routerAddress)],
  })),
  bgpConfigs: [{ name: "cilium-bgp", complaints: [] }],
  pools: [
    {
      name: "cilium-pool",
      blocks: ["172.16.1.0/24"],
      disabled: false,
      total: 256n,
      used: 3n,
      available: 253n,
    },
  ],
  services: [webpod],
  gaps: [],
};

export const seen: Seen = { clusters: [seenCluster], routers: [seenRouter] };

/** The lab as seen, with something else in its place. */
export function look(change: { cluster?: Partial<SeenCluster>; router?: Partial<SeenRouter> } = {}): Seen {
  return {
    clusters: [{ ...seenCluster, ...change.cluster }],
    routers: [{ ...seenRouter, ...change.router }],
  };
}

export function report(what: Seen, against: Declared = declared): StatusReport {
  return judge({ stack: "bgp", hosting: "kind" }, against, what);
}

/** What is wrong, one line each. */
export function problems(what: Seen, against: Declared = declared): string[] {
  return report(what, against).problems.map(({ code, subject, message }) => `${code} ${subject}: ${message}`);
}

/** The router's peers, one of them otherwise. */
export function routerPeers(address: string, change: Partial<SeenPeer>): SeenPeer[] {
  return seenRouter.peers.map((p) => (p.address === address ? { address, state: "active", ...change } : p));
}

/** The nodes' speakers, one of them otherwise. */
export function speakers(
  node: string,
  change: Partial<SeenCluster["speakers"][number]>,
): SeenCluster["speakers"] {
  return seenCluster.speakers.map((s) => (s.node === node ? { ...s, ...change } : s));
}
