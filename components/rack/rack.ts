import * as docker from "@pulumi/docker";
import * as pulumi from "@pulumi/pulumi";
import { judgeFor } from "../internal/judging";
import { RackArgs } from "./args";
import { planRack, validateRack } from "./plan";

/** A network that nodes and routers stand in, as a Docker network made through `@pulumi/docker`. */
export class Rack extends pulumi.ComponentResource {
  /** Name of the Docker network. */
  public readonly network: pulumi.Output<string>;

  constructor(name: string, args: RackArgs, opts?: pulumi.ComponentResourceOptions) {
    super("cilium-fabric:index:Rack", name, {}, opts);
    const plan = planRack(name, pulumi.getStack(), args);
    judgeFor(this, `rack "${name}"`)(validateRack(plan, args));
    const network = new docker.Network(
      `${name}-network`,
      {
        name: plan.network,
        ipamConfigs: plan.subnets.map(({ subnet, gateway }) => ({
          subnet,
          ...(gateway !== undefined && { gateway }),
        })),
        ...(args.subnet6 !== undefined && { ipv6: true }),
        // Docker would rewrite what a router sends from its address in another rack: where the kernel filters bridges, the rule for
        // one rack's way out meets packets inside another. Nodes have their way out by kind's network.
        options: { "com.docker.network.bridge.enable_ip_masquerade": "false" },
        labels: [{ label: "cilium-fabric.io/rack", value: name }],
      },
      // A name cannot be there twice, nor can a subnet.
      { parent: this, deleteBeforeReplace: true },
    );
    this.network = network.name;
    this.registerOutputs({ network: this.network });
  }
}
