import { atLeast } from "../../internal/cilium-version";
import { effectiveValue, handlesNodePorts, replacesKubeProxy } from "../../internal/versions";
import { Finding } from "../../internal/finding";
import type { InstallRule } from "../install";
import { error, warning } from "../report";

const oldWords: Readonly<Record<string, string>> = { strict: "true", partial: "false", disabled: "false" };

const replacementWord: InstallRule = ({ values, version, at }) => {
  const word = effectiveValue(values, "kubeProxyReplacement", version);
  if (typeof word !== "string" || atLeast(version, "1.16.0")) return [];
  const modern = oldWords[word];
  if (modern === undefined) return [];
  const parts = word === "partial" ? " and the parts (nodePort.enabled, socketLB.enabled …) you need" : "";
  return [
    warning(
      "kube-proxy-replacement-old-word",
      [at("kubeProxyReplacement")],
      `kubeProxyReplacement "${word}" is deprecated in Cilium ${version} and refused from 1.16 on`,
      `set kubeProxyReplacement: ${modern}${parts}`,
    ),
  ];
};

const l2Announcements: InstallRule = ({ values, version, on, text, at }) => {
  if (!on("l2announcements.enabled")) return [];
  const found: Finding[] = [];
  if (!replacesKubeProxy(values, version)) {
    found.push(
      error(
        "l2-without-kube-proxy-replacement",
        [at("l2announcements.enabled"), at("kubeProxyReplacement")],
        "l2announcements is on without kubeProxyReplacement, which it needs",
        "set kubeProxyReplacement: true, or l2announcements.enabled: false",
      ),
    );
  }
  const keys = ["leaseDuration", "leaseRenewDeadline", "leaseRetryPeriod"].map(
    (key) => `l2announcements.${key}`,
  );
  const times = keys.map((key) => seconds(text(key)));
  const [duration, deadline, retry] = times;
  if (duration === undefined || deadline === undefined || retry === undefined) {
    const wrong = keys.filter((_, index) => times[index] === undefined);
    found.push(
      error(
        "l2-lease-times",
        wrong.map(at),
        `${wrong.map((key) => `${key} "${text(key)}"`).join(" and ")} is not a duration`,
        "write durations like 15s",
      ),
    );
  } else if (duration <= deadline || deadline <= retry) {
    found.push(
      error(
        "l2-lease-times",
        keys.map(at),
        `the L2 lease lasts ${text(keys[0] ?? "")}, is renewed within ${text(keys[1] ?? "")} and retried every ${text(keys[2] ?? "")}, but each must be longer than the next`,
        "set leaseDuration > leaseRenewDeadline > leaseRetryPeriod, e.g. 15s, 5s and 2s",
      ),
    );
  }
  return found;
};

/** Seconds of a Go duration, or undefined where it is none. */
function seconds(text: string): number | undefined {
  const units: Readonly<Record<string, number>> = { ms: 0.001, s: 1, m: 60, h: 3600 };
  if (!/^(\d+(\.\d+)?(ms|s|m|h))+$/.test(text)) return undefined;
  return [...text.matchAll(/(\d+(?:\.\d+)?)(ms|s|m|h)/g)].reduce(
    (sum, [, amount, unit]) => sum + Number(amount) * (units[unit ?? ""] ?? 0),
    0,
  );
}

const proxyUsers = ["ingressController.enabled", "gatewayAPI.enabled"];

const ingress: InstallRule = ({ values, version, on, at }) =>
  proxyUsers
    .filter((key) => on(key) && !handlesNodePorts(values, version))
    .map((key) =>
      error(
        "ingress-without-kube-proxy-replacement",
        [at(key), at("kubeProxyReplacement")],
        `${key} is on without kubeProxyReplacement, which it needs`,
        atLeast(version, "1.19.0")
          ? "set kubeProxyReplacement: true"
          : "set kubeProxyReplacement: true, or at least nodePort.enabled: true",
      ),
    );

const l7Proxy: InstallRule = ({ on, text, at, version }) => {
  if (on("l7Proxy")) return [];
  const users = proxyUsers.filter(on);
  // The chart of 1.14 does not look at this one.
  if (text("loadBalancer.l7.backend") === "envoy" && atLeast(version, "1.15.0"))
    users.push("loadBalancer.l7.backend");
  return users.map((key) =>
    error(
      "l7-proxy-off",
      [at(key), at("l7Proxy")],
      `${key} needs the L7 proxy, but l7Proxy is false`,
      "set l7Proxy: true",
    ),
  );
};

const hubble: InstallRule = ({ on, at }) => {
  const found: Finding[] = [];
  if (on("hubble.relay.enabled") && !on("hubble.enabled")) {
    found.push(
      error(
        "hubble-relay-without-hubble",
        [at("hubble.relay.enabled"), at("hubble.enabled")],
        "hubble.relay is on without hubble, which the chart refuses",
        "set hubble.enabled: true, or hubble.relay.enabled: false",
      ),
    );
  }
  if (on("hubble.ui.enabled") && !on("hubble.relay.enabled") && !on("hubble.ui.standalone.enabled")) {
    found.push(
      error(
        "hubble-ui-without-relay",
        [at("hubble.ui.enabled"), at("hubble.relay.enabled")],
        "hubble.ui is on without hubble.relay, which the chart refuses",
        "set hubble.relay.enabled: true, or hubble.ui.enabled: false",
      ),
    );
  }
  return found;
};

export const serviceInstallRules: readonly InstallRule[] = [
  replacementWord,
  l2Announcements,
  ingress,
  l7Proxy,
  hubble,
];
