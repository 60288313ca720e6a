export * from "./args";
export { LoadBalancerPool } from "./loadBalancerPool";
