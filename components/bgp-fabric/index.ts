export * from "./args";
export { BgpFabric } from "./bgpFabric";
