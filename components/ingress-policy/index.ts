export * from "./args";
export { IngressPolicy } from "./ingressPolicy";
