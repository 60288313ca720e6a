import * as fs from "node:fs";
import { CoreV1Api } from "@kubernetes/client-node";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { connect, execInPod } from "../../cli/probes";
import { agentLives, eventually, helmHistory, kubeconfigOf, scale } from "../helpers/clusters";
import { corefile, exportConditions, ownDns, serviceImports } from "../helpers/multi-cluster";
import { Workspace } from "../helpers/workspace";
import { EngineCensus, engineCensus, withoutDocker } from "./docker";

const reason = withoutDocker();
const FILE = "Pulumi.mcs.yaml";
const NAME = "rebel-base-mcsapi.default.svc.clusterset.local";
const CALLS = 40;
const members = ["west", "east"] as const;
const section = /^ {2}cilium-fabric:mcs:\n(?: {4}.*\n)+/m;

interface Answer {
  Cluster: string;
  Pod: string;
}

/** Runs a shell script in `curl-pod`. */
async function inCurlPod(kubeconfig: string, script: string): Promise<string> {
  const where = { namespace: "default", pod: "curl-pod", container: "curl-pod" };
  return (await execInPod(connect(kubeconfig), where, ["sh", "-c", script], 120_000)).trim();
}

/** Who answers under the clusterset's name, one entry for each call. */
async function answers(kubeconfig: string): Promise<Answer[]> {
  const script = `for i in $(seq ${CALLS}); do curl -s -m 3 http://${NAME}/ || echo; done`;
  const lines = (await inCurlPod(kubeconfig, script)).split("\n").filter((line) => line.startsWith("{"));
  return lines.map((line) => JSON.parse(line) as Answer);
}

const addressesOf = (kubeconfig: string, name: string): Promise<string> =>
  inCurlPod(kubeconfig, `dig +short +tries=1 +time=3 ${name} | sort`);

/** The stack's own file on real kind clusters with real traffic and real DNS. `CILIUM_FABRIC_OVERLAY` adapts it to the place. */
describe.skipIf(reason !== undefined)(
  `stack mcs on kind${reason === undefined ? "" : ` (${reason})`}`,
  () => {
    let workspace: Workspace;
    let before: EngineCensus;
    let whole: string;
    const at: Record<string, string> = {};
    const atFirst: Record<string, { dns: string; lives: string[] }> = {};

    const up = async (what: string): Promise<string> => {
      const started = performance.now();
      const output = await workspace.succeed("up", "mcs");
      process.stdout.write(`${what}: ${((performance.now() - started) / 1000).toFixed(1)} s\n`);
      return output;
    };

    beforeAll(async () => {
      before = engineCensus();
      workspace = Workspace.withStack("mcs");
      whole = workspace.read(FILE);
      workspace.write(FILE, whole.replace(section, ""));
      await up("up from nothing, without mcs");
      for (const cluster of members) {
        at[cluster] = kubeconfigOf(workspace, "mcs", cluster);
        atFirst[cluster] = { dns: await ownDns(at[cluster]), lives: await agentLives(at[cluster]) };
      }
      workspace.write(FILE, whole);
      await up("mcs added");
    });
    afterAll(() => workspace.dispose("mcs"));

    it.each(members)("H has in %s a valid export, and an import from both clusters", async (cluster) => {
      const conditions = await eventually(
        () => exportConditions(at[cluster]!),
        (found) => found["rebel-base-mcsapi"]?.length === 2,
      );
      expect(conditions).toEqual({ "rebel-base-mcsapi": ["Ready", "Valid"] });
      const imports = await eventually(
        () => serviceImports(at[cluster]!),
        ([one]) => one?.clusters.length === 2,
      );
      expect(imports).toMatchObject([{ name: "rebel-base-mcsapi", clusters: ["east", "west"] }]);
    });

    it.each(members)("H resolves the clusterset's name in %s to the import's address", async (cluster) => {
      const [one] = await serviceImports(at[cluster]!);
      const found = await eventually(
        () => addressesOf(at[cluster]!, NAME),
        (text) => text !== "",
      );
      expect(found).toBe(one?.ips[0]);
    });

    it.each(members)("H answers in %s from two pods of each cluster", async (cluster) => {
      const pods = (list: Answer[]): Record<string, number> =>
        Object.fromEntries(
          members.map((name) => [
            name,
            new Set(list.filter(({ Cluster }) => Cluster === name).map(({ Pod }) => Pod)).size,
          ]),
        );
      const seen = await eventually(
        async () => pods(await answers(at[cluster]!)),
        (counts) => counts["west"] === 2 && counts["east"] === 2,
        60_000,
      );
      expect(seen).toEqual({ west: 2, east: 2 });
    });

    it("H answers in west from east alone while west has no pod", async () => {
      await scale(at["west"]!, "rebel-base", 0);
      const clusters = async (): Promise<string[]> => [
        ...new Set((await answers(at["west"]!)).map(({ Cluster }) => Cluster)),
      ];
      expect(await eventually(clusters, (seen) => seen.length === 1 && seen[0] === "east", 60_000)).toEqual([
        "east",
      ]);
      await scale(at["west"]!, "rebel-base", 2);
    });

    it.each(members)("H still resolves the cluster's own names and others in %s", async (cluster) => {
      expect(await addressesOf(at[cluster]!, "kubernetes.default.svc.cluster.local")).toMatch(
        /^10\.[23]\.0\.1$/,
      );
      // Nobody answers for it here, and the zone's server must not have taken it over.
      expect(
        await inCurlPod(
          at[cluster]!,
          `dig +noall +comments nothing.default.svc.cluster.local | grep -o NXDOMAIN`,
        ),
      ).toBe("NXDOMAIN");
    });

    it("H follows what the owner changes in the Corefile, without a restart", async () => {
      const kubeconfig = at["west"]!;
      const own = await corefile(kubeconfig, "coredns");
      expect(own).toContain("ttl 30");
      await setCorefile(kubeconfig, own!.replace("ttl 30", "ttl 7"));
      const ttl = (): Promise<string> =>
        inCurlPod(kubeconfig, "dig +noall +answer kubernetes.default.svc.cluster.local | awk '{ print $2 }'");
      expect(await eventually(ttl, (seconds) => seconds === "7", 180_000)).toBe("7");
      expect(await addressesOf(kubeconfig, NAME)).not.toBe("");
      await setCorefile(kubeconfig, own!);
    });

    it("H has restarted no agent and changes nothing when run again", async () => {
      expect(await up("up without change")).toMatch(/Nothing had to be changed/);
      for (const cluster of members) {
        expect(await agentLives(at[cluster]!)).toEqual(atFirst[cluster]!.lives);
        expect(await helmHistory(at[cluster]!)).toHaveLength(2);
      }
    });

    it("H leaves the cluster's DNS byte for byte as it was", async () => {
      workspace.write(FILE, whole.replace(section, "  cilium-fabric:mcs: { exports: [] }\n"));
      await up("exports taken back");
      workspace.write(FILE, whole.replace(section, ""));
      await up("mcs taken out");
      for (const cluster of members) {
        expect(await ownDns(at[cluster]!)).toBe(atFirst[cluster]!.dns);
        const gone = await eventually(
          () => addressesOf(at[cluster]!, NAME),
          (text) => text === "",
          60_000,
        );
        expect(gone).toBe("");
      }
    });

    it("A9 leaves no container, network, volume or file", async () => {
      await workspace.succeed("down", "mcs");
      expect(engineCensus()).toEqual(before);
      expect(fs.readdirSync(workspace.folder)).toEqual([FILE]);
    });
  },
);

async function setCorefile(kubeconfig: string, text: string): Promise<void> {
  const core = connect(kubeconfig).makeApiClient(CoreV1Api);
  const where = { namespace: "kube-system", name: "coredns" };
  const body = await core.readNamespacedConfigMap(where);
  body.data = { Corefile: text };
  await core.replaceNamespacedConfigMap({ ...where, body });
}
