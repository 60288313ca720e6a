import { describe, expect, it } from "vitest";
import { ClusterMesh, ClusterMeshArgs } from "../../components/cluster-mesh";
import { isSecret, MockOutputs, record, valueOf } from "../helpers/mocks";

const outputs: MockOutputs = ({ type, name }) => {
  if (type === "tls:index/privateKey:PrivateKey") return { privateKeyPem: "KEY" };
  if (type === "tls:index/selfSignedCert:SelfSignedCert") return { certPem: "CERT" };
  if (type === "kubernetes:core/v1:Service") {
    return { status: { loadBalancer: { ingress: [{ hostname: `${name}.example.org` }] } } };
  }
  return {};
};

const nodes = (cluster: string, octet: number) => [
  { name: `${cluster}-control-plane`, role: "control-plane", address: `172.18.0.${octet}` },
  { name: `${cluster}-worker`, role: "worker", address: `172.18.0.${octet + 1}` },
];

function args(more: Partial<ClusterMeshArgs> = {}): ClusterMeshArgs {
  return {
    members: [
      { name: "west", id: 1, ciliumVersion: "1.18.2", podCidrs: ["10.0.0.0/16"], nodes: nodes("west", 2) },
      { name: "east", id: 2, ciliumVersion: "1.18.2", podCidrs: ["10.1.0.0/16"], nodes: nodes("east", 4) },
    ],
    ...more,
  };
}

describe("ClusterMesh", () => {
  it("makes a CA and nothing else", async () => {
    const { resources } = await record((opts) => new ClusterMesh("mesh", args(), opts), { outputs });
    expect(resources.map(({ type, name, parent }) => ({ type, name, parent }))).toEqual([
      { type: "cilium-fabric:index:ClusterMesh", name: "mesh", parent: undefined },
      {
        type: "tls:index/privateKey:PrivateKey",
        name: "mesh-ca-key",
        parent: "cilium-fabric:index:ClusterMesh::mesh",
      },
      {
        type: "tls:index/selfSignedCert:SelfSignedCert",
        name: "mesh-ca",
        parent: "cilium-fabric:index:ClusterMesh::mesh",
      },
    ]);
  });

  it("hands each member its peers and the CA, all secret", async () => {
    const { component } = await record((opts) => new ClusterMesh("mesh", args(), opts), { outputs });
    expect(await valueOf(component.membership("west"))).toEqual({
      name: "west",
      id: 1,
      maxConnectedClusters: 255,
      serviceType: "NodePort",
      kvstoreMesh: true,
      tlsMethod: "helm",
      peers: [{ name: "east", ips: ["172.18.0.4", "172.18.0.5"], port: 32379 }],
      caCertificatePem: "CERT",
      caPrivateKeyPem: "KEY",
    });
    expect(await isSecret(component.memberships)).toBe(true);
    expect(await isSecret(component.membership("west"))).toBe(true);
    expect(await valueOf(component.caCertificate)).toBe("CERT");
    expect(await isSecret(component.caCertificate)).toBe(false);
  });
});
