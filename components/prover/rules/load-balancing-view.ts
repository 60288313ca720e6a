import { BlockRange, rangeOf, usable, usesFirstLast } from "../../load-balancer-pool/addresses";
import { atLeast, isCiliumVersion } from "../../internal/cilium-version";
import { parseIp } from "../../internal/cidr";
import { HelmValues, isHelmMap, valueAt } from "../../internal/helm-values";
import { requestedAddresses } from "../../internal/lb-addresses";
import { selects, serviceLabels } from "../../internal/selector";
import { Install } from "../install";
import { groupBy } from "../report";
import { Topology, TopologyCluster, TopologyIngress, TopologyPool } from "../topology";
import { installIn } from "./view";

/** A Service of type LoadBalancer in one cluster, whoever makes it. */
export interface LoadBalancerService {
  /** As messages call it: `service "webpod"`, `the dedicated ingress "shop"`. */
  readonly what: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly path: string;
  readonly addresses: readonly { readonly address: string; readonly path: string }[];
  readonly externalTrafficPolicy: { readonly value: string; readonly path: string };
  readonly loadBalancerClass?: string;
  /** Services of one key may have one address. */
  readonly sharingKey?: string;
  /** Whether anything needs its address; the chart makes the shared ingress' Service even where no Ingress is shared. */
  readonly needed: boolean;
}

/** A block of a pool with the addresses that it hands out. */
export interface PoolRange extends BlockRange {
  readonly all: BlockRange;
  readonly pool: TopologyPool;
  readonly index: number;
}

/** One cluster as the rules of load balancing see it. */
export interface LoadBalancingCluster {
  readonly cluster: TopologyCluster;
  readonly install: Install;
  readonly pools: readonly TopologyPool[];
  /** Blocks of the pools that hand out addresses. */
  readonly ranges: readonly PoolRange[];
  readonly services: readonly LoadBalancerService[];
}

const views = new WeakMap<Topology, readonly LoadBalancingCluster[]>();

/** The clusters with a usable version. */
export function loadBalancingOf(topology: Topology): readonly LoadBalancingCluster[] {
  let view = views.get(topology);
  if (view === undefined) {
    const pools = groupBy(topology.pools, ({ cluster }) => cluster);
    view = topology.clusters
      .filter(({ cilium }) => isCiliumVersion(cilium.version))
      .map((cluster) => viewOf(topology, cluster, pools.get(cluster.name) ?? []));
    views.set(topology, view);
  }
  return view;
}

function viewOf(
  topology: Topology,
  cluster: TopologyCluster,
  pools: readonly TopologyPool[],
): LoadBalancingCluster {
  const install = installIn(cluster);
  return {
    cluster,
    install,
    pools,
    ranges: pools.filter(({ disabled }) => !disabled).flatMap((pool) => rangesIn(pool, install.version)),
    services: [...ownServices(topology, cluster), ...ingressServices(topology, cluster, install)],
  };
}

function rangesIn(pool: TopologyPool, version: string): PoolRange[] {
  const firstLast = usesFirstLast(pool.allowFirstLastIPs, version);
  return pool.blocks.flatMap((block, index) => {
    const all = rangeOf(block);
    return all === undefined ? [] : [{ ...usable(all, firstLast), all, pool, index }];
  });
}

const sharingKeys = ["lbipam.cilium.io/sharing-key", "io.cilium/lb-ipam-sharing-key"];

function ownServices(topology: Topology, { name, cilium }: TopologyCluster): LoadBalancerService[] {
  return topology.services
    .filter(({ type }) => type === "LoadBalancer")
    .flatMap((service) =>
      service.clusters
        .filter(({ cluster }) => cluster === name)
        .map((entry): LoadBalancerService => {
          const { annotations = {}, loadBalancerClass, externalTrafficPolicy = "Cluster" } = service;
          const byHand = requestedAddresses(annotations, cilium.version);
          const key = sharingKeys.map((candidate) => annotations[candidate]).find((one) => one !== undefined);
          return {
            what: `service "${service.name}"`,
            labels: serviceLabels(service),
            path: service.at("type"),
            addresses:
              entry.loadBalancerAddresses ??
              byHand.map((address) => ({ address, path: service.at("annotations") })),
            externalTrafficPolicy: {
              value: externalTrafficPolicy,
              path: service.at("externalTrafficPolicy"),
            },
            ...(loadBalancerClass !== undefined ? { loadBalancerClass } : {}),
            ...(key !== undefined ? { sharingKey: key } : {}),
            needed: true,
          };
        }),
    );
}

const controller = "ingressController";

/** The Services that Cilium's ingress makes: the shared one by the chart, dedicated ones by the operator. */
function ingressServices(
  topology: Topology,
  cluster: TopologyCluster,
  install: Install,
): LoadBalancerService[] {
  const { on, text, at } = install;
  const isLoadBalancer = text(`${controller}.service.type`) === "LoadBalancer";
  if (!on(`${controller}.enabled`) || on(`${controller}.hostNetwork.enabled`)) return [];
  const ingresses = ingressesIn(topology, cluster.name);
  const dedicated = ingresses
    .filter((ingress) => modeOf(ingress, install) === "dedicated")
    .map((ingress) => dedicatedService(ingress));
  const needed = ingresses.some((ingress) => modeOf(ingress, install) === "shared");
  return isLoadBalancer
    ? [sharedService(install, at(`${controller}.enabled`), needed), ...dedicated]
    : dedicated;
}

export function ingressesIn(topology: Topology, cluster: string): readonly TopologyIngress[] {
  return (topology.loadBalancing?.ingresses ?? []).filter((ingress) => ingress.cluster === cluster);
}

/** `shared` or `dedicated`: the Ingress' own word, else the chart's. */
export function modeOf({ plan }: TopologyIngress, { text }: Install): string {
  return plan.loadbalancerMode ?? text(`${controller}.loadbalancerMode`);
}

const ingressLabels = { "cilium.io/ingress": "true" };

function dedicatedService({ plan, at }: TopologyIngress): LoadBalancerService {
  const name = `cilium-ingress-${plan.ingressName}`;
  return {
    what: `the dedicated ingress "${plan.ingressName}"`,
    labels: serviceLabels({ name, namespace: plan.namespace, labels: ingressLabels }),
    path: at(""),
    // What is no address is told of with the Ingress itself.
    addresses: plan.loadBalancerAddresses.flatMap((address, i) =>
      parseIp(address) === undefined ? [] : [{ address, path: at(`loadBalancerAddresses[${i}]`) }],
    ),
    externalTrafficPolicy: {
      value: plan.annotations["ingress.cilium.io/service-external-traffic-policy"] ?? "Cluster",
      path: at("annotations"),
    },
    needed: true,
  };
}

function sharedService({ values, version, at }: Install, path: string, needed: boolean): LoadBalancerService {
  const service = `${controller}.service`;
  const textAt = (key: string): string | undefined => {
    const value = valueAt(values, `${service}.${key}`);
    return typeof value === "string" && value !== "" ? value : undefined;
  };
  const name = textAt("name") ?? "cilium-ingress";
  const annotations = textsOf(values, `${service}.annotations`);
  const single = textAt("loadBalancerIP");
  const loadBalancerClass = textAt("loadBalancerClass");
  return {
    what: "the shared ingress",
    labels: serviceLabels({
      name,
      namespace: "kube-system",
      labels: {
        ...ingressLabels,
        "app.kubernetes.io/part-of": "cilium",
        ...textsOf(values, `${service}.labels`),
      },
    }),
    path,
    addresses: [
      ...requestedAddresses(annotations, version).map((address) => ({
        address,
        path: at(`${service}.annotations`),
      })),
      ...(single === undefined ? [] : [{ address: single, path: at(`${service}.loadBalancerIP`) }]),
    ],
    externalTrafficPolicy: {
      value: textAt("externalTrafficPolicy") ?? "Cluster",
      path: at(`${service}.externalTrafficPolicy`),
    },
    ...(loadBalancerClass !== undefined ? { loadBalancerClass } : {}),
    needed,
  };
}

/** A map of texts in Helm values, e.g. labels; whatever else is there is left out. */
function textsOf(values: HelmValues, key: string): Record<string, string> {
  const map = valueAt(values, key);
  if (!isHelmMap(map)) return {};
  const texts = Object.entries(map).flatMap(([name, value]): [string, string][] =>
    typeof value === "string" ? [[name, value]] : [],
  );
  return Object.fromEntries(texts);
}

const classes: Readonly<Record<string, string>> = {
  "io.cilium/l2-announcer": "l2announcements.enabled",
  "io.cilium/bgp-control-plane": "bgpControlPlane.enabled",
};

/** Whether LB-IPAM hands this Service its address, and not somebody else. */
export function servedByPools(service: LoadBalancerService, { version, on, text }: Install): boolean {
  const name = service.loadBalancerClass;
  if (atLeast(version, "1.17.0") && !on("enableLBIPAM")) return false;
  if (name !== undefined) {
    const key = classes[name];
    return key !== undefined && on(key);
  }
  return !atLeast(version, "1.17.0") || text("defaultLBServiceIPAM") === "lbipam";
}

/** The blocks that hand out addresses to a Service. */
export function rangesFor(service: LoadBalancerService, ranges: readonly PoolRange[]): PoolRange[] {
  return ranges.filter(({ pool }) => selects(pool.serviceSelector, service.labels));
}
