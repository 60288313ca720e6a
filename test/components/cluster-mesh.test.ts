import * as pulumi from "@pulumi/pulumi";
import { afterEach, describe, expect, it } from "vitest";
import { ClusterMesh, ClusterMeshArgs, MeshServiceType } from "../../components/cluster-mesh";
import { isSecret, MockOutputs, record, settled, valueOf, withFailingOutputs } from "../helpers/mocks";

const KEY = "tls:index/privateKey:PrivateKey";
const CERTIFICATE = "tls:index/selfSignedCert:SelfSignedCert";
const SERVICE = "kubernetes:core/v1:Service";
const PROVIDER = "pulumi:providers:kubernetes";
const MESH = "cilium-fabric:index:ClusterMesh";

const outputs: MockOutputs = ({ type, name }) => {
  if (type === KEY) return { privateKeyPem: "KEY" };
  if (type === CERTIFICATE) return { certPem: "CERT" };
  if (type !== SERVICE) return {};
  const address = name.includes("west") ? { hostname: "west.elb.example.org" } : { ip: "192.0.2.2" };
  return { status: { loadBalancer: { ingress: [address] } } };
};

const nodes = (cluster: string, octet: number) => [
  { name: `${cluster}-control-plane`, role: "control-plane", address: `172.18.0.${octet}` },
  { name: `${cluster}-worker`, role: "worker", address: `172.18.0.${octet + 1}` },
];

function args(more: Partial<ClusterMeshArgs> = {}, ciliumVersion = "1.18.2"): ClusterMeshArgs {
  return {
    members: [
      { name: "west", id: 1, ciliumVersion, podCidrs: ["10.0.0.0/16"], nodes: nodes("west", 2) },
      { name: "east", id: 2, ciliumVersion, podCidrs: ["10.1.0.0/16"], nodes: nodes("east", 4) },
    ],
    ...more,
  };
}

function mesh(given: ClusterMeshArgs) {
  return record((opts) => new ClusterMesh("mesh", given, opts), { outputs });
}

afterEach(settled);

describe("ClusterMesh", () => {
  it("makes a CA and nothing else", async () => {
    const { resources, get } = await mesh(args());
    expect(resources.map(({ type, name, parent }) => [type, name, parent])).toEqual([
      [MESH, "mesh", undefined],
      [KEY, "mesh-ca-key", `${MESH}::mesh`],
      [CERTIFICATE, "mesh-ca", `${MESH}::mesh`],
    ]);
    expect(get("mesh-ca-key").inputs).toEqual({ algorithm: "ECDSA", ecdsaCurve: "P256" });
    expect(get("mesh-ca").inputs).toMatchObject({ isCaCertificate: true, validityPeriodHours: 87600 });
  });

  it("protects the CA unless told otherwise, and keeps its key secret", async () => {
    const kept = await mesh(args());
    expect(kept.get("mesh-ca-key").opts.protect).toBe(true);
    expect(kept.get("mesh-ca").opts.protect).toBe(true);
    expect(kept.get("mesh-ca-key").opts.additionalSecretOutputs).toContain("privateKeyPem");
    expect(kept.get("mesh-ca").secrets).toEqual(["privateKeyPem"]);
    const free = await mesh(args({ protectCertificateAuthority: false }));
    expect(free.get("mesh-ca-key").opts.protect).toBeUndefined();
  });

  it("makes none where one is brought along", async () => {
    const certificateAuthority = { certificatePem: "OWN CERT", privateKeyPem: "OWN KEY" };
    const { resources, component } = await mesh(args({ certificateAuthority }));
    expect(resources.map((r) => r.name)).toEqual(["mesh"]);
    expect(await valueOf(component.membership("east"))).toMatchObject({
      caCertificatePem: "OWN CERT",
      caPrivateKeyPem: "OWN KEY",
    });
    expect(await isSecret(component.memberships)).toBe(true);
  });

  it("hands each member its peers and the CA, all secret", async () => {
    const { component } = await mesh(args());
    expect(await valueOf(component.membership("west"))).toEqual({
      name: "west",
      id: 1,
      maxConnectedClusters: 255,
      serviceType: "NodePort",
      kvstoreMesh: true,
      kvstoreMeshPeerTimeoutSeconds: 3,
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

  it("puts no input of its own into the state, where a kubeconfig would be readable", async () => {
    const given = args();
    given.members[0]!.kubeconfig = "KUBECONFIG";
    expect((await mesh(given)).get("mesh").inputs).toEqual({});
  });

  it("knows its members", async () => {
    const { component } = await mesh(args());
    expect(() => component.membership("north")).toThrow(
      'the mesh has no member "north"; its members are east, west',
    );
  });
});

describe("load balancers", () => {
  const kubeconfigs = { west: pulumi.secret("WEST"), east: pulumi.secret("EAST") };

  function balanced(version: string): ClusterMeshArgs {
    const given = args(
      { service: { type: MeshServiceType.LoadBalancer, annotations: { internal: "true" } } },
      version,
    );
    given.members[0]!.kubeconfig = kubeconfigs.west;
    given.members[1]!.kubeconfig = kubeconfigs.east;
    return given;
  }

  it("are made first, each through its own cluster's provider", async () => {
    const { resources, get, component } = await mesh(balanced("1.19.0"));
    const children = resources.filter((r) => [PROVIDER, SERVICE].includes(r.type));
    expect(children.map(({ type, name, provider, parent }) => [type, name, provider, parent])).toEqual([
      [PROVIDER, "mesh-west", undefined, `${MESH}::mesh`],
      [SERVICE, "mesh-west-apiserver", "mesh-west", `${MESH}::mesh`],
      [PROVIDER, "mesh-east", undefined, `${MESH}::mesh`],
      [SERVICE, "mesh-east-apiserver", "mesh-east", `${MESH}::mesh`],
    ]);
    expect(get("mesh-west").inputs).toMatchObject({ kubeconfig: "WEST", clusterIdentifier: "west" });
    expect(get("mesh-west").secrets).toEqual(["kubeconfig"]);
    expect(get("mesh-east-apiserver").inputs).toMatchObject({
      metadata: {
        name: "clustermesh-apiserver",
        namespace: "kube-system",
        annotations: { internal: "true", "pulumi.com/waitFor": "jsonpath={.status.loadBalancer.ingress}" },
      },
      spec: { type: "LoadBalancer", selector: { "k8s-app": "clustermesh-apiserver" } },
    });
    expect(await valueOf(component.membership("east"))).toMatchObject({
      peers: [{ name: "west", address: "west.elb.example.org", port: 2379 }],
      serviceExternallyCreated: true,
    });
    expect(await valueOf(component.membership("west"))).toMatchObject({
      peers: [{ name: "east", ips: ["192.0.2.2"], port: 2379 }],
      serverDnsNames: ["west.elb.example.org"],
    });
  });

  it("are the chart's where their address is given", async () => {
    const given = balanced("1.18.2");
    given.members[0]!.endpoints = ["192.0.2.1"];
    given.members[1]!.endpoints = ["192.0.2.2"];
    const { resources, component } = await mesh(given);
    expect(resources.some((r) => r.type === SERVICE)).toBe(false);
    expect(await valueOf(component.membership("west"))).not.toHaveProperty("serviceExternallyCreated");
  });
});

describe("refusal", () => {
  it("comes at once, although the nodes are not known yet", () => {
    const given = args();
    given.members[1]!.id = 1;
    given.members[0]!.nodes = pulumi.output(nodes("west", 2));
    expect(() => new ClusterMesh("mesh", given)).toThrow(
      'cluster mesh "mesh" is not valid:\n' +
        "  error: members[0].id, members[1].id: clusters west and east both have the id 1; give each cluster its own id [mesh-id-duplicate]",
    );
  });

  it("holds back the memberships where the fault is known only later", async () => {
    const given = args();
    given.members[0]!.id = pulumi.output(2);
    await withFailingOutputs(async () => {
      const { component } = await mesh(given);
      await expect(valueOf(component.memberships)).rejects.toThrow("[mesh-id-duplicate]");
    });
  });
});
