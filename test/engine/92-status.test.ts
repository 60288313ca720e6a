import { CoreV1Api, PatchStrategy, setHeaderOptions, V1Service } from "@kubernetes/client-node";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { connect } from "../../cli/probes";
import { kubeconfigOf } from "../helpers/clusters";
import { agentProcess, routerOf } from "../helpers/routers";
import { look, Looked, lookUntil } from "../helpers/status";
import { Workspace } from "../helpers/workspace";

const nodes = ["bgp/bgp-control-plane", "bgp/bgp-worker", "bgp/bgp-worker2"];

/** `status` over the routed stack with FRR's and Cilium's own control planes, whole and with parts of it broken. */
describe("I status of stack bgp in the full simulator", () => {
  let workspace: Workspace;
  let api: CoreV1Api;

  beforeAll(async () => {
    workspace = Workspace.withStack("bgp");
    await workspace.succeed("up", "bgp", "--simulator", "full");
    api = connect(kubeconfigOf(workspace, "bgp", "bgp")).makeApiClient(CoreV1Api);
  });
  afterAll(() => workspace.dispose("bgp"));

  const until = (done: (looked: Looked) => boolean, seconds?: number): Promise<Looked> =>
    lookUntil(workspace, "bgp", done, seconds);

  const whole = async (): Promise<void> => {
    const { code, problems, report } = await until((looked) => looked.code === 0);
    expect(problems).toEqual([]);
    expect([code, report.verdict]).toEqual([0, "ok"]);
  };

  it("E1 E4 is green from both ends once up has ended: sessions, routes, pool and address", async () => {
    const { report, code, problems } = await until((looked) => looked.code === 0, 15);
    expect(problems).toEqual([]);
    expect(code).toBe(0);
    expect(report).toMatchObject({ stack: "bgp", hosting: "simulator", depth: "full", verdict: "ok" });
    expect(report.clusters).toMatchObject([
      { name: "bgp", versions: ["1.18.1"], nodes: 3, nodesReady: 3, agents: 3, agentsReady: 3 },
    ]);
    expect(
      report.sessions.map(({ a, b, state }) => [a.state, `${b.cluster ?? ""}/${b.name}`, b.state, state]),
    ).toEqual(nodes.map((node) => ["established", node, "established", "up"]));
    const [service, ...pods] = report.routes;
    expect(service).toMatchObject({ what: "Service default/webpod", learned: nodes, state: "learned" });
    expect(service?.nextHops).toEqual(["192.168.10.100", "192.168.10.101", "192.168.20.100"]);
    expect(pods.map(({ prefix, learned }) => [prefix, learned])).toEqual(
      nodes.map((node, i) => [`172.20.${i}.0/24`, [node]]),
    );
    expect(report.pools).toMatchObject([{ name: "cilium-pool", state: "ready", total: "256" }]);
    expect(report.loadBalancers).toMatchObject([{ name: "webpod", pools: ["cilium-pool"] }]);
  });

  it("says the same for people, with a session in each row", async () => {
    const { code, output } = await workspace.run("status", "bgp");
    expect(code).toBe(0);
    expect(output).toMatch(/192\.168\.10\.200 AS 65000 │ \d+ s +│ 192\.168\.20\.100 AS 65001 │ \d+ s/);
    expect(output).toMatch(/Everything that can be seen is as declared\.\n$/);
  });

  it("E3 names the node whose label was removed, and the label", async () => {
    await label("bgp-worker2", null);
    const { code, problems, report } = await until((looked) => looked.problems.length > 0);
    expect(problems).toEqual([
      "node-not-selected router router: the ipv4 session with bgp/bgp-worker2 is down: the node lacks the label enable-bgp=true, so that no CiliumBGPClusterConfig selects it",
    ]);
    expect([code, report.verdict]).toEqual([1, "wrong"]);
    await label("bgp-worker2", "true");
    await whole();
  });

  it("E7 names the Service that asks for an address outside every pool", async () => {
    const body = Object.assign(new V1Service(), {
      metadata: { name: "outside", annotations: { "lbipam.cilium.io/ips": "10.9.9.9" } },
      spec: { type: "LoadBalancer", ports: [{ port: 80 }] },
    });
    await api.createNamespacedService({ namespace: "default", body });
    const { code, problems } = await until((looked) => looked.problems.length > 0);
    expect(problems).toEqual([
      "service-without-address cluster bgp: Service default/outside asks for 10.9.9.9, which no pool holds: there is cilium-pool (172.16.1.0/24)",
    ]);
    expect(code).toBe(1);
    await api.deleteNamespacedService({ namespace: "default", name: "outside" });
    await whole();
  });

  it("says which end alone has a password", async () => {
    const router = await routerOf(workspace, "bgp", "router");
    const neighbor = (line: string): Promise<string> =>
      router.exec(["vtysh", "-c", "configure terminal", "-c", "router bgp 65000", "-c", line]);
    await neighbor("neighbor 192.168.10.101 password not-agreed-upon");
    const { problems } = await until((looked) => looked.problems.length > 0);
    expect(problems).toEqual([
      expect.stringMatching(
        /^session-down router router: the ipv4 session with bgp\/bgp-worker is down: only router has a password; the router's end says \w+, the other \w+$/,
      ),
    ]);
    await neighbor("no neighbor 192.168.10.101 password");
    await whole();
  });

  it("with an agent that hangs: names its node, has the rest, and ends in time", async () => {
    const pid = agentProcess(workspace, "bgp", "bgp-worker");
    process.kill(pid, "SIGSTOP");
    try {
      const began = Date.now();
      const looked = await until(({ report }) => report.sessions.some(({ state }) => state === "down"), 90);
      expect(looked.code).toBe(1);
      expect(looked.problems.join("\n")).toMatch(
        /session-down router router: the ipv4 session with bgp\/bgp-worker is down: the (Cilium )?agent there/,
      );
      expect(looked.report.sessions.map(({ state }) => state)).toEqual(["up", "down", "up"]);
      expect(Date.now() - began).toBeLessThan(120_000);
    } finally {
      process.kill(pid, "SIGCONT");
    }
    await whole();
  });

  it("with a router that hangs: says which sessions, by the other end's word, and ends in time", async () => {
    const pid = Number(workspace.read(".fabric/bgp/simulator/routers/router/run/bgpd.pid"));
    process.kill(pid, "SIGSTOP");
    try {
      const began = Date.now();
      const { code, problems, report } = await look(workspace, "bgp");
      expect(Date.now() - began).toBeLessThan(60_000);
      expect(code).toBe(1);
      expect(problems).toHaveLength(1);
      expect(problems[0]).toMatch(
        /^router-unreachable router router: it cannot be asked: vtysh \(show bgp summary json\) did not answer within 8 s; its sessions, by the other end's word: bgp\/bgp-control-plane ipv4 \(\w+\), bgp\/bgp-worker ipv4 \(\w+\) and bgp\/bgp-worker2 ipv4 \(\w+\)$/,
      );
      expect(report.clusters).toMatchObject([{ reachable: true, agentsReady: 3 }]);
      expect(report.routers).toMatchObject([{ state: "unreachable" }]);
    } finally {
      process.kill(pid, "SIGCONT");
    }
    await whole();
  });

  it("of a stack that was taken down: says that it is not up", async () => {
    await workspace.succeed("down", "bgp");
    const { code, problems } = await look(workspace, "bgp");
    expect(code).not.toBe(0);
    expect(problems).toContain(
      "cluster-unreachable cluster bgp: its API server does not answer: the stack has no kubeconfig: it is not up",
    );
  });

  async function label(node: string, value: string | null): Promise<void> {
    await api.patchNode(
      { name: node, body: { metadata: { labels: { "enable-bgp": value } } } },
      setHeaderOptions("Content-Type", PatchStrategy.MergePatch),
    );
  }
});
