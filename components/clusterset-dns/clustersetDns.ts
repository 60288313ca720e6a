import * as k8s from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import { InvalidInputError } from "../internal/finding";
import { knownNow } from "../internal/inputs";
import { ClustersetDnsArgs, ClustersetDnsMode } from "./args";
import { answeringBlock, dedicatedCorefile, extendedCorefile, forwardingBlock } from "./corefile";
import {
  clusterRole,
  clusterRoleBinding,
  configMap,
  COVERING_PATH,
  CUSTOM,
  DEDICATED,
  deployment,
  deploymentAdditions,
  disruptionBudget,
  DNS_NAMESPACE,
  EXTENSION,
  service,
  serviceAccount,
} from "./manifest";
import { CLUSTERSET_ZONE, type DnsInput, type DnsPlan, planDns } from "./plan";
import { validateDns } from "./validate";

/** Names under `clusterset.local` in one cluster, answered from its ServiceImports. */
export class ClustersetDns extends pulumi.ComponentResource {
  /** The zone: `clusterset.local`. */
  public readonly zone: pulumi.Output<string>;
  /** The server block for the cluster's own Corefile, for those who keep that by their own hand. */
  public readonly serverBlock: pulumi.Output<string>;

  constructor(name: string, args: ClustersetDnsArgs, opts?: pulumi.ComponentResourceOptions) {
    super("cilium-fabric:index:ClustersetDns", name, {}, opts);
    const { image, replicas, ...shape } = args;
    const input = { ...args } as pulumi.Input<DnsInput>;
    // Which objects there are hangs on plain arguments alone; numbers and images may come later.
    const fixed = checkedPlan(name, knownNow(input) ?? shape);
    const plan = pulumi.output(input).apply((complete) => checkedPlan(name, complete));
    const timeout = `${fixed.timeoutSeconds}s`;
    const making: Making = {
      parent: this,
      name,
      fixed,
      customTimeouts: { create: timeout, update: timeout, delete: timeout },
    };
    const server = serverOf(making, plan);
    tellClusterDns(making, server);
    this.zone = pulumi.output(CLUSTERSET_ZONE);
    this.serverBlock = server.block;
    this.registerOutputs({ zone: this.zone, serverBlock: this.serverBlock });
  }
}

interface Making {
  readonly parent: ClustersetDns;
  readonly name: string;
  readonly fixed: DnsPlan;
  readonly customTimeouts: pulumi.CustomTimeouts;
}

/** Who answers, and what the cluster's own CoreDNS is told about it once that is ready. */
interface Server {
  readonly block: pulumi.Output<string>;
  readonly ready: pulumi.Resource[];
}

function checkedPlan(name: string, input: DnsInput): DnsPlan {
  const plan = planDns(input);
  const findings = validateDns(plan);
  if (findings.length > 0) throw new InvalidInputError(`DNS of clusterset.local "${name}"`, findings);
  return plan;
}

function serverOf(making: Making, plan: pulumi.Output<DnsPlan>): Server {
  switch (making.fixed.mode) {
    case ClustersetDnsMode.Dedicated:
      return dedicated(making, plan);
    case ClustersetDnsMode.Cluster:
      return answeringItself(making);
    default:
      return { block: pulumi.output(answeringBlock()), ready: [] };
  }
}

function dedicated(making: Making, plan: pulumi.Output<DnsPlan>): Server {
  const { parent, name, fixed, customTimeouts } = making;
  const account = new k8s.core.v1.ServiceAccount(name, serviceAccount(), { parent });
  const rights = readServiceImports(making, DEDICATED);
  const corefile = dedicatedCorefile(fixed.plugin);
  const config = new k8s.core.v1.ConfigMap(`${name}-server`, configMap(DEDICATED, corefile), { parent });
  const manifest = plan.apply(deployment);
  const pods = new k8s.apps.v1.Deployment(
    name,
    { metadata: manifest.metadata, spec: manifest.spec },
    { parent, customTimeouts, dependsOn: [account, ...rights, config] },
  );
  new k8s.policy.v1.PodDisruptionBudget(name, disruptionBudget(), { parent });
  const front = new k8s.core.v1.Service(name, service(), { parent, customTimeouts, dependsOn: [pods] });
  return { block: front.spec.clusterIP.apply(forwardingBlock), ready: [front] };
}

function answeringItself(making: Making): Server {
  const ready = readServiceImports(making, making.fixed.clusterDnsName);
  return { block: pulumi.output(answeringBlock()), ready };
}

function readServiceImports({ parent, name }: Making, account: string): pulumi.Resource[] {
  const role = new k8s.rbac.v1.ClusterRole(name, clusterRole(), { parent });
  const binding = new k8s.rbac.v1.ClusterRoleBinding(name, clusterRoleBinding(account), { parent });
  return [role, binding];
}

function tellClusterDns(making: Making, { block, ready }: Server): void {
  const { mode, route } = making.fixed;
  if (mode === ClustersetDnsMode.Chart || mode === ClustersetDnsMode.None) return;
  switch (route) {
    case "mount":
      extendCorefile(making, block, ready);
      break;
    case "custom": {
      const metadata = { name: CUSTOM.configMap, namespace: DNS_NAMESPACE };
      // A patch: others may have keys of their own in it.
      new k8s.core.v1.ConfigMapPatch(
        `${making.name}-zone`,
        { metadata, data: { [CUSTOM.key]: block } },
        { parent: making.parent, dependsOn: ready },
      );
    }
  }
}

function extendCorefile(making: Making, block: pulumi.Output<string>, ready: pulumi.Resource[]): void {
  const { parent, name, fixed, customTimeouts } = making;
  const corefile = block.apply(extendedCorefile);
  const manifest = corefile.apply((text) => configMap(EXTENSION, text));
  const config = new k8s.core.v1.ConfigMap(
    `${name}-zone`,
    { metadata: manifest.metadata, data: manifest.data },
    { parent, dependsOn: ready },
  );
  const additions = corefile.apply((text) => deploymentAdditions(fixed.clusterDnsName, text));
  const patch = new k8s.apps.v1.DeploymentPatch(
    `${name}-zone`,
    { metadata: additions.metadata, spec: additions.spec },
    {
      parent,
      customTimeouts,
      dependsOn: [config],
      // What is there never changes by itself, but the provider compares lists by position and ours are not the first
      // entries. The annotation tells of every new text.
      ignoreChanges: ["spec.template.spec"],
    },
  );
  patch.spec.template.spec.containers.apply((containers) => refuseUncovered(parent, fixed, containers));
}

/** Of two mounts of a folder the later one is seen; entries that are added come last, and must have done so here. */
function refuseUncovered(
  parent: pulumi.Resource,
  { clusterDnsName }: DnsPlan,
  containers: k8s.types.output.core.v1.ContainerPatch[],
): void {
  const own = containers.find(({ name }) => name === clusterDnsName)?.volumeMounts ?? [];
  const paths = own.map(({ mountPath }) => mountPath);
  const plain = COVERING_PATH.slice(0, -1);
  if (paths.lastIndexOf(COVERING_PATH) >= paths.lastIndexOf(plain)) return;
  throw new pulumi.ResourceError(
    `Deployment ${clusterDnsName} mounts ${plain} over ${COVERING_PATH}, so its CoreDNS does not know ${CLUSTERSET_ZONE}: use route custom, or none and add serverBlock to its Corefile`,
    parent,
  );
}
