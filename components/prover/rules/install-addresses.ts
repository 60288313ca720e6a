import { parseCidr } from "../../internal/cidr";
import { Finding } from "../../internal/finding";
import { handlesNodePorts, ipMasqAgentCidrs, masquerades, routingModeOf } from "../../internal/versions";
import type { Install, InstallRule } from "../install";
import { error } from "../report";

/** Agents refuse to start without an address family. */
const family: InstallRule = ({ on, at }) =>
  on("ipv4.enabled") || on("ipv6.enabled")
    ? []
    : [
        error(
          "no-ip-family",
          [at("ipv4.enabled"), at("ipv6.enabled")],
          "neither IPv4 nor IPv6 is enabled",
          "set ipv4.enabled: true or ipv6.enabled: true",
        ),
      ];

const directRoutes: InstallRule = ({ values, version, on, at }) => {
  const found: Finding[] = [];
  if (on("autoDirectNodeRoutes") && routingModeOf(values, version) === "tunnel") {
    found.push(
      error(
        "auto-direct-node-routes-in-tunnel",
        [at("autoDirectNodeRoutes"), at("routingMode")],
        "autoDirectNodeRoutes is on while routingMode is tunnel, which agents refuse",
        "set routingMode: native, or autoDirectNodeRoutes: false",
      ),
    );
  }
  if (on("directRoutingSkipUnreachable") && !on("autoDirectNodeRoutes")) {
    found.push(
      error(
        "skip-unreachable-without-direct-routes",
        [at("directRoutingSkipUnreachable"), at("autoDirectNodeRoutes")],
        "directRoutingSkipUnreachable is on without autoDirectNodeRoutes, which agents refuse",
        "set autoDirectNodeRoutes: true, or directRoutingSkipUnreachable: false",
      ),
    );
  }
  return found;
};

const bpfMasquerade: InstallRule = ({ values, version, on, at }) => {
  if (!on("bpf.masquerade") || handlesNodePorts(values, version)) return [];
  return [
    error(
      "bpf-masquerade-without-kube-proxy-replacement",
      [at("bpf.masquerade"), at("kubeProxyReplacement")],
      "bpf.masquerade is on without kubeProxyReplacement, so agents do not start (BPF masquerade requires NodePort)",
      "set kubeProxyReplacement: true, or bpf.masquerade: false",
    ),
  ];
};

const ipMasqAgent: InstallRule = ({ values, version, on, at }) => {
  if (!on("ipMasqAgent.enabled")) return [];
  const found: Finding[] = [];
  if (!on("bpf.masquerade")) {
    found.push(
      error(
        "ip-masq-agent-without-bpf-masquerade",
        [at("ipMasqAgent.enabled"), at("bpf.masquerade")],
        "ipMasqAgent is on without bpf.masquerade, so agents do not start",
        "set bpf.masquerade: true, or ipMasqAgent.enabled: false",
      ),
    );
  }
  if (!masquerades(values, version, "ipv4") && !masquerades(values, version, "ipv6")) {
    found.push(
      error(
        "ip-masq-agent-without-masquerading",
        [at("ipMasqAgent.enabled"), at("enableIPv4Masquerade")],
        "ipMasqAgent is on while masquerading is off, so agents do not start",
        "set enableIPv4Masquerade: true, or ipMasqAgent.enabled: false",
      ),
    );
  }
  const wrong = ipMasqAgentCidrs(values, version).filter(isNoCidr);
  for (const text of wrong) {
    found.push(
      error(
        "cidr-invalid",
        [at("ipMasqAgent.config.nonMasqueradeCIDRs")],
        `"${text}" in ipMasqAgent.config.nonMasqueradeCIDRs is not a CIDR`,
        "write a network like 10.1.0.0/16",
      ),
    );
  }
  return found;
};

/** In native routing agents must know where pods' addresses may go unchanged. */
const nativeCidr: InstallRule = (install) => [
  ...nativeCidrOf(install, "ipv4", "IPv4"),
  ...nativeCidrOf(install, "ipv6", "IPv6"),
];

const cloudIpam = ["eni", "azure", "alibabacloud"];

function nativeCidrOf(
  { values, version, on, text, at }: Install,
  family: "ipv4" | "ipv6",
  name: string,
): Finding[] {
  const key = `${family}NativeRoutingCIDR`;
  const cidr = text(key);
  if (cidr !== "") {
    if (!isNoCidr(cidr)) return [];
    return [
      error("cidr-invalid", [at(key)], `${key} "${cidr}" is not a CIDR`, "write a network like 10.0.0.0/8"),
    ];
  }
  const needed =
    routingModeOf(values, version) === "native" &&
    masquerades(values, version, family) &&
    !on("ipMasqAgent.enabled") &&
    !cloudIpam.includes(text("ipam.mode"));
  if (!needed) return [];
  return [
    error(
      "native-cidr-missing",
      [at(key), at("routingMode")],
      `routingMode is native and pods are masqueraded, but ${key} is not set, so agents do not start`,
      `set ${key} to a network that holds the pod CIDRs of all clusters of the mesh, or enable${name}Masquerade: false`,
    ),
  ];
}

// `${…}` stands for what is known only at run time.
function isNoCidr(text: string): boolean {
  return !text.includes("${") && parseCidr(text) === undefined;
}

export const addressRules: readonly InstallRule[] = [
  family,
  directRoutes,
  bpfMasquerade,
  ipMasqAgent,
  nativeCidr,
];
