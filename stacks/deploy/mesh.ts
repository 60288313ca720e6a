import * as fs from "node:fs";
import * as pulumi from "@pulumi/pulumi";
import * as k8s from "@pulumi/kubernetes";
import { CiliumInstall, CiliumInstallArgs } from "../components/cilium-install";
import { ClusterMesh, ClusterNode, MeshCertificateAuthorityArgs } from "../components/cluster-mesh";
import { ExistingCluster } from "../components/existing-cluster";
import { GlobalService } from "../components/global-service";
import { KindCluster } from "../components/kind-cluster";
import { mergeKubeconfigs } from "../components/kubeconfig";
import { SampleWorkload } from "../components/sample-workload";
import { planSample } from "../components/sample-workload/manifests";
import { MeshConfig, SampleConfig, StackConfig } from "./config";
import { meshMembers, replacesKubeProxy } from "./memberships";
import { ResolvedCluster, resolveClusters, serviceClusters } from "./resolve";

/** A cluster as the rest of a stack uses it, however it came to be. */
interface RunningCluster {
  kubeconfig: pulumi.Output<string>;
  nodes: pulumi.Output<ClusterNode[]>;
  provider: k8s.Provider;
  /** What takes everything in the cluster with it when it goes; undefined for a cluster that stays. */
  deletedWith?: pulumi.Resource;
  /** The same for components over several clusters, which take data alone. */
  lifetimeUrn?: pulumi.Output<string>;
  clusterIdentifier: pulumi.Output<string>;
}

/** Clusters, meshed, with Cilium, services and samples; returns the stack's outputs. */
export function deployMesh(config: StackConfig): Record<string, unknown> {
  const resolved = resolveClusters(config);
  const running = new Map(resolved.map((c) => [c.name, runningCluster(c)]));
  const mesh = config.mesh === undefined ? undefined : deployClusterMesh(config.mesh, resolved, running);
  const installs = resolved.map((c) => deployCilium(config, c, running, mesh));
  const samples = config.samples.flatMap((sample) => deploySample(config, sample, running));
  const services = config.services.map((_, i) => deployService(config, i, running, samples));
  return {
    clusters: pulumi.all(
      Object.fromEntries(
        resolved.map((c) => [
          c.name,
          { ciliumVersion: c.version, id: c.id, nodes: get(running, c.name).nodes },
        ]),
      ),
    ),
    kubeconfig: pulumi.secret(
      pulumi
        .all(resolved.map((c) => get(running, c.name).kubeconfig))
        .apply((all) =>
          mergeKubeconfigs(resolved.map((c, i) => ({ name: c.name, kubeconfig: all[i] ?? "" }))),
        ),
    ),
    services: Object.fromEntries(services),
    installs: Object.fromEntries(installs),
  };
}

function get(running: ReadonlyMap<string, RunningCluster>, name: string): RunningCluster {
  const cluster = running.get(name);
  if (cluster === undefined) throw new Error(`no cluster is named ${name}`);
  return cluster;
}

function runningCluster(c: ResolvedCluster): RunningCluster {
  if (c.config.kind !== undefined) {
    const kind = new KindCluster(c.name, c.config.kind);
    const { kubeconfig, nodes, provider, lifetime, lifetimeUrn, clusterIdentifier } = kind;
    return { kubeconfig, nodes, provider, deletedWith: lifetime, lifetimeUrn, clusterIdentifier };
  }
  const { podSubnet, serviceSubnet, ...args } = c.config.existing ?? {};
  const existing = new ExistingCluster(c.name, args);
  const { kubeconfig, nodes, provider, clusterIdentifier } = existing;
  return { kubeconfig, nodes, provider, clusterIdentifier };
}

function deployClusterMesh(
  mesh: MeshConfig,
  resolved: readonly ResolvedCluster[],
  running: ReadonlyMap<string, RunningCluster>,
): ClusterMesh {
  const { certificateAuthority, members, ...rest } = mesh;
  return new ClusterMesh("mesh", {
    ...rest,
    members: meshMembers(mesh, resolved).map((c) => ({
      ...c.config.mesh,
      name: c.name,
      id: c.id,
      ciliumVersion: c.version,
      podCidrs: c.podCidrs,
      nodes: get(running, c.name).nodes,
      kubeconfig: get(running, c.name).kubeconfig,
      kubeProxyReplacement: replacesKubeProxy(c),
    })),
    // A stack is torn down as a whole.
    protectCertificateAuthority: mesh.protectCertificateAuthority ?? false,
    ...(certificateAuthority !== undefined
      ? { certificateAuthority: broughtAuthority(certificateAuthority) }
      : {}),
  });
}

function broughtAuthority(
  files: NonNullable<MeshConfig["certificateAuthority"]>,
): MeshCertificateAuthorityArgs {
  return {
    certificatePem: fs.readFileSync(files.certificateFile, "utf8"),
    privateKeyPem: pulumi.secret(fs.readFileSync(files.privateKeyFile, "utf8")),
  };
}

function deployCilium(
  config: StackConfig,
  c: ResolvedCluster,
  running: ReadonlyMap<string, RunningCluster>,
  mesh: ClusterMesh | undefined,
): [string, pulumi.Output<string>] {
  const cluster = get(running, c.name);
  const isMember = config.mesh?.members?.includes(c.name) ?? true;
  const args: CiliumInstallArgs = {
    ...(c.settings as Partial<CiliumInstallArgs>),
    ...c.install,
    version: c.version,
    kubeconfig: cluster.kubeconfig,
    values: c.values,
    ...(mesh !== undefined && isMember
      ? { membership: mesh.membership(c.name) }
      : { cluster: { name: c.name, id: c.id } }),
  };
  const install = new CiliumInstall(c.name, args, inCluster(cluster));
  return [c.name, install.version];
}

function inCluster(cluster: RunningCluster): pulumi.ComponentResourceOptions {
  return {
    provider: cluster.provider,
    ...(cluster.deletedWith !== undefined ? { deletedWith: cluster.deletedWith } : {}),
  };
}

/** Samples do not wait for Cilium: their pods start when its nodes are ready, while the mesh is still settling. */
function deploySample(
  config: StackConfig,
  sample: SampleConfig,
  running: ReadonlyMap<string, RunningCluster>,
): DeployedSample[] {
  const { clusters = config.clusters.map((c) => c.name), ...args } = sample;
  const { createNamespace, namespace } = planSample(sample);
  return clusters.map((cluster) => {
    const resource = new SampleWorkload(
      `${cluster}-${sample.sample}`,
      args,
      inCluster(get(running, cluster)),
    );
    return { ...(createNamespace ? { madeNamespace: namespace } : {}), resource };
  });
}

interface DeployedSample {
  /** The namespace that it makes, if any. */
  madeNamespace?: string;
  resource: pulumi.Resource;
}

function deployService(
  config: StackConfig,
  index: number,
  running: ReadonlyMap<string, RunningCluster>,
  samples: readonly DeployedSample[],
): [string, pulumi.Output<string>] {
  const service = config.services[index] as StackConfig["services"][number];
  const { name, ...args } = service;
  const namespace = service.namespace ?? "default";
  const deployed = new GlobalService(
    name,
    {
      ...args,
      serviceName: name,
      clusters: serviceClusters(config, service).map((c) => ({
        ...c,
        kubeconfig: get(running, c.name).kubeconfig,
        clusterIdentifier: get(running, c.name).clusterIdentifier,
        deletedWith: get(running, c.name).lifetimeUrn,
      })),
    },
    { dependsOn: samples.filter((s) => s.madeNamespace === namespace).map((s) => s.resource) },
  );
  return [name, deployed.dnsName];
}
