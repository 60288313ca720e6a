import { missingOf } from "../probes/wait";
import { Declared, DeclaredCluster } from "./declared";
import { Cause } from "./problems";
import { ClusterRow, MeshLinkRow, ProblemCode } from "./report";
import { Seen, SeenCluster } from "./seen";

/** Clusters, their nodes and agents, and how they stand in the mesh. */
export function judgeClusters(
  declared: Declared,
  seen: Seen,
): { rows: ClusterRow[]; mesh: MeshLinkRow[]; causes: Cause[] } {
  const pairs = declared.clusters.map((cluster) => ({
    cluster,
    there: seen.clusters.find((candidate) => candidate.name === cluster.name) ?? unseen(cluster.name),
  }));
  return {
    rows: pairs.map(({ cluster, there }) => clusterRow(cluster, there)),
    mesh: pairs.flatMap(({ cluster, there }) => meshRows(cluster, there)),
    causes: pairs.flatMap(({ cluster, there }) => causesOf(cluster, there)),
  };
}

function unseen(name: string): SeenCluster {
  const nothing = { nodes: [], agents: [], speakers: [], bgpConfigs: [], pools: [], services: [], gaps: [] };
  return { name, fault: "it is not in the stack's kubeconfig", ...nothing };
}

function clusterRow(cluster: DeclaredCluster, there: SeenCluster): ClusterRow {
  const versions = there.agents.flatMap((agent) => agent.version ?? []);
  return {
    name: cluster.name,
    reachable: there.fault === undefined,
    declaredVersion: cluster.ciliumVersion,
    versions: [...new Set(versions)].sort(),
    nodes: there.nodes.length,
    nodesReady: there.nodes.filter((node) => node.ready).length,
    agents: there.agents.length,
    agentsReady: there.agents.filter((agent) => agent.ready).length,
  };
}

function meshRows(cluster: DeclaredCluster, there: SeenCluster): MeshLinkRow[] {
  const agents = there.statuses ?? [];
  return cluster.peers.map((peer) => {
    const remotes = agents.flatMap((agent) => agent.remotes.find((remote) => remote.name === peer) ?? []);
    const connected = remotes.filter((remote) => remote.ready);
    return {
      cluster: cluster.name,
      peer,
      agents: agents.length,
      agentsConnected: connected.length,
      nodes: connected[0]?.nodes ?? 0,
      services: connected[0]?.services ?? 0,
    };
  });
}

function causesOf(cluster: DeclaredCluster, there: SeenCluster): Cause[] {
  const subject = `cluster ${cluster.name}`;
  if (there.fault !== undefined) {
    return [
      {
        code: ProblemCode.ClusterUnreachable,
        subject,
        member: cluster.name,
        message: `its API server does not answer: ${there.fault}`,
        fix: "start what it runs on, or bring the stack up again",
      },
    ];
  }
  return [
    ...there.gaps.map((gap) => ({
      code: ProblemCode.ClusterUnseen,
      subject,
      member: cluster.name,
      message: gap,
      fix: "look again; if it stays, look whether the API server is overloaded or refuses you",
    })),
    ...nodeCauses(cluster, there),
    ...agentCauses(cluster, there),
    ...meshCauses(cluster, there),
  ];
}

function nodeCauses(cluster: DeclaredCluster, there: SeenCluster): Cause[] {
  const names = new Set(there.nodes.map((node) => node.name));
  const subject = `cluster ${cluster.name}`;
  const missing = cluster.nodes.filter((name) => !names.has(name));
  return [
    ...missing.map((member) => ({
      code: ProblemCode.NodeMissing,
      subject,
      member,
      message: "has no node %",
      fix: "bring the stack up again",
    })),
    ...there.nodes
      .filter((node) => !node.ready)
      .map((node) => ({
        code: ProblemCode.NodeNotReady,
        subject,
        member: node.name,
        message: "node % is not ready",
        fix: "look at its conditions with kubectl describe node, and whether it runs at all",
      })),
  ];
}

function agentCauses(cluster: DeclaredCluster, there: SeenCluster): Cause[] {
  const subject = `cluster ${cluster.name}`;
  const agents = new Map(there.agents.map((agent) => [agent.node, agent]));
  return there.nodes.flatMap((node): Cause[] => {
    const agent = agents.get(node.name);
    const about = { subject, member: node.name };
    if (agent === undefined) {
      const message = "no Cilium agent runs on %";
      const fix = "look at daemonset cilium in kube-system with kubectl describe";
      return [{ ...about, code: ProblemCode.AgentMissing, message, fix }];
    }
    if (!agent.ready) {
      const message = "the Cilium agent on % is not ready";
      const fix = "look at its log with kubectl -n kube-system logs ds/cilium";
      return [{ ...about, code: ProblemCode.AgentNotReady, message, fix }];
    }
    if (agent.version === undefined || agent.version === cluster.ciliumVersion) return [];
    const message = `runs Cilium ${agent.version} on %, declared is ${cluster.ciliumVersion}`;
    return [{ ...about, code: ProblemCode.VersionDiffers, message, fix: "bring the stack up again" }];
  });
}

function meshCauses(cluster: DeclaredCluster, there: SeenCluster): Cause[] {
  if (cluster.peers.length === 0 || there.statuses === undefined) return [];
  const missing = missingOf({ name: cluster.name, kubeconfig: "", peers: cluster.peers }, there.statuses);
  return missing.map((sentence) => ({
    code: ProblemCode.MeshPeer,
    subject: "mesh",
    member: cluster.name,
    message: sentence,
    fix: "ask the agent itself: cilium-dbg status --verbose, part ClusterMesh",
  }));
}
