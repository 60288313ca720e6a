import * as pulumi from "@pulumi/pulumi";
import { ciliumResource } from "../internal/cilium-resource";
import { knownNow } from "../internal/inputs";
import { judgeFor } from "../internal/judging";
import { IngressPolicyArgs } from "./args";
import { POLICY_KIND, renderIngressPolicy } from "./manifest";
import {
  type IngressPolicyInput,
  ingressPolicyName,
  type IngressPolicyPlan,
  planIngressPolicy,
} from "./plan";
import { validateIngressPolicy } from "./validate";

/** Who may come in to one cluster, by a policy for the whole of it. */
export class IngressPolicy extends pulumi.ComponentResource {
  /** Name of the policy in the cluster. */
  public readonly policyName: pulumi.Output<string>;

  constructor(name: string, args: IngressPolicyArgs, opts?: pulumi.ComponentResourceOptions) {
    super("cilium-fabric:index:IngressPolicy", name, {}, opts);
    const judge = judgeFor(this, `ingress policy "${name}"`);
    const checked = (input: IngressPolicyInput): IngressPolicyPlan => {
      const plan = planIngressPolicy(name, input);
      judge(validateIngressPolicy(plan));
      return plan;
    };
    const input = { ...args } as pulumi.Input<IngressPolicyInput>;
    const known = knownNow(input);
    if (known !== undefined) checked(known);
    const policyName = ingressPolicyName(name, args);
    const { ciliumVersion } = args;
    const manifest = pulumi.output(input).apply((complete) => renderIngressPolicy(checked(complete)));
    ciliumResource(this, name, { kind: POLICY_KIND, ciliumVersion, name: policyName, manifest });
    this.policyName = manifest.apply(({ metadata }) => metadata.name);
    this.registerOutputs({ policyName: this.policyName });
  }
}
