export * from "./args";
export { KindCluster } from "./kindCluster";
