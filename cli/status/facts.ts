import { AnnouncedAddress, FabricFacts } from "../../components/bgp-fabric/expected";
import { ClusterPlan } from "../../components/bgp-fabric/plan";
import { selects, serviceLabels } from "../../components/internal/selector";
import { Declared } from "./declared";
import { Seen, SeenService } from "./seen";

/** Services of these classes, or of none, are Cilium's to announce. */
const OWN_CLASSES = ["io.cilium/bgp-control-plane"];

/** What only the running clusters know of what is to be announced: the nodes' pod CIDRs and the Services' addresses. */
export function factsOf(declared: Declared, seen: Seen): FabricFacts {
  return {
    podCidrs: Object.fromEntries(
      seen.clusters.map(({ name, nodes }) => [
        name,
        Object.fromEntries(nodes.map((node) => [node.name, node.podCidrs])),
      ]),
    ),
    serviceAddresses: declared.fabric.clusters.flatMap((plan) => {
      const services = seen.clusters.find((cluster) => cluster.name === plan.name)?.services ?? [];
      return announced(plan, services);
    }),
  };
}

/** Names of the Services behind an address, by cluster and address. */
export function serviceNames(seen: Seen): Map<string, string[]> {
  const names = new Map<string, string[]>();
  for (const cluster of seen.clusters) {
    for (const service of cluster.services) {
      for (const address of [...service.addresses, ...service.clusterIps, ...service.externalIps]) {
        const key = `${cluster.name} ${address}`;
        names.set(key, [...(names.get(key) ?? []), `${service.namespace}/${service.name}`]);
      }
    }
  }
  return names;
}

/** Each address once, with all nodes that announce it for one Service or another. */
function announced(plan: ClusterPlan, services: readonly SeenService[]): AnnouncedAddress[] {
  const everyone = plan.nodes.filter((node) => node.enabled).map((node) => node.name);
  const nodes = new Map<string, Set<string>>();
  for (const advertisement of plan.advertisements) {
    if (advertisement.type !== "Service" || advertisement.selector === undefined) continue;
    for (const service of services.filter((s) => selects(advertisement.selector, serviceLabels(s)))) {
      for (const { address, local } of addressesOf(service, advertisement.serviceAddresses ?? [])) {
        const known = nodes.get(address) ?? new Set<string>();
        (local ? service.backendNodes : everyone).forEach((node) => known.add(node));
        nodes.set(address, known);
      }
    }
  }
  return [...nodes].map(([address, names]) => ({ cluster: plan.name, address, nodes: [...names].sort() }));
}

function addressesOf(
  service: SeenService,
  kinds: readonly string[],
): { readonly address: string; readonly local: boolean }[] {
  const { loadBalancerClass } = service;
  const isOwn = loadBalancerClass === undefined || OWN_CLASSES.includes(loadBalancerClass);
  const of = (kind: string, addresses: readonly string[], local: boolean) =>
    kinds.includes(kind) ? addresses.map((address) => ({ address, local })) : [];
  return [
    ...of("LoadBalancerIP", isOwn ? service.addresses : [], service.externalLocal),
    ...of("ExternalIP", service.externalIps, service.externalLocal),
    ...of("ClusterIP", service.clusterIps, service.internalLocal),
  ];
}
