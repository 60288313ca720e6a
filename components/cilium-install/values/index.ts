export { originOf, renderValues, ValueSource } from "./render";
export type { CiliumValueSources, ValueOrigin } from "./render";
export type { CiliumSettings } from "./settings";
