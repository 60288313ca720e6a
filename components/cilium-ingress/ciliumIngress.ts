import * as k8s from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import { knownNow } from "../internal/inputs";
import { judgeFor } from "../internal/judging";
import { CiliumIngressArgs } from "./args";
import { type IngressManifest, renderIngress } from "./manifest";
import { type IngressInput, type IngressPlan, planIngress } from "./plan";
import { validateIngress } from "./validate";

/** One Ingress of class `cilium` in one cluster. */
export class CiliumIngress extends pulumi.ComponentResource {
  /** Name of the Ingress. */
  public readonly ingressName: pulumi.Output<string>;
  /** Name and namespace of the Service with its address, where it has a load balancer of its own: `<namespace>/cilium-ingress-<name>`. */
  public readonly dedicatedService: pulumi.Output<string>;

  constructor(name: string, args: CiliumIngressArgs, opts?: pulumi.ComponentResourceOptions) {
    super("cilium-fabric:index:CiliumIngress", name, {}, opts);
    const judge = judgeFor(this, `Cilium ingress "${name}"`);
    const checked = (input: IngressInput): IngressPlan => {
      const plan = planIngress(name, input);
      judge(validateIngress(plan));
      return plan;
    };
    const input = { ...args } as pulumi.Input<IngressInput>;
    const known = knownNow(input);
    if (known !== undefined) checked(known);
    const manifest = pulumi.output(input).apply((complete) => unawaited(renderIngress(checked(complete))));
    new k8s.networking.v1.Ingress(
      name,
      { metadata: manifest.apply(({ metadata }) => metadata), spec: manifest.apply(({ spec }) => spec) },
      { parent: this },
    );
    this.ingressName = manifest.apply(({ metadata }) => metadata.name);
    this.dedicatedService = manifest.apply(
      ({ metadata }) => `${metadata.namespace}/cilium-ingress-${metadata.name}`,
    );
    this.registerOutputs({ ingressName: this.ingressName, dedicatedService: this.dedicatedService });
  }
}

/** The provider would wait for pods behind every path; those may come later, and an address is the pools' matter. */
function unawaited(manifest: IngressManifest): IngressManifest {
  const annotations = { ...manifest.metadata.annotations, "pulumi.com/skipAwait": "true" };
  return { ...manifest, metadata: { ...manifest.metadata, annotations } };
}
