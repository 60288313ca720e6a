import semver from "semver";
import { neededBefore, operatorInstalls } from "../../multi-cluster-definitions/plan";
import { exportKey, GIVEN_NAMESPACES, type McsExport } from "../../multi-cluster-services/plan";
import { MULTICLUSTER_SINCE } from "../../clusterset-dns/validate";
import { MCS_SINCE, validateMcs } from "../../multi-cluster-services/validate";
import { atLeast, isCiliumVersion } from "../../internal/cilium-version";
import { Finding } from "../../internal/finding";
import { coreDnsOf, isOn, leavesKindsToOperator, servesMcsApi } from "../../internal/versions";
import { distinct, enumerated, error, groupBy, quoted, warning } from "../report";
import { Topology, TopologyCluster, TopologyMadeService, TopologyMcs } from "../topology";
import { installIn } from "./view";

/** The Multi-Cluster Services API: what is declared, and whether the clusters' Cilium and DNS can do it. */
export function multiClusterServices(topology: Topology): Finding[] {
  const { mcs } = topology;
  if (mcs === undefined) return [];
  if (topology.mesh === undefined)
    return [
      error(
        "mcs-without-mesh",
        [mcs.at("")],
        "multi-cluster services need a mesh, and the stack has none",
        "add mesh, or remove mcs",
      ),
    ];
  const members = topology.clusters.filter(({ name }) => mcs.plan.clusters.some((one) => one.name === name));
  return [
    ...validateMcs(mcs.plan, mcs.at),
    ...members.flatMap((cluster) => switchedOff(cluster, mcs)),
    ...members.flatMap((cluster) => namespaces(cluster, mcs)),
    ...members.flatMap((cluster) => ownDns(cluster, mcs)),
    ...mcs.plan.exports.flatMap((one, i) => exported(mcs, one, i)),
  ];
}

function switchedOff(cluster: TopologyCluster, mcs: TopologyMcs): Finding[] {
  const { version, values, at } = cluster.cilium;
  if (!isCiliumVersion(version) || !atLeast(version, MCS_SINCE) || servesMcsApi(values, version)) return [];
  const key = operatorInstalls(version) ? "clustermesh.mcsapi.enabled" : "clustermesh.enableMCSAPISupport";
  return [
    error(
      "mcs-switched-off",
      [mcs.at(""), at(key)],
      `the stack has multi-cluster services, but in cluster "${cluster.name}" ${key} is off`,
      "remove the setting: mcs switches it on in every member",
    ),
  ];
}

/** In a new cluster nobody else can have made the kinds or a namespace. */
function byHosting(cluster: TopologyCluster): typeof error {
  return cluster.hosting === "kind" ? error : warning;
}

function namespaces(cluster: TopologyCluster, { plan, at }: TopologyMcs): Finding[] {
  if (plan.createNamespaces) return [];
  const own = plan.clusters.find(({ name }) => name === cluster.name)?.namespaces ?? [];
  const there = [...GIVEN_NAMESPACES, ...own];
  const missing = distinct(
    plan.exports.map(({ namespace }) => namespace).filter((one) => !there.includes(one)),
  );
  return missing.map((namespace) =>
    byHosting(cluster)(
      "mcs-namespace-missing",
      [
        at("createNamespaces"),
        ...plan.exports.flatMap((one, i) =>
          one.namespace === namespace ? at(`exports[${i}].namespace`) : [],
        ),
      ],
      `nothing in the stack makes namespace "${namespace}" in cluster "${cluster.name}", which imports nothing of it as long as it is not there`,
      "set createNamespaces: true, or make the namespace first",
    ),
  );
}

/** Where the cluster's own CoreDNS is to answer. A node image's version tells which one that is. */
function ownDns(cluster: TopologyCluster, { plan, at }: TopologyMcs): Finding[] {
  if (plan.dns.mode !== "cluster" && plan.dns.mode !== "chart") return [];
  return tooOldDns(cluster, at("coreDns.mode"), `mode ${plan.dns.mode} of coreDns`);
}

function tooOldDns(cluster: TopologyCluster, path: string, what: string): Finding[] {
  const { kubernetesVersion } = cluster;
  const version = kubernetesVersion === undefined ? undefined : coreDnsOf(kubernetesVersion);
  if (version === undefined || semver.gte(version, MULTICLUSTER_SINCE)) return [];
  return [
    error(
      "mcs-dns-too-old",
      [path, cluster.at("kubernetesVersion")],
      `${what} needs CoreDNS ${MULTICLUSTER_SINCE}, but the nodes of cluster "${cluster.name}" bring ${version} with Kubernetes ${kubernetesVersion ?? ""}, which would not start`,
      "use mode dedicated, or a node image of Kubernetes 1.35 or newer",
    ),
  ];
}

function exported(mcs: TopologyMcs, one: McsExport, index: number): Finding[] {
  const known = mcs.plan.clusters.map(({ name }) => name);
  const made = mcs.services.filter(
    ({ name, namespace, cluster }) =>
      name === one.name && namespace === one.namespace && one.clusters.includes(cluster),
  );
  const without = one.clusters.filter(
    (cluster) => known.includes(cluster) && !made.some((service) => service.cluster === cluster),
  );
  const path = mcs.at(`exports[${index}]`);
  const found = conflicts(one, made, path);
  if (without.length === 0) return found;
  return [
    ...found,
    warning(
      "mcs-export-without-service",
      [path],
      `${quoted(without)} ${without.length > 1 ? "export" : "exports"} ${exportKey(one)}, but the stack makes no such Service there`,
      "name under clusters those that have it, or see to it that the Service is there",
    ),
  ];
}

function conflicts(one: McsExport, made: readonly TopologyMadeService[], path: string): Finding[] {
  const groups = [...groupBy(made, portsOf)];
  if (groups.length < 2) return [];
  const said = groups.map(
    ([ports, services]) => `${ports} in ${quoted(services.map(({ cluster }) => cluster))}`,
  );
  return [
    warning(
      "mcs-export-conflict",
      [path, ...made.map((service) => service.path)],
      `${exportKey(one)} has ${enumerated(said)}; the ports of the oldest export win`,
      "give it the same ports, with the same names, in every cluster that exports it",
    ),
  ];
}

function portsOf({ ports }: TopologyMadeService): string {
  const texts = ports.map(({ name, port, protocol = "TCP" }) => {
    const number = `${port}/${protocol}`;
    return name === undefined ? number : `${name} ${number}`;
  });
  return `port ${texts.sort().join(", ")}`;
}

/** The switch alone, set by hand: nobody makes the kinds, and the chart's own way to CoreDNS is not looked after. */
export function multiClusterSwitches(topology: Topology): Finding[] {
  return topology.clusters.flatMap((cluster) => {
    const { version, values, at } = cluster.cilium;
    if (!isCiliumVersion(version) || !atLeast(version, MCS_SINCE) || !servesMcsApi(values, version))
      return [];
    const auto = "clustermesh.mcsapi.corednsAutoConfigure.enabled";
    const byMcs = topology.mcs?.plan.clusters.some(({ name }) => name === cluster.name) === true;
    return [
      ...(byMcs ? [] : definitions(cluster)),
      ...(!byMcs && isOn(values, auto, version) ? tooOldDns(cluster, at(auto), auto) : []),
    ];
  });
}

function definitions(cluster: TopologyCluster): Finding[] {
  const { version, values } = cluster.cilium;
  if (leavesKindsToOperator(values, version)) return [];
  const { at } = installIn(cluster);
  const modern = operatorInstalls(version);
  const key = modern ? "clustermesh.mcsapi.installCRDs" : "clustermesh.enableMCSAPISupport";
  const who = !modern && neededBefore(version) ? "" : " with installCRDs off";
  return [
    byHosting(cluster)(
      "mcs-definitions-missing",
      [at(key)],
      `nothing in the stack makes the kinds ServiceExport and ServiceImport in cluster "${cluster.name}", and the operator of Cilium ${version}${who} ends without them`,
      "declare the exports under mcs, which makes the kinds first, or apply them before Cilium",
    ),
  ];
}
