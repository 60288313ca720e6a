import * as fs from "node:fs";
import { CoreV1Api } from "@kubernetes/client-node";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { connect, execInPod } from "../../cli/probes";
import type { StatusReport } from "../../cli/status/report";
import { eventually, helmHistory, kubeconfigOf } from "../helpers/clusters";
import { Workspace } from "../helpers/workspace";
import { EngineCensus, engineCensus, withoutDocker } from "./docker";
import { docker, hostRoutes, type Neighbor, neighbors, nextHops, requestsFrom, type Spread } from "./router";

const reason = withoutDocker();
const router = "bgp-router";
const racks = {
  "bgp-control-plane": "192.168.10.100",
  "bgp-worker": "192.168.10.101",
  "bgp-worker2": "192.168.20.100",
};
const CALLS = 100;

/**
 * The documents' routed lab on real kind nodes in two racks, with FRR between them. `CILIUM_FABRIC_OVERLAY` adapts it to
 * the place, as for the default stack.
 */
describe.skipIf(reason !== undefined)(
  `stack bgp on kind${reason === undefined ? "" : ` (${reason})`}`,
  () => {
    let workspace: Workspace;
    let original: string;
    let before: { census: EngineCensus; routes: string[] };
    let kubeconfig: string;

    const say = (text: string): void => void process.stdout.write(`${text}\n`);
    const up = async (what: string): Promise<string> => {
      const started = performance.now();
      const output = await workspace.succeed("up", "bgp");
      say(`${what}: ${((performance.now() - started) / 1000).toFixed(1)} s`);
      return output;
    };
    const change = async (what: string, from: string | RegExp, to: string): Promise<string> => {
      const text = original.replace(from, to);
      expect(text).not.toBe(original);
      workspace.write("Pulumi.bgp.yaml", text);
      return up(what);
    };
    const restore = async (): Promise<void> => {
      workspace.write("Pulumi.bgp.yaml", original);
      await up("as before");
    };
    const status = async (): Promise<StatusReport> =>
      JSON.parse((await workspace.run("status", "bgp", "--json")).output) as StatusReport;
    const allWell = (): Promise<StatusReport> =>
      eventually(status, ({ verdict }) => verdict === "ok", 60_000);
    const core = (): CoreV1Api => connect(kubeconfig).makeApiClient(CoreV1Api);
    const webpods = async (): Promise<Record<string, { node: string; ip: string }>> => {
      const { items } = await core().listNamespacedPod({ namespace: "default", labelSelector: "app=webpod" });
      const running = items.filter((pod) => pod.metadata?.deletionTimestamp === undefined);
      return Object.fromEntries(
        running.map((pod) => [
          pod.metadata?.name ?? "",
          { node: pod.spec?.nodeName ?? "", ip: pod.status?.podIP ?? "" },
        ]),
      );
    };
    const serviceAddress = async (): Promise<string> => {
      const service = await core().readNamespacedService({ namespace: "default", name: "webpod" });
      return service.status?.loadBalancer?.ingress?.[0]?.ip ?? "";
    };
    const hopsAre = (address: string, count: number): Promise<string[]> =>
      eventually(
        () => Promise.resolve(nextHops(router, address)),
        (hops) => hops.length === count,
      );
    const spread = (what: string, address: string): Spread => {
      const seen = requestsFrom(router, address, CALLS);
      say(`${what}: pods ${JSON.stringify(seen.pods)}, next hops ${JSON.stringify(seen.hops)}`);
      return seen;
    };
    /** The pod that answers curl-pod, which stands on the control plane, under an address; empty where none does. */
    const answerOf = (ip: string): Promise<string> => {
      const script = `curl -s -m 3 http://${ip}/ | sed -n 's/^Hostname: //p'`;
      const where = { namespace: "default", pod: "curl-pod", container: "curl-pod" };
      return execInPod(connect(kubeconfig), where, ["sh", "-c", script], 30_000).then((text) => text.trim());
    };
    /** Sessions that are up now and have been since before, by the router's own count. */
    const unbroken = (was: Record<string, Neighbor>): string[] => {
      const now = neighbors(router);
      return Object.entries(was)
        .filter(([address, { connectionsEstablished, peerUptimeMsec }]) => {
          const peer = now[address];
          return (
            peer?.state === "Established" &&
            peer.connectionsEstablished === connectionsEstablished &&
            peer.peerUptimeMsec > peerUptimeMsec
          );
        })
        .map(([address]) => address)
        .sort();
    };

    beforeAll(async () => {
      before = { census: engineCensus(), routes: hostRoutes() };
      workspace = Workspace.withStack("bgp");
      original = workspace.read("Pulumi.bgp.yaml");
      say((await up("up from nothing")).split("\n").slice(-45).join("\n"));
      kubeconfig = kubeconfigOf(workspace, "bgp", "bgp");
    });
    afterAll(() => workspace.dispose("bgp"));

    it("E1 I is all green from both ends, after one up with one Helm revision", async () => {
      const report = await allWell();
      expect(report.problems).toEqual([]);
      expect(report.sessions.map(({ a, b, state }) => [b.name, a.state, b.state, state])).toEqual(
        Object.keys(racks).map((node) => [node, "established", "established", "up"]),
      );
      expect(await helmHistory(kubeconfig)).toEqual(["1 deployed"]);
    });

    it("A8 E3 has its nodes in two racks, by the addresses of the notes, labelled as there", async () => {
      const { items } = await core().listNode({ labelSelector: "enable-bgp=true" });
      const addresses = items.map((node) => [
        node.metadata?.name,
        (node.status?.addresses ?? [])
          .filter(({ type }) => type === "InternalIP")
          .map(({ address }) => address),
      ]);
      expect(Object.fromEntries(addresses)).toEqual(
        Object.fromEntries(Object.entries(racks).map(([node, address]) => [node, [address]])),
      );
    });

    it("E7 E9 E11 spreads 100 requests over three next hops, and they reach all three pods", async () => {
      const address = await serviceAddress();
      expect(address).toMatch(/^172\.16\.1\./);
      expect(await hopsAre(address, 3)).toEqual(Object.values(racks).sort());
      const { pods, hops } = spread("hash policy 1", address);
      expect(Object.keys(pods).sort()).toEqual(Object.keys(await webpods()).sort());
      expect(Object.keys(hops).sort()).toEqual(Object.values(racks).sort());
      expect(Object.values(pods).reduce((sum, n) => sum + n)).toBe(CALLS);
    });

    it("E2 E6 reaches pods of the other rack by the router's route, and not without it", async () => {
      const far = Object.entries(await webpods()).find(([, { node }]) => node === "bgp-worker2");
      const [name = "", { ip = "" } = {}] = far ?? [];
      const node = "bgp-control-plane";
      expect(docker("exec", node, "ip", "route", "get", ip)).toMatch(/via 192\.168\.10\.200 /);
      expect(await answerOf(ip)).toBe(name);
      docker("exec", node, "ip", "route", "del", "172.20.0.0/16");
      expect(await answerOf(ip)).toBe("");
      docker("exec", node, "systemctl", "restart", "cilium-fabric-rack.service");
      expect(await answerOf(ip)).toBe(name);
    });

    it("E6 gives a node its address and its routes back when its container is restarted", async () => {
      const node = "bgp-worker2";
      const routes = (): string => docker("exec", node, "ip", "route", "show", "proto", "196");
      const was = routes();
      expect(was).toContain("172.20.0.0/16 via 192.168.20.200");
      docker("restart", "--time", "5", node);
      const now = await eventually(
        () => Promise.resolve(routes()),
        (text) => text === was,
      );
      expect(now).toBe(was);
      expect((await allWell()).problems).toEqual([]);
      expect(docker("exec", node, "cat", "/var/lib/kubelet/kubeadm-flags.env")).toContain(
        "--node-ip=192.168.20.100",
      );
    });

    it("E1 takes a change of the router's configuration without a flap", async () => {
      const was = neighbors(router);
      const started = docker("inspect", "--format", "{{.State.StartedAt}}", router);
      await change("another network of the router", "[10.10.1.0/24]", "[10.10.1.0/24, 10.10.3.0/24]");
      expect(unbroken(was)).toEqual(Object.values(racks).sort());
      expect(docker("inspect", "--format", "{{.State.StartedAt}}", router)).toBe(started);
      const running = docker("exec", router, "vtysh", "-c", "show running-config");
      expect(running).toContain("network 10.10.3.0/24");
      expect((await allWell()).problems).toEqual([]);
      await restore();
      expect(unbroken(was)).toEqual(Object.values(racks).sort());
      expect(docker("exec", router, "vtysh", "-c", "show running-config")).not.toContain("10.10.3.0/24");
    });

    it("E1 ends one node's session and leaves the others'", async () => {
      const was = neighbors(router);
      const ends = async (): Promise<Record<string, number>> =>
        Object.fromEntries((await status()).sessions.map(({ b }) => [b.name, Math.round(b.upSeconds ?? -1)]));
      const atNodes = await ends();
      await change(
        "one node out of BGP",
        "        asn: 65001\n",
        "        asn: 65001\n        nodes: { bgp-worker: { enabled: false } }\n",
      );
      expect(unbroken(was)).toEqual(["192.168.10.100", "192.168.20.100"]);
      expect(Object.keys(neighbors(router)).sort()).toEqual(["192.168.10.100", "192.168.20.100"]);
      await restore();
      expect((await allWell()).problems).toEqual([]);
      expect(unbroken(was)).toEqual(["192.168.10.100", "192.168.20.100"]);
      const now = await ends();
      for (const node of ["bgp-control-plane", "bgp-worker2"])
        expect(now[node]).toBeGreaterThan(atNodes[node] ?? Infinity);
    });

    it("E8 keeps only the nodes that have a pod, where the policy is Local", async () => {
      const address = await serviceAddress();
      const policy = original.replace("      type: LoadBalancer\n", "$&      externalTrafficPolicy: Local\n");
      workspace.write("Pulumi.bgp.yaml", policy.replace("replicas: 3", "replicas: 2"));
      await up("Local with two pods");
      const pods = await eventually(webpods, (seen) => Object.keys(seen).length === 2);
      const nodes = Object.values(pods).map(({ node }) => racks[node as keyof typeof racks]);
      expect(await hopsAre(address, 2)).toEqual(nodes.sort());
      const seen = spread("Local", address);
      // Each node hands what comes to it to its own pod.
      for (const [pod, { node }] of Object.entries(pods))
        expect(seen.pods[pod]).toBe(seen.hops[racks[node as keyof typeof racks]]);
      await restore();
      expect(await hopsAre(address, 3)).toEqual(Object.values(racks).sort());
    });

    it("E9 sends all requests of one caller by one next hop with hash policy 0", async () => {
      const settings = `      sysctls: { net.ipv4.fib_multipath_hash_policy: "0" }\n`;
      await change("hash policy 0", "      maximumPaths: 4\n", `$&${settings}`);
      const address = await serviceAddress();
      expect((await hopsAre(address, 3)).length).toBe(3);
      expect(Object.keys(spread("hash policy 0", address).hops)).toHaveLength(1);
      await restore();
    });

    it("changes nothing when run again", async () => {
      expect((await allWell()).problems).toEqual([]);
      expect(await up("up without change")).toMatch(/Nothing had to be changed/);
    });

    it("A9 leaves no container, network, volume, route or file", async () => {
      await workspace.succeed("down", "bgp");
      expect(engineCensus()).toEqual(before.census);
      expect(hostRoutes()).toEqual(before.routes);
      expect(fs.readdirSync(workspace.folder)).toEqual(["Pulumi.bgp.yaml"]);
    });
  },
);
