export { releaseReader } from "./cluster";
export type { ReleaseReader } from "./cluster";
export { NotReadyError, waitForRelease } from "./wait";
export { reasonOf, within } from "./within";
