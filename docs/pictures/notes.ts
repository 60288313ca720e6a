import { PictureIngress, PictureTopology } from "./topology";

/** A fact about a cluster: what it is, and the lines that say so. */
export interface Note {
  readonly title: string;
  readonly lines: readonly string[];
}

/** What a cluster offers to the outside: addresses, who announces them, what comes in by them and who may. */
export function notesOf(topology: PictureTopology, cluster: string): Note[] {
  const here = <T extends { readonly cluster: string }>(list: readonly T[] = []): T[] =>
    list.filter((item) => item.cluster === cluster);
  const balanced = (topology.services ?? []).filter(
    ({ type, clusters }) => type === "LoadBalancer" && clusters.some(({ name }) => name === cluster),
  );
  return [
    ...here(topology.bgp).map(({ advertisements }) => ({
      title: "announced by BGP",
      lines: advertisements.map(({ type, serviceAddresses = [] }) =>
        type === "PodCIDR"
          ? "each node its pod CIDR"
          : type === "Service"
            ? `${serviceAddresses.join(", ")} of Services`
            : type,
      ),
    })),
    ...here(topology.loadBalancerPools).map(({ name, blocks }) => ({
      title: `pool ${name}`,
      lines: blocks.map(
        ({ cidr, start = "", stop = start }) => cidr ?? (start === stop ? start : `${start} – ${stop}`),
      ),
    })),
    ...here(topology.l2Announcements).map(({ name, interfaces }) => ({
      title: `ARP: ${name}`,
      lines: [`on ${interfaces?.join(", ") ?? "all interfaces"}`],
    })),
    ...balanced.map(({ serviceName }) => ({ title: `service ${serviceName}`, lines: ["LoadBalancer"] })),
    ...here(topology.ingresses).map(ingressNote),
    ...here(topology.ingressPolicies).map(({ name, cidrs = [], entities = [] }) => ({
      title: `policy ${name}`,
      lines:
        name === "external-lockdown"
          ? ["from the cluster only"]
          : [...entities, ...cidrs].map((who) => `from ${who}`),
    })),
  ];
}

function ingressNote({ name, loadbalancerMode, rules }: PictureIngress): Note {
  const lines = rules.flatMap(({ host = "", paths }) =>
    paths.map(({ path = "/", serviceName }) => `${host}${path} → ${serviceName}`),
  );
  return { title: `ingress ${name}${loadbalancerMode === undefined ? "" : ` (${loadbalancerMode})`}`, lines };
}
