export * from "./args";
export { MultiClusterDefinitions } from "./multiClusterDefinitions";
