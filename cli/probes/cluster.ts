import { CoreV1Api, KubeConfig, V1Node } from "@kubernetes/client-node";
import { messageOf } from "../errors";
import { SeenCluster, SeenNode } from "../status/seen";
import { BgpQuestion, listResources, seeBgpConfigs, seeSpeakers } from "./bgp";
import { bounded } from "./bounded";
import { connect, listAgents } from "./connect";
import { seePools, seeServices } from "./load-balancing";
import { meshStatus } from "./mesh-status";

/** What is to be found out about a cluster. */
export interface ClusterQuestion extends BgpQuestion {
  readonly name: string;
  readonly kubeconfig: string;
  /** Why no agent can be asked, e.g. as none runs in the simulator's shallow depth. */
  readonly noAgents?: string;
  readonly isMeshed: boolean;
}

const LIMIT = 10_000;
const nothing = { nodes: [], agents: [], speakers: [], bgpConfigs: [], pools: [], services: [], gaps: [] };

/** Everything that `status` wants of a cluster; a part that cannot be had does not keep the others away. */
export async function seeCluster(question: ClusterQuestion): Promise<SeenCluster> {
  const { name, ciliumVersion, noAgents } = question;
  let config: KubeConfig;
  let nodes: SeenNode[];
  try {
    config = connect(question.kubeconfig);
    nodes = await seeNodes(config);
  } catch (error) {
    return { name, fault: sentence(error), ...nothing };
  }
  const gaps: string[] = [];
  const part = async <T>(what: string, work: Promise<T>, otherwise: T): Promise<T> => {
    try {
      return await work;
    } catch (error) {
      gaps.push(`its ${what} cannot be read: ${sentence(error)}`);
      return otherwise;
    }
  };
  const agents = await part("agents", bounded(listAgents(config), LIMIT, "the list of pods"), []);
  const unasked = (fault: string): SeenCluster["speakers"] =>
    question.nodes.map((node) => ({ node, source: "agent", selected: true, fault, peers: [] }));
  const speaks = question.nodes.length > 0;
  const [mesh, speakers, bgpConfigs, pools, services] = await Promise.all([
    question.isMeshed && noAgents === undefined
      ? part("mesh status", bounded(meshStatus(question.kubeconfig), 3 * LIMIT, "some agent"), undefined)
      : undefined,
    !speaks
      ? []
      : noAgents !== undefined
        ? unasked(noAgents)
        : part(
            "BGP resources",
            seeSpeakers(config, agents, question),
            unasked("its resources cannot be read"),
          ),
    // Without agents there are no CiliumNodes either, and the operator finds that no config matches any.
    speaks && noAgents === undefined
      ? part("BGP configuration", seeBgpConfigs(config, ciliumVersion), [])
      : [],
    part("pools", seePools(config, ciliumVersion), []),
    part("Services", seeServices(config), []),
  ]);
  return {
    name,
    nodes,
    agents,
    ...(mesh !== undefined ? { mesh } : {}),
    speakers,
    bgpConfigs,
    pools,
    services,
    gaps: gaps.sort(),
  };
}

interface RawCiliumNode {
  metadata?: { name?: string };
  spec?: { ipam?: { podCIDRs?: string[] } };
}

/** Nodes with the pod CIDRs that Cilium uses; with its own pools those differ from what Kubernetes gave. */
async function seeNodes(config: KubeConfig): Promise<SeenNode[]> {
  const { items } = await bounded(config.makeApiClient(CoreV1Api).listNode(), LIMIT, "the API server");
  const own = await listResources<RawCiliumNode>(config, "CiliumNode", "cilium.io/v2").catch(() => []);
  const cidrs = new Map(own.map((node) => [node.metadata?.name, node.spec?.ipam?.podCIDRs ?? []]));
  return items.map((node) => parseNode(node, cidrs.get(node.metadata?.name) ?? []));
}

export function parseNode(node: V1Node, ciliumCidrs: readonly string[]): SeenNode {
  const address = node.status?.addresses?.find(({ type }) => type === "InternalIP")?.address;
  return {
    name: node.metadata?.name ?? "",
    ready:
      node.status?.conditions?.some(({ type, status }) => type === "Ready" && status === "True") ?? false,
    ...(address !== undefined ? { address } : {}),
    podCidrs: ciliumCidrs.length > 0 ? ciliumCidrs : (node.spec?.podCIDRs ?? []),
    labels: node.metadata?.labels ?? {},
  };
}

/** The client throws whole answers; their first line says enough. */
function sentence(error: unknown): string {
  const text = messageOf(error).trim();
  const body = /"message":"((?:[^"\\]|\\.)*)"/.exec(text.replace(/\\"/g, '"'))?.[1];
  return (body ?? text.split("\n")[0] ?? "").slice(0, 300);
}
