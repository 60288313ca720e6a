import { HelmValue, HelmValues, isHelmMap, valueAt } from "../helm-values";
import { tableOf } from "./table";

/**
 * What a setting amounts to: the value given, else what this version does where nothing is given.
 * A value for a key that the version does not know has no effect.
 */
export function effectiveValue(values: HelmValues, key: string, version: string): HelmValue | undefined {
  const entry = tableOf(version).get(key);
  if (entry?.known === false) return entry.fallback;
  return valueAt(values, key) ?? entry?.fallback;
}

/** True where a switch is on; `"true"` counts, as the chart takes it for some keys. */
export function isOn(values: HelmValues, key: string, version: string): boolean {
  const value = effectiveValue(values, key, version);
  return value === true || value === "true";
}

/** A text setting; numbers are turned to text, anything else is the empty text. */
export function textOf(values: HelmValues, key: string, version: string): string {
  const value = effectiveValue(values, key, version);
  return typeof value === "string" ? value : typeof value === "number" ? String(value) : "";
}

/** A number setting, or undefined where it is not a number (an address known only at run time, for one). */
export function numberOf(values: HelmValues, key: string, version: string): number | undefined {
  const value = effectiveValue(values, key, version);
  return typeof value === "number" ? value : undefined;
}

/** A list of texts; one text alone counts as a list of one, as some charts' values allow. */
export function textsOf(values: HelmValues, key: string, version: string): string[] {
  const value = effectiveValue(values, key, version);
  if (typeof value === "string") return value.split(/[\s,]+/).filter((text) => text !== "");
  return Array.isArray(value) ? value.filter((item) => typeof item === "string") : [];
}

/** `native` or `tunnel`, whichever way the version says it. */
export function routingModeOf(values: HelmValues, version: string): "native" | "tunnel" {
  const mode = textOf(values, "routingMode", version);
  const legacy = textOf(values, "tunnel", version);
  return mode === "native" || legacy === "disabled" ? "native" : "tunnel";
}

/** `vxlan` or `geneve`. */
export function tunnelProtocolOf(values: HelmValues, version: string): string {
  const legacy = textOf(values, "tunnel", version);
  if (legacy === "vxlan" || legacy === "geneve") return legacy;
  const protocol = textOf(values, "tunnelProtocol", version);
  return protocol === "" ? "vxlan" : protocol;
}

/** `off`, `ipsec`, `wireguard` … */
export function encryptionOf(values: HelmValues, version: string): string {
  return isOn(values, "encryption.enabled", version) ? textOf(values, "encryption.type", version) : "off";
}

/** True where Cilium replaces kube-proxy in full. */
export function replacesKubeProxy(values: HelmValues, version: string): boolean {
  const value = effectiveValue(values, "kubeProxyReplacement", version);
  return value === true || value === "true" || value === "strict";
}

/** True where Cilium handles NodePorts in BPF, which several features build on. */
export function handlesNodePorts(values: HelmValues, version: string): boolean {
  return replacesKubeProxy(values, version) || isOn(values, "nodePort.enabled", version);
}

/** What masquerading by the ip-masq-agent leaves alone where no list is configured. */
const defaultNonMasqueradeCidrs = [
  "10.0.0.0/8",
  "172.16.0.0/12",
  "192.168.0.0/16",
  "100.64.0.0/10",
  "192.0.0.0/24",
  "192.0.2.0/24",
  "192.88.99.0/24",
  "198.18.0.0/15",
  "198.51.100.0/24",
  "203.0.113.0/24",
  "240.0.0.0/4",
];

/** The destinations to which pods keep their address: native routing CIDR and ip-masq-agent's list together. */
export function nonMasqueradeCidrs(values: HelmValues, version: string, family: "ipv4" | "ipv6"): string[] {
  const native = textOf(values, `${family}NativeRoutingCIDR`, version);
  return [...(native === "" ? [] : [native]), ...ipMasqAgentCidrs(values, version)];
}

/** What the ip-masq-agent leaves alone; nothing where it is off. */
export function ipMasqAgentCidrs(values: HelmValues, version: string): string[] {
  if (!isOn(values, "ipMasqAgent.enabled", version)) return [];
  const config = effectiveValue(values, "ipMasqAgent.config", version);
  if (!isHelmMap(config) || Object.keys(config).length === 0) return defaultNonMasqueradeCidrs;
  const list = config["nonMasqueradeCIDRs"];
  return Array.isArray(list) ? list.filter((item) => typeof item === "string") : [];
}

/** True where pods' traffic to the outside takes the node's address. */
export function masquerades(values: HelmValues, version: string, family: "ipv4" | "ipv6"): boolean {
  const suffix = family === "ipv4" ? "IPv4" : "IPv6";
  return isOn(values, `${family}.enabled`, version) && isOn(values, `enable${suffix}Masquerade`, version);
}

/** True where the MCS API is switched on with the key that the version knows. */
export function servesMcsApi(values: HelmValues, version: string): boolean {
  return (
    isOn(values, "clustermesh.mcsapi.enabled", version) ||
    isOn(values, "clustermesh.enableMCSAPISupport", version)
  );
}

/** True where the MCS API's kinds are the operator's to install, from 1.19 on. */
export function leavesKindsToOperator(values: HelmValues, version: string): boolean {
  return servesMcsApi(values, version) && isOn(values, "clustermesh.mcsapi.installCRDs", version);
}
