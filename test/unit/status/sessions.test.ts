import { describe, expect, it } from "vitest";
import { planFabric } from "../../../components/bgp-fabric/plan";
import { SeenPeer } from "../../../cli/status/seen";
import { documents, leafSpine } from "../bgp-fabric/fixtures";
import {
  cluster,
  declared,
  first,
  look,
  nodes,
  peer,
  problems,
  report,
  router,
  routerAddress,
  routerPeers,
  second,
  seen,
  seenCluster,
  seenNodes,
  seenRouter,
  speakers,
  third,
} from "./fixtures";

const withPassword = {
  ...declared,
  fabric: planFabric({
    ...documents,
    clusters: documents.clusters.map((c) => ({
      ...c,
      peers: c.peers.map((p) => ({ ...p, password: "hush" })),
    })),
  }),
};

/** The session with the second node, as both ends see it. */
function session(here: Partial<SeenPeer>, there: Partial<SeenPeer>) {
  return look({
    router: { peers: routerPeers(second.address, here) },
    cluster: {
      speakers: speakers(second.name, { peers: [{ address: routerAddress, state: "active", ...there }] }),
    },
  });
}

describe("E1 E4 sessions from both ends", () => {
  it("are up where both ends say so, with what each end counts", () => {
    const { verdict, sessions, routers } = report(seen);
    expect(problems(seen)).toEqual([]);
    expect(verdict).toBe("ok");
    expect(sessions).toHaveLength(3);
    expect(sessions[1]).toEqual({
      a: {
        kind: "router",
        name: router,
        address: routerAddress,
        asn: 65000,
        state: "established",
        upSeconds: 61,
        received: 2,
        sent: 5,
      },
      b: {
        kind: "node",
        name: second.name,
        cluster,
        address: second.address,
        asn: 65001,
        state: "established",
        upSeconds: 61,
        received: 2,
        sent: 5,
      },
      family: "ipv4",
      state: "up",
    });
    expect(routers).toMatchObject([{ name: router, state: "seen", sessions: 3, sessionsUp: 3 }]);
  });

  it("of a router that does not run: says which and why, once", () => {
    const gone = look({
      router: { fault: "container bgp-tor0 is not running, it is exited", peers: [], routes: [] },
    });
    const nodesSay = {
      ...gone,
      clusters: [
        {
          ...seenCluster,
          speakers: seenCluster.speakers.map((s) => ({
            ...s,
            peers: [{ address: routerAddress, state: "active" }],
          })),
        },
      ],
    };
    expect(problems(nodesSay)).toEqual([
      `router-unreachable router ${router}: it cannot be asked: container bgp-tor0 is not running, it is exited; its sessions, by the other end's word: ` +
        `${cluster}/${first.name} ipv4 (active), ${cluster}/${second.name} ipv4 (active) and ${cluster}/${third.name} ipv4 (active)`,
    ]);
    expect(report(nodesSay).verdict).toBe("wrong");
    expect(report(nodesSay).sessions.map(({ state }) => state)).toEqual(["down", "down", "down"]);
    expect(report(nodesSay).routes).toEqual([]);
  });

  it("E3 of a node without its label: says which label", () => {
    const unlabelled = look({
      router: { peers: routerPeers(second.address, {}) },
      cluster: {
        nodes: seenNodes.map((n) => (n.name === second.name ? { ...n, labels: {} } : n)),
        speakers: speakers(second.name, { selected: false, peers: [] }),
      },
    });
    expect(problems(unlabelled)).toEqual([
      `node-not-selected router ${router}: the ipv4 session with ${cluster}/${second.name} is down: the node lacks the label enable-bgp=true, so that no CiliumBGPClusterConfig selects it`,
    ]);
    const labelled = look({
      router: { peers: routerPeers(second.address, {}) },
      cluster: { speakers: speakers(second.name, { selected: false, peers: [] }) },
    });
    expect(problems(labelled)).toEqual([
      expect.stringContaining("the node has its labels, but the operator made no CiliumBGPNodeConfig for it"),
    ]);
  });

  it("with a password at one end, or different ones: says so", () => {
    expect(problems(session({ signed: true }, { signed: false }), withPassword)).toEqual([
      `session-down router ${router}: the ipv4 session with ${cluster}/${second.name} is down: only ${router} has a password; the router's end says active, the other active`,
    ]);
    expect(problems(session({ signed: true }, { signed: true, state: "connect" }), withPassword)).toEqual([
      `session-down router ${router}: the ipv4 session with ${cluster}/${second.name} is down: it has a password, and neither end hears the other, as when their passwords differ; the router's end says active, the other connect`,
    ]);
    expect(JSON.stringify(report(session({ signed: true }, { signed: true }), withPassword))).not.toContain(
      "hush",
    );
  });

  it("that was refused: says with what words", () => {
    const refused = { lastError: "notification OPEN Message Error/Bad Peer AS", state: "idle" };
    expect(problems(session(refused, {}))).toEqual([
      `session-down router ${router}: the ipv4 session with ${cluster}/${second.name} is down: notification OPEN Message Error/Bad Peer AS (declared: AS 65000 and AS 65001); the router's end says idle, the other active`,
    ]);
    const ended = { lastError: "notification Cease/Other Configuration Change" };
    expect(problems(session(ended, {}))).toEqual([
      expect.stringContaining("is down: the router's end says active, the other active"),
    ]);
    expect(problems(session({ shutDown: true, state: "idle" }, {}))).toEqual([
      expect.stringContaining("the router's end is shut down by its administrator"),
    ]);
  });

  it("that one end does not know: says which end is behind", () => {
    const noNeighbor = look({
      router: { peers: seenRouter.peers.filter((p) => p.address !== second.address) },
      cluster: { speakers: speakers(second.name, { peers: [{ address: routerAddress, state: "active" }] }) },
    });
    expect(problems(noNeighbor)).toEqual([
      `neighbour-missing router ${router}: the ipv4 session with ${cluster}/${second.name} is down: the router has no neighbour ${second.address}`,
    ]);
    const noPeer = look({
      router: { peers: routerPeers(second.address, {}) },
      cluster: { speakers: speakers(second.name, { peers: [] }) },
    });
    expect(problems(noPeer)).toEqual([
      `neighbour-missing router ${router}: the ipv4 session with ${cluster}/${second.name} is down: the agent knows no peer ${routerAddress}`,
    ]);
  });

  it("of a node whose agent is down: says so at the node and at the session", () => {
    const dead = look({
      router: { peers: routerPeers(second.address, { restarting: true, state: "connect" }) },
      cluster: {
        agents: seenCluster.agents.map((a) => (a.node === second.name ? { ...a, ready: false } : a)),
        speakers: speakers(second.name, { fault: "the agent there is not ready", peers: [] }),
      },
    });
    expect(problems(dead)).toEqual([
      `agent-not-ready cluster ${cluster}: the Cilium agent on ${second.name} is not ready`,
      `session-down router ${router}: the ipv4 session with ${cluster}/${second.name} is down: the Cilium agent there is not ready, the router's end says connect`,
    ]);
  });

  it("of a cluster that does not answer: still seen from the router's end", () => {
    const lost = look({
      cluster: {
        fault: "connect ECONNREFUSED",
        nodes: [],
        agents: [],
        speakers: [],
        pools: [],
        services: [],
      },
      router: { peers: routerPeers(third.address, {}) },
    });
    expect(report(lost).verdict).toBe("wrong");
    expect(report(lost).sessions.map(({ a, b, state }) => [a.state, b.state, state])).toEqual([
      ["established", "unseen", "up"],
      ["established", "unseen", "up"],
      ["active", "unseen", "down"],
    ]);
    expect(problems(lost)).toContain(
      `cluster-unreachable cluster ${cluster}: its API server does not answer: connect ECONNREFUSED`,
    );
    expect(problems(lost)).toContain(
      `session-down router ${router}: the ipv4 session with ${cluster}/${third.name} is down: the cluster does not answer, the router's end says active`,
    );
  });

  it("with other timers, or with somebody that nobody declared", () => {
    const slow = look({ router: { peers: seenRouter.peers.map((p) => ({ ...p, holdSeconds: 90 })) } });
    expect(problems(slow)).toEqual([
      `timers-differ router ${router}: the session with ${nodes
        .map((n) => `${cluster}/${n.name}`)
        .join(", ")
        .replace(/, ([^,]*)$/, " and $1")} runs with a hold time of 90 s, declared is 9 s`,
    ]);
    const stranger = look({
      router: { peers: [...seenRouter.peers, peer("192.168.10.66", { state: "active" })] },
    });
    expect(problems(stranger)).toEqual([
      `session-undeclared router ${router}: it has neighbours that the stack does not declare: 192.168.10.66 (active)`,
    ]);
  });

  it("of somebody else's router: seen from the nodes' end alone, with a note", () => {
    const outside = look({ router: { hidden: "as it is not the stack's own", peers: [], routes: [] } });
    const announced = { [routerAddress]: ["172.16.1.1/32"] };
    const telling = seenCluster.speakers.map((s, i) => ({
      ...s,
      announced: { [routerAddress]: [`172.20.${i}.0/24`, ...(announced[routerAddress] ?? [])] },
    }));
    const seenOutside = { ...outside, clusters: [{ ...seenCluster, speakers: telling }] };
    const said = report(seenOutside);
    expect(said.problems).toEqual([]);
    expect(said.verdict).toBe("ok");
    expect(said.notes).toEqual([
      `router ${router} is not asked, as it is not the stack's own: its sessions are seen from the nodes' end only`,
    ]);
    expect(said.sessions.map(({ a, b, state }) => [a.state, b.state, state])).toEqual(
      nodes.map(() => ["unseen", "established", "up"]),
    );
    expect(said.routers).toMatchObject([{ state: "outside", routesDeclared: 4, routesLearned: 4 }]);
  });

  it("between routers: both routers are asked, and each other's routes are nobody's surprise", () => {
    const fabric = planFabric(leafSpine);
    const routers = fabric.routers.map(({ name }) => ({
      name,
      peers: fabric.sessions.flatMap(({ a, b }) =>
        a.name === name ? [peer(b.address)] : b.kind === "router" && b.name === name ? [peer(a.address)] : [],
      ),
      routes: [],
    }));
    const clusters = fabric.clusters.map((plan) => ({
      ...seenCluster,
      name: plan.name,
      speakers: plan.nodes.map((node) => ({
        node: node.name,
        source: "report" as const,
        selected: true,
        peers: fabric.sessions
          .filter(({ b }) => b.name === node.name && b.cluster === plan.name)
          .map(({ a }) => peer(a.address, { holdSeconds: 9 })),
      })),
    }));
    const said = report(
      { clusters, routers },
      { ...declared, clusters: [], fabric, pools: [], services: [] },
    );
    expect(said.sessions.length).toBeGreaterThan(4);
    expect(said.sessions.filter(({ state }) => state !== "up")).toEqual([]);
    expect(said.sessions.some(({ a, b }) => a.kind === "router" && b.kind === "router")).toBe(true);
  });

  it("blind: nothing at all could be seen", () => {
    const nothing = {
      clusters: [{ ...seenCluster, fault: "the stack has no kubeconfig: it is not up" }],
      routers: [{ name: router, fault: `there is no container bgp-${router}`, peers: [], routes: [] }],
    };
    expect(report(nothing).verdict).toBe("blind");
  });
});
