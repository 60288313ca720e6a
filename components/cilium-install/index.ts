export * from "./args";
export { CiliumInstall } from "./ciliumInstall";
export * from "./values";
export * from "./chart-values";
