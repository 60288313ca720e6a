import { labelFault } from "../../internal/labels";
import type { Finding } from "../../internal/finding";
import { error, groupBy, plural, warning } from "../../prover/report";
import { rackLabel } from "../defaults";
import { clustersOf, type Fabric, type PlacedCluster, speakersOf } from "./view";

/** Nodes that are to speak BGP and cannot, because they stand nowhere. */
export function nodesInRacks(fabric: Fabric): Finding[] {
  return clustersOf(fabric).flatMap((placed) => {
    const outside = speakersOf(placed).filter(({ node }) => node.rack === "");
    const [first] = outside;
    if (first === undefined) return [];
    const others = outside.length - 1;
    const who = `node "${first.node.name}"${others > 0 ? ` and ${plural(others, "more node")}` : ""}`;
    const [are, stand] = others > 0 ? ["are", "stand"] : ["is", "stands"];
    return [
      error(
        "bgp-node-without-rack",
        outside.map(({ path }) => fabric.at(path)),
        `${who} of cluster "${placed.cluster.name}" ${are} to speak BGP, but ${stand} in no rack`,
        `give ${others > 0 ? "each" : "it"} a rack and an address there, or set enabled: false`,
      ),
    ];
  });
}

/** Clusters and nodes whose BGP would do nothing at all. */
export function idleSpeakers(fabric: Fabric): Finding[] {
  return clustersOf(fabric).flatMap((placed) => {
    const { cluster, path } = placed;
    if (speakersOf(placed).length === 0)
      return [
        error(
          "bgp-no-node-selected",
          [fabric.at(`${path}.nodes`)],
          `no node of cluster "${cluster.name}" speaks BGP`,
          "declare its nodes with their racks, or leave enabled: false out for some",
        ),
      ];
    if (cluster.peers.length === 0)
      return [
        error(
          "bgp-cluster-without-peers",
          [fabric.at(`${path}.peers`)],
          `cluster "${cluster.name}" has nobody to speak BGP with`,
          "name a router as peer",
        ),
      ];
    return withoutSession(fabric, placed);
  });
}

function withoutSession(fabric: Fabric, placed: PlacedCluster): Finding[] {
  const { cluster, path } = placed;
  const routers = new Set(fabric.input.routers.map(({ name }) => name));
  const racks = new Set(fabric.input.racks.map(({ name }) => name));
  // What names nothing has a finding of its own.
  if (cluster.peers.some(({ router }) => !routers.has(router))) return [];
  // Nor can a family be shared with a node that has no address at all.
  if (speakersOf(placed).some(({ node }) => node.address === undefined && node.address6 === undefined))
    return [];
  const own = fabric.plan.sessions.filter(({ b }) => b.cluster === cluster.name);
  const speaking = new Set(own.map(({ b }) => b.name));
  const meeting = new Set(own.map(({ a }) => a.name));
  const idle = speakersOf(placed).filter(({ node }) => racks.has(node.rack) && !speaking.has(node.name));
  const [first] = idle;
  // Families that cannot be have a finding of their own.
  const lonely = cluster.peers.flatMap((peer, i) =>
    meeting.has(peer.router) || peer.families !== undefined ? [] : [{ peer, i }],
  );
  return [
    ...(first === undefined
      ? []
      : [
          error(
            "bgp-node-without-session",
            idle.map((speaker) => fabric.at(`${speaker.path}.rack`)),
            `node "${first.node.name}" of cluster "${cluster.name}" has a session with no router: none of its peers has an address in rack "${first.node.rack}", of a family that the node has`,
            "give a router an interface in that rack, or the peer an address for all nodes",
          ),
        ]),
    ...(first === undefined || speaking.size > 0 ? lonely : []).map(({ peer, i }) =>
      error(
        "bgp-peer-without-session",
        [fabric.at(`${path}.peers[${i}].router`)],
        `no node of cluster "${cluster.name}" has a session with router "${peer.router}": it has no address in their racks, of a family that they have`,
        "give it an interface there, give the peer an address, or remove the peer",
      ),
    ),
  ];
}

/** One machine in two clusters would be two BGP speakers. */
export function nodesOnce(fabric: Fabric): Finding[] {
  const nodes = clustersOf(fabric).flatMap((placed) =>
    speakersOf(placed).flatMap(({ node, path }) => {
      const address = node.address ?? node.address6;
      return address === undefined ? [] : [{ node, path, address, cluster: placed.cluster.name }];
    }),
  );
  return [...groupBy(nodes, ({ node, address }) => `${node.name} ${address}`).values()]
    .filter((same) => new Set(same.map(({ cluster }) => cluster)).size > 1)
    .map((same) =>
      error(
        "bgp-node-in-two-clusters",
        same.map(({ path }) => fabric.at(path)),
        `node "${same[0]?.node.name ?? ""}" at ${same[0]?.address ?? ""} is in ${same.length} clusters, and two configurations would select it`,
        "leave it in one",
      ),
    );
}

/** Labels that select the wrong nodes, or none. */
export function nodeLabels(fabric: Fabric): Finding[] {
  return clustersOf(fabric).flatMap((placed) => {
    const { cluster, path } = placed;
    const labels = Object.entries(cluster.nodeLabels ?? {}).sort();
    const at = [fabric.at(`${path}.nodeLabels`)];
    const faults = labels.flatMap(([key, value]) => {
      const fault = labelFault(key, value);
      return fault === undefined
        ? []
        : [
            error(
              "bgp-node-labels",
              at,
              `label ${key}: ${value} of cluster "${cluster.name}": ${fault}`,
              "correct it",
            ),
          ];
    });
    if (cluster.nodeLabels !== undefined && labels.length === 0)
      faults.push(
        error(
          "bgp-node-labels",
          at,
          `nodeLabels of cluster "${cluster.name}" are empty, so every node would be selected, also those that are not to speak BGP`,
          "leave nodeLabels out",
        ),
      );
    if (labels.some(([key]) => key === rackLabel))
      faults.push(
        error(
          "bgp-node-labels",
          at,
          `label ${rackLabel} of cluster "${cluster.name}" is the fabric's own, which tells racks apart`,
          "remove it",
        ),
      );
    return [...faults, ...foreignLabels(fabric, placed)];
  });
}

function foreignLabels(fabric: Fabric, { cluster, path }: PlacedCluster): Finding[] {
  const configs = fabric.plan.clusters.find(({ name }) => name === cluster.name)?.configs ?? [];
  if (cluster.labelNodes !== false || !configs.some(({ rack }) => rack !== undefined)) return [];
  return [
    warning(
      "bgp-labels-left-to-others",
      [fabric.at(`${path}.labelNodes`)],
      `nodes of cluster "${cluster.name}" find routers at another address in each rack, so each needs label ${rackLabel}, and labelNodes is false`,
      "label them by hand with their rack's name, set labelNodes: true, or give the peers one address for all nodes",
    ),
  ];
}
