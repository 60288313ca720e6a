export * from "./args";
export { Etcd } from "./etcd";
