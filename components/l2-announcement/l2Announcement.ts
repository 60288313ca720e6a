import * as pulumi from "@pulumi/pulumi";
import { ciliumResource } from "../internal/cilium-resource";
import { knownNow } from "../internal/inputs";
import { judgeFor } from "../internal/judging";
import { L2AnnouncementArgs } from "./args";
import { L2_KIND, renderL2 } from "./manifest";
import { type L2Input, type L2Plan, planL2 } from "./plan";
import { validateL2 } from "./validate";

/** Addresses of Services answered for by ARP and NDP in one cluster. */
export class L2Announcement extends pulumi.ComponentResource {
  /** Name of the policy in the cluster. */
  public readonly policyName: pulumi.Output<string>;

  constructor(name: string, args: L2AnnouncementArgs, opts?: pulumi.ComponentResourceOptions) {
    super("cilium-fabric:index:L2Announcement", name, {}, opts);
    const judge = judgeFor(this, `L2 announcement "${name}"`);
    const checked = (input: L2Input): L2Plan => {
      const plan = planL2(name, input);
      judge(validateL2(plan));
      return plan;
    };
    const input = { ...args } as pulumi.Input<L2Input>;
    const known = knownNow(input);
    if (known !== undefined) checked(known);
    const { policyName = name, ciliumVersion } = args;
    const manifest = pulumi.output(input).apply((complete) => renderL2(checked(complete)));
    ciliumResource(this, name, { kind: L2_KIND, ciliumVersion, name: policyName, manifest });
    this.policyName = manifest.apply(({ metadata }) => metadata.name);
    this.registerOutputs({ policyName: this.policyName });
  }
}
