import { RouterPlan, SessionEnd } from "../../components/bgp-fabric/plan";
import { parseIp } from "../../components/internal/cidr";
import { Declared } from "./declared";
import { Seen, SeenAgent, SeenCluster, SeenNode, SeenPeer, SeenRouter, SeenSpeaker } from "./seen";

/** What was seen, found by the names that the declaration uses. */
export interface View {
  /** How one end sees the other. */
  readonly peer: (end: SessionEnd, other: SessionEnd) => SeenPeer | "missing" | "unseen";
  readonly stateOf: (router: string) => "seen" | "unreachable" | "outside";
  readonly routerFault: (router: string) => string | undefined;
  readonly router: (name: string) => RouterPlan | undefined;
  readonly cluster: (name: string | undefined) => SeenCluster | undefined;
  readonly node: (end: SessionEnd) => SeenNode | undefined;
  readonly agent: (end: SessionEnd) => SeenAgent | undefined;
  readonly speaker: (end: SessionEnd) => SeenSpeaker | undefined;
  /** The labels that a node needs to be selected. */
  readonly selector: (end: SessionEnd) => Readonly<Record<string, string>>;
  readonly canonical: (address: string) => string;
}

export function canonical(address: string): string {
  return parseIp(address)?.address ?? address;
}

export function viewOf(declared: Declared, seen: Seen): View {
  const routers = new Map(seen.routers.map((router) => [router.name, router]));
  const plans = new Map(declared.fabric.routers.map((router) => [router.name, router]));
  const clusters = new Map(seen.clusters.map((cluster) => [cluster.name, indexed(cluster)]));
  const peers = new Map<string, Map<string, SeenPeer>>();
  const known = (who: string, list: readonly SeenPeer[]): Map<string, SeenPeer> => {
    const there = peers.get(who) ?? new Map(list.map((peer) => [canonical(peer.address), peer]));
    peers.set(who, there);
    return there;
  };
  const at = (end: SessionEnd): IndexedCluster | undefined =>
    end.cluster === undefined ? undefined : clusters.get(end.cluster);
  const selectors = selectorsOf(declared);
  return {
    peer: (end, other) => {
      if (end.kind === "router") {
        const router = routers.get(end.name);
        if (router === undefined || stateOf(router) !== "seen") return "unseen";
        return known(end.name, router.peers).get(canonical(other.address)) ?? "missing";
      }
      const cluster = at(end);
      const speaker = cluster?.speakers.get(end.name);
      if (cluster === undefined || cluster.whole.fault !== undefined || speaker?.fault !== undefined)
        return "unseen";
      if (speaker === undefined) return "missing";
      return (
        known(`${end.cluster ?? ""}/${end.name}`, speaker.peers).get(canonical(other.address)) ?? "missing"
      );
    },
    stateOf: (name) => stateOf(routers.get(name)),
    routerFault: (name) =>
      stateOf(routers.get(name)) === "unreachable"
        ? (routers.get(name)?.fault ?? "it was not asked")
        : undefined,
    router: (name) => plans.get(name),
    cluster: (name) => (name === undefined ? undefined : clusters.get(name)?.whole),
    node: (end) => at(end)?.nodes.get(end.name),
    agent: (end) => at(end)?.agents.get(end.name),
    speaker: (end) => at(end)?.speakers.get(end.name),
    selector: (end) => selectors.get(`${end.cluster ?? ""}/${end.name}`) ?? {},
    canonical,
  };
}

function stateOf(router: SeenRouter | undefined): "seen" | "unreachable" | "outside" {
  if (router === undefined) return "unreachable";
  if (router.hidden !== undefined) return "outside";
  return router.fault === undefined ? "seen" : "unreachable";
}

interface IndexedCluster {
  readonly whole: SeenCluster;
  readonly nodes: ReadonlyMap<string, SeenNode>;
  readonly agents: ReadonlyMap<string, SeenAgent>;
  readonly speakers: ReadonlyMap<string, SeenSpeaker>;
}

function indexed(whole: SeenCluster): IndexedCluster {
  return {
    whole,
    nodes: new Map(whole.nodes.map((node) => [node.name, node])),
    agents: new Map(whole.agents.map((agent) => [agent.node, agent])),
    speakers: new Map(whole.speakers.map((speaker) => [speaker.node, speaker])),
  };
}

function selectorsOf(declared: Declared): Map<string, Readonly<Record<string, string>>> {
  return new Map(
    declared.fabric.clusters.flatMap((cluster) =>
      cluster.configs.flatMap((config) =>
        config.nodes.map((node): [string, Readonly<Record<string, string>>] => [
          `${cluster.name}/${node}`,
          config.nodeSelector,
        ]),
      ),
    ),
  );
}
