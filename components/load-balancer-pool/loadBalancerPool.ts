import * as pulumi from "@pulumi/pulumi";
import { ciliumResource } from "../internal/cilium-resource";
import { knownNow } from "../internal/inputs";
import { judgeFor } from "../internal/judging";
import { LoadBalancerPoolArgs } from "./args";
import { POOL_KIND, renderPool } from "./manifest";
import { planPool, type PoolInput, type PoolPlan } from "./plan";
import { validatePool } from "./validate";

/** Addresses for Services of type LoadBalancer in one cluster. */
export class LoadBalancerPool extends pulumi.ComponentResource {
  /** Name of the pool in the cluster. */
  public readonly poolName: pulumi.Output<string>;

  constructor(name: string, args: LoadBalancerPoolArgs, opts?: pulumi.ComponentResourceOptions) {
    super("cilium-fabric:index:LoadBalancerPool", name, {}, opts);
    const judge = judgeFor(this, `load balancer pool "${name}"`);
    const checked = (input: PoolInput): PoolPlan => {
      const plan = planPool(name, input);
      judge(validatePool(plan));
      return plan;
    };
    const input = { ...args } as pulumi.Input<PoolInput>;
    const known = knownNow(input);
    if (known !== undefined) checked(known);
    const { poolName = name, ciliumVersion } = args;
    const manifest = pulumi.output(input).apply((complete) => renderPool(checked(complete)));
    ciliumResource(this, name, { kind: POOL_KIND, ciliumVersion, name: poolName, manifest });
    this.poolName = manifest.apply(({ metadata }) => metadata.name);
    this.registerOutputs({ poolName: this.poolName });
  }
}
