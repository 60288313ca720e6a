import { local } from "@pulumi/command";
import * as pulumi from "@pulumi/pulumi";
import { judgeFor } from "../internal/judging";
import { resourceOf } from "../internal/lifetime";
import { interpreterOf } from "../internal/shell";
import { RackNode, RackNodesArgs } from "./args";
import { planRackNodes, type RackNodePlan, validateRackNodes } from "./plan";
import { attachScript, detachScript } from "./scripts";

/** kind nodes in their racks: each has its address there as InternalIP, and the routes from there. */
export class RackNodes extends pulumi.ComponentResource {
  /** The nodes, known when Kubernetes knows them by these addresses. */
  public readonly nodes: pulumi.Output<RackNode[]>;

  constructor(name: string, args: RackNodesArgs, opts?: pulumi.ComponentResourceOptions) {
    super("cilium-fabric:index:RackNodes", name, {}, opts);
    judgeFor(this, `rack nodes "${name}"`)(validateRackNodes(args));
    const attached = planRackNodes(args).map((node, i) => {
      const command = nodeCommand(this, name, args, node, args.nodes[i]?.network ?? "");
      return command.stdout.apply(() => addressesOf(node));
    });
    this.nodes = pulumi.all(attached);
    this.registerOutputs({ nodes: this.nodes });
  }
}

function addressesOf({ name, address, address6 }: RackNodePlan): RackNode {
  return { name, ...(address !== undefined && { address }), ...(address6 !== undefined && { address6 }) };
}

function nodeCommand(
  parent: RackNodes,
  name: string,
  args: RackNodesArgs,
  node: RackNodePlan,
  network: pulumi.Input<string>,
): local.Command {
  const seconds = args.timeoutSeconds ?? 180;
  const timeout = `${seconds + 60}s`;
  return new local.Command(
    `${name}-${node.name}`,
    {
      interpreter: interpreterOf({ attach: attachScript, detach: detachScript }),
      create: `attach node ${node.name} to its rack`,
      delete: `detach node ${node.name} from its rack`,
      stdin: node.routes.map(({ destination, via }) => `${destination} ${via}\n`).join(""),
      environment: {
        FABRIC_CLUSTER: args.clusterName,
        // A cluster that was made anew has the same names, but nothing in its nodes.
        FABRIC_INSTANCE: args.clusterIdentifier ?? "",
        FABRIC_NODE: node.name,
        FABRIC_NETWORK: network,
        FABRIC_ADDRESS: node.address ?? "",
        FABRIC_ADDRESS6: node.address6 ?? "",
        FABRIC_TIMEOUT: String(seconds),
      },
      // A network can only go when nobody stands in it, so its nodes must leave first.
      triggers: [network],
      logging: local.Logging.Stderr,
    },
    {
      parent,
      deleteBeforeReplace: true,
      customTimeouts: { create: timeout, update: timeout, delete: timeout },
      ...(args.deletedWith !== undefined && { deletedWith: resourceOf(args.deletedWith) }),
    },
  );
}
