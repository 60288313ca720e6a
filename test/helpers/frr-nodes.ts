import { renderFrrConf, renderFrrDaemons } from "../../components/bgp-fabric/frr";
import type { FabricFacts } from "../../components/bgp-fabric/expected";
import type { FabricPlan, RackPlan, Session, SessionEnd } from "../../components/bgp-fabric/types";
import { parseCidr } from "../../components/internal/cidr";
import type { SimulatedRouter } from "../../simulator";

/** A node of a fabric with the sessions that end at it. */
interface Speaker {
  readonly name: string;
  readonly cluster: string;
  readonly sessions: readonly Session[];
  /** Pod CIDRs that it announces. */
  readonly prefixes: readonly string[];
}

/** A fabric's routers with what is rendered for them, and FRR of the test's own in place of each node that speaks. */
export function fabricOnTheWire(plan: FabricPlan): { routers: SimulatedRouter[]; facts: FabricFacts } {
  const speakers = speakersOf(plan);
  const podCidrs: Record<string, Record<string, readonly string[]>> = {};
  for (const { cluster, name, prefixes } of speakers) (podCidrs[cluster] ??= {})[name] = prefixes;
  const routers = plan.routers.map(({ name, interfaces }) => ({
    name,
    addresses: interfaces.flatMap(({ rack, address, address6 }) =>
      [address, address6].flatMap((found) => (found === undefined ? [] : [placed(plan, rack, found)])),
    ),
    frrConf: renderFrrConf(plan, name),
    daemons: renderFrrDaemons(plan, name),
  }));
  return { routers: [...routers, ...speakers.map((speaker) => node(plan, speaker))], facts: { podCidrs } };
}

function speakersOf(plan: FabricPlan): Speaker[] {
  return plan.clusters.flatMap((cluster, c) =>
    cluster.nodes.flatMap(({ name }, n): Speaker[] => {
      const sessions = plan.sessions.filter(
        ({ b }) => b.kind === "node" && b.cluster === cluster.name && b.name === name,
      );
      const families = new Set(sessions.map(({ family }) => family));
      const prefixes = cluster.podCidrs.flatMap((text) => {
        const { family } = parseCidr(text) ?? {};
        if (family === undefined || !families.has(family)) return [];
        return [family === "ipv4" ? `172.${20 + c}.${n}.0/24` : `fd20:${c}:0:${n}::/64`];
      });
      return sessions.length === 0 ? [] : [{ name, cluster: cluster.name, sessions, prefixes }];
    }),
  );
}

function placed(plan: FabricPlan, rack: string, address: string): { address: string; bits: number } {
  const declared = plan.racks.find(({ name }) => name === rack);
  const subnet = address.includes(":") ? declared?.subnet6 : declared?.subnet;
  return { address, bits: parseCidr(subnet ?? "")?.bits ?? 0 };
}

function node(plan: FabricPlan, speaker: Speaker): SimulatedRouter {
  const ends = new Map(speaker.sessions.map(({ b }) => [b.address, b]));
  const [first] = speaker.sessions;
  return {
    name: speaker.name,
    addresses: [...ends.values()].map(({ rack, address }) => placed(plan, rack, address)),
    frrConf: nodeConf(plan, speaker),
    // Without a port it never listens.
    daemons: `bgpd=yes\nbgpd_options="-p ${first?.listensOn ?? 0}"\n`,
  };
}

/** As Cilium would speak, in FRR's words and independent of what is rendered for routers. */
function nodeConf(plan: FabricPlan, { name, sessions, prefixes }: Speaker): string {
  const [first] = sessions;
  if (first === undefined) throw new Error(`${name} has no session`);
  const routerId = `10.9.${plan.clusters.findIndex((c) => c.name === first.b.cluster)}.${plan.sessions.indexOf(first) + 1}`;
  const families = [...new Set(sessions.map(({ family }) => family))];
  return [
    "frr version 8.4.4",
    "frr defaults traditional",
    ...plan.racks.filter(({ name: rack }) => rack !== first.b.rack).flatMap(rackRoutes),
    `router bgp ${first.b.asn}`,
    ` bgp router-id ${routerId}`,
    " no bgp ebgp-requires-policy",
    " no bgp default ipv4-unicast",
    " no bgp network import-check",
    ...sessions.flatMap(neighborLines),
    ...families.flatMap((family) => [
      ` address-family ${family} unicast`,
      ...prefixes
        .filter((prefix) => parseCidr(prefix)?.family === family)
        .map((prefix) => `  network ${prefix}`),
      ...sessions.filter((s) => s.family === family).map(({ a }) => `  neighbor ${a.address} activate`),
      " exit-address-family",
    ]),
    "exit",
    "",
  ].join("\n");
}

/** Other racks are on the same wire. */
function rackRoutes({ subnet, subnet6 }: RackPlan): string[] {
  return [
    ...(subnet === undefined ? [] : [`ip route ${subnet} eth0`]),
    ...(subnet6 === undefined ? [] : [`ipv6 route ${subnet6} eth0`]),
  ];
}

function neighborLines(session: Session): string[] {
  const { a, external, ebgpMultihop, keepAliveTimeSeconds, holdTimeSeconds, password } = session;
  return [
    `remote-as ${a.asn}`,
    ...(external && ebgpMultihop > 1 ? [`ebgp-multihop ${ebgpMultihop}`] : []),
    `timers ${keepAliveTimeSeconds} ${holdTimeSeconds}`,
    "timers connect 1",
    ...(password === undefined ? [] : [`password ${password}`]),
  ].map((statement) => ` neighbor ${a.address} ${statement}`);
}

/** The far end of a router's session. */
export function farEnd(session: Session, router: string): SessionEnd {
  return session.a.kind === "router" && session.a.name === router ? session.b : session.a;
}
