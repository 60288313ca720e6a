import { atLeast, isCiliumVersion } from "../../internal/cilium-version";

/** True where a version has what came with `floor`. What is no version has nothing: rendering leaves the complaint to the checks. */
export function since(version: string, floor: string): boolean {
  return isCiliumVersion(version) && atLeast(version, floor);
}
