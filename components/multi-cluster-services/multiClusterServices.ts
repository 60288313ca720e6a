import * as k8s from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import { ClustersetDns } from "../clusterset-dns/clustersetDns";
import { knownNow } from "../internal/inputs";
import { judgeFor } from "../internal/judging";
import { memberOptions, type MemberOptions } from "../internal/member";
import { kinds } from "../internal/versions";
import { NotReadyError } from "../internal/wait";
import { MultiClusterServicesArgs, MultiClusterServicesClusterArgs } from "./args";
import { EXPORT_KIND, renderExport, renderNamespace } from "./manifest";
import { clustersetName, exportKey, type McsInput, type McsPlan, namespacesToMake, planMcs } from "./plan";
import { importReader } from "./reader";
import { validateMcs } from "./validate";
import { type ImportAddresses, waitForImports } from "./wait";

/** Services across clusters by the Multi-Cluster Services API: exported where they are, imported everywhere, with a name of their own. */
export class MultiClusterServices extends pulumi.ComponentResource {
  /** Name that clients in every cluster call, by `<namespace>/<name>`: `<name>.<namespace>.svc.clusterset.local`. */
  public readonly dnsNames: pulumi.Output<Record<string, string>>;
  /** Addresses of the ServiceImports, by cluster and `<namespace>/<name>`; known once the cluster imports everything. A headless Service has none. */
  public readonly importAddresses: pulumi.Output<Record<string, Record<string, string[]>>>;

  constructor(name: string, args: MultiClusterServicesArgs, opts?: pulumi.ComponentResourceOptions) {
    super("cilium-fabric:index:MultiClusterServices", name, {}, opts);
    const plan = planMcs(plainInput(args));
    judgeFor(this, `multi-cluster services "${name}"`)(validateMcs(plan));
    const addresses = args.clusters.map(
      (cluster) => [cluster.name, inCluster(this, name, cluster, { args, plan })] as const,
    );
    this.dnsNames = pulumi.output(
      Object.fromEntries(plan.exports.map((one) => [exportKey(one), clustersetName(one)])),
    );
    this.importAddresses = pulumi.all(Object.fromEntries(addresses));
    this.registerOutputs({ dnsNames: this.dnsNames, importAddresses: this.importAddresses });
  }
}

/** The arguments without what only leads to the clusters, so that no secret reaches plan and findings. */
function plainInput({ clusters, coreDns, ...rest }: MultiClusterServicesArgs): McsInput {
  const { image, replicas, ...shape } = coreDns ?? {};
  // What comes later is judged by the part that it is for.
  const dns = knownNow({ ...coreDns }) ?? shape;
  return {
    ...rest,
    coreDns: dns,
    clusters: clusters.map(({ name, ciliumVersion, namespaces }) => ({
      name,
      ciliumVersion,
      ...(namespaces !== undefined && { namespaces }),
    })),
  };
}

interface Whole {
  readonly args: MultiClusterServicesArgs;
  readonly plan: McsPlan;
}

function inCluster(
  parent: MultiClusterServices,
  name: string,
  cluster: MultiClusterServicesClusterArgs,
  { args, plan }: Whole,
): pulumi.Output<ImportAddresses> {
  const child = `${name}-${cluster.name}`;
  const options = memberOptions(parent, child, cluster);
  const made = namespacesToMake(plan, cluster).map(
    (namespace) =>
      new k8s.core.v1.Namespace(
        `${child}-${namespace}`,
        { metadata: renderNamespace(namespace).metadata },
        // It may have been there before, and others may have come to use it.
        { ...options, retainOnDelete: true },
      ),
  );
  const exports = exportsIn(child, cluster, plan, { ...options, dependsOn: made });
  if (plan.dns.mode === "dedicated" || plan.dns.mode === "cluster")
    new ClustersetDns(child, args.coreDns ?? {}, inMember(options));
  return imported(parent, cluster, plan, [...made, ...exports]);
}

function inMember({ provider, ...rest }: MemberOptions): pulumi.ComponentResourceOptions {
  return { ...rest, providers: [provider] };
}

function exportsIn(
  child: string,
  cluster: MultiClusterServicesClusterArgs,
  plan: McsPlan,
  options: pulumi.CustomResourceOptions,
): pulumi.Resource[] {
  return plan.exports
    .filter(({ clusters }) => clusters.includes(cluster.name))
    .map((one) => {
      const { apiVersion, kind, metadata } = renderExport(one, cluster.ciliumVersion);
      return new k8s.apiextensions.CustomResource(
        `${child}-${one.namespace}-${one.name}`,
        { apiVersion, kind, metadata },
        // An upgrade of Cilium changes the API version of the very same object.
        { ...options, aliases: otherTypes(apiVersion).map((type) => ({ type })) },
      );
    });
}

function otherTypes(apiVersion: string): string[] {
  const known = kinds.find(({ kind }) => kind === EXPORT_KIND)?.apiVersions ?? [];
  return known.flatMap(([, other]) =>
    other === undefined || other === apiVersion ? [] : [`kubernetes:${other}:${EXPORT_KIND}`],
  );
}

/** Holds back the addresses until the cluster imports everything; where it does already, that takes one look. */
function imported(
  parent: MultiClusterServices,
  cluster: MultiClusterServicesClusterArgs,
  plan: McsPlan,
  made: readonly pulumi.Resource[],
): pulumi.Output<ImportAddresses> {
  const { exports, timeoutSeconds } = plan;
  const apiVersion = renderExport(
    { name: "", namespace: "", clusters: [] },
    cluster.ciliumVersion,
  ).apiVersion;
  const there = pulumi.all(made.map(({ urn }) => urn));
  const answer = pulumi.all([cluster.kubeconfig, there]).apply(async ([kubeconfig]) => {
    // A preview looks at what is to come, which has no address yet.
    if (pulumi.runtime.isDryRun()) return {};
    try {
      const reader = await importReader(kubeconfig, apiVersion);
      return await waitForImports(reader, cluster.name, exports, { timeoutSeconds });
    } catch (error) {
      if (error instanceof NotReadyError) throw new pulumi.ResourceError(error.message, parent, true);
      throw error;
    }
  });
  return pulumi.unsecret(answer);
}
