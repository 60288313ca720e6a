export { askAgent, connect, execInPod, listAgents, type Agent, type PodContainer } from "./connect";
export { configuredMesh, type ConfiguredMesh } from "./configured";
export {
  agentStatuses,
  parseAgentStatus,
  type AgentStatus,
  type KvstoreState,
  type RemoteCluster,
} from "./agent-status";
export { parseServiceList, serviceBackends, type AgentServiceTable, type ServiceBackend } from "./services";
export { missingOf, waitForMesh, type MeshMemberProbe, type MeshWait, type WaitOptions } from "./wait";
