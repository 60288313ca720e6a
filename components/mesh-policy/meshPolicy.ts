import * as pulumi from "@pulumi/pulumi";
import { ciliumResource } from "../internal/cilium-resource";
import { InvalidInputError } from "../internal/finding";
import { knownNow } from "../internal/inputs";
import { judgeFor } from "../internal/judging";
import { memberOptions } from "../internal/member";
import { MeshPolicyArgs, MeshPolicyClusterArgs } from "./args";
import { type MeshPolicyManifest, policyKind, renderMeshPolicy } from "./manifest";
import { type MeshPolicyInput, type MeshPolicyPlan, planMeshPolicy } from "./plan";
import { validateMeshPolicy } from "./validate";

/** One network policy in several clusters of a mesh, each of whose peers says which clusters' pods it means. */
export class MeshPolicy extends pulumi.ComponentResource {
  /** Name of the policy in every cluster. */
  public readonly policyName: pulumi.Output<string>;
  /** Names of the clusters that it is in. */
  public readonly clusterNames: pulumi.Output<string[]>;

  constructor(name: string, args: MeshPolicyArgs, opts?: pulumi.ComponentResourceOptions) {
    super("cilium-fabric:index:MeshPolicy", name, {}, opts);
    const judge = judgeFor(this, `policy "${name}"`);
    const checked = (input: MeshPolicyInput): MeshPolicyPlan => {
      const plan = planMeshPolicy(name, input);
      judge(validateMeshPolicy(plan));
      return plan;
    };
    refuseTwins(name, args.clusters);
    const input = plainInput(args);
    const known = knownNow(input);
    if (known !== undefined) checked(known);
    const plan = pulumi.output(input).apply(checked);
    for (const cluster of args.clusters) policyIn(this, name, args, cluster, plan);

    this.policyName = plan.apply(({ policyName }) => policyName);
    this.clusterNames = plan.apply(({ clusters }) => clusters.map((cluster) => cluster.name));
    this.registerOutputs({ policyName: this.policyName, clusterNames: this.clusterNames });
  }
}

/** Names of children are known even where other inputs are not, and must differ before the first child is made. */
function refuseTwins(name: string, clusters: readonly MeshPolicyClusterArgs[]): void {
  const plan = planMeshPolicy(name, {
    endpointSelector: {},
    ingress: [{}],
    clusters: clusters.map(plainCluster),
  });
  const twins = validateMeshPolicy(plan).filter(({ code }) => code === "policy-cluster-twice");
  if (twins.length > 0) throw new InvalidInputError(`policy "${name}"`, twins);
}

/** The arguments without what only leads to the clusters, so that no secret reaches plan, findings or manifests. */
function plainInput(args: MeshPolicyArgs): pulumi.Input<MeshPolicyInput> {
  return { ...args, clusters: args.clusters.map(plainCluster) } as pulumi.Input<MeshPolicyInput>;
}

function plainCluster({ name, ciliumVersion, policyDefaultLocalCluster }: MeshPolicyClusterArgs): {
  name: string;
  ciliumVersion: string;
  policyDefaultLocalCluster?: boolean;
} {
  return {
    name,
    ciliumVersion,
    ...(policyDefaultLocalCluster !== undefined && { policyDefaultLocalCluster }),
  };
}

function policyIn(
  parent: MeshPolicy,
  name: string,
  args: MeshPolicyArgs,
  cluster: MeshPolicyClusterArgs,
  plan: pulumi.Output<MeshPolicyPlan>,
): void {
  const child = `${name}-${cluster.name}`;
  const { policyName, namespace } = planMeshPolicy(name, {
    ...(args.policyName !== undefined && { policyName: args.policyName }),
    ...(args.namespace !== undefined && { namespace: args.namespace }),
    ...(args.clusterwide !== undefined && { clusterwide: args.clusterwide }),
    clusters: [],
  });
  ciliumResource(
    parent,
    child,
    {
      kind: policyKind(args),
      ciliumVersion: cluster.ciliumVersion,
      name: policyName,
      ...(namespace !== undefined && { namespace }),
      manifest: plan.apply((found) => manifestFor(found, cluster.name)),
    },
    memberOptions(parent, child, cluster),
  );
}

function manifestFor(plan: MeshPolicyPlan, clusterName: string): MeshPolicyManifest {
  const cluster = plan.clusters.find(({ name }) => name === clusterName);
  if (cluster === undefined) throw new Error(`policy ${plan.policyName} has no cluster ${clusterName}`);
  return renderMeshPolicy(plan, cluster);
}
