export * from "./args";
export { ExistingCluster } from "./existingCluster";
