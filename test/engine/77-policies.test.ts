import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { askAgent, connect, listAgents } from "../../cli/probes";
import { eventually, kubeconfigOf } from "../helpers/clusters";
import { Workspace } from "../helpers/workspace";

/** Selectors that read the same are one in an agent, whoever uses them; each peer here asks for a label of its own not to be. */
const only = (policy: string): string =>
  `matchExpressions: [{ key: peer-of-${policy}, operator: DoesNotExist }]`;

/** Peers of every scope, and one policy by hand that names no cluster; each about pods that both clusters have. */
const policies = `
  cilium-fabric:policies:
    - name: named
      endpointSelector: { matchLabels: { app: webpod } }
      ingress:
        - fromEndpoints: [{ clusters: [east], matchLabels: { app: curl-pod }, ${only("named")} }]
    - name: several
      endpointSelector: { matchLabels: { app: curl-pod } }
      egress:
        - toEndpoints: [{ clusters: [west, east], matchLabels: { app: webpod }, ${only("several")} }]
    - name: every
      endpointSelector: { matchLabels: { app: curl-pod } }
      ingress:
        - fromEndpoints: [{ scope: all, matchLabels: { app: webpod }, ${only("every")} }]
    - name: others
      endpointSelector: { matchLabels: { app: webpod } }
      egressDeny:
        - toEndpoints: [{ scope: others, matchLabels: { app: curl-pod }, ${only("others")} }]
    - name: own
      clusterwide: true
      endpointSelector: { matchLabels: { k8s-app: kube-dns } }
      ingress:
        - fromEndpoints: [{ scope: own, namespaces: [default], matchLabels: { app: curl-pod }, ${only("own")} }]
    - name: by-hand
      namespace: kube-system
      raw:
        endpointSelector: { matchLabels: { k8s-app: kube-dns } }
        egress:
          - toEndpoints:
              - matchLabels: { "k8s:io.kubernetes.pod.namespace": default, app: curl-pod }
                ${only("by-hand")}
`;

/** Pods that the peer of each policy selects, as its agents in one cluster see it. */
function expected(own: string, byHand: readonly string[]): Record<string, string[]> {
  const other = own === "west" ? "east" : "west";
  return {
    named: ["east/curl-pod"],
    several: ["east/webpod", "west/webpod"],
    every: ["east/webpod", "west/webpod"],
    others: [`${other}/curl-pod`],
    own: [`${own}/curl-pod`],
    "by-hand": byHand.map((cluster) => `${cluster}/curl-pod`).sort(),
  };
}

describe("D8 policies in a mesh, computed by real agents of 1.18.1", () => {
  let workspace: Workspace;
  const at = (cluster: string): string => kubeconfigOf(workspace, "dev", cluster);
  const up = (switched: boolean): Promise<string> => {
    const original = Workspace.withStack("dev");
    const text = original.read("Pulumi.dev.yaml");
    const settings = `rollOutCiliumPods: true\n    clustermesh: { policyDefaultLocalCluster: ${switched} }`;
    workspace.write(
      "Pulumi.dev.yaml",
      text.replace("operator: {", `${settings}\n    operator: {`) + policies,
    );
    return original.dispose().then(() => workspace.succeed("up", "dev", "--simulator"));
  };
  const selects = (cluster: string, wanted: Record<string, string[]>): Promise<Record<string, string[]>> =>
    eventually(
      () => peersSelected(at(cluster)),
      (seen) => JSON.stringify(seen) === JSON.stringify(sorted(wanted)),
      60_000,
    );

  beforeAll(async () => {
    workspace = new Workspace();
    await up(false);
  });
  afterAll(() => workspace.dispose("dev"));

  it.each(["west", "east"])(
    "D8 selects in %s exactly the pods of the clusters that are named",
    async (own) => {
      const wanted = expected(own, ["west", "east"]);
      expect(await selects(own, wanted)).toEqual(wanted);
    },
  );

  it("D8 realizes at the endpoints what the policies say, with the other cluster's identities", async () => {
    const ids = await identities(at("west"));
    const idOf = (pod: string): number[] => [...ids].filter(([, name]) => name === pod).map(([id]) => id);
    // Two agents that meet the same labels at once may give them two numbers; a policy means both.
    const allowed = (...pods: string[]): number[] => {
      const found = pods.map(idOf);
      expect(found).not.toContainEqual([]);
      // 1 is the own node, which kubelet's probes come from.
      return [1, ...found.flat()].sort((a, b) => a - b);
    };
    const wanted = {
      webpod: [allowed("east/curl-pod")],
      "curl-pod": [allowed("east/webpod", "west/webpod")],
    };
    const isWanted = ({ webpod, ...all }: Record<string, number[][]>): boolean =>
      JSON.stringify([webpod, all["curl-pod"]]) === JSON.stringify([wanted.webpod, wanted["curl-pod"]]);
    expect(await eventually(() => allowedIngress(at("west")), isWanted)).toMatchObject(wanted);
  });

  it(
    "D8 means the same with 1.19's default, but for the policy by hand",
    { timeout: 1_200_000 },
    async () => {
      const output = await up(true);
      // The releases alone: no policy changes its text.
      expect(output).toMatch(/\b2 updated/);
      for (const own of ["west", "east"]) {
        const wanted = expected(own, [own]);
        expect(await selects(own, wanted)).toEqual(wanted);
      }
    },
  );

  it("D8 takes its policies along when it goes", async () => {
    workspace.write("Pulumi.dev.yaml", workspace.read("Pulumi.dev.yaml").replace(policies, ""));
    await workspace.succeed("up", "dev", "--simulator");
    const nothing = (seen: Record<string, string[]>): boolean => Object.keys(seen).length === 0;
    expect(await eventually(() => peersSelected(at("west")), nothing)).toEqual({});
  });
});

interface RawSelector {
  selector: string;
  identities: number[] | null;
}

/** Pods that the peers of each policy select, over all agents of a cluster, by the policy's name. */
async function peersSelected(kubeconfig: string): Promise<Record<string, string[]>> {
  const names = await identities(kubeconfig);
  const found = new Map<string, Set<string>>();
  for (const selector of await fromAgents<RawSelector>(kubeconfig, ["policy", "selectors", "-o", "json"])) {
    const policy = /peer-of-([-a-z]+)/.exec(selector.selector)?.[1];
    if (policy === undefined) continue;
    const pods = found.get(policy) ?? new Set<string>();
    for (const id of selector.identities ?? []) pods.add(names.get(id) ?? `identity ${id}`);
    found.set(policy, pods);
  }
  return sorted(Object.fromEntries([...found].map(([policy, pods]) => [policy, [...pods].sort()])));
}

/** Pods of both clusters by their identity, e.g. `east/webpod`. */
async function identities(kubeconfig: string): Promise<Map<number, string>> {
  const all = await fromAgents<{ id: number; labels?: string[] }>(kubeconfig, [
    "identity",
    "list",
    "-o",
    "json",
  ]);
  const label = (labels: readonly string[] | undefined, key: string): string | undefined =>
    labels?.find((text) => text.startsWith(`k8s:${key}=`))?.slice(key.length + 5);
  return new Map(
    all.flatMap(({ id, labels }): [number, string][] => {
      const [cluster, app] = [label(labels, "io.cilium.k8s.policy.cluster"), label(labels, "app")];
      return cluster === undefined || app === undefined ? [] : [[id, `${cluster}/${app}`]];
    }),
  );
}

interface RawEndpoint {
  status?: {
    identity?: { labels?: string[] };
    policy?: { realized?: { "allowed-ingress-identities"?: number[] } };
  };
}

/** Identities that endpoints let in, by their pods' app; each list once, so that pods of one app agree. */
async function allowedIngress(kubeconfig: string): Promise<Record<string, number[][]>> {
  const found: Record<string, number[][]> = {};
  for (const { status } of await fromAgents<RawEndpoint>(kubeconfig, ["endpoint", "list", "-o", "json"])) {
    const app = status?.identity?.labels?.find((text) => text.startsWith("k8s:app="))?.slice(8);
    const allowed = [...(status?.policy?.realized?.["allowed-ingress-identities"] ?? [])].sort(
      (a, b) => a - b,
    );
    if (app === undefined) continue;
    const lists = (found[app] ??= []);
    if (!lists.some((list) => JSON.stringify(list) === JSON.stringify(allowed))) lists.push(allowed);
  }
  return found;
}

async function fromAgents<T>(kubeconfig: string, command: readonly string[]): Promise<T[]> {
  const config = connect(kubeconfig);
  const agents = await listAgents(config);
  const answers = await Promise.all(agents.map((agent) => askAgent(config, agent, command)));
  return answers.flatMap((answer) => (JSON.parse(answer) as T[] | null) ?? []);
}

function sorted<T>(record: Record<string, T>): Record<string, T> {
  return Object.fromEntries(Object.entries(record).sort(([a], [b]) => (a < b ? -1 : 1)));
}
