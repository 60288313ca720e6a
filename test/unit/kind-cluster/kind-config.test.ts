import { readFileSync } from "node:fs";
import { join } from "node:path";
import { load } from "js-yaml";
import { describe, expect, it } from "vitest";
import type { KindClusterArgs, KindNodeArgs } from "../../../components/kind-cluster/args";
import {
  kindApiServerHost,
  kindNodeNames,
  kubernetesVersionOf,
  planKindCluster,
  renderKindDocument,
} from "../../../components/kind-cluster/kind-config";
import {
  documentHash,
  nodeSettings,
  parseNodes,
  taintableNodes,
} from "../../../components/kind-cluster/runtime";

const subnets = { podSubnet: "10.0.0.0/16", serviceSubnet: "10.2.0.0/16" };
const golden = (name: string): string => readFileSync(join(__dirname, "../../golden", name), "utf8");
const ports = (...list: number[]) => list.map((containerPort) => ({ containerPort }));

describe("the kind document", () => {
  it("A1–A4 is that of the hands-on notes for west: image, roles, no CNI, no kube-proxy, CIDRs, ports", () => {
    const west = planKindCluster("west", {
      ...subnets,
      nodes: [{ role: "control-plane", portMappings: ports(30000, 30001, 30002) }, { role: "worker" }],
    });
    expect(renderKindDocument(west)).toBe(golden("kind-notes-west.yaml"));
    expect(load(renderKindDocument(west))).toStrictEqual({
      apiVersion: "kind.x-k8s.io/v1alpha4",
      kind: "Cluster",
      name: "west",
      networking: { disableDefaultCNI: true, kubeProxyMode: "none", ...subnets },
      nodes: [
        {
          role: "control-plane",
          image: "kindest/node:v1.33.2",
          extraPortMappings: [30000, 30001, 30002].map((port) => ({ containerPort: port, hostPort: port })),
        },
        { role: "worker", image: "kindest/node:v1.33.2" },
      ],
    });
  });

  it("says everything that the arguments can say", () => {
    const plan = planKindCluster("all", {
      clusterName: "everything",
      nodeImage: "kindest/node:v1.34.0",
      podSubnet: "10.0.0.0/16,fd00:10::/56",
      serviceSubnet: "10.2.0.0/16,fd00:20::/112",
      disableDefaultCni: false,
      kubeProxyMode: "nftables",
      apiServerPort: 6443,
      nodes: [
        {
          role: "control-plane",
          portMappings: [{ containerPort: 53, hostPort: 5353, listenAddress: "127.0.0.1", protocol: "UDP" }],
        },
        {
          role: "worker",
          image: "kindest/node:v1.33.4@sha256:abc",
          labels: { rack: "a" },
          mounts: [
            { hostPath: "/data", containerPath: "/var/data", readOnly: true },
            { hostPath: "/more", containerPath: "/var/more" },
          ],
        },
      ],
    });
    expect(renderKindDocument(plan)).toBe(golden("kind-everything.yaml"));
    expect(renderKindDocument(plan)).toContain("ipFamily: dual");
  });

  it("is the same text however the arguments are ordered", () => {
    const a: KindClusterArgs = { ...subnets, kubeProxyMode: "none", nodeImage: "kindest/node:v1.33.2" };
    const b = Object.fromEntries(Object.entries(a).reverse()) as unknown as KindClusterArgs;
    expect(renderKindDocument(planKindCluster("west", b))).toBe(
      renderKindDocument(planKindCluster("west", a)),
    );
  });
});

describe("what makes a new cluster", () => {
  const hash = (args: Partial<KindClusterArgs>): string =>
    documentHash(planKindCluster("west", { ...subnets, ...args }));
  const nodes = (labels?: Record<string, string>) => [{ role: "control-plane" as const, labels }];

  it("is what kind cannot change", () => {
    expect(hash({ nodes: [{ role: "control-plane", portMappings: ports(30000) }] })).not.toBe(
      hash({ nodes: nodes() }),
    );
    expect(hash({ nodeImage: "kindest/node:v1.34.0" })).not.toBe(hash({}));
    expect(hash({ podSubnet: "10.9.0.0/16" })).not.toBe(hash({}));
  });

  it("is not a label, a taint, a package or a patience", () => {
    expect(hash({ nodes: nodes({ a: "b" }) })).toBe(hash({ nodes: nodes() }));
    expect(hash({ schedulableControlPlane: true })).toBe(hash({}));
    expect(hash({ nodePackages: ["tcpdump"] })).toBe(hash({}));
    expect(hash({ timeoutSeconds: 900 })).toBe(hash({}));
  });
});

describe("names and versions", () => {
  it("are kind's own", () => {
    const roles = ["worker", "control-plane", "worker", "control-plane", "worker"];
    expect(kindNodeNames("west", roles)).toStrictEqual([
      "west-worker",
      "west-control-plane",
      "west-worker2",
      "west-control-plane2",
      "west-worker3",
    ]);
  });

  it("lead to the API server: the control plane, or the balancer of several", () => {
    expect(kindApiServerHost(planKindCluster("west", subnets))).toBe("west-control-plane");
    const several = [{ role: "control-plane" as const }, { role: "control-plane" as const }];
    expect(kindApiServerHost(planKindCluster("west", { ...subnets, nodes: several }))).toBe(
      "west-external-load-balancer",
    );
  });

  it.each([
    ["kindest/node:v1.33.2", "1.33.2"],
    ["registry:5000/kindest/node:v1.33.2@sha256:abc", "1.33.2"],
    ["kindest/node:v1.34.0-rc.1", "1.34.0"],
    ["kindest/node:latest", undefined],
    ["registry:5000/node", undefined],
  ])("tell Kubernetes' version by the tag of %s", (image, version) => {
    expect(kubernetesVersionOf(image)).toBe(version);
  });
});

describe("node settings", () => {
  const nodes: KindNodeArgs[] = [
    { role: "control-plane" as const, labels: { b: "2", a: "1" } },
    { role: "worker" as const, labels: { rack: "" } },
  ];

  it("A7 keep ordinary pods off control planes unless asked not to", () => {
    expect(nodeSettings(planKindCluster("west", { ...subnets, nodes }))).toBe(
      "west-control-plane closed a=1 b=2\nwest-worker - rack=\n",
    );
    expect(nodeSettings(planKindCluster("west", { ...subnets, nodes, schedulableControlPlane: true }))).toBe(
      "west-control-plane open a=1 b=2\nwest-worker - rack=\n",
    );
  });

  it("never taint the only node, as kind does not", () => {
    expect(taintableNodes(planKindCluster("west", { ...subnets, nodes: nodes.slice(0, 1) }))).toStrictEqual(
      [],
    );
  });
});

describe("inspected nodes", () => {
  const plan = planKindCluster("west", subnets);

  it("come in the order declared", () => {
    expect(
      parseNodes(plan, "/west-worker true 172.18.0.4\n/west-control-plane true 172.18.0.3\n"),
    ).toStrictEqual([
      { name: "west-control-plane", role: "control-plane", address: "172.18.0.3" },
      { name: "west-worker", role: "worker", address: "172.18.0.4" },
    ]);
  });

  it.each([
    "/west-control-plane true 172.18.0.3\n/west-worker false \n",
    "/west-control-plane true 172.18.0.3\n",
  ])("must run: %j", (stdout) => {
    expect(() => parseNodes(plan, stdout)).toThrow(
      'node west-worker of kind cluster "west" does not run; start it with: docker start west-worker',
    );
  });
});
