import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { eventually, helmHistory, kubeconfigOf } from "../helpers/clusters";
import { etcdctl, identityObjects, keysBelow, kvstoreSeen } from "../helpers/etcd";
import { Workspace } from "../helpers/workspace";
import { EngineCensus, engineCensus, withoutDocker } from "./docker";
import { podAddress, podNames } from "./traffic";

const reason = withoutDocker();
const NODES = ["kvstore-control-plane", "kvstore-worker"];

/** Identities in an etcd on a kind node, whose ports are beside kubeadm's own etcd, with certificates of Pulumi's tls plugin. */
describe.skipIf(reason !== undefined)(
  `G stack kvstore on kind${reason === undefined ? "" : ` (${reason})`}`,
  () => {
    let workspace: Workspace;
    let before: EngineCensus;
    let kubeconfig: string;

    beforeAll(async () => {
      before = engineCensus();
      workspace = Workspace.withStack("kvstore");
      const started = performance.now();
      await workspace.succeed("up", "kvstore");
      process.stdout.write(`up from nothing: ${((performance.now() - started) / 1000).toFixed(1)} s\n`);
      kubeconfig = kubeconfigOf(workspace, "kvstore", "kvstore");
    });
    afterAll(() => workspace.dispose("kvstore"));

    it("G comes up in one Helm revision", async () => {
      expect(await helmHistory(kubeconfig)).toEqual(["1 deployed"]);
    });

    it("G has every agent connected to the etcd on the node, by TLS", async () => {
      const connected = /^Ok etcd: 1\/1 connected.*has-quorum=true: https:\/\/\S+:12379 /;
      const isWhole = (all: Record<string, string>): boolean =>
        NODES.every((node) => connected.test(all[node] ?? ""));
      const seen = await eventually(() => kvstoreSeen(kubeconfig), isWhole, 60_000);
      process.stdout.write(`${JSON.stringify(seen, undefined, 2)}\n`);
      expect(seen).toSatisfy(isWhole);
    });

    it("G keeps nodes and identities in etcd, and none in the API server", async () => {
      const wanted = ["app=webpod", "app=curl-pod", "k8s-app=kube-dns"];
      const holds = (all: string): boolean => wanted.every((label) => all.includes(label));
      const ask = (): Promise<string> =>
        etcdctl(kubeconfig, ["get", "--prefix", "cilium/state/identities/v1/id/"]);
      expect(await eventually(ask, holds, 60_000)).toSatisfy(holds);
      const prefix = "cilium/state/nodes/v1/kvstore/";
      expect(await keysBelow(kubeconfig, prefix)).toEqual(NODES.map((node) => `${prefix}${node}`));
      expect(await identityObjects(kubeconfig)).toEqual([]);
    });

    it("G knows the pods' addresses by their identities", async () => {
      for (const pod of [...(await podNames(kubeconfig, "app=webpod")), "curl-pod"]) {
        const address = await podAddress(kubeconfig, pod);
        expect(await etcdctl(kubeconfig, ["get", `cilium/state/ip/v1/default/${address}`])).toContain(
          address,
        );
      }
    });

    it("G changes nothing when run again", async () => {
      expect(await workspace.succeed("up", "kvstore")).toMatch(/Nothing had to be changed/);
    });

    it("G goes down without leftovers", async () => {
      await workspace.succeed("down", "kvstore");
      expect(engineCensus()).toEqual(before);
    });
  },
);
