export { checkStack } from "./check";
export * from "./config";
export { deployStack } from "./deploy";
export { LoadedStack, loadSettings, loadStack, readOverlays, readStackFile, stackFilePath } from "./load";
export { renderStack } from "./render";
export { resolveClusters } from "./resolve";
export { toTopology } from "./topology";
