import * as k8s from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import { ClusterNode } from "../cluster-mesh/args";
import { InvalidInputError } from "../internal/finding";
import { knownNow } from "../internal/inputs";
import { renderKubeconfig } from "../internal/kubeconfig";
import { ExistingClusterArgs } from "./args";
import { readCluster } from "./readCluster";
import { contextOf, validateSource } from "./source";

/** What a component knows of itself; a property of the class, even a private one, would become an output. */
const own = new WeakMap<pulumi.Resource, { name: string; provider?: k8s.Provider }>();

/** A cluster that somebody else made, with the same outputs as one that `KindCluster` makes. */
export class ExistingCluster extends pulumi.ComponentResource {
  /** Kubeconfig with this cluster's context alone, needing no other file; a secret. */
  public readonly kubeconfig: pulumi.Output<string>;
  /** Context in the kubeconfig. */
  public readonly context: pulumi.Output<string>;
  /** Nodes, control planes first, with their InternalIPs; as declared, else as the API server says in every update. */
  public readonly nodes: pulumi.Output<ClusterNode[]>;
  /** Version of Kubernetes, e.g. `1.33.2`. */
  public readonly kubernetesVersion: pulumi.Output<string>;
  /** Differs for every cluster ever made; `clusterIdentifier` of Kubernetes providers. */
  public readonly clusterIdentifier: pulumi.Output<string>;

  constructor(name: string, args: ExistingClusterArgs, opts?: pulumi.ComponentResourceOptions) {
    super("cilium-fabric:index:ExistingCluster", name, {}, opts);
    const subject = `existing cluster "${name}"`;
    own.set(this, { name });
    refuseKnownFaults(subject, args);
    const { kubeconfig, kubeconfigPath, context, timeoutSeconds } = args;
    const picked = pulumi.secret(
      pulumi
        .output({ kubeconfig, kubeconfigPath, context, timeoutSeconds })
        .apply((source) => contextOf(source, subject)),
    );
    this.kubeconfig = picked.apply((found) => renderKubeconfig([found]));
    this.context = pulumi.unsecret(picked.apply((found) => found.name));
    // The facts are no secret, though the kubeconfig that they were read with is.
    const facts = pulumi.unsecret(
      pulumi
        .all([this.kubeconfig, this.context, timeoutSeconds])
        .apply(([text, current, seconds]) =>
          readCluster({ subject, context: current, kubeconfig: text, timeoutSeconds: seconds ?? 30 }),
        ),
    );
    this.nodes =
      args.nodes === undefined
        ? facts.apply((found) => found.nodes.map((node) => ({ ...node })))
        : pulumi.output(args.nodes);
    this.kubernetesVersion = facts.apply((found) => found.kubernetesVersion);
    this.clusterIdentifier = facts.apply((found) => found.uid);
    this.registerOutputs({
      kubeconfig: this.kubeconfig,
      context: this.context,
      nodes: this.nodes,
      kubernetesVersion: this.kubernetesVersion,
      clusterIdentifier: this.clusterIdentifier,
    });
  }

  /** A Kubernetes provider for this cluster. */
  get provider(): k8s.Provider {
    const known = own.get(this);
    if (known === undefined) throw new pulumi.ResourceError("the cluster is not constructed yet", this);
    known.provider ??= new k8s.Provider(
      `${known.name}-kubernetes`,
      { kubeconfig: this.kubeconfig, clusterIdentifier: this.clusterIdentifier },
      { parent: this },
    );
    return known.provider;
  }
}

/** What the program knows already is refused before the engine does anything; the rest when it is known. */
function refuseKnownFaults(subject: string, args: ExistingClusterArgs): void {
  const given = (input: pulumi.Input<string> | undefined): string | undefined =>
    input === undefined ? undefined : (knownNow(input) ?? "(later)");
  const findings = validateSource({
    kubeconfig: given(args.kubeconfig),
    kubeconfigPath: given(args.kubeconfigPath),
    context: given(args.context),
    timeoutSeconds: knownNow(args.timeoutSeconds),
  });
  if (findings.length > 0) throw new InvalidInputError(subject, findings);
}
