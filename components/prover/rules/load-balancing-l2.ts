import { parseCidr } from "../../internal/cidr";
import { Finding } from "../../internal/finding";
import { selects } from "../../internal/selector";
import { faultOf } from "../../internal/versions";
import { validateL2 } from "../../l2-announcement/validate";
import { BlockRange, blockText, meet } from "../../load-balancer-pool/addresses";
import { error, warning } from "../report";
import { Topology, TopologyL2Announcement } from "../topology";
import { faultFinding } from "./faults";
import { LoadBalancingCluster, loadBalancingOf, PoolRange } from "./load-balancing-view";

/** Announcements by ARP and NDP. */
export function l2Announcements(topology: Topology): Finding[] {
  const all = topology.loadBalancing?.l2Announcements ?? [];
  if (all.length === 0) return [];
  return loadBalancingOf(topology).flatMap((view) => {
    const here = all.filter(({ cluster }) => cluster === view.cluster.name);
    if (here.length === 0) return [];
    const forms = here.flatMap(({ plan, at }) => validateL2(plan, at));
    if (!view.install.on("l2announcements.enabled")) return [...forms, ...here.map((one) => off(view, one))];
    const announcing = here.filter(({ plan }) => plan.loadBalancerIPs);
    return [
      ...forms,
      ...announcing.flatMap((one) => localTraffic(view, one)),
      ...elsewhere(topology, view, announcing),
      ...faults(view, here, announcing),
    ];
  });
}

function off({ cluster, install }: LoadBalancingCluster, { plan, at }: TopologyL2Announcement): Finding {
  return error(
    "l2-announcements-off",
    [at(""), install.at("l2announcements.enabled")],
    `L2 announcement "${plan.policyName}" is in cluster "${cluster.name}", where l2announcements.enabled is false, so nobody acts on it`,
    "set l2announcements.enabled: true",
  );
}

/** One node answers for the address, and that need not be one with a pod: traffic to it is dropped. */
function localTraffic(view: LoadBalancingCluster, { plan, at }: TopologyL2Announcement): Finding[] {
  return view.services
    .filter(
      ({ externalTrafficPolicy, loadBalancerClass = "io.cilium/l2-announcer", labels }) =>
        externalTrafficPolicy.value === "Local" &&
        loadBalancerClass === "io.cilium/l2-announcer" &&
        selects(plan.serviceSelector, labels),
    )
    .map(({ what, externalTrafficPolicy }) =>
      error(
        "l2-with-local-traffic",
        [externalTrafficPolicy.path, at(plan.serviceSelector === undefined ? "" : "serviceSelector")],
        `${what} has externalTrafficPolicy Local and is announced on L2 by "${plan.policyName}" in cluster "${view.cluster.name}": the node that answers for it may have no pod of it, and then drops everything`,
        "set externalTrafficPolicy: Cluster, announce it by BGP, or leave it out of the announcement's serviceSelector",
      ),
    );
}

/** ARP is asked within a network only; addresses of other networks need a router that is told of them. */
function elsewhere(
  topology: Topology,
  { cluster, ranges, install }: LoadBalancingCluster,
  announcing: readonly TopologyL2Announcement[],
): Finding[] {
  const networks = cluster.nodes.map(({ network }) => parseCidr(network ?? ""));
  const known = networks.flatMap((network) => network ?? []);
  const routed =
    install.on("bgpControlPlane.enabled") &&
    (topology.fabric?.input.clusters ?? []).some(({ name }) => name === cluster.name);
  if (announcing.length === 0 || routed || known.length < networks.length || known.length === 0) return [];
  return ranges
    .filter(
      (range) => !known.some((network) => meet(range, { ...network, fromCidr: true } satisfies BlockRange)),
    )
    .map((range) =>
      warning(
        "l2-pool-elsewhere",
        [range.pool.at(`blocks[${range.index}]`), ...announcing.map(({ at }) => at(""))],
        `${textOf(range)} of pool "${range.pool.name}" is announced on L2 alone, but no node of cluster "${cluster.name}" is in a network with it, so nobody asks for it there`,
        `use addresses of ${[...new Set(known.map(({ canonical }) => canonical))].join(" or ")}, or announce them by BGP`,
      ),
    );
}

function textOf({ pool, index }: PoolRange): string {
  return blockText(pool.blocks[index] ?? {});
}

function faults(
  { ranges, install }: LoadBalancingCluster,
  here: readonly TopologyL2Announcement[],
  announcing: readonly TopologyL2Announcement[],
): Finding[] {
  const { version, at } = install;
  const arp = faultOf("l2-arp", version);
  const ipv6 = faultOf("l2-ipv6-missing", version) ?? faultOf("l2-ipv6", version);
  const six = ranges.filter(({ family }) => family === "ipv6");
  const acting = here.filter(({ plan }) => plan.loadBalancerIPs || plan.externalIPs);
  return [
    ...(arp === undefined || acting.length === 0
      ? []
      : [faultFinding(arp, version, [...acting.map((one) => one.at("")), at("version")])]),
    ...(ipv6 === undefined || announcing.length === 0
      ? []
      : six.map((range) =>
          faultFinding(
            ipv6,
            version,
            [range.pool.at(`blocks[${range.index}]`), ...announcing.map((one) => one.at("")), at("version")],
            `${textOf(range)} of pool "${range.pool.name}" is to be announced: `,
          ),
        )),
  ];
}
