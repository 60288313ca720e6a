export * from "./args";
export { CiliumInstall } from "./ciliumInstall";
export * from "./values";
