import * as fs from "node:fs";
import { EtcdCertificates, EtcdInput, EtcdPlan, planEtcd } from "../components/etcd/plan";
import { identityOf } from "../components/etcd/certificates";
import {
  EtcdManifest,
  renderMembers,
  renderPod,
  renderService,
  secretsOf,
} from "../components/etcd/manifest";
import { Finding, Severity } from "../components/internal/finding";
import { HelmValue, HelmValues, mergeValues, valueAt } from "../components/internal/helm-values";
import type { Origin, TopologyEtcd } from "../components/prover/topology";
import { ClusterConfig, ClusterEtcdConfig, EtcdCertificateFiles, StackConfig } from "./config";
import type { ResolvedCluster, ResolvedNode } from "./resolve";

/** A PEM file of a stack, and what stands for it where no file is read. */
export interface PemFile {
  readonly file: string;
  /** Input of the stack file that names it. */
  readonly path: string;
  readonly placeholder: string;
}

export type PemReader = (file: PemFile) => string;

/** For the engine; throws where one cannot be read. */
export const pemTexts: PemReader = ({ file }) => fs.readFileSync(file, "utf8");

/** For checks: what cannot be read has a finding of its own. */
export const readablePems: PemReader = (file) => {
  try {
    return pemTexts(file);
  } catch {
    return file.placeholder;
  }
};

const FILES = [
  ["caCertificateFile", "caCertificatePem"],
  ["clientCertificateFile", "clientCertificatePem"],
  ["clientPrivateKeyFile", "clientPrivateKeyPem"],
  ["memberCertificateFile", "memberCertificatePem"],
  ["memberPrivateKeyFile", "memberPrivateKeyPem"],
] as const satisfies readonly (readonly [keyof EtcdCertificateFiles, keyof EtcdCertificates])[];

/** As much of a cluster as its etcd depends on. */
interface Where {
  readonly index: number;
  readonly name: string;
  readonly version: string;
  readonly nodes: readonly ResolvedNode[];
  readonly config: ClusterConfig;
}

/** The PEM files that a cluster's etcd brings along, by the component's inputs. */
export function etcdFiles({
  index,
  name,
  config,
}: Omit<Where, "nodes" | "version">): [keyof EtcdCertificates, PemFile][] {
  const files = config.etcd?.tls?.certificates;
  if (files === undefined) return [];
  return FILES.flatMap(([input, pem]): [keyof EtcdCertificates, PemFile][] => {
    const file = files[input];
    if (file === undefined) return [];
    const path = `clusters[${index}].etcd.tls.certificates.${input}`;
    return [[pem, { file, path, placeholder: placeholderOf(name, pem) }]];
  });
}

function placeholderOf(cluster: string, pem: string): string {
  return `\${${cluster}.etcd.${pem}}`;
}

/** The etcd of a cluster as the component takes it, with placeholders for addresses that only a run knows. */
export function etcdInput(cluster: Where, read: PemReader): EtcdInput | undefined {
  const declared = cluster.config.etcd;
  if (declared === undefined) return undefined;
  const { tls, ...rest } = declared;
  const { certificates: _, protectCertificateAuthority: __, ...settings } = tls ?? {};
  const pems = Object.fromEntries(etcdFiles(cluster).map(([pem, file]) => [pem, read(file)]));
  const certificates =
    tls?.certificates === undefined ? {} : { certificates: pems as unknown as EtcdCertificates };
  return {
    ...rest,
    ciliumVersion: cluster.version,
    nodes: nodesOrPlaceholders(cluster),
    ...(tls === undefined ? {} : { tls: { ...settings, ...certificates } }),
  };
}

/** An existing cluster's nodes are read when it answers; until then those that are named stand for all. */
function nodesOrPlaceholders({ name, nodes, config }: Where): ResolvedNode[] {
  if (nodes.length > 0) return [...nodes];
  const members = config.etcd?.members ?? [`\${${name}.nodes[0].name}`];
  return members.map((member, i) => {
    const node = config.etcd?.members === undefined ? String(i) : member;
    return { name: member, role: "control-plane", address: `\${${name}.nodes[${node}].address}` };
  });
}

/** Whether an etcd is made here with TLS, and nobody brings its certificates. */
export function etcdNeedsCertificates({ mode, tls }: ClusterEtcdConfig): boolean {
  return (mode ?? "nodes") === "nodes" && tls?.enabled !== false && tls?.certificates === undefined;
}

/** What a cluster's etcd decides of its Cilium's settings, below what these say themselves. */
export interface EtcdSettings {
  readonly settings: HelmValues;
  /** The Helm keys that it decides. */
  readonly keys: readonly string[];
}

/** Cilium speaks to its etcd as soon as it keeps identities there, or is told to. */
export function withEtcd(settings: HelmValues, values: HelmValues, cluster: Where): EtcdSettings {
  const input = etcdInput(cluster, ({ placeholder }) => placeholder);
  if (input === undefined) return { settings, keys: [] };
  const enabled = valueAt(settings, "etcd.enabled") ?? identityMode({ settings, values }) !== "crd";
  if (enabled !== true) return { settings, keys: [] };
  const { endpoints, tls } = planEtcd(input);
  // Where there is none, that is said of the etcd itself.
  const known = endpoints.length > 0 ? [...endpoints] : [placeholderOf(cluster.name, "endpoints")];
  const decided: HelmValues = { enabled, endpoints: known, ssl: tls };
  const keys = Object.keys(decided)
    .map((key) => `etcd.${key}`)
    .filter((key) => valueAt(settings, key) === undefined);
  return { settings: mergeValues({ etcd: decided }, settings), keys };
}

/** Where a cluster's Cilium keeps identities; what is no word for it is refused elsewhere. */
export function identityMode({ settings, values }: { settings: HelmValues; values: HelmValues }): HelmValue {
  return values["identityAllocationMode"] ?? settings["identityAllocationMode"] ?? "crd";
}

/** A cluster's etcd as the prover sees it. */
export function topologyEtcd(cluster: ResolvedCluster, now: Date): TopologyEtcd | undefined {
  const input = etcdInput(cluster, readablePems);
  if (input === undefined) return undefined;
  return { plan: planEtcd(input), at: etcdOrigin(cluster), now };
}

function etcdOrigin({ index, hosting }: ResolvedCluster): Origin {
  const where = `clusters[${index}]`;
  return (field) => {
    if (field === "") return `${where}.etcd`;
    if (field === "nodes") return `${where}.${hosting}.nodes`;
    if (field === "ciliumVersion") return "cilium.version";
    const file = FILES.find(([, pem]) => field === `tls.certificates.${pem}`)?.[0];
    return `${where}.etcd.${file === undefined ? field : `tls.certificates.${file}`}`;
  };
}

/** The objects of a cluster's etcd, by the names of their files; placeholders for every certificate and key. */
export function etcdManifests(cluster: ResolvedCluster): [string, unknown][] {
  const input = etcdInput(cluster, readablePems);
  if (input === undefined) return [];
  const plan = planEtcd(input);
  const objects: EtcdManifest[] =
    plan.mode === "pod"
      ? [renderPod(plan), renderService()]
      : plan.mode === "nodes"
        ? [members(cluster, plan)]
        : [];
  const secrets = plan.tls ? secretManifests(cluster.name, plan) : [];
  return [...objects, ...secrets].map((object) => {
    const { kind, metadata } = object;
    return [`${kind.toLowerCase()}-${metadata.namespace}-${metadata.name}`, object];
  });
}

function members({ name }: ResolvedCluster, plan: EtcdPlan): EtcdManifest {
  if (!plan.tls) return renderMembers(plan, undefined);
  const own = plan.certificates?.memberCertificatePem;
  const commonName = own === undefined ? "cilium-etcd-member" : identityOf("", own).commonName;
  const named = commonName === undefined ? {} : { commonName };
  return renderMembers(plan, { ca: placeholderOf(name, "caDigest"), ...named });
}

function secretManifests(
  cluster: string,
  { mode }: EtcdPlan,
): { kind: string; metadata: { name: string; namespace: string } }[] {
  const text = (pem: string): string => placeholderOf(cluster, pem);
  const own =
    mode === "nodes" ? { member: text("memberCertificatePem"), memberKey: text("memberPrivateKeyPem") } : {};
  const all = secretsOf({
    ca: text("caCertificatePem"),
    client: text("clientCertificatePem"),
    clientKey: text("clientPrivateKeyPem"),
    ...own,
  });
  return all.map(({ name, texts }) => ({
    apiVersion: "v1",
    kind: "Secret",
    metadata: { name, namespace: "kube-system" },
    stringData: texts,
  }));
}

/** As `topology.json` has it: nothing where a cluster has none. */
export function etcdOfTopology(cluster: ResolvedCluster): { etcd?: object } {
  const input = etcdInput(cluster, readablePems);
  if (input === undefined) return {};
  const { mode, members: list, endpoints, tls } = planEtcd(input);
  return { etcd: { mode, members: list, endpoints, tls } };
}

/** PEM files that are not there, and keys that others can read. */
export function pemFileFindings(config: StackConfig): Finding[] {
  return config.clusters.flatMap(({ name, ...rest }, index) =>
    etcdFiles({ index, name, config: { name, ...rest } }).flatMap(([pem, file]) =>
      fileFindings(file, pem.includes("PrivateKey")),
    ),
  );
}

function fileFindings({ file, path }: PemFile, isKey: boolean): Finding[] {
  const wrong = (code: string, message: string, fix: string): Finding[] => [
    { severity: Severity.Error, code, paths: [path], message, fix },
  ];
  try {
    const { mode } = fs.statSync(file);
    fs.accessSync(file, fs.constants.R_OK);
    // Windows has no such modes.
    if (!isKey || process.platform === "win32" || (mode & 0o077) === 0) return [];
    const octal = (mode & 0o777).toString(8).padStart(4, "0");
    const message = `${file} has mode ${octal}, so others can read the private key, expected 0600`;
    return wrong("etcd-key-file-open", message, `chmod 600 ${file}`);
  } catch (error) {
    const reason = (error as NodeJS.ErrnoException).code ?? String(error);
    const fix = "name a PEM file, relative to the working folder";
    return wrong("etcd-file-unreadable", `${file} cannot be read: ${reason}`, fix);
  }
}
