import * as k8s from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import { identityModeLooked } from "../cilium-install/identity-mode";
import type { ClusterNode } from "../cluster-mesh/args";
import { formatFinding } from "../internal/finding";
import { knownNow } from "../internal/inputs";
import { judgeFor } from "../internal/judging";
import { EtcdArgs } from "./args";
import { EtcdMaterial, etcdMaterial, Held } from "./authority";
import { identityOf } from "./certificates";
import { EtcdManifest, renderMembers, renderPod, renderService, secretsOf } from "./manifest";
import { ETCD_NAMESPACE, EtcdInput, EtcdPlan, planEtcd } from "./plan";
import { memberChange, runningMembers, withMembers } from "./running";
import { validateEtcd } from "./validate";

/** An etcd for Cilium's identities in one cluster, there before Cilium. */
export class Etcd extends pulumi.ComponentResource {
  /** URLs of its members. For `etcd.endpoints` of `CiliumInstall`, which must also depend on this component. */
  public readonly endpoints: pulumi.Output<string[]>;
  /** Whether clients speak TLS. For `etcd.ssl` of `CiliumInstall`. */
  public readonly ssl: pulumi.Output<boolean>;
  /** The nodes that run a member, sorted by name; none but in `nodes`. */
  public readonly members: pulumi.Output<ClusterNode[]>;
  /** Certificate of the CA, PEM; empty without TLS. */
  public readonly caCertificate: pulumi.Output<string>;

  constructor(name: string, args: EtcdArgs, opts?: pulumi.ComponentResourceOptions) {
    super("cilium-fabric:index:Etcd", name, {}, opts);
    const plan = checkedPlan(this, name, args);
    const mode = args.mode ?? "nodes";
    const hasTls = mode !== "pod" && args.tls?.enabled !== false;
    const held = heldBack(this, name, args);
    const material = hasTls ? etcdMaterial(held, name, args, plan) : undefined;
    const secrets = material === undefined ? [] : etcdSecrets(held, name, material);
    if (mode === "nodes") memberSet(held, name, { plan, material, secrets, args });
    if (mode === "pod") singlePod(held, name, plan);

    this.endpoints = plan.apply(({ endpoints }) => [...endpoints]);
    this.ssl = pulumi.output(hasTls);
    this.members = plan.apply(nodesOf);
    // Certificates that are held back for good never come: what holds them back must be heard here.
    const ca = pulumi.all([material?.ca ?? "", held.dependsOn ?? []]).apply(([text]) => text);
    this.caCertificate = pulumi.unsecret(ca);
    const { endpoints, ssl, members, caCertificate } = this;
    this.registerOutputs({ endpoints, ssl, members, caCertificate });
  }
}

/** The plan, from inputs that passed every check; what is known already is judged before the engine runs. */
function checkedPlan(etcd: Etcd, name: string, args: EtcdArgs): pulumi.Output<EtcdPlan> {
  const judge = judgeFor(etcd, `etcd "${name}"`);
  const checked = (input: EtcdInput): EtcdPlan => {
    const plan = planEtcd(input);
    judge(validateEtcd(plan, new Date()));
    return plan;
  };
  const { kubeconfig, identityAllocationMode, ...rest } = args;
  const input = rest as pulumi.Input<EtcdInput>;
  const known = knownNow(input);
  if (known !== undefined) checked(known);
  // The keys in it are secrets; nothing that is made of a plan holds one.
  const plan = pulumi.unsecret(pulumi.output(input)).apply(checked);
  if (kubeconfig === undefined || (args.mode ?? "nodes") !== "nodes") return plan;
  const access = pulumi.unsecret(pulumi.output(kubeconfig));
  return pulumi
    .all([plan, access])
    .apply(([complete, text]) => keepingMembers(etcd, complete as EtcdPlan, text));
}

/**
 * The plan, with the members that run where it has others. That is told as an error of the program, which then fails, but
 * not thrown: what waits for a resource that was never asked for would wait for ever.
 */
async function keepingMembers(etcd: Etcd, plan: EtcdPlan, kubeconfig: string): Promise<EtcdPlan> {
  const running = await runningMembers(kubeconfig);
  const findings = memberChange(running, plan);
  if (running === undefined || findings.length === 0) return plan;
  for (const finding of findings) {
    await pulumi.log.error(formatFinding(finding).replace(/^error: /, ""), etcd);
  }
  return withMembers(plan, running);
}

/** Nothing is made before the Cilium that runs was asked whether it can go over to the mode that the etcd is for. */
function heldBack(etcd: Etcd, name: string, args: EtcdArgs): Held {
  const { kubeconfig, identityAllocationMode: mode } = args;
  if (kubeconfig === undefined || mode === undefined) return { parent: etcd };
  return { parent: etcd, dependsOn: identityModeLooked(etcd, `etcd "${name}"`, kubeconfig, mode) };
}

function nodesOf({ members, nodes = [] }: EtcdPlan): ClusterNode[] {
  return members.flatMap(({ name }) => nodes.find((node) => node.name === name) ?? []);
}

function etcdSecrets(held: Held, name: string, material: EtcdMaterial): k8s.core.v1.Secret[] {
  return secretsOf(material).map(
    ({ name: secretName, texts }) =>
      new k8s.core.v1.Secret(
        `${name}-${secretName}`,
        {
          metadata: { name: secretName, namespace: ETCD_NAMESPACE },
          stringData: pulumi.secret(texts),
        },
        held,
      ),
  );
}

interface MemberParts {
  readonly plan: pulumi.Output<EtcdPlan>;
  readonly material: EtcdMaterial | undefined;
  readonly secrets: readonly k8s.core.v1.Secret[];
  readonly args: EtcdArgs;
}

function memberSet(held: Held, name: string, { plan, material, secrets, args }: MemberParts): void {
  const identity =
    material?.member === undefined
      ? pulumi.output(undefined)
      : pulumi.unsecret(pulumi.all([material.ca, material.member])).apply(([ca, own]) => identityOf(ca, own));
  const manifest = pulumi
    .all([plan, identity])
    .apply(([complete, own]) => renderMembers(complete as EtcdPlan, own));
  const timeout = `${args.timeoutSeconds ?? 600}s`;
  new k8s.apps.v1.DaemonSet(`${name}-members`, inputsOf(manifest), {
    parent: held.parent,
    dependsOn: held.dependsOn?.apply((looked) => [...looked, ...secrets]) ?? [...secrets],
    customTimeouts: { create: timeout, update: timeout, delete: timeout },
  });
}

/** Nobody can wait for it: it waits for a network that comes after it. */
function singlePod(held: Held, name: string, plan: pulumi.Output<EtcdPlan>): void {
  const unawaited = (manifest: EtcdManifest): EtcdManifest => ({
    ...manifest,
    metadata: { ...manifest.metadata, annotations: { "pulumi.com/skipAwait": "true" } },
  });
  const pod = plan.apply((complete) => unawaited(renderPod(complete)));
  const service = plan.apply(() => unawaited(renderService()));
  new k8s.core.v1.Pod(`${name}-pod`, inputsOf(pod), held);
  new k8s.core.v1.Service(`${name}-service`, inputsOf(service), held);
}

/** A rendered object as a resource's inputs; the API server is who checks its form. */
function inputsOf(manifest: pulumi.Output<EtcdManifest>): { metadata: object; spec: pulumi.Output<never> } {
  return {
    metadata: manifest.apply(({ metadata }) => metadata),
    spec: manifest.apply(({ spec }) => spec) as pulumi.Output<never>,
  };
}
