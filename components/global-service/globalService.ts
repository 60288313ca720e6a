import * as k8s from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import { InvalidInputError } from "../internal/finding";
import { knownNow } from "../internal/inputs";
import { memberOptions } from "../internal/member";
import { GlobalServiceArgs, GlobalServiceClusterArgs } from "./args";
import { renderManifest, serviceDnsName, type ServiceManifest } from "./manifest";
import { type GlobalServiceInput, type GlobalServicePlan, planGlobalService } from "./plan";
import { validateGlobalService } from "./validate";

/** One service across the clusters of a mesh: a Service of the same name and namespace in each, shared as declared. */
export class GlobalService extends pulumi.ComponentResource {
  /** Name that clients in every cluster call: `<service>.<namespace>.svc.cluster.local`. */
  public readonly dnsName: pulumi.Output<string>;
  /** ClusterIP of the service in each cluster, by cluster name. */
  public readonly clusterIps: pulumi.Output<Record<string, string>>;

  constructor(name: string, args: GlobalServiceArgs, opts?: pulumi.ComponentResourceOptions) {
    super("cilium-fabric:index:GlobalService", name, {}, opts);
    const input = plainInput(args);
    const known = knownNow(input);
    if (known !== undefined) checkedPlan(name, known);
    refuseTwins(name, args.clusters);
    const plan = pulumi.output(input).apply((found) => checkedPlan(name, found));
    const services = args.clusters.map((cluster) => serviceIn(this, name, cluster, plan));

    this.dnsName = plan.apply(serviceDnsName);
    this.clusterIps = pulumi
      .all(services.map((service) => service.spec.clusterIP))
      .apply((ips) => Object.fromEntries(args.clusters.map((cluster, i) => [cluster.name, ips[i] ?? ""])));
    this.registerOutputs({ dnsName: this.dnsName, clusterIps: this.clusterIps });
  }
}

function checkedPlan(name: string, input: GlobalServiceInput): GlobalServicePlan {
  const plan = planGlobalService(name, input);
  const findings = validateGlobalService(plan);
  if (findings.length > 0) throw new InvalidInputError(`global service "${name}"`, findings);
  return plan;
}

/** Names of children are known even where other inputs are not, and must differ before the first child is made. */
function refuseTwins(name: string, clusters: readonly GlobalServiceClusterArgs[]): void {
  const plan = planGlobalService("name", {
    ports: [{ port: 80 }],
    selector: { app: "name" },
    clusters: clusters.map((cluster) => ({ name: cluster.name })),
  });
  const findings = validateGlobalService(plan);
  if (findings.length > 0) throw new InvalidInputError(`global service "${name}"`, findings);
}

/** The arguments without what only leads to the clusters, so that no secret reaches plan, findings or manifests. */
function plainInput(args: GlobalServiceArgs): pulumi.Input<GlobalServiceInput> {
  const clusters = args.clusters.map((cluster) => ({
    name: cluster.name,
    global: cluster.global,
    shared: cluster.shared,
    affinity: cluster.affinity,
    clientOnly: cluster.clientOnly,
    ciliumVersion: cluster.ciliumVersion,
    loadBalancerAddresses: cluster.loadBalancerAddresses,
    selector: cluster.selector,
  }));
  return { ...args, clusters } as pulumi.Input<GlobalServiceInput>;
}

function serviceIn(
  parent: GlobalService,
  name: string,
  cluster: GlobalServiceClusterArgs,
  plan: pulumi.Output<GlobalServicePlan>,
): k8s.core.v1.Service {
  const child = `${name}-${cluster.name}`;
  const manifest = plan.apply((found) => manifestFor(found, cluster.name));
  return new k8s.core.v1.Service(
    child,
    { metadata: manifest.apply(({ metadata }) => metadata), spec: manifest.apply(({ spec }) => spec) },
    memberOptions(parent, child, cluster),
  );
}

/** As rendered, plus what only the provider reads: a Service may be without ready pods of its own as long as the mesh has some. */
function manifestFor(plan: GlobalServicePlan, clusterName: string): ServiceManifest {
  const cluster = plan.clusters.find((candidate) => candidate.name === clusterName);
  if (cluster === undefined)
    throw new Error(`global service ${plan.serviceName} has no cluster ${clusterName}`);
  const manifest = renderManifest(plan, cluster);
  const annotations = { ...manifest.metadata.annotations, "pulumi.com/skipAwait": "true" };
  return { ...manifest, metadata: { ...manifest.metadata, annotations } };
}
