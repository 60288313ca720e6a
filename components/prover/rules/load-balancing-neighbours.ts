import { Topology, TopologyCluster } from "../topology";
import { installIn } from "./view";

/** Whether two different clusters announce their addresses to one and the same network. */
export type Neighbours = (a: string, b: string) => boolean;

const known = new WeakMap<Topology, Neighbours>();

/** Clusters are neighbours that share a rack, a network of nodes, or routers that speak with one another. */
export function neighbours(topology: Topology): Neighbours {
  let answer = known.get(topology);
  if (answer === undefined) {
    const groups = groupsOf(topology);
    answer = (a, b) => a !== b && groups.find(`cluster ${a}`) === groups.find(`cluster ${b}`);
    known.set(topology, answer);
  }
  return answer;
}

function groupsOf(topology: Topology): Groups {
  const groups = new Groups();
  for (const cluster of topology.clusters) {
    for (const { network } of cluster.nodes) {
      if (network !== undefined) groups.join(`cluster ${cluster.name}`, `network ${network}`);
    }
    if (onDockerNetwork(cluster) && installIn(cluster).on("l2announcements.enabled"))
      groups.join(`cluster ${cluster.name}`, "Docker's network of kind");
  }
  const { clusters = [], links = [] } = topology.fabric?.input ?? {};
  for (const { name, nodes, peers } of clusters) {
    for (const { rack } of nodes) groups.join(`cluster ${name}`, `rack ${rack}`);
    for (const { router } of peers) groups.join(`cluster ${name}`, `router ${router}`);
  }
  for (const { from, to } of links) groups.join(`router ${from}`, `router ${to}`);
  return groups;
}

/** kind puts the nodes of all clusters into one network, unless they stand in racks. */
function onDockerNetwork({ hosting, nodes }: TopologyCluster): boolean {
  return hosting === "kind" && nodes.every(({ network }) => network === undefined);
}

/** Things that belong together, directly or by others. */
class Groups {
  private readonly parents = new Map<string, string>();

  find(item: string): string {
    let root = item;
    for (let parent = this.parents.get(root); parent !== undefined; parent = this.parents.get(root))
      root = parent;
    if (root !== item) this.parents.set(item, root);
    return root;
  }

  join(a: string, b: string): void {
    const [x, y] = [this.find(a), this.find(b)];
    if (x !== y) this.parents.set(x, y);
  }
}
