export * from "./args";
export { mergeKubeconfigs, minimalKubeconfig } from "../internal/kubeconfig";
export { MergedKubeconfig } from "./mergedKubeconfig";
