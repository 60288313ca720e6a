import * as pulumi from "@pulumi/pulumi";
import { judgeFor } from "../internal/judging";
import type { BgpFabricArgs, BgpSessionInfo } from "./args";
import { clusterResources } from "./cluster-resources";
import { renderFrrConf, renderFrrDaemons } from "./frr";
import { completeFabric, declaredFabric } from "./inputs";
import { type FabricInput, type FabricPlan, planFabric, type Session } from "./plan";
import { checkFabric } from "./rules";

/**
 * Both ends of every BGP session between routers and clusters, from one description: each router's configuration as output,
 * each cluster's labels, Secrets and custom resources as children. What `dependsOn` names comes before the custom resources:
 * the installs that bring their definitions.
 */
export class BgpFabric extends pulumi.ComponentResource {
  /** Each router's `frr.conf` by its name, secret; waits for no cluster, so that routers start before the agents. */
  public readonly frrConf: pulumi.Output<Record<string, string>>;
  /** Each router's `daemons` file by its name. */
  public readonly daemons: pulumi.Output<Record<string, string>>;
  /** Every session as declared. */
  public readonly sessions: pulumi.Output<BgpSessionInfo[]>;

  constructor(name: string, args: BgpFabricArgs, opts?: pulumi.ComponentResourceOptions) {
    super("cilium-fabric:index:BgpFabric", name, {}, opts);
    const judge = judgeFor(this, `BGP fabric "${name}"`);
    const checked = (input: FabricInput): FabricPlan => {
      judge(checkFabric(input));
      return planFabric(input);
    };
    const plan = checked(declaredFabric(args));
    const complete = completeFabric(args).apply(checked);
    for (const cluster of args.clusters)
      clusterResources({
        parent: this,
        prefix: `${name}-${cluster.name}`,
        args: cluster,
        plan,
        complete,
        dependsOn: opts?.dependsOn ?? [],
      });

    this.frrConf = pulumi.secret(complete.apply((all) => byRouter(all, renderFrrConf)));
    this.daemons = pulumi.output(byRouter(plan, renderFrrDaemons));
    this.sessions = pulumi.output(plan.sessions.map(sessionInfo));
    this.registerOutputs({ frrConf: this.frrConf, daemons: this.daemons, sessions: this.sessions });
  }
}

function byRouter(
  plan: FabricPlan,
  render: (plan: FabricPlan, router: string) => string,
): Record<string, string> {
  return Object.fromEntries(plan.routers.map(({ name }) => [name, render(plan, name)]));
}

function sessionInfo({ a, b, family }: Session): BgpSessionInfo {
  return {
    router: a.name,
    routerAddress: a.address,
    routerAsn: a.asn,
    peer: b.name,
    ...(b.cluster !== undefined && { cluster: b.cluster }),
    peerAddress: b.address,
    peerAsn: b.asn,
    family,
  };
}
