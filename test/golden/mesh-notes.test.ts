import { readFileSync } from "node:fs";
import { load } from "js-yaml";
import { describe, expect, it } from "vitest";
import { CiliumSettings, renderValues } from "../../components/cilium-install/values";
import { MeshCertificateMethod, MeshPeerAddresses } from "../../components/cluster-mesh/args";
import { MeshMember, memberships } from "../../components/cluster-mesh/topology";
import { validateMesh } from "../../components/cluster-mesh/validate";
import { formatFinding } from "../../components/internal/finding";
import { HelmValues, valueAt } from "../../components/internal/helm-values";
import { toYaml } from "../../components/internal/yaml";
import { checkInstall } from "../../components/prover/install";

/** The hands-on notes' mesh: Cilium 1.17.6, both clusters on NodePort 32379, without KVStoreMesh (requirements C4). */
const VERSION = "1.17.6";
const AUTHORITY = { certificatePem: "CERT", privateKeyPem: "KEY" };

function member(name: string, id: number, podCidr: string, octet: number): MeshMember {
  return {
    name,
    id,
    ciliumVersion: VERSION,
    podCidrs: [podCidr],
    nodes: [
      { name: `${name}-worker`, role: "worker", address: `172.18.0.${octet + 2}` },
      { name: `${name}-control-plane`, role: "control-plane", address: `172.18.0.${octet}` },
    ],
    nodePort: 32379,
  };
}

function settings(name: string, own: string, other: string): CiliumSettings {
  return {
    ipam: { mode: "kubernetes" },
    kubeProxyReplacement: true,
    bpf: { masquerade: true },
    endpointHealthChecking: { enabled: false },
    healthChecking: false,
    operator: { replicas: 1 },
    debug: { enabled: true },
    routingMode: "native",
    autoDirectNodeRoutes: true,
    ipv4NativeRoutingCIDR: own,
    ipMasqAgent: { enabled: true, config: { nonMasqueradeCIDRs: [other] } },
    k8sServiceHost: `${name}-control-plane`,
    k8sServicePort: 6443,
  };
}

const members = [member("west", 1, "10.0.0.0/16", 2), member("east", 2, "10.1.0.0/16", 3)];
const bySettings: Record<string, CiliumSettings> = {
  west: settings("west", "10.0.0.0/16", "10.1.0.0/16"),
  east: settings("east", "10.1.0.0/16", "10.0.0.0/16"),
};
const mesh = memberships(
  members,
  {
    kvstoreMesh: false,
    tlsMethod: MeshCertificateMethod.CronJob,
    peerAddresses: MeshPeerAddresses.ControlPlane,
  },
  AUTHORITY,
);

describe.each(["west", "east"])("the notes' values of %s", (name) => {
  const text = readFileSync(`${__dirname}/mesh-notes/${name}.yaml`, "utf8");
  const values = renderValues({ settings: bySettings[name]!, membership: mesh[name]! }, VERSION);

  it("C4 are exactly those of the documents, and the CA", () => {
    expect(values).toEqual(load(text));
  });

  it("C4 are written byte for byte the same", () => {
    expect(toYaml(values)).toBe(text);
  });

  it("name the other cluster's control plane and the documents' port", () => {
    const octet = name === "west" ? 3 : 2;
    expect(valueAt(values, "clustermesh.config.clusters")).toEqual([
      { name: name === "west" ? "east" : "west", ips: [`172.18.0.${octet}`], port: 32379 },
    ]);
  });

  it("pass the checks of one install where Helm does not wait", () => {
    const errors = checkInstall(values, VERSION, (key) => key).filter((f) => f.severity === "error");
    expect(errors).toEqual([]);
  });

  it("are refused where Helm waits, for the certificates come after", () => {
    const codes = checkInstall(values, VERSION, (key) => key, { helmWaits: true }).map((f) => f.code);
    expect(codes).toContain("cron-job-certificates-with-helm-wait");
  });
});

describe("the notes' mesh", () => {
  it("warns of the NodePort that both clusters use, and of nothing else", () => {
    const known = members.map((m) => ({
      ...m,
      given: { nodes: true, endpoints: false, kubeconfig: false },
    }));
    expect(validateMesh(known, {}).map(formatFinding)).toEqual([
      "warning: members[0].nodePort, members[1].nodePort: clusters west and east both use NodePort 32379, which " +
        "kube-proxy replacement before 1.18.2 answers locally, so that a cluster may connect to itself (#24692); " +
        "give them different nodePorts, or use Cilium 1.18.2 or later [mesh-node-port-clash]",
    ]);
  });

  it("differs between the clusters in nothing but names, ids, addresses and CIDRs", () => {
    const shape = (values: HelmValues): unknown =>
      JSON.parse(
        JSON.stringify(values)
          .replaceAll(/west|east/g, "x")
          .replaceAll(/"id":\d/g, '"id":0')
          .replaceAll(/10\.[01]\.0\.0|172\.18\.0\.\d/g, "0"),
      );
    const [west, east] = ["west", "east"].map((name) =>
      renderValues({ settings: bySettings[name]!, membership: mesh[name]! }, VERSION),
    );
    expect(shape(west!)).toEqual(shape(east!));
  });
});
