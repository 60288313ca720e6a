import { Finding, Severity } from "../../internal/finding";
import { selectorFaults, selects } from "../../internal/selector";
import { error, quoted, warning } from "../report";
import { Topology } from "../topology";
import { Speaker, speakersOf } from "./bgp-installs";
import { LoadBalancingCluster, loadBalancingOf } from "./load-balancing-view";

interface Announcing extends Speaker {
  readonly services: LoadBalancingCluster;
}

function announcing(topology: Topology): Announcing[] {
  const byName = new Map(loadBalancingOf(topology).map((view) => [view.cluster.name, view]));
  return speakersOf(topology).flatMap((speaker) => {
    const services = byName.get(speaker.bgp.name);
    return services === undefined ? [] : [{ ...speaker, services }];
  });
}

/** Advertisements of LoadBalancer addresses, with their places in the cluster's list. */
function ofLoadBalancers({ bgp }: Speaker) {
  return (bgp.advertisements ?? [])
    .map((advertisement, i) => ({ advertisement, field: `advertisements[${i}]` }))
    .filter(
      ({ advertisement: { type, serviceAddresses } }) =>
        type === "Service" && serviceAddresses?.includes("LoadBalancerIP") === true,
    );
}

/** LoadBalancer addresses that nobody gives out, or that no Service with the right labels has. */
export function announcedServices(topology: Topology): Finding[] {
  return announcing(topology).flatMap((speaker) =>
    ofLoadBalancers(speaker).flatMap(({ advertisement, field }) => {
      const { bgp, cluster, services: view } = speaker;
      const of = `advertisement "${advertisement.name}" of cluster "${bgp.name}"`;
      if (view.ranges.length === 0) {
        const finding = error(
          "bgp-service-without-pool",
          [speaker.at(`${field}.serviceAddresses`)],
          `${of} announces LoadBalancer addresses, but no pool of the cluster gives any`,
          "declare one, e.g. loadBalancerPools: [{name: cilium-pool, blocks: [{cidr: 172.16.1.0/24}]}]",
        );
        // Somebody else may have made one in a cluster that was there before.
        return [cluster.hosting === "kind" ? finding : { ...finding, severity: Severity.Warning }];
      }
      const { selector } = advertisement;
      const matched = view.services.some(({ labels }) => selects(selector, labels));
      const isSound = selector !== undefined && selectorFaults(selector).length === 0;
      if (matched || view.services.length === 0 || !isSound) return [];
      return [
        warning(
          "bgp-service-unmatched",
          [speaker.at(`${field}.selector`), ...view.services.map(({ path }) => path)],
          `${of} selects none of the cluster's LoadBalancers by their own labels: ${view.services.map(({ what }) => what).join(", ")}`,
          "give one the labels, e.g. services[].labels: {app: webpod}, or choose by io.kubernetes.service.name",
        ),
      ];
    }),
  );
}

/** Pools whose addresses nobody outside the cluster hears of. */
export function unannouncedPools(topology: Topology): Finding[] {
  return announcing(topology).flatMap((speaker) => {
    const { bgp, install, services: view } = speaker;
    const silent = view.pools.filter(({ disabled }) => !disabled);
    const onL2 = install.on("l2announcements.enabled");
    if (silent.length === 0 || onL2 || ofLoadBalancers(speaker).length > 0) return [];
    return [
      warning(
        "bgp-pool-not-announced",
        [...silent.map(({ at }) => at("blocks")), speaker.at("advertisements")],
        `${silent.length > 1 ? "pools" : "pool"} ${quoted(silent.map(({ name }) => name))} of cluster "${bgp.name}" ${silent.length > 1 ? "give" : "gives"} addresses, but nothing announces them: no advertisement of LoadBalancerIP, and no L2 announcements`,
        "add an advertisement of type Service with serviceAddresses: [LoadBalancerIP] and a selector",
      ),
    ];
  });
}
