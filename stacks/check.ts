import { validateDecided } from "../components/cilium-install/validate";
import { decidedValues } from "../components/cilium-install/values/membership";
import { settingsValues } from "../components/cilium-install/values/settings";
import { isCiliumVersion } from "../components/internal/cilium-version";
import { endpointFindings } from "../components/cluster-mesh/rules/endpoints";
import { peerFindings } from "../components/cluster-mesh/rules/peers";
import { planGlobalService } from "../components/global-service/plan";
import { validateGlobalService } from "../components/global-service/validate";
import { Finding, Severity, sortFindings } from "../components/internal/finding";
import { planKindCluster } from "../components/kind-cluster/kind-config";
import { validateKindCluster } from "../components/kind-cluster/validate";
import { checkTopology } from "../components/prover";
import { planSample, validateSample } from "../components/sample-workload/manifests";
import { rackFindings } from "./check-racks";
import { StackConfig } from "./config";
import { asMember, meshMembers, meshOptions, stackMemberships } from "./memberships";
import { pemFileFindings } from "./etcd";
import { passwordFileFindings } from "./passwords";
import { resolveClusters, serviceClusters, settingPath } from "./resolve";
import { toTopology } from "./topology";

/**
 * Everything that can be said about a stack before anything is created: what the prover finds in the whole, and what
 * the components would refuse in their own inputs. An input that the prover has spoken of is not spoken of again.
 */
export function checkStack(config: StackConfig): Finding[] {
  const proved = checkTopology(toTopology(config));
  const spokenOf = new Set(proved.flatMap((finding) => finding.paths));
  const refused = componentFindings(config).filter(
    (finding) => finding.severity === Severity.Error && !finding.paths.some((path) => spokenOf.has(path)),
  );
  return sortFindings([...proved, ...refused]);
}

function componentFindings(config: StackConfig): Finding[] {
  return [
    ...config.clusters.flatMap(({ name, kind }, i) => {
      if (kind === undefined) return [];
      const at = (field: string): string =>
        field === "clusterName" && kind.clusterName === undefined
          ? `clusters[${i}].name`
          : `clusters[${i}].kind.${field}`;
      return validateKindCluster(planKindCluster(name, kind), at);
    }),
    ...config.services.flatMap((service, i) => {
      const clusters = serviceClusters(config, service);
      return validateGlobalService(
        planGlobalService(service.name, { ...service, clusters }),
        (field) => `services[${i}].${field === "serviceName" ? "name" : field}`,
      );
    }),
    ...config.samples.flatMap((sample, i) =>
      validateSample(planSample(sample), (field) => `samples[${i}].${field}`),
    ),
    ...memberFindings(config),
    ...decidedFindings(config),
    ...passwordFileFindings(config),
    ...pemFileFindings(config),
    ...rackFindings(config, resolveClusters(config)),
  ];
}

/** Settings of a member's Cilium that the mesh decides otherwise. */
function decidedFindings(config: StackConfig): Finding[] {
  const clusters = resolveClusters(config);
  const memberships = stackMemberships(config, clusters);
  return clusters.flatMap((cluster) => {
    const membership = memberships.get(cluster.name);
    if (membership === undefined || !isCiliumVersion(cluster.version)) return [];
    const settings = settingsValues(cluster.settings, cluster.version);
    return validateDecided(settings, decidedValues(membership, cluster.version)).map((finding) => ({
      ...finding,
      paths: finding.paths.map((path) => (path === "membership" ? "mesh" : settingPath(cluster, path))),
    }));
  });
}

/** How members are reached, and names in a list of peers that lead nowhere: a membership leaves those out. */
function memberFindings(config: StackConfig): Finding[] {
  const { mesh } = config;
  if (mesh === undefined) return [];
  const clusters = meshMembers(mesh, resolveClusters(config));
  const members = clusters.map((cluster) => {
    const given = { nodes: true, endpoints: cluster.config.mesh?.endpoints !== undefined, kubeconfig: true };
    return { ...asMember(cluster), given };
  });
  const inStack = (path: string): string =>
    /^members\[/.test(path)
      ? path.replace(/^members\[(\d+)\]/, (_, i) => `clusters[${clusters[Number(i)]?.index ?? i}].mesh`)
      : `mesh.${path}`;
  const type = mesh.service?.type ?? "NodePort";
  return [...peerFindings(members), ...endpointFindings(members, meshOptions(mesh), type)].map((finding) => ({
    ...finding,
    paths: finding.paths.map(inStack),
  }));
}
