import { AgentStatus } from "../probes/agent-status";
import { Declared, DeclaredCluster } from "./declared";
import { Cause } from "./problems";
import { IdentityStoreRow, ProblemCode } from "./report";
import { Seen, SeenCluster } from "./seen";

/** Where identities are kept, in clusters that have or should have an etcd for them. */
export function judgeIdentities(
  declared: Declared,
  seen: Seen,
): { rows: IdentityStoreRow[]; causes: Cause[] } {
  const pairs = declared.clusters.flatMap((cluster) => {
    const there = seen.clusters.find(({ name, fault }) => name === cluster.name && fault === undefined);
    return there === undefined ? [] : [{ cluster, there }];
  });
  return {
    rows: pairs
      .filter(({ cluster, there }) => cluster.usesEtcd || (there.identityMode ?? "crd") !== "crd")
      .map(({ cluster, there }) => storeRow(cluster, there)),
    causes: pairs.flatMap(({ cluster, there }) => [
      ...modeCauses(cluster, there),
      ...connectionCauses(cluster, there),
    ]),
  };
}

/** Addresses that only the running cluster knows stand in a declaration as `${west.nodes[0].address}`. */
function resolved(endpoint: string, { nodes }: DeclaredCluster, there: SeenCluster): string {
  return endpoint.replace(/\$\{[^}]*\.nodes\[([^\]]+)\]\.address\}/, (whole, which: string) => {
    const name = nodes[Number(which)] ?? which;
    return there.nodes.find((node) => node.name === name)?.address ?? whole;
  });
}

function storeRow(cluster: DeclaredCluster, there: SeenCluster): IdentityStoreRow {
  const agents = there.statuses ?? [];
  return {
    cluster: cluster.name,
    declaredMode: cluster.identityMode,
    ...(there.identityMode !== undefined ? { mode: there.identityMode } : {}),
    endpoints: cluster.etcdEndpoints.map((endpoint) => resolved(endpoint, cluster, there)),
    agents: agents.length,
    agentsConnected: agents.filter(({ kvstore }) => kvstore?.connected === true).length,
  };
}

function modeCauses({ name, identityMode }: DeclaredCluster, there: SeenCluster): Cause[] {
  if (there.identityMode === undefined || there.identityMode === identityMode) return [];
  const message = `keeps identities in mode ${there.identityMode}, declared is ${identityMode}`;
  return [
    {
      code: ProblemCode.IdentityModeDiffers,
      subject: `cluster ${name}`,
      member: name,
      message,
      fix: "bring the stack up again; a change of more than one step is refused, see docs/kvstore.md",
    },
  ];
}

function connectionCauses({ name, usesEtcd }: DeclaredCluster, { statuses = [] }: SeenCluster): Cause[] {
  if (!usesEtcd) return [];
  return statuses
    .filter(({ kvstore }) => kvstore?.connected !== true)
    .map((agent) => ({
      code: ProblemCode.EtcdDisconnected,
      subject: `cluster ${name}`,
      member: agent.node,
      message: `the agent on % is not connected to its etcd: ${reason(agent)}`,
      fix: "look at the etcd's pods or its address, see docs/etcd.md; pods that run keep their identities meanwhile",
    }));
}

function reason({ fault, kvstore }: AgentStatus): string {
  if (fault !== undefined) return "it does not answer";
  if (kvstore === undefined) return "it was told of none";
  return kvstore.status === "" ? "it does not say why" : kvstore.status;
}
