import { execFileSync } from "node:child_process";
import * as fs from "node:fs";
import { CoreV1Api } from "@kubernetes/client-node";
import { dump, load } from "js-yaml";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { ensureCertificateAuthority } from "../../cli/certificate-authority";
import { connect, agentStatuses } from "../../cli/probes";
import { mergeKubeconfigs, minimalKubeconfig } from "../../components/internal/kubeconfig";
import { ensureTools, toolEnvironment } from "../../tools";
import { configuredPeers, eventually, helmHistory, scale } from "../helpers/clusters";
import { Workspace } from "../helpers/workspace";
import { EngineCensus, engineCensus, withoutDocker } from "./docker";
import { answersByCluster, callers, podNames } from "./traffic";

const reason = withoutDocker();
const CALLS = 40;
const contexts = ["CLUSTER1", "CLUSTER2"] as const;
type Context = (typeof contexts)[number];
const userlist = { label: "app=userlist", namespace: "song", client: { namespace: "song", pod: "curltest" } };

interface Overlay {
  clusters?: { name: string; kind?: { nodeImage?: string } }[];
  cilium?: Record<string, unknown>;
}

/**
 * The k3s document's sample over clusters that are there before the stack and stay after it. They are kind clusters of
 * the test's own here, of which the stack knows two contexts in one kubeconfig and nothing else.
 *
 * Two things are the place's: the version of Cilium, 1.18.1 for the document's 1.14.1, and what answers under the name
 * ssongman/userlist:v1 in the nodes, which is traefik/whoami listening on the document's port 8181: its answers tell
 * the pod that gave them.
 */
describe.skipIf(reason !== undefined)(
  `stack k3s over kind clusters that are there${reason === undefined ? "" : ` (${reason})`}`,
  () => {
    let workspace: Workspace;
    let before: EngineCensus;
    let userFile: string;
    const outerOverlay = process.env["CILIUM_FABRIC_OVERLAY"];
    const at = (context: Context): string =>
      minimalKubeconfig(workspace.read("user.kubeconfig"), { context });
    const up = async (what: string): Promise<string> => {
      const started = performance.now();
      const output = await workspace.succeed("up", "k3s");
      process.stdout.write(`${what}: ${((performance.now() - started) / 1000).toFixed(1)} s\n`);
      return output;
    };
    /** The clusters that answer a caller, once they are the ones expected or time is up. */
    const answering = async (from: Context, wanted: readonly string[]): Promise<string[]> => {
      const ask = async (): Promise<string[]> => {
        const pods = {
          CLUSTER1: await podNames(at("CLUSTER1"), userlist.label, userlist.namespace),
          CLUSTER2: await podNames(at("CLUSTER2"), userlist.label, userlist.namespace),
        };
        const answers = await callers(at(from), "userlist", CALLS, userlist.client);
        expect(answers).toHaveLength(CALLS);
        return Object.keys(answersByCluster(answers, pods)).sort();
      };
      return eventually(ask, (seen) => seen.join() === wanted.join(), 90_000);
    };

    beforeAll(async () => {
      before = engineCensus();
      workspace = Workspace.withStack("k3s");
      const overlay = (
        outerOverlay === undefined ? {} : load(fs.readFileSync(outerOverlay, "utf8"))
      ) as Overlay;
      await makeClusters(
        workspace,
        overlay.clusters?.find(({ kind }) => kind !== undefined)?.kind?.nodeImage,
      );
      userFile = workspace.read("user.kubeconfig");
      await ensureCertificateAuthority(workspace.path("ca.crt"), workspace.path("ca.key"));
      workspace.write("place.yaml", placeOverlay(workspace, overlay));
      process.env["CILIUM_FABRIC_OVERLAY"] = workspace.path("place.yaml");
    });
    afterAll(async () => {
      await workspace.run("down", "k3s");
      if (outerOverlay === undefined) delete process.env["CILIUM_FABRIC_OVERLAY"];
      else process.env["CILIUM_FABRIC_OVERLAY"] = outerOverlay;
      for (const context of contexts) await kind("delete", "cluster", "--name", kindName(context));
      await workspace.dispose();
      expect(engineCensus()).toEqual(before);
    });

    it("A5 D5 meshes both clusters by their contexts in one kubeconfig", async () => {
      await up("up over existing clusters");
      for (const [context, peer] of [
        ["CLUSTER1", "cluster2"],
        ["CLUSTER2", "cluster1"],
      ] as const) {
        expect(await helmHistory(at(context))).toEqual(["1 deployed"]);
        expect(await configuredPeers(at(context))).toEqual([peer]);
        const agents = await agentStatuses(at(context));
        expect(
          agents.map(({ remotes }) => remotes.map(({ name, ready, nodes }) => [name, ready, nodes])),
        ).toEqual([[[peer, true, 2]], [[peer, true, 2]]]);
      }
    });

    it("D5 answers curltest in namespace song on port 80 from both clusters, whichever calls", async () => {
      for (const context of contexts) {
        const { items } = await connect(at(context))
          .makeApiClient(CoreV1Api)
          .listNamespacedService({ namespace: userlist.namespace });
        expect(items.map(({ metadata, spec }) => [metadata?.name, spec?.ports])).toMatchObject([
          ["userlist", [{ port: 80, targetPort: 8181 }]],
        ]);
        expect(await answering(context, contexts)).toEqual([...contexts]);
      }
    });

    it("D5 D2 answers from the other cluster alone when one side has no pod, and from both again", async () => {
      await scale(at("CLUSTER1"), "userlist", 0, userlist.namespace);
      expect(await answering("CLUSTER1", ["CLUSTER2"])).toEqual(["CLUSTER2"]);
      await scale(at("CLUSTER1"), "userlist", 1, userlist.namespace);
      expect(await answering("CLUSTER1", contexts)).toEqual([...contexts]);
    });

    it("A5 leaves the user's kubeconfig as it was, and a merged one of its own", async () => {
      expect(await up("up without change")).toMatch(/Nothing had to be changed/);
      expect(workspace.read("user.kubeconfig")).toBe(userFile);
      expect(workspace.read(".fabric/k3s/kubeconfig")).toContain("name: cluster1");
    });

    it("A5 A9 takes out what it put in, and leaves the clusters", async () => {
      await workspace.succeed("down", "k3s");
      for (const context of contexts) {
        expect(await helmHistory(at(context))).toEqual([]);
        const { items } = await connect(at(context)).makeApiClient(CoreV1Api).listNamespace();
        const names = items.map(({ metadata }) => metadata?.name);
        expect(names).toContain("kube-system");
        expect(names).not.toContain(userlist.namespace);
      }
      expect(fs.existsSync(workspace.path(".fabric"))).toBe(false);
    });
  },
);

function kindName(context: Context): string {
  return `fabric-test-${context.toLowerCase()}`;
}

async function kind(...args: string[]): Promise<string> {
  const env = {
    ...process.env,
    ...toolEnvironment(await ensureTools(["kind"], { report: () => undefined })),
  };
  return execFileSync("kind", args, { encoding: "utf8", env, stdio: ["ignore", "pipe", "pipe"] });
}

/** Clusters as somebody else would have made them, with the document's CIDRs, and one kubeconfig with a context for each. */
async function makeClusters(workspace: Workspace, nodeImage: string | undefined): Promise<void> {
  workspace.write("image/Dockerfile", 'FROM traefik/whoami:v1.11.0\nCMD ["--port", "8181"]\n');
  const image = "cilium-fabric-test/userlist:v1";
  execFileSync("docker", ["build", "-q", "-t", image, workspace.path("image")], { stdio: "pipe" });
  const members: { name: string; kubeconfig: string }[] = [];
  for (const [i, context] of contexts.entries()) {
    const name = kindName(context);
    workspace.write(
      `${name}.yaml`,
      dump({
        kind: "Cluster",
        apiVersion: "kind.x-k8s.io/v1alpha4",
        networking: {
          disableDefaultCNI: true,
          kubeProxyMode: "none",
          podSubnet: `10.${42 + 2 * i}.0.0/16`,
          serviceSubnet: `10.${43 + 2 * i}.0.0/16`,
        },
        nodes: [{ role: "control-plane" }, { role: "worker" }],
      }),
    );
    const file = workspace.path(`${name}.kubeconfig`);
    const from = nodeImage === undefined ? [] : ["--image", nodeImage];
    await kind(
      "create",
      "cluster",
      "--name",
      name,
      "--config",
      workspace.path(`${name}.yaml`),
      "--kubeconfig",
      file,
      ...from,
    );
    await kind("load", "docker-image", image, "--name", name);
    // Under the sample's own name in the nodes alone: the engine's images of that name, if any, stay what they are.
    for (const node of [`${name}-control-plane`, `${name}-worker`])
      execFileSync("docker", [
        "exec",
        node,
        "ctr",
        "-n",
        "k8s.io",
        "images",
        "tag",
        `docker.io/${image}`,
        "docker.io/ssongman/userlist:v1",
      ]);
    members.push({ name: context, kubeconfig: fs.readFileSync(file, "utf8") });
  }
  execFileSync("docker", ["image", "rm", image], { stdio: "pipe" });
  workspace.write("user.kubeconfig", mergeKubeconfigs(members));
  fs.chmodSync(workspace.path("user.kubeconfig"), 0o600);
}

/** What this place needs: the clusters have no kube-proxy, so that agents must be told where the API server is. */
function placeOverlay(workspace: Workspace, outer: Overlay): string {
  return dump({
    clusters: contexts.map((context) => ({
      name: context.toLowerCase(),
      existing: { kubeconfigPath: workspace.path("user.kubeconfig") },
      cilium: { k8sServiceHost: `${kindName(context)}-control-plane`, k8sServicePort: 6443 },
    })),
    cilium: { ...outer.cilium, version: "1.18.1", kubeProxyReplacement: true },
    mesh: {
      certificateAuthority: {
        certificateFile: workspace.path("ca.crt"),
        privateKeyFile: workspace.path("ca.key"),
      },
    },
  });
}
