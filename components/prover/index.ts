export { checkTopology } from "./check";
export { checkInstall, InstallCheckOptions } from "./install";
export * from "./topology";
