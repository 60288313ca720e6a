export * from "./config";
export { loadSettings, loadStack, stackFilePath, LoadedStack } from "./load";
