import { minorOf } from "../internal/cilium-version";
import type { Finding } from "../internal/finding";
import { enumerated, error, plural, quoted, warning } from "../prover/report";
import { unusableVersion } from "../prover/rules/install-version";
import { certificateFindings } from "./certificates";
import type { EtcdPlan } from "./plan";
import { portFindings } from "./ports";

type At = (field: string) => string;

const ODD = [1, 3, 5];

/** Everything wrong with one etcd by itself, all at once; the prover asks the same of every cluster of a stack. */
export function validateEtcd(plan: EtcdPlan, now: Date, at: At = (field) => field): Finding[] {
  const version = unusableVersion(plan.ciliumVersion, at("ciliumVersion"));
  if (version.length > 0) return version;
  return [
    ...idleFindings(plan, at),
    ...(plan.mode === "nodes" ? nodesFindings(plan, at) : []),
    ...(plan.mode === "outside" ? outsideFindings(plan, at) : []),
    ...(plan.mode === "pod" ? [podWarning(plan, at)] : []),
    ...materialFindings(plan, at),
    ...certificateFindings(plan, now, at),
    ...rangeFindings(plan, at),
  ];
}

function idleFindings({ mode, idle }: EtcdPlan, at: At): Finding[] {
  if (idle.length === 0) return [];
  return [
    warning(
      "etcd-input-idle",
      idle.map(at),
      `${enumerated(idle)} ${idle.length === 1 ? "means" : "mean"} nothing for an etcd in mode ${mode}`,
      "remove what means nothing, or choose the mode that it belongs to",
    ),
  ];
}

function nodesFindings(plan: EtcdPlan, at: At): Finding[] {
  return [
    ...memberFindings(plan, at),
    ...portFindings(plan, at),
    ...directoryFindings(plan, at),
    ...plainWarning(plan, at),
  ];
}

function memberFindings({ nodes, members, initialClusterState }: EtcdPlan, at: At): Finding[] {
  const path = at("members");
  if (nodes === undefined)
    return [
      error(
        "etcd-member-unknown",
        [at("nodes")],
        "the cluster's nodes are missing",
        "give nodes with their InternalIPs",
      ),
    ];
  const names = members.map(({ name }) => name);
  const unknown = members.filter(({ address }) => address === undefined).map(({ name }) => name);
  if (unknown.length > 0)
    return [
      error(
        "etcd-member-unknown",
        [path],
        `${quoted(unknown)} in members ${unknown.length === 1 ? "is no node" : "are no nodes"} of the cluster; its nodes are ${nodes.map(({ name }) => name).join(", ")}`,
        "name nodes of the cluster",
      ),
    ];
  if (new Set(names).size < names.length)
    return [error("etcd-member-count", [path], "a node stands twice in members", "name each node once")];
  if (ODD.includes(names.length)) return [];
  const message = `${plural(names.length, "member")}, expected 1, 3 or 5`;
  if (names.length === 0) return [error("etcd-member-count", [path], message, "name the node that runs it")];
  const why = "an even number survives no more losses than one less, and more than five slow every write";
  // On the way from one member to three there are two.
  const tell = initialClusterState === "existing" && names.length < 6 ? warning : error;
  return [tell("etcd-member-count", [path], `${message}: ${why}`, "add a member, or take one away")];
}

function directoryFindings({ dataDirectory }: EtcdPlan, at: At): Finding[] {
  const path = [at("dataDirectory")];
  const folder = dataDirectory.replace(/\/+$/, "");
  if (!folder.startsWith("/") || folder.split("/").includes(".."))
    return [
      error(
        "etcd-data-directory",
        path,
        `dataDirectory "${dataDirectory}" is not the absolute path of a folder`,
        "leave it out for /var/lib/cilium-etcd",
      ),
    ];
  if (folder !== "/var/lib/etcd" && !folder.startsWith("/var/lib/etcd/")) return [];
  return [
    error(
      "etcd-data-directory",
      path,
      `dataDirectory "${dataDirectory}" is where the etcd of Kubernetes itself has its data`,
      "leave it out for /var/lib/cilium-etcd",
    ),
  ];
}

function plainWarning({ tls, clientPort }: EtcdPlan, at: At): Finding[] {
  if (tls) return [];
  return [
    warning(
      "etcd-without-tls",
      [at("tls.enabled")],
      `whoever reaches port ${clientPort} of a member's node can read and write every identity: etcd has no TLS`,
      "remove tls.enabled: false",
    ),
  ];
}

function podWarning({ ciliumVersion }: EtcdPlan, at: At): Finding {
  return warning(
    "etcd-single-pod",
    [at("mode")],
    `etcd as one Pod has no TLS, loses its data with the Pod, and waits for the network that Cilium's agents make while these wait for etcd: a new cluster, or a restart of its node, does not get out of that circle (Cilium ${minorOf(ciliumVersion)}; upstream deprecated it in 1.16 and does not support it from 1.17 on)`,
    "remove mode: pod, for an etcd on the nodes' own network",
  );
}

function outsideFindings({ endpoints }: EtcdPlan, at: At): Finding[] {
  if (endpoints.length === 0)
    return [
      error(
        "etcd-endpoints-missing",
        [at("endpoints")],
        "an etcd outside has no endpoints",
        "set endpoints to its addresses, e.g. https://192.0.2.9:2379",
      ),
    ];
  return endpoints.flatMap((endpoint, i) =>
    isEndpoint(endpoint)
      ? []
      : [
          error(
            "etcd-endpoint-invalid",
            [at(`endpoints[${i}]`)],
            `"${endpoint}" is not the URL of an etcd`,
            "write scheme, address and port, e.g. https://192.0.2.9:2379",
          ),
        ],
  );
}

function isEndpoint(text: string): boolean {
  if (text.includes("${")) return true;
  const match = /^https?:\/\/(\[[0-9a-fA-F:.]+\]|[A-Za-z0-9.-]+):(\d{1,5})$/.exec(text);
  return match !== null && Number(match[2]) >= 1 && Number(match[2]) <= 65_535;
}

/** TLS that lacks a half. */
function materialFindings({ mode, tls, certificates }: EtcdPlan, at: At): Finding[] {
  if (!tls) return [];
  if (certificates === undefined) {
    if (mode !== "outside") return [];
    return [
      error(
        "etcd-certificate-missing",
        [at("tls.certificates")],
        "an etcd outside is spoken to with TLS, but there are no certificates",
        "give tls.certificates with its CA and a client certificate, or tls.enabled: false for http",
      ),
    ];
  }
  if (mode !== "nodes" || certificates.memberCertificatePem !== undefined) return [];
  return [
    error(
      "etcd-certificate-missing",
      [at("tls.certificates.memberCertificatePem")],
      "certificates were brought along, but none for the members",
      "give the members' certificate and key too, or none for certificates that are made here",
    ),
  ];
}

function rangeFindings(plan: EtcdPlan, at: At): Finding[] {
  const ranges = [
    ["autoCompactionHours", plan.autoCompactionHours, 1, 168],
    ["quotaMebibytes", plan.quotaMebibytes, 64, 8192],
    ["tls.validityHours", plan.validityHours, 24, 87_600],
    ["timeoutSeconds", plan.timeoutSeconds, 1, 86_400],
  ] as const;
  return ranges
    .filter(([, value, least, most]) => !Number.isInteger(value) || value < least || value > most)
    .map(([field, value, least, most]) =>
      error(
        "etcd-setting-invalid",
        [at(field)],
        `${field} is ${value}, expected a whole number from ${least} to ${most}`,
        "leave it out for the default",
      ),
    );
}
