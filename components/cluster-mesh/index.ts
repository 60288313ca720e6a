export * from "./args";
export { ClusterMesh } from "./clusterMesh";
