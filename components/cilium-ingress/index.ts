export * from "./args";
export { CiliumIngress } from "./ciliumIngress";
