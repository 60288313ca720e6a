import { join, resolve } from "node:path";
import { local } from "@pulumi/command";
import * as k8s from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import { ClusterNode } from "../cluster-mesh/args";
import { InvalidInputError } from "../internal/finding";
import { interpreterOf } from "../internal/shell";
import { KindClusterArgs } from "./args";
import { kindApiServerHost, type KindClusterPlan, planKindCluster, renderKindDocument } from "./kind-config";
import {
  clusterEnvironment,
  createEnvironment,
  documentHash,
  kindFiles,
  type KindFiles,
  nodeSettings,
  parseNodes,
  taintableNodes,
} from "./runtime";
import * as scripts from "./scripts";
import { validateKindCluster } from "./validate";

/** Provider by component; a property of the class, even a private one, would become an output. */
const providers = new WeakMap<pulumi.Resource, k8s.Provider>();

/** A kind cluster with a kubeconfig file of its own, made through `@pulumi/command`. */
export class KindCluster extends pulumi.ComponentResource {
  /** Name of the kind cluster. */
  public readonly clusterName: pulumi.Output<string>;
  /** Kubeconfig for this host, a secret. */
  public readonly kubeconfig: pulumi.Output<string>;
  /** Path of the cluster's own kubeconfig file. */
  public readonly kubeconfigPath: pulumi.Output<string>;
  /** Context in the kubeconfig: `kind-<name>`. */
  public readonly context: pulumi.Output<string>;
  /** Nodes in the order declared, with their addresses in kind's network; read again in every update. */
  public readonly nodes: pulumi.Output<ClusterNode[]>;
  /** Host under which pods and nodes reach the API server on port 6443 without a service; `k8sServiceHost` of Cilium. */
  public readonly apiServerHost: pulumi.Output<string>;
  /** Differs for every cluster ever made; `clusterIdentifier` of Kubernetes providers. */
  public readonly clusterIdentifier: pulumi.Output<string>;
  /** URN of `lifetime`, for components over several clusters, which take data alone. */
  public readonly lifetimeUrn: pulumi.Output<string>;

  constructor(name: string, args: KindClusterArgs, opts?: pulumi.ComponentResourceOptions) {
    super("cilium-fabric:index:KindCluster", name, {}, opts);
    const plan = planKindCluster(name, args);
    const findings = validateKindCluster(plan);
    if (findings.length > 0) throw new InvalidInputError(`kind cluster "${name}"`, findings);

    const directory = resolve(args.kubeconfigDirectory ?? join(".fabric", pulumi.getStack()));
    const files = kindFiles(directory, plan.clusterName);
    const cluster = clusterCommand(this, name, plan, files);
    // The id makes these reads wait for the cluster, and stay unknown in the preview that creates it.
    const instance = cluster.stdout.apply((id) => id.trim());
    const environment = { ...createEnvironment(plan, files), FABRIC_INSTANCE: instance };
    settingsCommand(this, name, plan, environment, cluster);
    packagesCommand(this, name, plan, environment, cluster);

    this.clusterName = instance.apply(() => plan.clusterName);
    this.kubeconfig = pulumi.secret(
      read(this, `kubeconfig of kind cluster ${plan.clusterName}`, scripts.kubeconfigScript, environment),
    );
    this.kubeconfigPath = instance.apply(() => files.kubeconfig);
    this.context = this.clusterName.apply((kindName) => `kind-${kindName}`);
    this.nodes = read(
      this,
      `nodes of kind cluster ${plan.clusterName}`,
      scripts.nodesScript,
      environment,
    ).apply((text) => parseNodes(plan, text));
    this.apiServerHost = instance.apply(() => kindApiServerHost(plan));
    this.clusterIdentifier = instance.apply((id) => `kind-${plan.clusterName}-${id.slice(0, 12)}`);
    const provider = new k8s.Provider(
      `${name}-kubernetes`,
      { kubeconfig: this.kubeconfig, clusterIdentifier: this.clusterIdentifier },
      { parent: this, deletedWith: cluster },
    );
    providers.set(this, provider);
    this.lifetimeUrn = provider.urn;
    this.registerOutputs({
      clusterName: this.clusterName,
      kubeconfig: this.kubeconfig,
      kubeconfigPath: this.kubeconfigPath,
      context: this.context,
      nodes: this.nodes,
      apiServerHost: this.apiServerHost,
      clusterIdentifier: this.clusterIdentifier,
      lifetimeUrn: this.lifetimeUrn,
    });
  }

  /** A Kubernetes provider for this cluster. */
  get provider(): k8s.Provider {
    const provider = providers.get(this);
    if (provider === undefined)
      throw new pulumi.ResourceError("the kind cluster is not constructed yet", this);
    return provider;
  }

  /**
   * What goes when the cluster goes: `deletedWith` for everything inside it, so that nobody asks a cluster that is no longer
   * there. It is the provider, not the command, because a replaced cluster is not a deleted one to the engine, whereas its
   * provider is deleted then as well.
   */
  get lifetime(): pulumi.Resource {
    return this.provider;
  }
}

/** The cluster itself. Only what kind cannot change is a trigger; anything else that differs runs the script again, which then finds it there. */
function clusterCommand(
  parent: KindCluster,
  name: string,
  plan: KindClusterPlan,
  files: KindFiles,
): local.Command {
  const environment = createEnvironment(plan, files);
  const generation = read(
    parent,
    `marker of kind cluster ${plan.clusterName}`,
    scripts.generationScript,
    clusterEnvironment(plan.clusterName, files),
  ).apply((text) => text.trim());
  const seconds = `${plan.timeoutSeconds + 120}s`;
  return new local.Command(
    `${name}-cluster`,
    {
      interpreter: interpreterOf({ create: scripts.createScript, delete: scripts.deleteScript }),
      create: `create kind cluster ${plan.clusterName}`,
      delete: `delete kind cluster ${plan.clusterName}`,
      stdin: renderKindDocument(plan),
      environment: { ...environment, FABRIC_GENERATION: generation },
      triggers: [documentHash(plan), generation],
      logging: local.Logging.Stderr,
    },
    { parent, deleteBeforeReplace: true, customTimeouts: { create: seconds, update: seconds, delete: "5m" } },
  );
}

type Environment = Record<string, pulumi.Input<string>>;

/** Labels and taints change in place; without any the command is not there, and its going undoes them. */
function settingsCommand(
  parent: KindCluster,
  name: string,
  plan: KindClusterPlan,
  environment: Environment,
  cluster: local.Command,
): void {
  if (!plan.schedulableControlPlane && plan.nodes.every((node) => Object.keys(node.labels).length === 0))
    return;
  new local.Command(
    `${name}-node-settings`,
    {
      interpreter: interpreterOf({ set: scripts.settingsScript, reset: scripts.resetSettingsScript }),
      create: `set labels and taints of kind cluster ${plan.clusterName}`,
      delete: `reset labels and taints of kind cluster ${plan.clusterName}`,
      stdin: nodeSettings(plan),
      environment: { ...environment, FABRIC_TAINTABLE: taintableNodes(plan).join(" ") },
      logging: local.Logging.Stderr,
    },
    { parent, deletedWith: cluster, customTimeouts: { create: "5m", update: "5m" } },
  );
}

function packagesCommand(
  parent: KindCluster,
  name: string,
  plan: KindClusterPlan,
  environment: Environment,
  cluster: local.Command,
): void {
  if (plan.nodePackages.length === 0) return;
  new local.Command(
    `${name}-node-packages`,
    {
      interpreter: interpreterOf({ install: scripts.packagesScript }),
      create: `install packages in the nodes of kind cluster ${plan.clusterName}`,
      environment: { ...environment, FABRIC_PACKAGES: plan.nodePackages.join(" ") },
      // apt has much to say; where it fails, the error says it.
      logging: local.Logging.None,
    },
    { parent, deletedWith: cluster, customTimeouts: { create: "15m", update: "15m" } },
  );
}

/** Runs a script that only looks; in previews too. Its output is never printed. */
function read(
  parent: pulumi.Resource,
  what: string,
  script: string,
  environment: Environment,
): pulumi.Output<string> {
  const interpreter = interpreterOf({ read: script });
  return local.runOutput(
    { interpreter, command: `read ${what}`, environment, logging: local.Logging.None },
    { parent },
  ).stdout;
}
