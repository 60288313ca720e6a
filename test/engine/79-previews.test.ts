import * as fs from "node:fs";
import { dump } from "js-yaml";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { ensureCertificateAuthority } from "../../cli/certificate-authority";
import { mergeKubeconfigs } from "../../components/internal/kubeconfig";
import { RunningSimulator, SIMULATOR_PROGRAMS, startSimulator } from "../../simulator";
import { ensureChart, ensureTools } from "../../tools";
import { plainChanges } from "../helpers/plain-engine";
import { Workspace } from "../helpers/workspace";

const STACK = "growing";

interface Shape {
  count: number;
  affinity?: string;
}

/** A mesh of the first clusters, with a service and a policy in all of them. */
function stack({ count, affinity }: Shape, chart: string, path: (file: string) => string): string {
  const names = Array.from({ length: count }, (_, i) => `c${i + 1}`);
  return dump({
    config: {
      "pulumi:disable-default-providers": ["kubernetes"],
      "cilium-fabric:clusters": names.map((name, i) => ({
        name,
        id: i + 1,
        existing: {
          kubeconfigPath: path("user.kubeconfig"),
          context: name,
          podSubnet: `10.${i + 1}.0.0/16`,
          serviceSubnet: `10.${i + 101}.0.0/16`,
        },
      })),
      "cilium-fabric:cilium": {
        version: "1.18.1",
        // Named, so that plain pulumi, too, has it for a cluster that `up` has not seen yet.
        chart: { archive: chart },
        ipam: { mode: "kubernetes" },
        operator: { replicas: 1 },
        timeoutSeconds: 300,
      },
      "cilium-fabric:mesh": {
        certificateAuthority: { certificateFile: path("ca.crt"), privateKeyFile: path("ca.key") },
      },
      "cilium-fabric:services": [
        {
          name: "webpod",
          selector: { app: "webpod" },
          ports: [{ name: "http", port: 80 }],
          clusters: names.map((name, i) => ({
            name,
            ...(i === 0 && affinity !== undefined ? { affinity } : {}),
          })),
        },
      ],
      "cilium-fabric:policies": [
        {
          name: "all-to-webpod",
          endpointSelector: { matchLabels: { app: "webpod" } },
          ingress: [{ fromEndpoints: [{ scope: "all", everyPod: true }] }],
        },
      ],
    },
  });
}

/**
 * What plain `pulumi preview` says before each change, as a list: exactly what is expected, and after the change
 * nothing. The clusters are control planes with the chart and the operator of 1.18.1; agents are not asked here.
 */
describe("previews of a mesh that changes", () => {
  let workspace: Workspace;
  let simulator: RunningSimulator;
  let chart: string;
  let declared: Shape = { count: 2 };

  const declare = (shape: Shape): void => {
    declared = shape;
    workspace.write(
      `Pulumi.${STACK}.yaml`,
      stack(shape, chart, (file) => workspace.path(file)),
    );
  };
  const preview = (shape: Shape): Promise<string[]> => {
    declare(shape);
    return plainChanges(workspace, STACK);
  };
  const up = async (): Promise<void> => {
    // No agent runs that could say that the mesh is whole.
    const { output } = await workspace.run("up", STACK, "--mesh-timeout", "1");
    if (!/Resources:|Nothing had to be changed/.test(output)) throw new Error(output);
    expect(await preview(declared), output).toEqual([]);
  };

  beforeAll(async () => {
    workspace = new Workspace();
    chart = await ensureChart("1.18.1", { report: () => undefined });
    const programs = await ensureTools(SIMULATOR_PROGRAMS["control-plane"], { report: () => undefined });
    const clusters = [1, 2, 3].map((n) => ({
      name: `c${n}`,
      id: n,
      podSubnet: `10.${n}.0.0/16`,
      serviceSubnet: `10.${n + 100}.0.0/16`,
      nodes: [{ name: `c${n}-server`, role: "control-plane" as const, schedulable: true }],
    }));
    simulator = await startSimulator({
      directory: workspace.path("hosts"),
      depth: "control-plane",
      programs,
      clusters,
    });
    const members = simulator.clusters.map((c, i) => ({
      name: `c${i + 1}`,
      kubeconfig: fs.readFileSync(c.kubeconfigPath, "utf8"),
    }));
    workspace.write("user.kubeconfig", mergeKubeconfigs(members));
    fs.chmodSync(workspace.path("user.kubeconfig"), 0o600);
    await ensureCertificateAuthority(workspace.path("ca.crt"), workspace.path("ca.key"));
    declare(declared);
    await up();
  });
  afterAll(async () => {
    await workspace.run("down", STACK);
    await simulator.stop();
    await workspace.dispose();
  });

  /** Everything that the third cluster is, and one entry in the list of peers of each of the others. */
  const third = (op: "create" | "delete"): string[] => [
    `${op} cilium-fabric:index:CiliumInstall c3`,
    `${op} cilium-fabric:index:ExistingCluster c3`,
    `${op} kubernetes:cilium.io/v2:CiliumNetworkPolicy policy-all-to-webpod-c3`,
    `${op} kubernetes:core/v1:Service webpod-c3`,
    `${op} kubernetes:helm.sh/v3:Release c3-release`,
    `${op} pulumi:providers:kubernetes c3-kubernetes`,
    `${op} pulumi:providers:kubernetes policy-all-to-webpod-c3`,
    `${op} pulumi:providers:kubernetes webpod-c3`,
    "update kubernetes:helm.sh/v3:Release c1-release: values.clustermesh.config.clusters[1]",
    "update kubernetes:helm.sh/v3:Release c2-release: values.clustermesh.config.clusters[1]",
  ];
  const affinity = [
    'update kubernetes:core/v1:Service webpod-c1: metadata.annotations["service.cilium.io/affinity"]',
  ];
  const long = { timeout: 1_800_000 };

  it("C2 a cluster that joins is made, and the others get its address", long, async () => {
    expect(await preview({ count: 3 })).toEqual(third("create"));
    await up();
  });

  it("D3 an affinity changes the one Service, and its end changes it back", long, async () => {
    expect(await preview({ count: 3, affinity: "local" })).toEqual(affinity);
    await up();
    expect(await preview({ count: 3 })).toEqual(affinity);
    await up();
  });

  it("C2 a cluster that leaves is taken out, and the others forget its address", long, async () => {
    expect(await preview({ count: 2 })).toEqual(third("delete"));
    await up();
  });
});
