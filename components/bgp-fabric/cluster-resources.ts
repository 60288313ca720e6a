import * as k8s from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import { ciliumResource } from "../internal/cilium-resource";
import { memberOptions } from "../internal/member";
import type { BgpClusterArgs } from "./args";
import { nodesThere } from "./nodes-there";
import type { ClusterPlan, FabricPlan } from "./plan";
import { customResources, type Manifest, nodeLabelsOf, passwordSecrets } from "./resources";

interface ClusterChildren {
  readonly parent: pulumi.Resource;
  /** What the names of its children start with. */
  readonly prefix: string;
  readonly args: BgpClusterArgs;
  /** The plan without passwords: it says which resources there are. */
  readonly plan: FabricPlan;
  /** The plan with its passwords, a secret. */
  readonly complete: pulumi.Output<FabricPlan>;
  /** What must be there before custom resources are. */
  readonly dependsOn: NonNullable<pulumi.ResourceOptions["dependsOn"]>;
}

/** Words in the names of children for kinds. */
const kindWords: Readonly<Record<string, string>> = {
  CiliumBGPAdvertisement: "advertisement",
  CiliumBGPNodeConfigOverride: "node-config-override",
  CiliumBGPPeerConfig: "peer-config",
  CiliumBGPClusterConfig: "cluster-config",
};

/** One cluster's half of its sessions: labels of nodes, Secrets and Cilium's custom resources, with a provider of their own. */
export function clusterResources(children: ClusterChildren): void {
  const { parent, prefix, args, plan } = children;
  const cluster = clusterIn(plan, args.name);
  const opts = memberOptions(parent, prefix, args);
  const labels = labelResources(children, opts);
  const secrets = secretResources(children, cluster, opts);
  const manifests = customResources(cluster);
  const isConfig = ({ kind }: Manifest): boolean => kind === "CiliumBGPClusterConfig";
  const make = (manifest: Manifest, before: readonly pulumi.Resource[]): pulumi.Resource =>
    ciliumResource(
      parent,
      `${prefix}-${kindWords[manifest.kind] ?? manifest.kind}-${manifest.metadata.name}`,
      {
        kind: manifest.kind,
        ciliumVersion: cluster.ciliumVersion,
        name: manifest.metadata.name,
        ...(manifest.metadata.labels !== undefined && { labels: manifest.metadata.labels }),
        manifest: { spec: manifest.spec ?? {} },
      },
      { ...opts, dependsOn: pulumi.output(children.dependsOn).apply((all) => [...[all].flat(), ...before]) },
    );
  const parts = manifests.filter((manifest) => !isConfig(manifest)).map((manifest) => make(manifest, []));
  // Last, so that sessions start with their final settings, and first to go, so that routes are withdrawn before all else.
  for (const manifest of manifests.filter(isConfig)) make(manifest, [...labels, ...secrets, ...parts]);
}

function labelResources(
  { parent, prefix, args, plan }: ClusterChildren,
  opts: pulumi.CustomResourceOptions,
): k8s.core.v1.NodePatch[] {
  const own = nodeLabelsOf(plan, args.name);
  const names = nodesThere(
    parent,
    args.name,
    args.kubeconfig,
    own.map(({ node }) => node),
  );
  return own.map(
    ({ node, labels }, i) =>
      new k8s.core.v1.NodePatch(
        `${prefix}-node-${node}`,
        { metadata: { name: names.apply((all) => all[i] ?? node), labels: { ...labels } } },
        opts,
      ),
  );
}

function secretResources(
  { prefix, complete }: ClusterChildren,
  cluster: ClusterPlan,
  opts: pulumi.CustomResourceOptions,
): k8s.core.v1.Secret[] {
  return passwordSecrets(cluster, () => "").map(({ metadata, type }) => {
    const data = complete.apply((plan) => {
      const all = passwordSecrets(clusterIn(plan, cluster.name), (password) => password);
      return { ...all.find((secret) => secret.metadata.name === metadata.name)?.stringData };
    });
    return new k8s.core.v1.Secret(
      `${prefix}-secret-${metadata.name}`,
      {
        metadata: { name: metadata.name, namespace: cluster.secretsNamespace },
        ...(type !== undefined && { type }),
        stringData: pulumi.secret(data),
      },
      opts,
    );
  });
}

function clusterIn(plan: FabricPlan, name: string): ClusterPlan {
  const cluster = plan.clusters.find((candidate) => candidate.name === name);
  if (cluster === undefined) throw new Error(`the fabric has no cluster "${name}"`);
  return cluster;
}
