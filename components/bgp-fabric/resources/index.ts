export { type NodeLabels, nodeLabelsOf } from "./labels";
export {
  customResources,
  type Manifest,
  passwordSecrets,
  renderBgpResources,
  type ResourceOptions,
} from "./manifests";
