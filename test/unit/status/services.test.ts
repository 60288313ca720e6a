import { describe, expect, it } from "vitest";
import { AgentStatus } from "../../../cli/probes";
import {
  cluster,
  declared,
  look,
  problems,
  report,
  second,
  seenCluster,
  seenNodes,
  webpod,
} from "./fixtures";

describe("F pools and the addresses of Services", () => {
  it("are shown with what is used of them", () => {
    const said = report(look());
    expect(said.pools).toEqual([
      {
        cluster,
        name: "cilium-pool",
        blocks: ["172.16.1.0/24"],
        declared: true,
        state: "ready",
        total: "256",
        used: "3",
        available: "253",
      },
    ]);
    expect(said.loadBalancers).toEqual([
      {
        cluster,
        namespace: "default",
        name: "webpod",
        addresses: ["172.16.1.1"],
        pools: ["cilium-pool"],
        localOnly: false,
        bgp: true,
      },
    ]);
  });

  it("say which node answers for an address, where one holds the lease", () => {
    const services = [{ ...webpod, answering: second.name }];
    expect(report(look({ cluster: { services } })).loadBalancers[0]).toMatchObject({
      answering: second.name,
    });
  });

  it("a Service that asks for an address outside every pool", () => {
    const outside = {
      ...webpod,
      name: "outside",
      labels: {},
      addresses: [],
      requested: ["10.9.9.9"],
      unsatisfied: "No pool exists with a CIDR containing '10.9.9.9'",
    };
    expect(problems(look({ cluster: { services: [webpod, outside] } }))).toEqual([
      `service-without-address cluster ${cluster}: Service default/outside asks for 10.9.9.9, which no pool holds: there is cilium-pool (172.16.1.0/24)`,
    ]);
  });

  it("a Service that gets none, in the operator's words where it has some", () => {
    const bare = { ...webpod, name: "bare", labels: {}, addresses: [] };
    const lacks = (what: object, pools = seenCluster.pools) =>
      problems(look({ cluster: { services: [webpod, { ...bare, ...what }], pools } })).filter((p) =>
        p.includes("default/bare"),
      );
    const full = "All enabled CiliumLoadBalancerIPPools that match this service ran out of allocatable IPs";
    const start = `service-without-address cluster ${cluster}: Service default/bare`;
    expect(lacks({ unsatisfied: full })).toEqual([`${start} lacks an address: ${full}`]);
    expect(lacks({})).toEqual([`${start} has no address yet`]);
    expect(lacks({}, [])).toEqual([`${start} has no address: the cluster has no pool`]);
  });

  it("a pool that is not there, clashes, is switched off, or holds something else", () => {
    const pool = seenCluster.pools[0]!;
    const said = (change: object | undefined) =>
      problems(look({ cluster: { pools: change === undefined ? [] : [{ ...pool, ...change }] } }));
    const where = `cluster ${cluster}`;
    expect(said(undefined)).toEqual([`pool-missing ${where}: has no pool cilium-pool`]);
    expect(said({ conflict: "Pool conflicts since CIDR '172.16.1.0/24' overlaps" })).toEqual([
      `pool-conflict ${where}: pool cilium-pool is not used: Pool conflicts since CIDR '172.16.1.0/24' overlaps`,
    ]);
    expect(said({ disabled: true })).toEqual([
      `pool-differs ${where}: pool cilium-pool is disabled, declared is enabled`,
    ]);
    expect(said({ blocks: ["10.0.0.1–10.0.0.9"] })).toEqual([
      `pool-differs ${where}: pool cilium-pool has 10.0.0.1–10.0.0.9, declared is 172.16.1.0/24`,
    ]);
  });

  it("a pool that nobody declared is shown, and no fault", () => {
    const more = look({
      cluster: { pools: [...seenCluster.pools, { name: "own", blocks: ["10.7.0.0/28"], disabled: false }] },
    });
    expect(problems(more)).toEqual([]);
    expect(report(more).pools.map(({ name, declared: is }) => [name, is])).toEqual([
      ["cilium-pool", true],
      ["own", false],
    ]);
  });

  it("D1 a declared Service that a cluster lacks", () => {
    expect(problems(look({ cluster: { services: [] }, router: { routes: [] } }))).toContain(
      `service-missing cluster ${cluster}: has no Service default/webpod`,
    );
  });
});

describe("clusters", () => {
  it("whose nodes or agents are missing, not ready, or of another version", () => {
    const said = problems(
      look({
        cluster: {
          nodes: seenNodes.slice(0, 2).map((n) => (n.name === second.name ? { ...n, ready: false } : n)),
          agents: [{ node: seenNodes[0]!.name, ready: true, restarts: 0, version: "1.17.6" }],
        },
      }),
    );
    expect(said.slice(0, 4)).toEqual([
      `node-missing cluster ${cluster}: has no node ${seenNodes[2]!.name}`,
      `node-not-ready cluster ${cluster}: node ${second.name} is not ready`,
      `version-differs cluster ${cluster}: runs Cilium 1.17.6 on ${seenNodes[0]!.name}, declared is 1.18.1`,
      `agent-missing cluster ${cluster}: no Cilium agent runs on ${second.name}`,
    ]);
  });

  it("C2 whose agents are not connected to a peer", () => {
    const meshed = { ...declared, clusters: declared.clusters.map((c) => ({ ...c, peers: ["east"] })) };
    const agent: AgentStatus = {
      node: "n",
      pod: "cilium-x",
      restarts: 0,
      globalServices: 0,
      remotes: [],
    };
    const said = report(look({ cluster: { statuses: [agent] } }), meshed);
    expect(said.mesh).toEqual([
      { cluster, peer: "east", agents: 1, agentsConnected: 0, nodes: 0, services: 0 },
    ]);
    expect(said.problems.map(({ code, message }) => `${code}: ${message}`)).toEqual([
      `mesh-peer: ${cluster}: agent on n does not know east`,
    ]);
  });

  it("of which a part could not be read: says which part", () => {
    expect(problems(look({ cluster: { gaps: ["its pools cannot be read: forbidden"] } }))).toEqual([
      `cluster-unseen cluster ${cluster}: its pools cannot be read: forbidden`,
    ]);
  });
});
