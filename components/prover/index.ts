export { checkTopology } from "./check";
export { checkInstall, InstallCheckOptions } from "./install";
export * from "./topology";
export {
  catalogue,
  CatalogueEntry,
  catalogueMarkdown,
  FindingCode,
  listedFaultsMarkdown,
  Told,
} from "./catalogue";
