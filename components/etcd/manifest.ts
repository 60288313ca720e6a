import { bracketed, CLIENT_SECRET, ETCD_NAME, ETCD_NAMESPACE, EtcdMember, EtcdPlan, isIpv6 } from "./plan";
import { loopbackOf, MEMBER_SECRET, POD_NAME, url } from "./plan";

/** An object as it is sent to the API server. */
export interface EtcdManifest {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: {
    readonly name: string;
    readonly namespace: string;
    readonly labels?: Readonly<Record<string, string>>;
    readonly annotations?: Readonly<Record<string, string>>;
  };
  readonly spec: Readonly<Record<string, unknown>>;
}

/** Who the members are, readable by whoever is about to change them. */
export const MEMBERS_ANNOTATION = "cilium-fabric/etcd-members";
/** etcd reads its CA once, when it starts: another one must restart it. */
const CA_ANNOTATION = "cilium-fabric/etcd-ca";

const MEMBER_LABELS = { "app.kubernetes.io/name": ETCD_NAME, "app.kubernetes.io/part-of": "cilium" };
const DATA_MOUNT = "/var/lib/etcd";
const TLS_MOUNT = "/etc/etcd/tls";

/** `a=172.18.0.2,b=172.18.0.3` */
export function membersText(members: readonly EtcdMember[]): string {
  return members.map(({ name, address }) => `${name}=${address ?? ""}`).join(",");
}

/** What certificates decide in the members' arguments. */
export interface MemberIdentity {
  /** Digest of the CA's certificate. */
  readonly ca: string;
  /** Common name of the members' certificate: with it, and no other certificate of the CA, one is a member. */
  readonly commonName?: string;
}

/**
 * The members as one DaemonSet on the named nodes: all start at once, for none is healthy without a majority, and a
 * change replaces them one by one, each only when the one before is healthy again.
 */
export function renderMembers(plan: EtcdPlan, identity: MemberIdentity | undefined): EtcdManifest {
  return {
    apiVersion: "apps/v1",
    kind: "DaemonSet",
    metadata: {
      name: ETCD_NAME,
      namespace: ETCD_NAMESPACE,
      labels: MEMBER_LABELS,
      annotations: { [MEMBERS_ANNOTATION]: membersText(plan.members) },
    },
    spec: {
      selector: { matchLabels: { "app.kubernetes.io/name": ETCD_NAME } },
      updateStrategy: { type: "RollingUpdate", rollingUpdate: { maxUnavailable: 1 } },
      template: {
        metadata: {
          labels: MEMBER_LABELS,
          ...(identity !== undefined ? { annotations: { [CA_ANNOTATION]: identity.ca } } : {}),
        },
        spec: podSpec(plan, identity),
      },
    },
  };
}

function podSpec(plan: EtcdPlan, identity: MemberIdentity | undefined): Record<string, unknown> {
  return {
    hostNetwork: true,
    dnsPolicy: "Default",
    priorityClassName: "system-node-critical",
    automountServiceAccountToken: false,
    enableServiceLinks: false,
    // Nodes are not ready before Cilium, and Cilium is not before its etcd.
    tolerations: [{ operator: "Exists" }],
    affinity: {
      nodeAffinity: {
        requiredDuringSchedulingIgnoredDuringExecution: {
          nodeSelectorTerms: plan.members.map(({ name }) => ({
            matchFields: [{ key: "metadata.name", operator: "In", values: [name] }],
          })),
        },
      },
    },
    containers: [container(plan, identity)],
    volumes: [
      { name: "data", hostPath: { path: plan.dataDirectory, type: "DirectoryOrCreate" } },
      ...(plan.tls ? [{ name: "tls", secret: { secretName: MEMBER_SECRET, defaultMode: 0o400 } }] : []),
    ],
  };
}

function container(plan: EtcdPlan, identity: MemberIdentity | undefined): Record<string, unknown> {
  const health = (query: string) => ({
    httpGet: { host: loopbackOf(plan.members), port: plan.metricsPort, path: `/health?${query}` },
  });
  return {
    name: "etcd",
    image: plan.image,
    command: ["etcd", ...memberArguments(plan, identity)],
    env: [
      { name: "NODE_NAME", valueFrom: { fieldRef: { fieldPath: "spec.nodeName" } } },
      { name: "NODE_ADDRESS", valueFrom: { fieldRef: { fieldPath: "status.hostIP" } } },
      ...clientEnvironment(plan),
    ],
    resources: plan.resources,
    // A full database (NOSPACE) is no reason to restart a member, nor to hold back the change that makes room.
    startupProbe: { ...health("exclude=NOSPACE"), periodSeconds: 5, timeoutSeconds: 5, failureThreshold: 60 },
    readinessProbe: {
      ...health("exclude=NOSPACE"),
      periodSeconds: 5,
      timeoutSeconds: 5,
      failureThreshold: 2,
    },
    // Without `serializable` a member would be restarted for want of a majority, which others lost.
    livenessProbe: {
      ...health("exclude=NOSPACE&serializable=true"),
      periodSeconds: 10,
      timeoutSeconds: 15,
      failureThreshold: 8,
    },
    securityContext: {
      allowPrivilegeEscalation: false,
      readOnlyRootFilesystem: true,
      capabilities: { drop: ["ALL"] },
      seccompProfile: { type: "RuntimeDefault" },
    },
    volumeMounts: [
      { name: "data", mountPath: DATA_MOUNT },
      ...(plan.tls ? [{ name: "tls", mountPath: TLS_MOUNT, readOnly: true }] : []),
    ],
  };
}

/** Lets `kubectl exec … -- etcdctl member list` do without arguments. */
function clientEnvironment({ members, clientPort, tls }: EtcdPlan): { name: string; value: string }[] {
  const files = { CACERT: "ca.crt", CERT: "tls.crt", KEY: "tls.key" };
  return [
    { name: "ETCDCTL_ENDPOINTS", value: url(loopbackOf(members), clientPort, tls) },
    ...(tls ? Object.entries(files) : []).map(([name, file]) => ({
      name: `ETCDCTL_${name}`,
      value: `${TLS_MOUNT}/${file}`,
    })),
  ];
}

function memberArguments(plan: EtcdPlan, identity: MemberIdentity | undefined): string[] {
  const { members, clientPort, peerPort, metricsPort, tls } = plan;
  const scheme = tls ? "https" : "http";
  const own = members.some(({ address }) => isIpv6(address ?? "")) ? "[$(NODE_ADDRESS)]" : "$(NODE_ADDRESS)";
  const loopback = bracketed(loopbackOf(members));
  const cluster = members.map(({ name, address }) => `${name}=${url(address ?? "", peerPort, tls)}`);
  return [
    "--name=$(NODE_NAME)",
    // A folder of etcd's own below the mount, which kubelet makes readable by all.
    `--data-dir=${DATA_MOUNT}/data`,
    `--initial-cluster=${cluster.join(",")}`,
    `--initial-cluster-state=${plan.initialClusterState}`,
    `--initial-cluster-token=${ETCD_NAME}`,
    `--initial-advertise-peer-urls=${scheme}://${own}:${peerPort}`,
    `--listen-peer-urls=${scheme}://${own}:${peerPort}`,
    `--listen-client-urls=${scheme}://${own}:${clientPort},${scheme}://${loopback}:${clientPort}`,
    `--advertise-client-urls=${scheme}://${own}:${clientPort}`,
    `--listen-metrics-urls=http://${loopback}:${metricsPort}`,
    "--auto-compaction-mode=periodic",
    `--auto-compaction-retention=${plan.autoCompactionHours}h`,
    `--quota-backend-bytes=${plan.quotaMebibytes * 1024 * 1024}`,
    ...(tls ? tlsArguments(identity?.commonName) : []),
    ...plan.extraArgs,
  ];
}

function tlsArguments(commonName: string | undefined): string[] {
  const files = (prefix: string): string[] => [
    `--${prefix}cert-file=${TLS_MOUNT}/tls.crt`,
    `--${prefix}key-file=${TLS_MOUNT}/tls.key`,
    `--${prefix}trusted-ca-file=${TLS_MOUNT}/ca.crt`,
    `--${prefix}client-cert-auth=true`,
  ];
  // Cilium's certificate is of the same CA, and lies on every node: it must not make anybody a member.
  const allowed = commonName === undefined ? [] : [`--peer-cert-allowed-cn=${commonName}`];
  return [...files(""), ...files("peer-"), ...allowed];
}

/** The notes' single Pod, argument for argument; only its data outlive a crash of the program. */
export function renderPod({ image, endpoints }: EtcdPlan): EtcdManifest {
  const directory = "/etcd-data";
  return {
    apiVersion: "v1",
    kind: "Pod",
    metadata: { name: POD_NAME, namespace: ETCD_NAMESPACE, labels: { app: POD_NAME } },
    spec: {
      containers: [
        {
          name: "etcd",
          image,
          command: [
            "/usr/local/bin/etcd",
            "--name=etcd0",
            `--data-dir=${directory}`,
            "--listen-client-urls=http://0.0.0.0:2379",
            `--advertise-client-urls=${endpoints.join(",")}`,
          ],
          ports: [{ name: "client", containerPort: 2379 }],
          volumeMounts: [{ name: "data", mountPath: directory }],
        },
      ],
      volumes: [{ name: "data", emptyDir: {} }],
    },
  };
}

export function renderService(): EtcdManifest {
  return {
    apiVersion: "v1",
    kind: "Service",
    metadata: { name: POD_NAME, namespace: ETCD_NAMESPACE, labels: { app: POD_NAME } },
    spec: { selector: { app: POD_NAME }, ports: [{ name: "client", port: 2379, targetPort: 2379 }] },
  };
}

/** The Secrets of an etcd, keyed as those who mount them want it. */
export function secretsOf<T>(texts: {
  ca: T;
  client: T;
  clientKey: T;
  member?: T;
  memberKey?: T;
}): { name: string; texts: Record<string, T> }[] {
  const { ca, client, clientKey, member, memberKey } = texts;
  const own =
    member === undefined || memberKey === undefined
      ? []
      : [{ name: MEMBER_SECRET, texts: { "ca.crt": ca, "tls.crt": member, "tls.key": memberKey } }];
  return [
    ...own,
    {
      name: CLIENT_SECRET,
      texts: { "etcd-client-ca.crt": ca, "etcd-client.crt": client, "etcd-client.key": clientKey },
    },
  ];
}
