/** A label of a DNS name (RFC 1123), as most Kubernetes names are. */
const dnsLabel = /^[a-z0-9]([-a-z0-9]*[a-z0-9])?$/;
/** A label that starts with a letter (RFC 1035), as names of Services are. */
const dns1035Label = /^[a-z]([-a-z0-9]*[a-z0-9])?$/;

/** What is wrong with the name of a Cilium cluster, or undefined where nothing is. Same rule as the chart from 1.16 on. */
export function clusterNameFault(name: string): string | undefined {
  if (name === "") return "is empty";
  if (name.length > 32) return `has ${name.length} characters, at most 32 are allowed`;
  if (!/^[-a-z0-9]+$/.test(name)) return "has characters other than a–z, 0–9 and -";
  if (!dnsLabel.test(name)) return "must start and end with a letter or digit";
  return undefined;
}

/** A name close to the given one that Cilium accepts as a cluster's: `West_1` → `west-1`. */
export function toClusterName(name: string): string {
  const trimmed = name
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .slice(0, 32)
    .replace(/^-+|-+$/g, "");
  return trimmed === "" || trimmed === "default" ? "cluster1" : trimmed;
}

/** What is wrong with a name that must be a DNS label of at most 63 characters, or undefined where nothing is. */
export function dnsLabelFault(name: string): string | undefined {
  return labelFault(name, dnsLabel, "a letter or digit");
}

/** What is wrong with the name of a Kubernetes object that may have dots in it, or undefined where nothing is. */
export function objectNameFault(name: string): string | undefined {
  if (name.length > 253) return `has ${name.length} characters, at most 253 are allowed`;
  return name
    .split(".")
    .map(dnsLabelFault)
    .find((fault) => fault !== undefined);
}

/** What is wrong with the name of a Service, or undefined where nothing is. */
export function serviceNameFault(name: string): string | undefined {
  return labelFault(name, dns1035Label, "a letter");
}

/** What is wrong with the name of a pod's port, as a Service's targetPort names it, or undefined where nothing is. */
export function targetPortNameFault(name: string): string | undefined {
  if (name.length > 15) return `has ${name.length} characters, at most 15 are allowed`;
  if (!/[a-z]/.test(name)) return "needs at least one letter";
  if (name.includes("--")) return "must not have two - in a row";
  return labelFault(name, dnsLabel, "a letter or digit");
}

function labelFault(name: string, pattern: RegExp, start: string): string | undefined {
  if (name === "") return "is empty";
  if (name.length > 63) return `has ${name.length} characters, at most 63 are allowed`;
  if (!/^[-a-z0-9]+$/.test(name)) return "has characters other than a–z, 0–9 and -";
  if (!pattern.test(name)) return `must start with ${start} and end with a letter or digit`;
  return undefined;
}
