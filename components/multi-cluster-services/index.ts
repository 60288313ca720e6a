export * from "./args";
export { MultiClusterServices } from "./multiClusterServices";
