import { beforeAll, describe, expect, it } from "vitest";
import { EtcdCertificates, EtcdInput, planEtcd } from "../../../components/etcd/plan";
import { memberChange } from "../../../components/etcd/running";
import { validateEtcd } from "../../../components/etcd/validate";
import { formatFinding } from "../../../components/internal/finding";
import { HelmValues, mergeValues } from "../../../components/internal/helm-values";
import { checkStack, loadSettings } from "../../../stacks";
import { NOW, TestAuthority } from "../../helpers/etcd-certificates";
import { expectedLines } from "./expected";

/** A sound stack with three nodes in a rack and an etcd on the first. */
const sound: HelmValues = {
  racks: [{ name: "rack10", subnet: "192.168.10.0/24" }],
  clusters: [
    {
      name: "lab",
      id: 1,
      kind: {
        podSubnet: "172.20.0.0/16",
        serviceSubnet: "10.96.0.0/16",
        nodes: ["control-plane", "worker", "worker"].map((role, i) => ({
          role,
          rack: { name: "rack10", address: `192.168.10.10${i}` },
        })),
      },
    },
  ],
  cilium: {
    version: "1.18.12",
    identityAllocationMode: "kvstore",
    kubeProxyReplacement: true,
    ipam: { mode: "kubernetes" },
    operator: { replicas: 1 },
  },
};

/** What the stack is told with such an etcd, and with other settings of Cilium's. */
function told(etcd: HelmValues, cilium: HelmValues = {}): string[] {
  const [cluster] = sound["clusters"] as HelmValues[];
  const settings = mergeValues({ ...sound, clusters: [{ ...cluster, etcd }] }, { cilium });
  const { config, findings } = loadSettings(settings);
  return (config === undefined ? findings : checkStack(config)).map(formatFinding);
}

const ADDRESSES = ["192.168.10.100", "127.0.0.1"];
const day = (text: string): Date => new Date(`${text}T00:00:00Z`);
let brought: Record<string, EtcdCertificates>;

/** What the component is told of certificates on the day of the test. */
function toldOf(name: string, more: Partial<EtcdInput> = {}): string[] {
  const certificates = brought[name];
  const input: EtcdInput = {
    ciliumVersion: "1.18.12",
    nodes: [{ name: "a", role: "control-plane", address: "192.168.10.100" }],
    tls: certificates === undefined ? {} : { certificates },
    ...more,
  };
  return validateEtcd(planEtcd(input), NOW).map(formatFinding);
}

function changed(running: string, members: string[], more: Partial<EtcdInput> = {}): string[] {
  const nodes = ["a", "b", "c"].map((name, i) => ({ name, role: "worker", address: `10.9.0.${i + 1}` }));
  return memberChange(running, planEtcd({ ciliumVersion: "1.18.1", nodes, members, ...more })).map(
    formatFinding,
  );
}

beforeAll(async () => {
  const [own, other] = [await TestAuthority.create("etcd CA"), await TestAuthority.create("another CA")];
  const old = await TestAuthority.create("old CA", { from: day("2029-01-01"), to: day("2030-01-01") });
  const [server, client] = ["serverAuth", "clientAuth"] as const;
  const member = await own.leaf({ name: "member", usages: [server, client], addresses: ADDRESSES });
  const good = await own.leaf({ name: "cilium", usages: [client] });
  const set = (over: Partial<EtcdCertificates>): EtcdCertificates => ({
    caCertificatePem: own.pem,
    clientCertificatePem: good.certificate,
    clientPrivateKeyPem: good.key,
    memberCertificatePem: member.certificate,
    memberPrivateKeyPem: member.key,
    ...over,
  });
  const clientOf = (pem: { certificate: string; key: string }): Partial<EtcdCertificates> => ({
    clientCertificatePem: pem.certificate,
    clientPrivateKeyPem: pem.key,
  });
  const memberOf = (pem: { certificate: string; key: string }): Partial<EtcdCertificates> => ({
    memberCertificatePem: pem.certificate,
    memberPrivateKeyPem: pem.key,
  });
  const { memberCertificatePem: _, memberPrivateKeyPem: __, ...withoutMember } = set({});
  brought = {
    good: set({}),
    bundle: set({ caCertificatePem: `${other.pem}\n${own.pem}\n` }),
    any: set(clientOf(await own.leaf({ name: "any" }))),
    withoutMember,
    nonsense: set({ caCertificatePem: Buffer.from(own.pem).toString("base64"), clientCertificatePem: "" }),
    noClient: set({ clientCertificatePem: "hello" }),
    noKey: set({ clientPrivateKeyPem: "hello" }),
    foreign: set(clientOf(await other.leaf({ name: "stranger", usages: [client] }))),
    noAuthority: set({ caCertificatePem: member.certificate }),
    expired: set(clientOf(await own.leaf({ name: "cilium", to: day("2030-04-30"), usages: [client] }))),
    early: set(clientOf(await own.leaf({ name: "cilium", from: day("2030-06-01"), usages: [client] }))),
    soon: set(clientOf(await own.leaf({ name: "cilium", to: day("2030-05-20"), usages: [client] }))),
    oldAuthority: set({ caCertificatePem: old.pem }),
    server: set(clientOf(await own.leaf({ name: "web", usages: [server] }))),
    memberIsNoServer: set(memberOf(await own.leaf({ name: "m", usages: [client], addresses: ADDRESSES }))),
    elsewhere: set(
      memberOf(await own.leaf({ name: "m", usages: [server, client], addresses: ["10.0.0.1"] })),
    ),
    otherKey: set({ clientPrivateKeyPem: member.key }),
  };
});

const cases: Record<string, () => string[]> = {
  "a member that is no node": () => told({ members: ["lab-control-plane", "west-worker", "nowhere"] }),
  "two members": () => told({ members: ["lab-control-plane", "lab-worker"] }),
  "two members on the way to three": () =>
    told({ members: ["lab-control-plane", "lab-worker"], initialClusterState: "existing" }),
  "a node twice, and none": () => [
    ...told({ members: ["lab-worker", "lab-worker", "lab-worker2"] }),
    ...told({ members: [] }),
  ],
  "kubeadm's ports on a control plane": () => told({ clientPort: 2379, peerPort: 2380 }),
  "ports of the kubelet and of Cilium on a worker": () =>
    told({ members: ["lab-worker"], clientPort: 2379, peerPort: 10250, metricsPort: 4240 }),
  "one port twice, and ports that are none": () => [
    ...told({ clientPort: 12380 }),
    ...told({ clientPort: 0, metricsPort: 70000 }),
  ],
  "a port among NodePorts": () => told({ clientPort: 32379 }),
  "kubeadm's data, and a folder that is none": () => [
    ...told({ dataDirectory: "/var/lib/etcd/" }),
    ...told({ dataDirectory: "data" }),
  ],
  "numbers out of range": () =>
    told({ autoCompactionHours: 0, quotaMebibytes: 9000, tls: { validityHours: 1 } }),
  "no TLS": () => told({ tls: { enabled: false } }),
  "the notes' Pod": () => told({ mode: "pod", members: ["lab-worker"] }, { version: "1.16.19" }),
  "an etcd outside without anything": () => told({ mode: "outside" }),
  "an etcd outside at no URL": () =>
    told({ mode: "outside", endpoints: ["192.0.2.9:2379", "http://192.0.2.9"], tls: { enabled: false } }),
  "an etcd that nobody uses": () => told({}, { identityAllocationMode: "crd" }),
  "an etcd, and other endpoints": () => told({}, { etcd: { endpoints: ["https://192.0.2.9:2379"] } }),
  "certificates without the members'": () => toldOf("withoutMember"),
  "base64 for PEM, and words": () => [...toldOf("nonsense"), ...toldOf("noClient"), ...toldOf("noKey")],
  "a client's certificate of another CA": () => toldOf("foreign"),
  "a certificate that is no CA's": () => toldOf("noAuthority"),
  "certificates out of time": () => [...toldOf("expired"), ...toldOf("early"), ...toldOf("oldAuthority")],
  "a certificate near its end": () => toldOf("soon"),
  "a server's certificate for a client": () => toldOf("server"),
  "a member's certificate for clients alone": () => toldOf("memberIsNoServer"),
  "a member's certificate for another address": () => toldOf("elsewhere"),
  "a key of another certificate": () => toldOf("otherKey"),
  "another member": () => changed("a=10.9.0.1", ["a", "b", "c"]),
  "a member fewer": () => changed("a=10.9.0.1,b=10.9.0.2,c=10.9.0.3", ["a"]),
  "a member of three at another address": () => changed("a=10.9.0.1,b=10.9.0.9,c=10.9.0.3", ["a", "b", "c"]),
};

/** Each of these is sound. */
const silent: Record<string, () => string[]> = {
  "an etcd by its defaults": () => told({}),
  "three members": () => told({ members: ["lab-worker2", "lab-worker", "lab-control-plane"] }),
  "2379 where no control plane is": () => told({ members: ["lab-worker"], clientPort: 2379, peerPort: 2380 }),
  "an etcd outside without TLS": () =>
    told({ mode: "outside", endpoints: ["http://[fd00::9]:2379"], tls: { enabled: false } }),
  "good certificates": () => toldOf("good"),
  "a bundle of CAs": () => toldOf("bundle"),
  "a client's certificate good for everything": () => toldOf("any"),
  "certificates of an etcd outside, without the members'": () =>
    toldOf("withoutMember", { mode: "outside", endpoints: ["https://192.0.2.9:2379"] }),
  "the members that run": () => changed("a=10.9.0.1,b=10.9.0.2,c=10.9.0.3", ["c", "a", "b"]),
  "the only member at another address": () => changed("a=10.9.0.7", ["a"]),
  "a member that etcd was told of": () =>
    changed("a=10.9.0.1", ["a", "b"], { initialClusterState: "existing" }),
};

// The messages, word for word, are in expected/etcd-rules.txt.
describe("G what an etcd for identities is told", () => {
  const expected = expectedLines("etcd-rules");

  it.each(Object.entries(cases))("G %s", (name, telling) => {
    expect(telling()).toEqual(expected.get(name));
  });

  it.each(Object.entries(silent))("G %s is told nothing", (_, telling) => {
    expect(telling()).toEqual([]);
  });

  it("expects nothing that is not tried", () => {
    expect([...expected.keys()]).toEqual(Object.keys(cases));
  });
});
