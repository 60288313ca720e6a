import { CoreV1Api, KubeConfig, V1Node } from "@kubernetes/client-node";
import { messageOf } from "../errors";
import { SeenCluster, SeenNode } from "../status/seen";
import { BgpQuestion, listResources, seeBgpConfigs, seeSpeakers } from "./bgp";
import { bounded } from "./bounded";
import { Agent, connect, listAgents } from "./connect";
import { seeIdentityMode } from "./identity-mode";
import { seePools, seeServices } from "./load-balancing";
import { MultiClusterQuestion, seeMultiCluster } from "./multi-cluster";
import { agentStatuses } from "./agent-status";

/** What is to be found out about a cluster. */
export interface ClusterQuestion extends BgpQuestion {
  readonly name: string;
  readonly kubeconfig: string;
  /** Why no agent can be asked, e.g. as none runs in the simulator's shallow depth. */
  readonly noAgents?: string;
  /** Whether agents have to say what they are connected to: other clusters, an etcd. */
  readonly isConnected: boolean;
  /** Left out where the stack exports no Services, or nothing acts on them. */
  readonly multiCluster?: MultiClusterQuestion;
}

const LIMIT = 10_000;
const nothing = { nodes: [], agents: [], speakers: [], bgpConfigs: [], pools: [], services: [], gaps: [] };

/** Does a part of the work; what cannot be had is noted as a gap and does not keep the other parts away. */
type Part = <T>(what: string, work: Promise<T>, otherwise: T) => Promise<T>;

/** Everything that `status` wants of a cluster. */
export async function seeCluster(question: ClusterQuestion): Promise<SeenCluster> {
  const { name } = question;
  let config: KubeConfig;
  let nodes: SeenNode[];
  try {
    config = connect(question.kubeconfig);
    nodes = await seeNodes(config);
  } catch (error) {
    return { name, fault: sentence(error), ...nothing };
  }
  const gaps: string[] = [];
  const part: Part = async (what, work, otherwise) => {
    try {
      return await work;
    } catch (error) {
      gaps.push(`its ${what} cannot be read: ${sentence(error)}`);
      return otherwise;
    }
  };
  const agents = await part("agents", bounded(listAgents(config), LIMIT, "the list of pods"), []);
  const [bgp, optional, pools, services] = await Promise.all([
    seeBgp(config, agents, question, part),
    seeWhatIsDeclared(config, question, part),
    part("pools", seePools(config, question.ciliumVersion), []),
    part("Services", seeServices(config), []),
  ]);
  return { name, nodes, agents, ...bgp, ...optional, pools, services, gaps: gaps.sort() };
}

type SeenBgp = Pick<SeenCluster, "speakers" | "bgpConfigs">;

async function seeBgp(
  config: KubeConfig,
  agents: readonly Agent[],
  question: ClusterQuestion,
  part: Part,
): Promise<SeenBgp> {
  const { nodes, noAgents, ciliumVersion } = question;
  const unasked = (fault: string): SeenCluster["speakers"] =>
    nodes.map((node) => ({ node, source: "agent", selected: true, fault, peers: [] }));
  if (nodes.length === 0) return { speakers: [], bgpConfigs: [] };
  // Without agents there are no CiliumNodes either, and the operator finds that no config matches any.
  if (noAgents !== undefined) return { speakers: unasked(noAgents), bgpConfigs: [] };
  const [speakers, bgpConfigs] = await Promise.all([
    part("BGP resources", seeSpeakers(config, agents, question), unasked("its resources cannot be read")),
    part("BGP configuration", seeBgpConfigs(config, ciliumVersion), []),
  ]);
  return { speakers, bgpConfigs };
}

/** What not every stack has: a mesh, an etcd for identities, Services by the Multi-Cluster Services API. */
async function seeWhatIsDeclared(
  config: KubeConfig,
  { kubeconfig, isConnected, noAgents, multiCluster: asked }: ClusterQuestion,
  part: Part,
): Promise<Pick<SeenCluster, "statuses" | "identityMode" | "multiCluster">> {
  const [statuses, identityMode, multiCluster] = await Promise.all([
    isConnected && noAgents === undefined
      ? part("agents' status", bounded(agentStatuses(kubeconfig), 3 * LIMIT, "some agent"), undefined)
      : undefined,
    part("cilium-config", bounded(seeIdentityMode(kubeconfig), LIMIT, "the API server"), undefined),
    asked === undefined
      ? undefined
      : part(
          "ServiceExports and ServiceImports",
          bounded(seeMultiCluster(config, kubeconfig, asked), LIMIT, "the API server"),
          undefined,
        ),
  ]);
  return {
    ...(statuses !== undefined ? { statuses } : {}),
    ...(identityMode !== undefined ? { identityMode } : {}),
    ...(multiCluster !== undefined ? { multiCluster } : {}),
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
