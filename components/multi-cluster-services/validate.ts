import { validateDns } from "../clusterset-dns/validate";
import { atLeast, isCiliumVersion, minorOf } from "../internal/cilium-version";
import type { Finding } from "../internal/finding";
import { dnsLabelFault, serviceNameFault } from "../internal/names";
import { distinct, error, groupBy, quoted, warning } from "../prover/report";
import { unusableVersion } from "../prover/rules/install-version";
import { exportKey, type McsPlan } from "./plan";

type At = (field: string) => string;

/** First Cilium that serves the API, and the first whose chart teaches CoreDNS. */
export const MCS_SINCE = "1.17.0";
export const CHART_DNS_SINCE = "1.19.0";

/** Everything wrong with the inputs by themselves, all at once; the prover asks the same of a stack. */
export function validateMcs(plan: McsPlan, at: At = (field) => field): Finding[] {
  return [
    ...clusterFindings(plan, at),
    ...exportFindings(plan, at),
    ...timeoutFindings(plan, at),
    ...validateDns(plan.dns, (field) => at(`coreDns.${field}`)),
    ...chartDns(plan, at),
  ];
}

function clusterFindings({ clusters }: McsPlan, at: At): Finding[] {
  if (clusters.length === 0)
    return [error("mcs-no-cluster", [at("clusters")], "no cluster is named", "name the members of the mesh")];
  const paths = clusters.map((_, i) => at(`clusters[${i}].name`));
  const twice = [...groupBy(clusters.keys(), (i) => clusters[i]?.name ?? "")]
    .filter(([, indexes]) => indexes.length > 1)
    .map(([name, indexes]) =>
      error(
        "mcs-cluster-twice",
        indexes.map((i) => paths[i] ?? ""),
        `cluster "${name}" is named twice`,
        "remove one",
      ),
    );
  return [
    ...twice,
    ...clusters.flatMap((cluster, i) => versionFindings(cluster, at(`clusters[${i}].ciliumVersion`))),
  ];
}

function versionFindings(
  { name, ciliumVersion: version }: McsPlan["clusters"][number],
  path: string,
): Finding[] {
  if (!isCiliumVersion(version)) return unusableVersion(version, path);
  if (atLeast(version, MCS_SINCE)) return [];
  return [
    error(
      "mcs-not-usable",
      [path],
      `cluster "${name}" has Cilium ${minorOf(version)}, which has ${minorOf(version) === "1.16" ? "only parts" : "nothing"} of the MCS API; the first version that serves it is ${MCS_SINCE}`,
      `use Cilium ${MCS_SINCE} or newer`,
    ),
  ];
}

function exportFindings(plan: McsPlan, at: At): Finding[] {
  const { exports } = plan;
  if (exports.length === 0)
    return [
      warning(
        "mcs-no-export",
        [at("exports")],
        "nothing is exported, so the API is on for others' ServiceExports alone",
        "name at least one Service, unless that is meant",
      ),
    ];
  const twice = [
    ...groupBy(exports.keys(), (i) => exportKey(exports[i] ?? { name: "", namespace: "", clusters: [] })),
  ]
    .filter(([, indexes]) => indexes.length > 1)
    .map(([key, indexes]) =>
      error(
        "mcs-export-twice",
        indexes.map((i) => at(`exports[${i}]`)),
        `Service ${key} is exported twice`,
        "make one entry of them, with the clusters of both",
      ),
    );
  return [...twice, ...exports.flatMap((_, i) => exportFinding(plan, i, at))];
}

function exportFinding({ exports, clusters }: McsPlan, index: number, at: At): Finding[] {
  const found: Finding[] = [];
  const one = exports[index];
  if (one === undefined) return found;
  const report = (code: Parameters<typeof error>[0], field: string, message: string, fix: string): void => {
    found.push(error(code, [at(`exports[${index}]${field}`)], message, fix));
  };
  const nameFault = serviceNameFault(one.name);
  if (nameFault !== undefined)
    report(
      "mcs-export-name",
      ".name",
      `Service name "${one.name}" ${nameFault}`,
      "give the Service's own name",
    );
  const namespaceFault = dnsLabelFault(one.namespace);
  if (namespaceFault !== undefined)
    report(
      "mcs-export-name",
      ".namespace",
      `namespace "${one.namespace}" ${namespaceFault}`,
      "choose a name such as default",
    );
  if (one.clusters.length === 0)
    report(
      "mcs-export-nowhere",
      ".clusters",
      `no cluster exports ${exportKey(one)}`,
      "name one, or leave clusters out for all",
    );
  const known = clusters.map(({ name }) => name);
  const unknown = distinct(one.clusters.filter((name) => !known.includes(name)));
  if (unknown.length > 0 && known.length > 0)
    report(
      "mcs-export-unknown-cluster",
      ".clusters",
      `${exportKey(one)} is to be exported by ${quoted(unknown)}, but the mesh has only ${quoted(known)}`,
      "name clusters of the mesh",
    );
  return found;
}

function timeoutFindings({ timeoutSeconds: seconds }: McsPlan, at: At): Finding[] {
  if (Number.isInteger(seconds) && seconds >= 1 && seconds <= 86400) return [];
  return [
    error(
      "mcs-timeout",
      [at("timeoutSeconds")],
      `timeoutSeconds is ${seconds}, expected a whole number from 1 to 86400`,
      "leave it out for 300",
    ),
  ];
}

function chartDns({ dns, clusters }: McsPlan, at: At): Finding[] {
  const old = clusters.filter(
    ({ ciliumVersion }) => isCiliumVersion(ciliumVersion) && !atLeast(ciliumVersion, CHART_DNS_SINCE),
  );
  if (dns.mode !== "chart" || old.length === 0) return [];
  return [
    error(
      "mcs-dns-chart-too-old",
      [at("coreDns.mode")],
      `coreDns.mode is chart, but the chart of Cilium ${distinct(old.map(({ ciliumVersion }) => ciliumVersion)).join(", ")} (${quoted(old.map(({ name }) => name))}) cannot teach CoreDNS; the first that can is ${CHART_DNS_SINCE}`,
      `use mode dedicated, or Cilium ${CHART_DNS_SINCE} or newer`,
    ),
  ];
}
