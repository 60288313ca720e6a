import * as pulumi from "@pulumi/pulumi";
import { afterEach, describe, expect, it } from "vitest";
import { identitiesLooked } from "../../components/cilium-install/identity-mode";
import { Etcd, EtcdArgs, EtcdMode } from "../../components/etcd";
import { HelmValues } from "../../components/internal/helm-values";
import { kubeApi, KubeApi } from "../helpers/kube-api";
import { isSecret, record, settled, valueOf, withFailingOutputs } from "../helpers/mocks";
import { notesEtcdContainer } from "../helpers/notes";

const nodes = ["a", "b", "c", "d"].map((name, i) => ({
  name,
  role: i === 0 ? "control-plane" : "worker",
  address: `172.18.0.${i + 2}`,
}));

/** The engine's answers for what the tls plugin would have made. */
const outputs = ({ type, name }: pulumi.runtime.MockResourceArgs): Record<string, unknown> => {
  if (type === "tls:index/privateKey:PrivateKey") return { privateKeyPem: `key of ${name}` };
  if (type === "tls:index/certRequest:CertRequest") return { certRequestPem: `request ${name}` };
  return type.startsWith("tls:") ? { certPem: `certificate ${name}` } : {};
};

const etcd = (args: Partial<EtcdArgs> = {}) =>
  record((opts) => new Etcd("west", { ciliumVersion: "1.18.1", nodes, ...args }, opts), { outputs });

interface DaemonSet {
  metadata: { annotations: Record<string, string> };
  spec: {
    updateStrategy: object;
    template: {
      spec: {
        hostNetwork: boolean;
        tolerations: object[];
        affinity: {
          nodeAffinity: { requiredDuringSchedulingIgnoredDuringExecution: { nodeSelectorTerms: object[] } };
        };
        containers: { image: string; command: string[] }[];
        volumes: object[];
      };
    };
  };
}

afterEach(settled);

describe("G Etcd on nodes", () => {
  const members = ["c", "a", "b"];

  it("G is one DaemonSet on exactly the named nodes, which starts without Cilium and changes one by one", async () => {
    const { get } = await etcd({ members });
    const { metadata, spec } = get("west-members").inputs as unknown as DaemonSet;
    const pod = spec.template.spec;
    expect(metadata).toMatchObject({
      name: "cilium-etcd",
      namespace: "kube-system",
      annotations: { "cilium-fabric/etcd-members": "a=172.18.0.2,b=172.18.0.3,c=172.18.0.4" },
    });
    expect(spec.updateStrategy).toEqual({ type: "RollingUpdate", rollingUpdate: { maxUnavailable: 1 } });
    expect(pod).toMatchObject({
      hostNetwork: true,
      priorityClassName: "system-node-critical",
      tolerations: [{ operator: "Exists" }],
    });
    expect(
      pod.affinity.nodeAffinity.requiredDuringSchedulingIgnoredDuringExecution.nodeSelectorTerms,
    ).toEqual(
      ["a", "b", "c"].map((name) => ({
        matchFields: [{ key: "metadata.name", operator: "In", values: [name] }],
      })),
    );
    expect(pod.volumes[0]).toEqual({
      name: "data",
      hostPath: { path: "/var/lib/cilium-etcd", type: "DirectoryOrCreate" },
    });
  });

  it("G tells every member of all, by addresses and ports that kubeadm's etcd does not have", async () => {
    const { get, component } = await etcd({ members });
    const [container] = (get("west-members").inputs as unknown as DaemonSet).spec.template.spec.containers;
    expect(container?.command).toEqual(
      expect.arrayContaining([
        "--name=$(NODE_NAME)",
        "--initial-cluster=a=https://172.18.0.2:12380,b=https://172.18.0.3:12380,c=https://172.18.0.4:12380",
        "--initial-cluster-state=new",
        "--advertise-client-urls=https://$(NODE_ADDRESS):12379",
        "--client-cert-auth=true",
        "--peer-client-cert-auth=true",
      ]),
    );
    expect(await valueOf(component.endpoints)).toEqual([
      "https://172.18.0.2:12379",
      "https://172.18.0.3:12379",
      "https://172.18.0.4:12379",
    ]);
    expect(await valueOf(component.members)).toEqual(nodes.slice(0, 3));
    expect(await valueOf(component.ssl)).toBe(true);
  });

  it("G makes certificates good for the members' addresses, and the chart's Secret", async () => {
    const { get } = await etcd({ members });
    expect(get("west-member-request").inputs).toMatchObject({
      ipAddresses: ["172.18.0.2", "172.18.0.3", "172.18.0.4", "127.0.0.1"],
      subject: { commonName: "cilium-etcd-member" },
    });
    expect(get("west-client-certificate").inputs["allowedUses"]).toEqual([
      "digital_signature",
      "client_auth",
    ]);
    expect(get("west-ca-key").opts.protect).toBe(true);
    const { inputs, secrets } = get("west-cilium-etcd-secrets");
    expect(inputs).toMatchObject({
      metadata: { name: "cilium-etcd-secrets", namespace: "kube-system" },
      stringData: {
        "etcd-client-ca.crt": "certificate west-ca",
        "etcd-client.crt": "certificate west-client-certificate",
        "etcd-client.key": "key of west-client-key",
      },
    });
    expect(secrets).toEqual(["stringData"]);
  });

  it("G shows its endpoints and what it makes in the clear, for previews", async () => {
    const { get, component } = await etcd({ members });
    expect(get("west-members").secrets).toEqual([]);
    expect(await isSecret(component.endpoints)).toBe(false);
  });

  it("G has one member, on the first control-plane node, by default", async () => {
    const { component } = await etcd();
    expect(await valueOf(component.endpoints)).toEqual(["https://172.18.0.2:12379"]);
  });

  it("G writes IPv6 addresses as URLs want them", async () => {
    const { get, component } = await etcd({
      nodes: [{ name: "a", role: "control-plane", address: "fd00::2" }],
    });
    const [container] = (get("west-members").inputs as unknown as DaemonSet).spec.template.spec.containers;
    expect(await valueOf(component.endpoints)).toEqual(["https://[fd00::2]:12379"]);
    expect(container?.command).toContain(
      "--listen-client-urls=https://[$(NODE_ADDRESS)]:12379,https://[::1]:12379",
    );
  });

  it("G makes no certificate and no Secret without TLS", async () => {
    const { resources, component } = await etcd({ tls: { enabled: false } });
    expect(resources.map(({ name }) => name).sort()).toEqual(["west", "west-members"]);
    expect(await valueOf(component.endpoints)).toEqual(["http://172.18.0.2:12379"]);
  });

  it("G refuses at once what it knows", async () => {
    await expect(etcd({ members: ["a", "b"] })).rejects.toThrow(
      'etcd "west" is not valid:\n  error: members: 2 members, expected 1, 3 or 5',
    );
  });
});

describe("G Etcd elsewhere", () => {
  it("G is the notes' Pod and Service, which nobody waits for", async () => {
    const { resources, get, component } = await etcd({ mode: EtcdMode.Pod });
    expect(resources.map(({ name }) => name).sort()).toEqual(["west", "west-pod", "west-service"]);
    expect(get("west-pod").inputs).toMatchObject({
      metadata: { namespace: "kube-system", annotations: { "pulumi.com/skipAwait": "true" } },
      spec: {
        containers: [notesEtcdContainer],
      },
    });
    expect(get("west-service").inputs).toMatchObject({
      metadata: { name: "etcd", namespace: "kube-system" },
      spec: { ports: [{ name: "client", port: 2379, targetPort: 2379 }] },
    });
    expect(await valueOf(component.endpoints)).toEqual(["http://etcd.kube-system.svc.cluster.local:2379"]);
    expect(await valueOf(component.ssl)).toBe(false);
  });

  it("G is nothing but its addresses where it is there already, without TLS", async () => {
    const endpoints = ["http://192.0.2.9:2379"];
    const { resources, component } = await etcd({
      mode: EtcdMode.Outside,
      endpoints,
      tls: { enabled: false },
    });
    expect(resources.map(({ name }) => name)).toEqual(["west"]);
    expect(await valueOf(component.endpoints)).toEqual(endpoints);
  });
});

describe("G Etcd for a mode of identities that the Cilium that runs cannot go over to", () => {
  const clusters: KubeApi[] = [];
  afterEach(() => Promise.all(clusters.splice(0).map((api) => api.close())));

  /** A cluster whose pods have an identity, kept as objects; `undefined` for one without Cilium. */
  async function cluster(mode: string | undefined): Promise<KubeApi> {
    const configmaps = mode === undefined ? [] : [{ data: { "identity-allocation-mode": mode } }];
    const api = await kubeApi({ configmaps, ciliumendpoints: [{ status: { identity: { id: 4711 } } }] });
    clusters.push(api);
    return api;
  }

  const shapes: readonly (readonly [string, Partial<EtcdArgs>])[] = [
    ["nodes with certificates made here", {}],
    ["nodes without TLS", { tls: { enabled: false } }],
    ["a pod", { mode: EtcdMode.Pod }],
  ];
  it.each(shapes)("G is not made: %s", async (_, args) => {
    const { kubeconfig } = await cluster("crd");
    const made: string[] = [];
    await pulumi.runtime.setMocks({
      newResource: ({ name, inputs }) => {
        made.push(name);
        return { id: name, state: inputs as object };
      },
      call: () => ({}),
    });
    const said = new Set<unknown>();
    const hear = (thrown: unknown): void => void said.add(thrown);
    await withFailingOutputs(async () => {
      process.on("unhandledRejection", hear);
      const of = { kubeconfig: pulumi.secret(kubeconfig), identityAllocationMode: "kvstore" as const };
      const west = new Etcd("west", { ciliumVersion: "1.18.1", nodes, ...args, ...of });
      const values = pulumi.output<HelmValues>({ identityAllocationMode: "kvstore" });
      const looked = identitiesLooked(west, "west", of.kubeconfig, values) ?? pulumi.output([]);
      await expect(valueOf(looked)).rejects.toThrow("identity-mode-jump");
      await settled();
    });
    expect(made).toEqual(["west"]);
    // Whoever is held back by it: Pulumi tells one error once.
    expect([...said].map(String)).toEqual([
      expect.stringMatching(
        /^InvalidInputError: (etcd|Cilium install) "west" is not valid:\n {2}error: identityAllocationMode: .*\[identity-mode-jump\]$/,
      ),
    ]);
  });

  const fine = [
    ["crd", "doublewrite-readcrd"],
    ["kvstore", "kvstore"],
    [undefined, "kvstore"],
  ] as const;
  it.each(fine)("G is made where %s runs and %s is to be", async (from, identityAllocationMode) => {
    const { kubeconfig } = await cluster(from);
    const { get } = await etcd({ kubeconfig, identityAllocationMode, tls: { enabled: false } });
    expect(get("west-members").inputs).toMatchObject({ metadata: { name: "cilium-etcd" } });
  });
});
