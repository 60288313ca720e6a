import { describe, expect, it } from "vitest";
import { conclusionJson, isUnchanged, printConclusion } from "../../../cli/conclude";
import { createReporter, stripColor } from "../../../cli/output";
import { stackPaths } from "../../../cli/paths";
import { Phases } from "../../../cli/phases";
import { AgentStatus } from "../../../cli/probes";
import { formatSummary, nodesOfOutputs, summarize, urlsOfOutputs } from "../../../cli/summary";
import { StackConfig } from "../../../stacks/config";

const stack: StackConfig = {
  cilium: {
    version: "1.18.1",
    kubeProxyReplacement: true,
    hubble: { ui: { enabled: true, service: { type: "NodePort", nodePort: 30001 } } },
  },
  clusters: [
    {
      name: "west",
      id: 1,
      kind: {
        podSubnet: "10.0.0.0/16",
        serviceSubnet: "10.2.0.0/16",
        nodes: [{ role: "control-plane", portMappings: [{ containerPort: 30001, hostPort: 31001 }] }],
      },
    },
    { name: "east", id: 2, kind: { podSubnet: "10.1.0.0/16", serviceSubnet: "10.3.0.0/16" } },
  ],
  mesh: {},
  services: [
    {
      name: "webpod",
      selector: { app: "webpod" },
      ports: [{ port: 80 }],
      clusters: [
        { name: "west", affinity: "local" },
        { name: "east", clientOnly: true, shared: false },
      ],
    },
  ],
  samples: [],
  racks: [],
  routers: [],
  routerLinks: [],
  loadBalancerPools: [],
  l2Announcements: [],
  ingresses: [],
  ingressPolicies: [],
  policies: [],
};

const outputs = {
  kubeconfig: "client-key-data: secret",
  hubble: { west: { ui: "http://127.0.0.1:31001", relay: "127.0.0.1:31002" } },
  clusters: {
    west: { nodes: [{ name: "west-control-plane", role: "control-plane", address: "172.18.0.2" }] },
    east: {
      nodes: [
        { name: "east-control-plane", role: "control-plane", address: "172.18.0.3" },
        { name: "east-worker", role: "worker", address: "172.18.0.4" },
      ],
    },
  },
};
const agent = (ready: boolean): AgentStatus => ({
  node: "west-control-plane",
  pod: "cilium-x",
  restarts: 0,
  globalServices: 1,
  remotes: [
    { name: "east", connected: true, ready, nodes: 2, endpoints: 3, identities: 3, services: 1, status: "" },
  ],
});

describe("I the summary at the end of up", () => {
  const statuses = new Map([["west", [agent(true), agent(false)]]]);
  const summary = summarize(stack, nodesOfOutputs(outputs), statuses, { urls: urlsOfOutputs(outputs) });

  it("C5 has where Hubble is reached, as the outputs say, and nothing without them", () => {
    expect(summary.urls.map(({ url }) => url)).toEqual(["http://127.0.0.1:31001", "127.0.0.1:31002"]);
    expect(urlsOfOutputs({})).toEqual([]);
  });

  it("has clusters, where members are reached and how they stand, services and pages", () => {
    expect(summary).toEqual({
      clusters: [
        { name: "west", id: 1, cilium: "1.18.1", nodes: ["west-control-plane 172.18.0.2"] },
        {
          name: "east",
          id: 2,
          cilium: "1.18.1",
          nodes: ["east-control-plane 172.18.0.3", "east-worker 172.18.0.4"],
        },
      ],
      mesh: [
        {
          cluster: "west",
          addresses: ["172.18.0.2:32379"],
          peers: ["east (1 of 2 agents connected, 2 nodes, 1 services)"],
        },
        {
          cluster: "east",
          addresses: ["172.18.0.3:32380", "172.18.0.4:32380"],
          peers: ["west"],
        },
      ],
      sessions: [],
      services: [
        { name: "default/webpod", clusters: ["west (affinity local)", "east (clients only, not shared)"] },
      ],
      urls: [
        { name: "Hubble UI of west", url: "http://127.0.0.1:31001" },
        { name: "Hubble relay of west", url: "127.0.0.1:31002" },
      ],
    });
  });

  it("is tables in which every one of these stands", () => {
    const text = stripColor(formatSummary(summary));
    for (const word of [
      "west-control-plane 172.18.0.2",
      "172.18.0.4:32380",
      "default/webpod",
      "http://127.0.0.1:31001",
    ])
      expect(text).toContain(word);
    expect(formatSummary({ clusters: [], mesh: [], sessions: [], services: [], urls: [] })).toBe("");
  });
});

describe("the conclusion of up", () => {
  const paths = stackPaths("dev", process.cwd());
  const phases = new Phases();
  phases.done.push({ name: "engine", seconds: 41.04 }, { name: "mesh", seconds: 2 });
  const conclude = (changes: Record<string, number>): string => {
    const lines: string[] = [];
    const report = createReporter({ out: (text) => lines.push(text), err: () => undefined });
    printConclusion(
      { declared: stack, hosting: { kind: "kind" }, paths, phases, result: { outputs, changes } },
      report,
    );
    return stripColor(lines.join(""));
  };

  it("says what changed, how long it took and what to type next, and no secret", () => {
    const text = conclude({ create: 20, update: 1, same: 3, delete: 0 });
    expect(text).toContain(`Changed: 20 created, 1 updated.
Time: engine 41.0 s, mesh 2.0 s; 43.0 s in all.

Next:
  kubectl --kubeconfig .fabric/dev/kubeconfig --context west get nodes
  kubectl --kubeconfig .fabric/dev/kubeconfig --context west -n kube-system exec ds/cilium -c cilium-agent -- cilium-dbg status
  kubectl --kubeconfig .fabric/dev/kubeconfig --context west -n default get service webpod
  npm run status
  npm run down
The log of this run is in .fabric/dev/logs.`);
    expect(text).not.toContain("secret");
    expect(conclude({ same: 24 })).toContain("Nothing had to be changed.");
    expect(isUnchanged({ outputs: {}, changes: { same: 24, create: 0 } })).toBe(true);
  });

  it("is JSON without secrets, and without URLs where no port is on this machine", () => {
    const hosting = { kind: "simulator", depth: "full", why: "" } as const;
    const json = conclusionJson({
      declared: stack,
      hosting,
      paths,
      phases,
      result: { outputs, changes: { same: 1 } },
    });
    expect(json).not.toContain("secret");
    expect(JSON.parse(json)).toMatchObject({
      stack: "dev",
      hosting: "simulator",
      depth: "full",
      kubeconfig: paths.kubeconfig,
      urls: [],
      changes: { same: 1 },
      phases: [
        { name: "engine", seconds: 41.04 },
        { name: "mesh", seconds: 2 },
      ],
    });
  });
});
