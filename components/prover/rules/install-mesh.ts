import { isIP } from "node:net";
import { atLeast, minorOf } from "../../internal/cilium-version";
import { Finding } from "../../internal/finding";
import { HelmValue, HelmValues, isHelmMap } from "../../internal/helm-values";
import { clusterNameFault, toClusterName } from "../../internal/names";
import { effectiveValue, servesMcsApi } from "../../internal/versions";
import type { Install, InstallRule } from "../install";
import { error, warning } from "../report";

export const peersKey = "clustermesh.config.clusters";

/** One entry of `clustermesh.config.clusters`, whichever form it was written in. */
export interface PeerEntry {
  /** Where it stands below the key: its index in a list, its name in a map. */
  readonly place: number | string;
  readonly name: string;
  readonly ips: readonly string[];
  readonly address: string;
  readonly port: number | undefined;
}

const entryLists = new WeakMap<object, PeerEntry[]>();

/** The peers that a cluster's values name; read once, for several rules ask. */
export function peersOf(values: HelmValues, version: string): PeerEntry[] {
  const clusters = effectiveValue(values, peersKey, version);
  if (typeof clusters !== "object" || clusters === null) return [];
  // The form itself is a fault of its own there.
  if (isHelmMap(clusters) && !takesMap(version)) return [];
  let entries = entryLists.get(clusters);
  if (entries === undefined) {
    entries = Array.isArray(clusters)
      ? clusters.flatMap((entry, i) => (isHelmMap(entry) ? [peerOf(entry, i, entry["name"])] : []))
      : Object.entries(clusters).flatMap(([name, entry]) =>
          isHelmMap(entry) && entry["enabled"] !== false ? [peerOf(entry, name, name)] : [],
        );
    entryLists.set(clusters, entries);
  }
  return entries;
}

function takesMap(version: string): boolean {
  return atLeast(version, "1.19.0");
}

function peerOf(entry: HelmValues, place: number | string, name: HelmValue | undefined): PeerEntry {
  const { ips, address, port } = entry;
  return {
    place,
    name: typeof name === "string" ? name : "",
    ips: Array.isArray(ips) ? ips.filter((ip) => typeof ip === "string") : [],
    address: typeof address === "string" ? address : "",
    port: typeof port === "number" ? port : undefined,
  };
}

/** Path of the input behind a peer. A mesh of 511 has 260,000 of them, so it is made only where there is a fault. */
export function peerPath({ at }: Pick<Install, "at">, { place }: PeerEntry): string {
  return `${at(peersKey)}${typeof place === "number" ? `[${place}]` : `.${place}`}`;
}

/** The highest cluster id that an install allows: 255, or 511 where it says so. */
export function maxClusterId(install: Pick<Install, "number">): number {
  return install.number("clustermesh.maxConnectedClusters") === 511 ? 511 : 255;
}

const clusterName: InstallRule = ({ version, text, on, number, at }) => {
  const name = text("cluster.name");
  const fault = clusterNameFault(name);
  if (fault !== undefined) {
    // Charts before 1.16 take any name, but a mesh and an upgrade do not.
    const report = atLeast(version, "1.16.0") || on("clustermesh.useAPIServer") ? error : warning;
    return [
      report(
        "cluster-name-invalid",
        [at("cluster.name")],
        `cluster name "${name}" ${fault}`,
        `use 1 to 32 characters of a–z, 0–9 and -, e.g. "${toClusterName(name)}"`,
      ),
    ];
  }
  const id = number("cluster.id") ?? 0;
  if (name !== "default" || id === 0) return [];
  return [
    (atLeast(version, "1.16.0") ? error : warning)(
      "cluster-name-default",
      [at("cluster.name"), at("cluster.id")],
      `cluster id is ${id}, but the cluster's name is still "default"`,
      `set cluster.name, e.g. "cluster${id}"`,
    ),
  ];
};

const clusterId: InstallRule = (install) => {
  const id = install.number("cluster.id");
  const max = maxClusterId(install);
  if (id === undefined || (Number.isInteger(id) && id >= 0 && id <= max)) return [];
  const more = max === 255 && id <= 511 && id > 0 && atLeast(install.version, "1.15.0");
  return [
    error(
      "cluster-id-range",
      [install.at("cluster.id")],
      `cluster id ${id} is outside 1–${max} (0 is for a cluster without mesh)`,
      more
        ? "choose an id from 1 to 255, or set clustermesh.maxConnectedClusters: 511 in every cluster"
        : `choose an id from 1 to ${max}`,
    ),
  ];
};

const cloudInterfaces: InstallRule = ({ on, text, number, at }) => {
  const id = number("cluster.id") ?? 0;
  const affected = (id >= 128 && id <= 255) || (id >= 384 && id <= 511);
  const key = ["eni.enabled", "alibabacloud.enabled"].find(on);
  const culprit = text("cni.chainingMode") === "aws-cni" ? "cni.chainingMode" : key;
  if (!affected || culprit === undefined) return [];
  return [
    error(
      "cluster-id-on-cloud-interfaces",
      [at("cluster.id"), at(culprit)],
      `cluster id ${id} with ${culprit} makes policies drop traffic (#21330), so the chart refuses it`,
      "choose an id from 1 to 127",
    ),
  ];
};

const halves: InstallRule = ({ version, on, at, text }) => {
  const api = "clustermesh.useAPIServer";
  const config = "clustermesh.config.enabled";
  if (on(config) && !on(api) && !atLeast(version, "1.15.0")) {
    return [
      error(
        "mesh-half-enabled",
        [at(config), at(api)],
        `Cilium ${version} knows no peers while clustermesh.config.enabled is on without clustermesh.useAPIServer`,
        "set clustermesh.useAPIServer: true",
      ),
    ];
  }
  const mode = "clustermesh.apiserver.tls.authMode";
  if (on(api) && !on(config) && atLeast(version, "1.19.0") && text(mode) !== "legacy") {
    return [
      error(
        "mesh-remote-users-missing",
        [at(config), at(mode)],
        `clustermesh-apiserver of Cilium ${version} waits for ConfigMap clustermesh-remote-users, which the chart makes only with clustermesh.config.enabled`,
        "set clustermesh.config.enabled: true, or clustermesh.apiserver.tls.authMode: legacy",
      ),
    ];
  }
  return [];
};

const peerForm: InstallRule = ({ values, version, at }) => {
  const clusters = effectiveValue(values, peersKey, version);
  if (!isHelmMap(clusters) || takesMap(version)) return [];
  return [
    error(
      "mesh-peers-as-map",
      [at(peersKey)],
      `${peersKey} is a map, which Cilium ${version} does not take; the first version that does is 1.19.0`,
      "write a list of entries with name, ips and port, which every version takes",
    ),
  ];
};

/** What is wrong with the entries, as few steps as may be per sound one: a mesh of 511 has 260,000. */
const peerEntries: InstallRule = (install) => {
  const { values, version, text } = install;
  const own = text("cluster.name");
  const found: Finding[] = [];
  const seen = new Map<string, PeerEntry>();
  for (const peer of peersOf(values, version)) {
    for (const [what, fix] of peerFaults(peer)) {
      found.push(error("mesh-peer-invalid", [peerPath(install, peer)], what, fix));
    }
    if (peer.name === own && own !== "") {
      const what = `cluster "${own}" has itself as a peer`;
      found.push(error("mesh-peer-is-self", [peerPath(install, peer)], what, "remove the entry"));
    }
    const first = seen.get(peer.name);
    if (first === undefined) seen.set(peer.name, peer);
    else {
      const paths = [peerPath(install, first), peerPath(install, peer)];
      found.push(
        error("mesh-peer-twice", paths, `peer "${peer.name}" is named twice`, "remove one of the two"),
      );
    }
  }
  return found;
};

const noFaults: readonly (readonly [string, string])[] = [];

function peerFaults(peer: PeerEntry): readonly (readonly [what: string, fix: string])[] {
  const { name, ips, address, port } = peer;
  const hasPort = port !== undefined && Number.isInteger(port) && port >= 1 && port <= 65535;
  const hasAddress = ips.length > 0 || address !== "";
  if (name !== "" && hasPort && hasAddress && ips.every(isAddress)) return noFaults;
  const who = `peer "${name}"`;
  const found: [string, string][] = [];
  if (name === "") found.push(["a peer has no name", "name it as the peer's cluster.name"]);
  if (!hasAddress) {
    found.push([`${who} has neither ips nor an address`, "give the addresses of the peer's nodes in ips"]);
  }
  if (!hasPort) {
    const value = port === undefined ? "no port" : `port ${port}`;
    found.push([`${who} has ${value}`, "give the port of the peer's clustermesh-apiserver, e.g. 32379"]);
  }
  const wrong = ips.filter((ip) => !isAddress(ip));
  if (wrong.length > 0) {
    const fix = "write addresses in ips, and a DNS name in address";
    found.push([`${who} has something in ips that is no IP address: ${wrong.join(", ")}`, fix]);
  }
  return found;
}

// `${east.nodes[0].address}` stands for an address that only the running cluster has.
function isAddress(ip: string): boolean {
  return ip.startsWith("${") || isIP(ip) !== 0;
}

const mcsApi: InstallRule = ({ values, version, on, at }) => {
  const key = atLeast(version, "1.19.0") ? "clustermesh.mcsapi.enabled" : "clustermesh.enableMCSAPISupport";
  if (!servesMcsApi(values, version)) return [];
  if (!atLeast(version, "1.17.0")) {
    return [
      error(
        "mcs-not-usable",
        [at(key)],
        `Cilium ${minorOf(version)} has only parts of the MCS API; the first version that serves it is 1.17.0`,
        "use Cilium 1.17.0 or newer, or remove the setting",
      ),
    ];
  }
  return ["clustermesh.useAPIServer", "clustermesh.config.enabled"]
    .filter((need) => !on(need))
    .map((need) =>
      error("mcs-without-mesh", [at(key), at(need)], `${key} needs ${need}`, `set ${need}: true`),
    );
};

/** What ClusterMesh writes for `kvstoreMesh.peerTimeoutSeconds`; other durations are the escape hatch's own matter. */
const peerTimeout: InstallRule = ({ values, version, at }) => {
  const key = "clustermesh.apiserver.kvstoremesh.extraArgs";
  const args = effectiveValue(values, key, version);
  const [, seconds] = /^--per-cluster-ready-timeout=(-?[\d.]+)s$/.exec(firstText(args)) ?? [];
  if (seconds === undefined) return [];
  const number = Number(seconds);
  if (Number.isInteger(number) && number >= 1 && number <= 600) return [];
  return [
    error(
      "kvstoremesh-peer-timeout",
      [at(key)],
      `a starting clustermesh-apiserver would wait ${seconds} seconds for a peer, expected a whole number from 1 to 600`,
      "leave it out for 3 seconds",
    ),
  ];
};

function firstText(value: HelmValue | undefined): string {
  const first = Array.isArray(value) ? value[0] : undefined;
  return typeof first === "string" ? first : "";
}

export const meshInstallRules: readonly InstallRule[] = [
  clusterName,
  clusterId,
  cloudInterfaces,
  halves,
  peerForm,
  peerEntries,
  mcsApi,
  peerTimeout,
];
