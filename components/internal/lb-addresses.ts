import { atLeast } from "./cilium-version";

/** Annotation that asks LB-IPAM for addresses from 1.16 on. */
export const ADDRESSES_ANNOTATION = "lbipam.cilium.io/ips";
/** The same up to 1.15; later versions still read it. */
export const OLD_ADDRESSES_ANNOTATION = "io.cilium/lb-ipam-ips";

/** The annotation by which a version of Cilium is asked for addresses; without one, that of today. */
export function addressesAnnotation(version: string | undefined): string {
  return version === undefined || atLeast(version, "1.16.0")
    ? ADDRESSES_ANNOTATION
    : OLD_ADDRESSES_ANNOTATION;
}

/** The annotation with its value; nothing where no address is asked for. */
export function addressRequest(
  addresses: readonly string[],
  version: string | undefined,
): Record<string, string> {
  return addresses.length === 0 ? {} : { [addressesAnnotation(version)]: addresses.join(",") };
}

/** Addresses that annotations ask for, as a version of Cilium reads them. */
export function requestedAddresses(annotations: Readonly<Record<string, string>>, version: string): string[] {
  const keys = atLeast(version, "1.16.0")
    ? [ADDRESSES_ANNOTATION, OLD_ADDRESSES_ANNOTATION]
    : [OLD_ADDRESSES_ANNOTATION];
  const key = keys.find((candidate) => annotations[candidate] !== undefined);
  const text = key === undefined ? "" : (annotations[key] ?? "");
  return text
    .split(",")
    .map((part) => part.trim())
    .filter((part) => part !== "");
}
