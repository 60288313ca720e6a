export * from "./args";
export { ClustersetDns } from "./clustersetDns";
