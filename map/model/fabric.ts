import { Session } from "../../components/bgp-fabric/plan";
import { ResolvedCluster } from "../../stacks/resolve";
import { clusterId, groupId, nodeId, rackId, routerId } from "./ids";
import { Cable, Kind, MapFabric, MapNetwork, MapRouter, MapSession, SessionBundle } from "./types";
import { StackView } from "./view";
import { facts, few, joined } from "./words";

/** Routers, the networks between them, and every session: what has lines in a map. */
export function mapFabric(view: StackView): MapFabric {
  const { plan } = view;
  if (plan === undefined) return { routers: [], networks: [], cables: [], sessions: [], bundles: [] };
  const ids = idsOf(view);
  const routers = plan.routers.flatMap((router): MapRouter[] => {
    const id = ids.routers.get(router.name);
    const declared = view.config.routers.find(({ name }) => name === router.name);
    const theirs = declared?.managed === false;
    if (id === undefined) return [];
    return [
      {
        id,
        kind: Kind.Router,
        name: router.name,
        paths: [id],
        lines: [`AS ${router.asn}`, ...router.networks, ...(theirs ? ["not managed here"] : [])],
        facts: facts({
          AS: router.asn,
          "router ID": router.routerId,
          networks: router.networks.join(", "),
          "paths at once": router.maximumPaths,
          policy: router.policy,
          "graceful restart": router.gracefulRestart.enabled
            ? `${router.gracefulRestart.restartTimeSeconds} s`
            : "off",
          managed: theirs ? "no: its owner applies what is rendered" : "yes",
        }),
      },
    ];
  });
  return {
    routers: routers.sort((a, b) => place(a.id) - place(b.id)),
    networks: networksOf(view),
    cables: cablesOf(view, ids),
    sessions: plan.sessions.flatMap((session, i) => mapSession(session, i, ids) ?? []),
    bundles: bundlesOf(view, ids),
  };
}

const place = (id: string): number => Number(/\d+/.exec(id)?.[0] ?? 0);

interface Ids {
  readonly routers: ReadonlyMap<string, string>;
  readonly racks: ReadonlyMap<string, string>;
  readonly nodes: ReadonlyMap<string, string>;
}

const nodeKey = (cluster: string, node: string): string => `${cluster}\u0000${node}`;

function idsOf({ config, clusters }: StackView): Ids {
  // Of two of one name the first, as the plan has it.
  const first = (entries: [string, string][]): Map<string, string> => new Map(entries.reverse());
  return {
    routers: first(config.routers.map(({ name }, i) => [name, routerId(i)])),
    racks: first(config.racks.map(({ name }, i) => [name, rackId(i)])),
    nodes: first(
      clusters.flatMap(({ name, index, nodes }) =>
        nodes.map((node, i): [string, string] => [nodeKey(name, node.name), nodeId(index, i)]),
      ),
    ),
  };
}

const standsIn = ({ nodes }: ResolvedCluster, rack: string): boolean =>
  nodes.some((node) => node.rack?.name === rack);

function networksOf({ config, clusters }: StackView): MapNetwork[] {
  return config.racks.flatMap((rack, i): MapNetwork[] => {
    const again = config.racks.findIndex(({ name }) => name === rack.name) !== i;
    if (again || clusters.some((cluster) => standsIn(cluster, rack.name))) return [];
    const subnets = [rack.subnet, rack.subnet6].filter((subnet) => subnet !== undefined).join(" ");
    return [
      {
        id: rackId(i),
        kind: Kind.Rack,
        name: rack.name,
        subnets,
        paths: [rackId(i)],
        facts: facts({ network: subnets, nodes: "none" }),
      },
    ];
  });
}

function cablesOf(view: StackView, ids: Ids): Cable[] {
  return view.config.routers.flatMap(({ name, interfaces }, r) =>
    interfaces.flatMap((foot, f): Cable[] => {
      const rack = ids.racks.get(foot.rack);
      if (rack === undefined || ids.routers.get(name) !== routerId(r)) return [];
      const groups = view.clusters
        .filter((cluster) => standsIn(cluster, foot.rack))
        .map(({ index }) => groupId(index, foot.rack));
      const label = joined(foot.address, foot.address6);
      return [
        {
          id: `${routerId(r)}.interfaces[${f}]`,
          kind: Kind.Cable,
          name: `${name} in rack ${foot.rack}`,
          paths: [`${routerId(r)}.interfaces[${f}]`],
          router: routerId(r),
          ends: groups.length > 0 ? groups : [rack],
          label,
          facts: facts({ router: name, rack: foot.rack, address: label }),
          related: [routerId(r), ...groups],
        },
      ];
    }),
  );
}

function mapSession(session: Session, index: number, ids: Ids): MapSession | undefined {
  const { a, b, family } = session;
  const from = ids.routers.get(a.name);
  const to = b.kind === "router" ? ids.routers.get(b.name) : ids.nodes.get(nodeKey(b.cluster ?? "", b.name));
  if (from === undefined || to === undefined) return undefined;
  const { gracefulRestart: restart } = session;
  return {
    id: `sessions[${index}]`,
    kind: Kind.Session,
    name: `${a.name} ↔ ${b.name}`,
    paths: [],
    family,
    from,
    to,
    related: [from, to],
    facts: facts({
      [a.name]: `AS ${a.asn}, ${a.address}`,
      [b.name]: `AS ${b.asn}, ${b.address}`,
      kind: session.external ? "external" : "internal",
      family: family === "ipv6" ? "IPv6" : "IPv4",
      "hold, keepalive": `${session.holdTimeSeconds} s, ${session.keepAliveTimeSeconds} s`,
      hops: session.external ? session.ebgpMultihop : undefined,
      "graceful restart": restart.enabled ? `${restart.restartTimeSeconds} s` : "off",
      password: session.password === undefined ? "none" : "yes",
      BFD: session.bfd ? "yes" : undefined,
    }),
  };
}

function bundlesOf({ plan, clusters, config }: StackView, ids: Ids): SessionBundle[] {
  const groups = new Map<string, Session[]>();
  for (const session of plan?.sessions ?? []) {
    const { a, b, family } = session;
    if (b.kind !== "node") continue;
    const key = [a.name, b.cluster, b.rack, family].join("\u0000");
    groups.set(key, [...(groups.get(key) ?? []), session]);
  }
  return [...groups.values()].flatMap((sessions, i): SessionBundle[] => {
    const [{ a, b, family } = { a: undefined, b: undefined, family: undefined }] = sessions;
    const cluster = clusters.find(({ name }) => name === b?.cluster);
    const from = ids.routers.get(a?.name ?? "");
    if (cluster === undefined || b === undefined || from === undefined) return [];
    const rack = config.racks.some(({ name }) => name === b.rack) ? b.rack : undefined;
    return [
      {
        id: `bundles[${i}]`,
        kind: Kind.Session,
        name: `${a.name} ↔ ${cluster.name}${rack === undefined ? "" : `, rack ${rack}`}`,
        paths: [],
        family,
        from,
        to: groupId(cluster.index, rack),
        count: sessions.length,
        related: [from, clusterId(cluster.index)],
        facts: facts({
          sessions: sessions.length,
          family: family === "ipv6" ? "IPv6" : "IPv4",
          router: `AS ${a.asn}, ${a.address}`,
          nodes: `AS ${[...new Set(sessions.map((session) => session.b.asn))].join(", ")}`,
          names: few(
            sessions.map((session) => session.b.name),
            60,
          ),
        }),
      },
    ];
  });
}
