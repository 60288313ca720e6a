import { describe, expect, it } from "vitest";
import {
  AgentStatus,
  missingOf,
  parseAgentStatus,
  parseServiceList,
  RemoteCluster,
  waitForMesh,
} from "../../../cli/probes";
import { peerNames } from "../../../cli/probes/configured";

const remote = (name: string, more: Partial<RemoteCluster> = {}): RemoteCluster => ({
  name,
  connected: true,
  ready: true,
  nodes: 2,
  endpoints: 5,
  identities: 4,
  services: 1,
  status: "",
  ...more,
});
const agent = (remotes: RemoteCluster[], more: Partial<AgentStatus> = {}): AgentStatus => ({
  node: "west-worker",
  pod: "cilium-x",
  restarts: 0,
  globalServices: 1,
  remotes,
  ...more,
});
const west = { name: "west", kubeconfig: "", peers: ["east", "north"] };

describe("what an agent says about the mesh", () => {
  it("is read from its status, sorted by cluster", () => {
    const json = JSON.stringify({
      "cluster-mesh": {
        "num-global-services": 3,
        clusters: [
          { name: "north", connected: true, status: "etcd: 1/1 connected" },
          {
            name: "east",
            connected: true,
            ready: true,
            "num-nodes": 2,
            "num-shared-services": 1,
            "num-endpoints": 9,
            "num-identities": 6,
          },
        ],
      },
    });
    expect(parseAgentStatus(json)).toEqual({
      globalServices: 3,
      remotes: [
        remote("east", { endpoints: 9, identities: 6 }),
        remote("north", {
          ready: false,
          nodes: 0,
          endpoints: 0,
          identities: 0,
          services: 0,
          status: "etcd: 1/1 connected",
        }),
      ],
    });
    expect(parseAgentStatus("{}")).toEqual({ globalServices: 0, remotes: [] });
  });

  it("G names the etcd with its identities, where it has one", () => {
    const said = (kvstore: object) => parseAgentStatus(JSON.stringify({ kvstore })).kvstore;
    const msg = "etcd: 1/1 connected, has-quorum=true: https://172.18.0.2:12379 - 3.5.21 (Leader)";
    expect(said({ state: "Ok", msg })).toEqual({ connected: true, status: msg });
    expect(said({ state: "Failure", msg: "quorum lost" })).toEqual({
      connected: false,
      status: "quorum lost",
    });
    expect(said({ state: "Disabled" })).toBeUndefined();
  });

  it.each([
    ["is all well", [agent([remote("east"), remote("north")])], []],
    ["without agents", [], ["west: no Cilium agent runs"]],
    [
      "that does not answer",
      [agent([], { fault: "container not found\nmore" })],
      ["west: agent on west-worker does not answer (container not found)"],
    ],
    ["that lacks a peer", [agent([remote("north")])], ["west: agent on west-worker does not know east"]],
    [
      "whose peer is not there",
      [
        agent([
          remote("east", { connected: false, ready: false, status: "Waiting for initial connection" }),
          remote("north"),
        ]),
      ],
      ["west: agent on west-worker is not connected to east (Waiting for initial connection)"],
    ],
    [
      "that only has the cache so far",
      [agent([remote("east"), remote("north", { ready: false, nodes: 0 })])],
      ["west: agent on west-worker has not read all of north"],
    ],
    [
      "that has no node of a peer",
      [agent([remote("east", { nodes: 0 }), remote("north")])],
      ["west: agent on west-worker has not read all of east"],
    ],
  ] as const)("%s", (_, agents, missing) => expect(missingOf(west, agents)).toEqual(missing));
});

describe("C2 I waiting for the mesh", () => {
  const east = { name: "east", kubeconfig: "", peers: ["west"] };

  it("asks again only those that are not done, and tells each change once", async () => {
    const asked: string[] = [];
    const told: string[] = [];
    const wait = await waitForMesh([{ ...west, peers: ["east"] }, east], {
      timeout: 5_000,
      interval: 1,
      report: (missing) => told.push(missing.join("; ")),
      ask: (member) => {
        asked.push(member.name);
        if (member.name === "east")
          return Promise.resolve([agent([remote("west")], { node: "east-worker" })]);
        if (asked.length < 4) return Promise.reject(new Error("connect ECONNREFUSED\n at x"));
        return Promise.resolve([agent([remote("east")])]);
      },
    });
    expect(wait.ready).toBe(true);
    expect([...wait.statuses.keys()].sort()).toEqual(["east", "west"]);
    expect(asked).toEqual(["west", "east", "west", "west"]);
    expect(told).toEqual(["west: its API server does not answer (connect ECONNREFUSED)", ""]);
  });

  it("ends in time with the cause", async () => {
    const began = Date.now();
    const wait = await waitForMesh([east], {
      timeout: 50,
      interval: 10,
      ask: () => Promise.resolve([agent([])]),
    });
    expect(Date.now() - began).toBeLessThan(1_000);
    expect(wait).toMatchObject({ ready: false, missing: ["east: agent on west-worker does not know west"] });
  });

  it("ends when the run is stopped", async () => {
    const stop = new AbortController();
    const wait = waitForMesh([east], {
      timeout: 60_000,
      interval: 1,
      signal: stop.signal,
      ask: () => {
        stop.abort();
        return Promise.resolve([]);
      },
    });
    expect((await wait).ready).toBe(false);
  });
});

it("reads an agent's service table", () => {
  const json = JSON.stringify([
    {
      spec: { "frontend-address": { ip: "10.2.0.9", port: 80 }, "backend-addresses": [] },
      status: {
        realized: {
          "frontend-address": { ip: "10.2.0.9", port: 80 },
          "backend-addresses": [
            { ip: "10.1.0.4", port: 80, state: "active", preferred: true },
            { ip: "10.0.0.4", port: 80, state: "terminating" },
          ],
        },
      },
    },
    { spec: { "frontend-address": { ip: "10.2.0.1", port: 443 }, "backend-addresses": null } },
  ]);
  expect(parseServiceList(json)).toEqual([
    {
      address: "10.2.0.9",
      frontend: "10.2.0.9:80",
      backends: [
        { address: "10.0.0.4", port: 80, state: "terminating", preferred: false },
        { address: "10.1.0.4", port: 80, state: "active", preferred: true },
      ],
    },
    { address: "10.2.0.1", frontend: "10.2.0.1:443", backends: [] },
  ]);
  expect(parseServiceList("null")).toEqual([]);
});

it("finds the peers among the keys of the agents' Secret", () => {
  expect(
    peerNames([
      "west",
      "common-etcd-client-ca.crt",
      "common-etcd-client.key",
      "east",
      "east.etcd-client.crt",
    ]),
  ).toEqual(["east", "west"]);
});
