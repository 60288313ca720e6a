import * as fs from "node:fs";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { census, Census, commandLines, filesBelow } from "../helpers/census";
import { agentLives, eventually, helmHistory, scale } from "../helpers/clusters";
import { RoutedLab } from "../helpers/routed-lab";
import {
  bgpRoutes,
  changedSessions,
  establishedPeers,
  kernelRoutes,
  routerOf,
  sessionLives,
} from "../helpers/routers";
import { Workspace } from "../helpers/workspace";

const nodes = ["192.168.10.100", "192.168.10.101", "192.168.20.100"] as const;
const [master, worker, farWorker] = nodes;

/**
 * The routed stack in the full simulator: FRR's own zebra and bgpd, Cilium's own BGP control plane and operator, the
 * stack's own custom resources by the real engine. Only packets to pods are not there.
 */
describe("stack bgp in the full simulator", () => {
  let workspace: Workspace;
  let before: Census;
  let lab: RoutedLab;
  let address: string;
  let podCidrs: Record<string, string>;

  const up = (): Promise<string> => workspace.succeed("up", "bgp", "--simulator");
  const edit = (...changes: [from: string, to: string][]): void => {
    const text = workspace.read("Pulumi.bgp.yaml");
    for (const [from] of changes) expect(text).toContain(from);
    const edited = changes.reduce((all, [from, to]) => all.replace(from, to), text);
    workspace.write("Pulumi.bgp.yaml", edited);
  };
  /** Every node's pod CIDR, by that node alone. */
  const pods = (): Record<string, readonly string[]> =>
    Object.fromEntries(Object.entries(podCidrs).map(([node, cidr]) => [cidr, [node]]));
  /** The whole table: what the router announces, the pods', and the service address by these nodes. */
  const table = (hops: readonly string[]): Record<string, readonly string[]> => ({
    "10.10.1.0/24": ["0.0.0.0"],
    ...pods(),
    ...(hops.length > 0 ? { [`${address}/32`]: hops } : {}),
  });

  beforeAll(async () => {
    workspace = Workspace.withStack("bgp");
    before = census(workspace.folder);
    await up();
    lab = await RoutedLab.of(workspace);
    address = (await lab.addressOf("webpod")) ?? "";
    podCidrs = await lab.podCidrs();
  });
  afterAll(() => workspace.dispose("bgp"));

  it("A8 E2 has every node at its rack's address, and a router with an address in each rack", async () => {
    const internal = (await lab.nodes()).map(
      (n) => n.status?.addresses?.find(({ type }) => type === "InternalIP")?.address,
    );
    expect(internal.sort()).toEqual(nodes);
    expect(lab.router.addresses).toEqual(["192.168.10.200/24", "192.168.20.200/24"]);
    const kernel = ["ip_forward", "fib_multipath_hash_policy"].map((name) => `/proc/sys/net/ipv4/${name}`);
    expect(await lab.router.exec(["cat", ...kernel])).toBe("1\n1\n");
  });

  it("E4 has one session from the router to every node, all Established", async () => {
    expect(await establishedPeers(lab.router)).toEqual(nodes);
    expect(Object.keys(await sessionLives(lab.router))).toEqual(nodes);
  });

  it("E3 has a CiliumBGPNodeConfig for exactly the labelled nodes", async () => {
    const labelled = (await lab.nodes("enable-bgp=true")).map((n) => n.metadata?.name);
    expect(labelled).toEqual(["bgp-control-plane", "bgp-worker", "bgp-worker2"]);
    expect(await lab.nodeConfigs()).toEqual(labelled);
  });

  it("E7 gives webpod an address of the pool, neither its first nor its last", () => {
    expect(address).toMatch(/^172\.16\.1\.\d+$/);
    expect(["172.16.1.0", "172.16.1.255"]).not.toContain(address);
  });

  it("E1 E4 E7 has learned every node's pod CIDR from that node, and the service address from all three", async () => {
    expect(Object.values(podCidrs).sort()).toEqual(["172.20.0.0/24", "172.20.1.0/24", "172.20.2.0/24"]);
    await lab.routesAre(table(nodes));
  });

  it("E9 has three equal next hops in the kernel for the service address", async () => {
    expect(await kernelRoutes(lab.router)).toEqual({ ...pods(), [address]: nodes });
  });

  it("changes nothing when run again: no session comes or goes, no agent restarts", async () => {
    const [sessions, agents] = [await sessionLives(lab.router), await agentLives(lab.kubeconfig)];
    expect(await up()).toMatch(/Nothing had to be changed/);
    expect(changedSessions(sessions, await sessionLives(lab.router))).toEqual([]);
    expect(await agentLives(lab.kubeconfig)).toEqual(agents);
    expect(await helmHistory(lab.kubeconfig)).toEqual(["1 deployed"]);
  });

  it("E7 refuses an address outside the pool, announces nothing for it, and status says so", async () => {
    await lab.askForAddress("outside", { app: "webpod" }, "10.99.0.1");
    expect(await lab.satisfied("outside")).toBe("False");
    expect(await lab.addressOf("outside")).toBeUndefined();
    await lab.routesAre(table(nodes));
    const { code, output } = await workspace.run("status", "bgp");
    expect(code).not.toBe(0);
    expect(output).toMatch(/outside.*10\.99\.0\.1|10\.99\.0\.1.*outside/s);
    await lab.api.deleteNamespacedService({ namespace: "default", name: "outside" });
    const status = await eventually(
      () => workspace.run("status", "bgp"),
      (done) => done.code === 0,
    );
    expect(status.code).toBe(0);
  });

  it("E8 announces a service with policy Local only from nodes with a backend, and withdraws it from the others", async () => {
    await lab.patchService("webpod", { externalTrafficPolicy: "Local" });
    await scale(lab.kubeconfig, "webpod", 1);
    const left = await eventually(
      () => bgpRoutes(lab.router),
      (routes) => routes[`${address}/32`]?.length === 1,
    );
    const hosts = await lab.webpodHosts();
    expect(hosts).toHaveLength(1);
    expect(left[`${address}/32`]).toEqual(hosts);
    expect((await kernelRoutes(lab.router))[address]).toEqual(hosts);
    await scale(lab.kubeconfig, "webpod", 0);
    await lab.routesAre(table([]));
    expect(await kernelRoutes(lab.router)).toEqual(pods());
    await scale(lab.kubeconfig, "webpod", 3);
    await lab.routesAre(table(nodes));
    await lab.patchService("webpod", { externalTrafficPolicy: "Cluster" });
    expect(await establishedPeers(lab.router)).toEqual(nodes);
  });

  it("E4 keeps a node's routes while its agent restarts, as both ends restart gracefully", async () => {
    const seen = await lab.killAgent("bgp-worker2", farWorker);
    expect(seen.away).toBeGreaterThan(0);
    expect(seen.stale).toBeGreaterThan(0);
    expect(seen.missing).toBe(0);
    await lab.routesAre(table(nodes));
    expect(await kernelRoutes(lab.router)).toEqual({ ...pods(), [address]: nodes });
  });

  it("takes a change of the stack without a flap of the sessions that stay: a node leaves BGP, a network comes", async () => {
    const lives = await sessionLives(lab.router);
    const bgpd = await lab.router.exec(["cat", "/run/frr/bgpd.pid"]);
    edit(
      ["networks: [10.10.1.0/24]", "networks: [10.10.1.0/24, 10.10.2.0/24]"],
      ["maximumPaths: 4", "maximumPaths: 8"],
      ["        asn: 65001\n", "        asn: 65001\n        nodes: { bgp-worker2: { enabled: false } }\n"],
    );
    await up();
    const { [podCidrs[farWorker] ?? ""]: _, ...stay } = table([master, worker]);
    await lab.routesAre({ ...stay, "10.10.2.0/24": ["0.0.0.0"] });
    expect(await lab.nodeConfigs()).toEqual(["bgp-control-plane", "bgp-worker"]);
    expect((await lab.nodes("enable-bgp=true")).length).toBe(2);
    expect(changedSessions(lives, await sessionLives(lab.router))).toEqual([farWorker]);
    expect(await lab.router.exec(["cat", "/run/frr/bgpd.pid"])).toBe(bgpd);
    expect((await routerOf(workspace, "bgp", "router")).note).toMatch(/^configuration changed by \d+ lines$/);
  });

  it("loses a node's routes with its agent where graceful restart is off, and has passwords at both ends", async () => {
    workspace.write("tor.password", "lab-secret#1\n");
    fs.chmodSync(workspace.path("tor.password"), 0o600);
    edit(
      ["        nodes: { bgp-worker2: { enabled: false } }\n", ""],
      ["networks: [10.10.1.0/24, 10.10.2.0/24]", "networks: [10.10.1.0/24]"],
      [
        "gracefulRestart: { enabled: true, restartTimeSeconds: 15 }",
        "gracefulRestart: { enabled: false }\n            passwordFile: tor.password",
      ],
    );
    await up();
    expect(await lab.peersUp(3)).toEqual(nodes);
    await lab.routesAre(table(nodes));
    const seen = await lab.killAgent("bgp-worker2", farWorker);
    expect(seen.missing).toBeGreaterThan(0);
    await lab.routesAre(table(nodes));
  });

  it("shows the password to nobody", () => {
    expect(commandLines()).not.toContain("lab-secret");
    const has = (file: string): boolean => fs.readFileSync(file, "utf8").includes("lab-secret");
    const files = filesBelow(workspace.folder);
    expect(files.filter(({ file }) => has(file)).length).toBeGreaterThan(1);
    expect(files.filter(({ file, mode }) => (mode & 0o077) !== 0 && has(file))).toEqual([]);
    const logs = files.filter(({ file }) => file.endsWith(".log"));
    expect(logs.length).toBeGreaterThan(0);
    expect(logs.filter(({ file }) => has(file))).toEqual([]);
  });

  it("refuses sessions whose ends have different passwords, and takes them when they agree again", async () => {
    await lab.replacePassword("lab-secret#1", "another-secret");
    expect(await lab.peersUp(0)).toEqual([]);
    // Twice the time that a node takes to try again.
    await new Promise((resolve) => setTimeout(resolve, 12_000));
    expect(await establishedPeers(lab.router)).toEqual([]);
    expect(await kernelRoutes(lab.router)).toEqual({});
    expect((await workspace.run("status", "bgp")).code).not.toBe(0);
    await lab.replacePassword("another-secret", "lab-secret#1");
    expect(await lab.peersUp(3)).toEqual(nodes);
    await lab.routesAre(table(nodes));
  });

  it("A9 goes down without a trace, its router too", async () => {
    const daemons = (await lab.router.exec(["sh", "-c", "cat /run/frr/*.pid"])).trim().split("\n");
    expect(daemons.length).toBeGreaterThanOrEqual(3);
    await workspace.succeed("down", "bgp");
    expect(census(workspace.folder)).toEqual(before);
    expect(daemons.filter((pid) => fs.existsSync(`/proc/${pid}`))).toEqual([]);
    expect(fs.readdirSync(workspace.folder).sort()).toEqual(["Pulumi.bgp.yaml", "tor.password"]);
  });
});
