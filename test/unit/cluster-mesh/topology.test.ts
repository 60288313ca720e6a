import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  CiliumMeshMembership,
  MeshCertificateMethod,
  MeshPeerAddresses,
  MeshServiceType,
} from "../../../components/cluster-mesh/args";
import { MeshMember, memberships, nodePorts } from "../../../components/cluster-mesh/topology";

const AUTHORITY = { certificatePem: "CERT", privateKeyPem: "KEY" };

function member(name: string, id: number, more: Partial<MeshMember> = {}): MeshMember {
  return {
    name,
    id,
    ciliumVersion: "1.18.2",
    podCidrs: [`10.${id}.0.0/16`],
    nodes: [
      { name: `${name}-worker`, role: "worker", address: `172.18.${id}.3` },
      { name: `${name}-control-plane`, role: "control-plane", address: `172.18.${id}.2` },
    ],
    ...more,
  };
}

function peersOf(all: Record<string, CiliumMeshMembership>, name: string) {
  return all[name]!.peers;
}

describe("NodePorts", () => {
  const ports = (...members: MeshMember[]): number[] => [...nodePorts(members).values()];

  it.each(["1.14.1", "1.15.19", "1.16.19", "1.17.6", "1.18.0", "1.18.1"])("differ on %s", (ciliumVersion) => {
    expect(ports(member("a", 1, { ciliumVersion }), member("b", 3, { ciliumVersion }))).toEqual([
      32379, 32381,
    ]);
  });

  it.each(["1.18.2", "1.19.0", "1.20.0"])("may be the same on %s", (ciliumVersion) => {
    expect(ports(member("a", 1, { ciliumVersion }), member("b", 3, { ciliumVersion }))).toEqual([
      32379, 32379,
    ]);
  });

  it("may be the same where kube-proxy answers them", () => {
    const old = { ciliumVersion: "1.17.6", kubeProxyReplacement: false };
    expect(ports(member("a", 1, old), member("b", 2, old))).toEqual([32379, 32379]);
  });

  it("differ in the whole mesh while one member needs it", () => {
    expect(ports(member("a", 1, { ciliumVersion: "1.18.1" }), member("b", 2))).toEqual([32379, 32380]);
  });

  it("are as chosen where they are chosen", () => {
    const old = { ciliumVersion: "1.17.6" };
    expect(ports(member("a", 1, { ...old, nodePort: 31000 }), member("b", 2, old))).toEqual([31000, 32380]);
  });

  it("are written only where they differ from the chart's", () => {
    const old = { ciliumVersion: "1.17.6" };
    const all = memberships([member("a", 1, old), member("b", 2, old)], {}, AUTHORITY);
    expect(all["a"]).not.toHaveProperty("nodePort");
    expect(all["b"]!.nodePort).toBe(32380);
    expect(peersOf(all, "a")).toEqual([{ name: "b", ips: ["172.18.2.2", "172.18.2.3"], port: 32380 }]);
    expect(peersOf(all, "b")).toEqual([{ name: "a", ips: ["172.18.1.2", "172.18.1.3"], port: 32379 }]);
  });
});

describe("peers' addresses", () => {
  it("are all nodes', control planes first, however they are listed", () => {
    const nodes = [...member("b", 2).nodes!].reverse();
    const told = (b: MeshMember) => peersOf(memberships([member("a", 1), b], {}, AUTHORITY), "a")[0]!.ips;
    expect(told(member("b", 2))).toEqual(["172.18.2.2", "172.18.2.3"]);
    expect(told(member("b", 2, { nodes }))).toEqual(["172.18.2.2", "172.18.2.3"]);
  });

  it("are the control planes' alone where that is asked", () => {
    const options = { peerAddresses: MeshPeerAddresses.ControlPlane };
    const all = memberships([member("a", 1), member("b", 2)], options, AUTHORITY);
    expect(peersOf(all, "a")).toEqual([{ name: "b", ips: ["172.18.2.2"], port: 32379 }]);
  });

  it("are the endpoints where there are any, with their own port", () => {
    const b = member("b", 2, { endpoints: ["192.0.2.1", "192.0.2.2"], endpointPort: 4000 });
    const all = memberships([member("a", 1), b], {}, AUTHORITY);
    expect(peersOf(all, "a")).toEqual([{ name: "b", ips: ["192.0.2.1", "192.0.2.2"], port: 4000 }]);
  });

  it("may be one DNS name, which the member's certificate then carries", () => {
    const b = member("b", 2, { endpoints: ["b.example.org"] });
    const all = memberships([member("a", 1), b], { serviceType: MeshServiceType.ClusterIP }, AUTHORITY);
    expect(peersOf(all, "a")).toEqual([{ name: "b", address: "b.example.org", port: 2379 }]);
    expect(all["b"]!.serverDnsNames).toEqual(["b.example.org"]);
    expect(all["a"]).not.toHaveProperty("serverDnsNames");
  });

  it("with endpoints and NodePort default to the NodePort", () => {
    const b = member("b", 2, { ciliumVersion: "1.18.1", endpoints: ["192.0.2.1"] });
    expect(peersOf(memberships([member("a", 1), b], {}, AUTHORITY), "a")[0]!.port).toBe(32380);
  });

  it("are the load balancer's, made before the chart", () => {
    const old = { ciliumVersion: "1.19.0" };
    const options = { serviceType: MeshServiceType.LoadBalancer, serviceAnnotations: { internal: "true" } };
    const members = [
      member("a", 1, { ...old, loadBalancer: "192.0.2.7" }),
      member("b", 2, { ...old, loadBalancer: "b.elb.example.org" }),
    ];
    const all = memberships(members, options, AUTHORITY);
    expect(peersOf(all, "b")).toEqual([{ name: "a", ips: ["192.0.2.7"], port: 2379 }]);
    expect(peersOf(all, "a")).toEqual([{ name: "b", address: "b.elb.example.org", port: 2379 }]);
    expect(all["b"]).toMatchObject({
      serviceType: "LoadBalancer",
      serviceAnnotations: { internal: "true" },
      serviceExternallyCreated: true,
      serverDnsNames: ["b.elb.example.org"],
    });
    expect(all["a"]).not.toHaveProperty("nodePort");
  });

  it("name a load balancer in peers before its address is known", () => {
    const members = [
      member("a", 1, { ciliumVersion: "1.19.0" }),
      member("b", 2, { ciliumVersion: "1.19.0" }),
    ];
    const all = memberships(members, { serviceType: MeshServiceType.LoadBalancer }, AUTHORITY);
    expect(peersOf(all, "a")).toEqual([{ name: "b", ips: ["${b.loadBalancer.address}"], port: 2379 }]);
  });
});

describe("memberships", () => {
  it("have the mesh's defaults", () => {
    const [a] = Object.values(memberships([member("a", 1)], {}, AUTHORITY));
    expect(a).toEqual({
      name: "a",
      id: 1,
      maxConnectedClusters: 255,
      serviceType: "NodePort",
      kvstoreMesh: true,
      kvstoreMeshPeerTimeoutSeconds: 3,
      tlsMethod: "helm",
      peers: [],
      caCertificatePem: "CERT",
      caPrivateKeyPem: "KEY",
    });
  });

  it("have a schedule where a cron job makes the certificates", () => {
    const options = { tlsMethod: MeshCertificateMethod.CronJob };
    expect(memberships([member("a", 1)], options, AUTHORITY)["a"]!.tlsSchedule).toBe("0 0 1 */4 *");
    const own = { ...options, tlsSchedule: "@weekly", tlsCertValidityDuration: 30 };
    expect(memberships([member("a", 1)], own, AUTHORITY)["a"]).toMatchObject({
      tlsSchedule: "@weekly",
      tlsCertValidityDuration: 30,
    });
  });

  it("hold the declared links, else all others", () => {
    const members = [
      member("hub", 1),
      member("b", 2, { peers: ["hub"] }),
      member("a", 3, { peers: ["hub"] }),
    ];
    const all = memberships(members, {}, AUTHORITY);
    expect(peersOf(all, "hub").map((p) => p.name)).toEqual(["a", "b"]);
    expect(peersOf(all, "a").map((p) => p.name)).toEqual(["hub"]);
  });
});

/** Meshes of different members: names, ids, versions that need own NodePorts or not, ports chosen or not. */
const meshes = fc
  .uniqueArray(
    fc.record({
      id: fc.integer({ min: 1, max: 255 }),
      nodePort: fc.option(fc.integer({ min: 30000, max: 32767 }), { nil: undefined }),
      kubeProxyReplacement: fc.boolean(),
    }),
    { selector: (m) => m.id, minLength: 2, maxLength: 12 },
  )
  .chain((members) =>
    fc.constantFrom("1.17.6", "1.18.1", "1.18.2", "1.20.0").map((ciliumVersion) =>
      members.map(({ id, nodePort, kubeProxyReplacement }) =>
        member(`c${id}`, id, {
          ciliumVersion,
          kubeProxyReplacement,
          ...(nodePort === undefined ? {} : { nodePort }),
        }),
      ),
    ),
  );

describe("any mesh", () => {
  it("changes the others' peers and nothing else when a member joins or leaves (property)", () => {
    fc.assert(
      fc.property(meshes, (members) => {
        const [newcomer, ...others] = members;
        // A newcomer that needs its own NodePort moves the others' ports, which is a change of version, not of membership.
        fc.pre(others.some((m) => m.kubeProxyReplacement) || newcomer!.kubeProxyReplacement === false);
        const before = memberships(others, {}, AUTHORITY);
        const after = memberships(members, {}, AUTHORITY);
        for (const { name } of others) {
          const { peers, ...rest } = after[name]!;
          const { peers: oldPeers, ...oldRest } = before[name]!;
          expect(rest).toEqual(oldRest);
          expect(peers.filter((p) => p.name !== newcomer!.name)).toEqual(oldPeers);
          expect(peers).toHaveLength(oldPeers.length + 1);
        }
      }),
    );
  });

  it("is the same in whatever order its members are listed (property)", () => {
    fc.assert(
      fc.property(meshes, (members) => {
        const reversed = memberships([...members].reverse(), {}, AUTHORITY);
        expect(reversed).toEqual(memberships(members, {}, AUTHORITY));
      }),
    );
  });

  it("has each member listed by all others, once, sorted, under one address (property)", () => {
    fc.assert(
      fc.property(meshes, (members) => {
        const all = memberships(members, {}, AUTHORITY);
        const names = members.map((m) => m.name).sort();
        for (const name of names) {
          expect(peersOf(all, name).map((p) => p.name)).toEqual(names.filter((n) => n !== name));
          const seen = names
            .filter((n) => n !== name)
            .map((n) => peersOf(all, n).find((p) => p.name === name));
          expect(new Set(seen.map((p) => JSON.stringify(p))).size).toBe(1);
        }
      }),
    );
  });

  it("gives no two members one NodePort by itself where Cilium needs them apart (property)", () => {
    fc.assert(
      fc.property(meshes, (members) => {
        const own = members.map((m) => ({ ...m, nodePort: undefined, kubeProxyReplacement: true }));
        const ports = [...nodePorts(own.map((m) => ({ ...m, ciliumVersion: "1.18.1" }))).values()];
        expect(new Set(ports).size).toBe(members.length);
      }),
    );
  });
});

describe("511 clusters", () => {
  it("take no more than a moment", () => {
    const members = [...Array(511).keys()].map((i) => member(`c${i}`, i + 1));
    const start = performance.now();
    const all = memberships(members, { maxConnectedClusters: 511 }, AUTHORITY);
    expect(performance.now() - start).toBeLessThan(1000);
    expect(Object.values(all).reduce((sum, m) => sum + m.peers.length, 0)).toBe(511 * 510);
  });
});
