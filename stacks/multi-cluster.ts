import { DEDICATED } from "../components/clusterset-dns/manifest";
import { renderDns } from "../components/clusterset-dns/rendered";
import { renderDefinitions } from "../components/multi-cluster-definitions/manifest";
import { neededBefore } from "../components/multi-cluster-definitions/plan";
import { renderExport, renderNamespace } from "../components/multi-cluster-services/manifest";
import {
  type McsInput,
  type McsPlan,
  namespacesToMake,
  planMcs,
} from "../components/multi-cluster-services/plan";
import type { Origin, TopologyMadeService, TopologyMcs } from "../components/prover/topology";
import { planSample, renderSample } from "../components/sample-workload/manifests";
import { McsConfig, SampleConfig, StackConfig } from "./config";
import { isMember, ResolvedCluster, serviceClusters, settingPath } from "./resolve";

/** The members, which all export and import. */
export function mcsMembers(config: StackConfig, clusters: readonly ResolvedCluster[]): ResolvedCluster[] {
  return config.mcs === undefined ? [] : clusters.filter((c) => isMember(config, c));
}

/** The inputs of `MultiClusterServices` without what leads to the clusters. */
export function mcsInput(
  mcs: McsConfig,
  config: StackConfig,
  clusters: readonly ResolvedCluster[],
): McsInput {
  return {
    ...mcs,
    clusters: mcsMembers(config, clusters).map(({ name, version }) => ({
      name,
      ciliumVersion: version,
      namespaces: madeNamespaces(config, name),
    })),
  };
}

/** Namespaces that the stack's samples make in a cluster. */
function madeNamespaces(config: StackConfig, cluster: string): string[] {
  const made = samplesIn(config, cluster).flatMap((sample) => {
    const { createNamespace, namespace } = planSample(sample);
    return createNamespace ? [namespace] : [];
  });
  return [...new Set(made)].sort();
}

function samplesIn(config: StackConfig, cluster: string): SampleConfig[] {
  return config.samples.filter(({ clusters }) => clusters?.includes(cluster) ?? true);
}

/** As the prover sees it; undefined for a stack without. */
export function stackMcs(config: StackConfig, clusters: readonly ResolvedCluster[]): TopologyMcs | undefined {
  if (config.mcs === undefined) return undefined;
  const plan = planMcs(mcsInput(config.mcs, config, clusters));
  return { plan, at: originIn(mcsMembers(config, clusters)), services: madeServices(config, clusters) };
}

function originIn(members: readonly ResolvedCluster[]): Origin {
  return (field) => {
    const [, index, input] = /^clusters\[(\d+)\]\.(\w+)$/.exec(field) ?? [];
    const member = members[Number(index)];
    if (member !== undefined)
      return input === "ciliumVersion"
        ? settingPath(member, "version")
        : `clusters[${member.index}].${input ?? ""}`;
    if (field === "clusters") return "mesh.members";
    return field === "" ? "mcs" : `mcs.${field}`;
  };
}

function madeServices(config: StackConfig, clusters: readonly ResolvedCluster[]): TopologyMadeService[] {
  const services = config.services.flatMap((declared, i) =>
    serviceClusters(config, declared).map((c) => ({
      cluster: c.name,
      name: declared.name,
      namespace: declared.namespace ?? "default",
      ports: declared.ports,
      path: `services[${i}].ports`,
    })),
  );
  const samples = clusters.flatMap(({ name: cluster }) =>
    config.samples.flatMap((sample, i) => {
      if (sample.clusters?.includes(cluster) === false) return [];
      return renderSample(planSample(sample)).flatMap((manifest): TopologyMadeService[] => {
        if (manifest.kind !== "Service") return [];
        const { name, namespace } = manifest.metadata;
        return [{ cluster, name, namespace, ports: manifest.spec.ports, path: `samples[${i}]` }];
      });
    }),
  );
  return [...services, ...samples];
}

/** Everything of the Multi-Cluster Services API in one cluster, by the names of its files. */
export function mcsManifests(
  config: StackConfig,
  clusters: readonly ResolvedCluster[],
  cluster: ResolvedCluster,
): [string, unknown][] {
  if (config.mcs === undefined || !isMember(config, cluster)) return [];
  const plan = planMcs(mcsInput(config.mcs, config, clusters));
  const own = plan.clusters.find(({ name }) => name === cluster.name);
  if (own === undefined) return [];
  const definitions = neededBefore(cluster.version) ? renderDefinitions(cluster.version) : [];
  return [
    ...definitions.map((manifest): [string, unknown] => [
      `customresourcedefinition-${manifest.metadata.name}`,
      manifest,
    ]),
    ...namespacesToMake(plan, own).map((name): [string, unknown] => [
      `namespace-${name}`,
      renderNamespace(name),
    ]),
    ...plan.exports
      .filter((one) => one.clusters.includes(cluster.name))
      .map((one): [string, unknown] => [
        `serviceexport-${one.namespace}-${one.name}`,
        renderExport(one, cluster.version),
      ]),
    ...renderDns(plan.dns, `\${${cluster.name}.services.${DEDICATED}.clusterIP}`),
  ];
}

/** The section as `topology.json` has it: nothing where the stack has none. */
export function mcsTopology(
  config: StackConfig,
  clusters: readonly ResolvedCluster[],
): Record<string, unknown> {
  if (config.mcs === undefined) return {};
  const plan: McsPlan = planMcs(mcsInput(config.mcs, config, clusters));
  const { exports, createNamespaces, dns } = plan;
  const { written, timeoutSeconds, ...coreDns } = dns;
  return { mcs: { clusters: plan.clusters.map(({ name }) => name), exports, createNamespaces, coreDns } };
}
