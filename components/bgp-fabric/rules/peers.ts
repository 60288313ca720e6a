import type { Finding } from "../../internal/finding";
import { enumerated, error, groupBy, plural } from "../../prover/report";
import { addressOf } from "../peers";
import type { PlainPeer } from "../plan";
import {
  clustersOf,
  type Fabric,
  families,
  familyText,
  isWhole,
  peerPlans,
  type PlacedCluster,
  rackViews,
  type RackView,
  speakersOf,
} from "./view";

interface PlacedPeer {
  readonly placed: PlacedCluster;
  readonly peer: PlainPeer;
  readonly path: string;
  readonly of: string;
}

function peersOf(fabric: Fabric): PlacedPeer[] {
  return clustersOf(fabric).flatMap((placed) =>
    placed.cluster.peers.map((peer, i) => ({
      placed,
      peer,
      path: `${placed.path}.peers[${i}]`,
      of: `peer "${peer.name ?? peer.router}" of cluster "${placed.cluster.name}"`,
    })),
  );
}

/** Peers whose router is not where they look for it, or too far away. */
export function peerAddresses(fabric: Fabric): Finding[] {
  const known = new Set(fabric.input.routers.map(({ name }) => name));
  return peersOf(fabric)
    .filter(({ peer }) => known.has(peer.router))
    .flatMap((placedPeer) => {
      const { peer, path, placed, of } = placedPeer;
      const views = rackViews(fabric, placed, peer);
      const wrong = notTheRouters(fabric, placedPeer);
      const hops = peer.ebgpMultihop;
      if (hops !== undefined && !isWhole(hops, 1, 255))
        return [
          ...wrong,
          error(
            "bgp-multihop-range",
            [fabric.at(`${path}.ebgpMultihop`)],
            `ebgpMultihop ${hops} of ${of} is not 1–255`,
            "set 1 inside a rack and 2 through a router",
          ),
        ];
      return [...wrong, ...tooFar(fabric, placedPeer, views), ...withoutWay(fabric, placedPeer, views)];
    });
}

function notTheRouters(fabric: Fabric, { peer, path, of }: PlacedPeer): Finding[] {
  const router = fabric.input.routers.find(({ name }) => name === peer.router);
  return families.flatMap((family) => {
    const address = addressOf(peer, family);
    const own = (router?.interfaces ?? []).flatMap((foot) => addressOf(foot, family) ?? []);
    if (address === undefined || own.includes(address)) return [];
    return [
      error(
        "bgp-peer-address-unknown",
        [fabric.at(`${path}.${family === "ipv4" ? "address" : "address6"}`)],
        `${address} of ${of} is no address of router "${peer.router}"`,
        own.length === 0
          ? "give the router one, or leave it out"
          : `use ${enumerated(own, "or")}, or leave it out`,
      ),
    ];
  });
}

/** An eBGP packet with a TTL of 1 ends at the first router. */
function tooFar(
  fabric: Fabric,
  { peer, placed, path, of }: PlacedPeer,
  views: readonly RackView[],
): Finding[] {
  const plans = peerPlans(fabric, placed, peer);
  const far = views.filter(({ rack, family, addressRack }) => {
    const plan = plans.find((candidate) => candidate.family === family);
    return addressRack !== "" && addressRack !== rack && plan?.external === true && plan.ebgpMultihop < 2;
  });
  const [first] = far;
  if (first === undefined) return [];
  return [
    error(
      "bgp-peer-beyond-ttl",
      [
        fabric.at(`${path}.ebgpMultihop`),
        ...far.flatMap(({ nodes }) => nodes.map((node) => fabric.at(`${node.path}.rack`))),
      ],
      `${of} is at ${first.address ?? ""} in rack "${first.addressRack}", which nodes of rack "${first.rack}" do not reach with ebgpMultihop 1`,
      "set ebgpMultihop: 2, or leave address out: then each rack's own is used",
    ),
  ];
}

/** Another rack's address is reached by a router in the own rack, and there is none. */
function withoutWay(fabric: Fabric, { of, path }: PlacedPeer, views: readonly RackView[]): Finding[] {
  const footed = new Set(
    fabric.input.routers.flatMap(({ interfaces }) =>
      interfaces.flatMap((foot) =>
        families.flatMap((family) =>
          addressOf(foot, family) === undefined ? [] : [`${foot.rack} ${family}`],
        ),
      ),
    ),
  );
  const known = new Set(fabric.input.racks.map(({ name }) => name));
  return views
    .filter(({ rack }) => known.has(rack))
    .filter(
      ({ rack, family, addressRack }) =>
        addressRack !== "" && addressRack !== rack && !footed.has(`${rack} ${family}`),
    )
    .map(({ rack, family, address, nodes }) =>
      error(
        "bgp-rack-without-router",
        [fabric.at(`${path}.router`), ...nodes.map((node) => fabric.at(`${node.path}.rack`))],
        `nodes of rack "${rack}" have no ${familyText[family]} way to ${of} at ${address ?? ""}: no router stands in their rack`,
        `give the router an interface in rack "${rack}"`,
      ),
    );
}

/** Peers that are there twice, in one family or with one peer config of two contents. */
export function peersOnce(fabric: Fabric): Finding[] {
  return clustersOf(fabric).flatMap((placed) => {
    const own = peersOf(fabric).filter((peer) => peer.placed.path === placed.path);
    return [...sameSessions(fabric, own), ...sharedConfigs(fabric, placed, own)];
  });
}

function sameSessions(fabric: Fabric, own: readonly PlacedPeer[]): Finding[] {
  const sessions = own.flatMap((placedPeer) =>
    rackViews(fabric, placedPeer.placed, placedPeer.peer)
      .filter(({ address }) => address !== undefined)
      .map(({ address, rack }) => ({ ...placedPeer, key: `${rack} ${address ?? ""}` })),
  );
  const pairs = [...groupBy(sessions, ({ key }) => key).values()].filter((same) => same.length > 1);
  // Peers that meet in several racks are told once.
  return [...groupBy(pairs, (same) => same.map(({ path }) => path).join(" ")).values()].flatMap(([same]) => {
    const [first] = same ?? [];
    if (same === undefined || first === undefined) return [];
    const paths = same.map(({ path }) => path);
    const cluster = first.placed.cluster.name;
    const isSame = new Set(same.map(({ peer }) => peer.password)).size === 1;
    const twice = `cluster "${cluster}" peers ${same.length} times with router "${first.peer.router}"`;
    return isSame
      ? [error("bgp-peer-duplicate", paths.map(fabric.at), `${twice} at one address`, "leave one peer")]
      : [
          error(
            "bgp-passwords-differ",
            paths.map((path) => fabric.at(`${path}.password`)),
            `${twice} at one address, with different passwords`,
            "leave one peer with the password of both ends",
          ),
        ];
  });
}

function sharedConfigs(fabric: Fabric, placed: PlacedCluster, own: readonly PlacedPeer[]): Finding[] {
  const plans = own.flatMap((placedPeer) =>
    peerPlans(fabric, placed, placedPeer.peer).map((plan) => {
      const { name, router, passwordSecret, ...content } = plan;
      return {
        path: `${placedPeer.path}.peerConfig`,
        config: plan.peerConfig,
        content: JSON.stringify(content),
      };
    }),
  );
  return [...groupBy(plans, ({ config }) => config)]
    .filter(([, same]) => new Set(same.map(({ content }) => content)).size > 1)
    .map(([config, same]) =>
      error(
        "bgp-peer-config-differs",
        same.map(({ path }) => fabric.at(path)),
        `${plural(same.length, "peer")} of cluster "${placed.cluster.name}" share peerConfig "${config}", but not its settings`,
        "give each a peerConfig of its own, or the same settings",
      ),
    );
}

/** Families that one end has no address for. */
export function peerFamilies(fabric: Fabric): Finding[] {
  return peersOf(fabric).flatMap(({ peer, placed, path, of }) => {
    const router = fabric.input.routers.find(({ name }) => name === peer.router);
    if (router === undefined) return [];
    const nodes = speakersOf(placed).filter(({ node }) =>
      fabric.input.racks.some(({ name }) => name === node.rack),
    );
    return families
      .filter((family) => peer.families?.includes(family) === true)
      .flatMap((family) => {
        const routerHas = router.interfaces.some((foot) => addressOf(foot, family) !== undefined);
        const without = nodes.filter(({ node }) => addressOf(node, family) === undefined);
        if (routerHas && without.length === 0) return [];
        const who = routerHas
          ? `${plural(without.length, "node")}, node "${without[0]?.node.name ?? ""}" first, have no such address`
          : `router "${router.name}" has no such address`;
        return [
          error(
            "bgp-family-without-addresses",
            [fabric.at(`${path}.families`)],
            `${of} is to carry ${familyText[family]}, but ${who}`,
            `give ${routerHas ? "them" : "it"} one, or leave the family out`,
          ),
        ];
      });
  });
}
