export { checkInstall, InstallCheckOptions } from "./install";
