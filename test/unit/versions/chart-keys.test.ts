import semver from "semver";
import { describe, expect, it } from "vitest";
import { chartOutline, lookUpKey, nearestKey } from "../../../components/internal/chart-values";
import { chartKeys } from "../../../components/internal/chart-values/keys";
import { formatOutline, parseOutline } from "../../../components/internal/chart-values/outline";
import { knownMinors, settings, tableOf, unknownSettings } from "../../../components/internal/versions";
import { HelmValues } from "../../../components/internal/helm-values";

const at = (key: string): string => key;
const codes = (values: HelmValues, version: string): string[] =>
  unknownSettings(values, version, at).map(({ code }) => code);
const found = (path: string, version: string): string => lookUpKey(path.split("."), version).found;

describe("the keys of the charts", () => {
  const { releases } = chartOutline();

  it("cover every known minor, its first release among them, oldest first", () => {
    expect(semver.sort([...releases])).toEqual(releases);
    for (const minor of knownMinors) expect(releases).toContain(`${minor}.0`);
  });

  it("are written as they are read", () => {
    expect(formatOutline(parseOutline(chartKeys))).toBe(chartKeys);
  });

  // Two sources of the same knowledge: the table made by hand, and the charts themselves.
  it.each(settings.map(({ key }) => [key] as const))("B agree with the table of settings on %s", (key) => {
    const disagree = releases.filter(
      (release) => tableOf(release).get(key)?.known !== (found(key, release) === "here"),
    );
    expect(disagree).toEqual([]);
  });

  it.each([
    ["clustermesh.enableMCSAPISupport", "1.18.1", "here"],
    ["clustermesh.enableMCSAPISupport", "1.20.0", "elsewhere"],
    ["clustermesh.mcsapi.enabled", "1.18.1", "elsewhere"],
    ["clustermesh.mcsapi.enabled", "1.19.0", "here"],
    ["tunnel", "1.14.19", "here"],
    ["tunnel", "1.15.0", "elsewhere"],
    ["hubble.realy.enabled", "1.18.1", "nowhere"],
    // Read by templates alone.
    ["l2announcements.leaseDuration", "1.18.1", "here"],
    ["socketLB.tracing", "1.18.1", "here"],
    ["hubble.eventQueueSize", "1.16.0", "here"],
    // Maps that take keys of the user's own, and what stands in them.
    ["podAnnotations.example", "1.18.1", "here"],
    ["extraConfig.anything", "1.14.0", "here"],
    ["nodeSelector.disk", "1.20.2", "here"],
    ["operator.resources.limits.cpu", "1.17.6", "here"],
    ["affinity.nodeAffinity.preferredDuringSchedulingIgnoredDuringExecution", "1.17.6", "here"],
    ["hubble.relay.updateStrategy.rollingUpdate.maxSurge", "1.17.6", "here"],
    ["ipMasqAgent.config.nonMasqueradeCIDRs", "1.17.6", "here"],
    ["clustermesh.apiserver.service.annotations.example", "1.17.6", "here"],
    ["cni.resources.limits.cpu", "1.17.6", "here"],
  ])("know of %s in %s: %s", (path, version, expected) => {
    expect(found(path, version)).toBe(expected);
  });

  it("take a release whose chart was not to be had for either of its neighbours", () => {
    expect(releases).not.toContain("1.18.12");
    // 1.18.6 has one, 1.19.0 the other.
    expect(found("hostLegacyRouting", "1.18.12")).toBe(found("hostLegacyRouting", "1.18.6"));
    expect(found("clustermesh.mcsapi.enabled", "1.18.12")).toBe("here");
    expect(found("nodePort.enabled", "1.18.12")).toBe("here");
    expect(found("nodePort.enabled", "1.20.9")).toBe("elsewhere");
    expect(found("tunnel", "1.13.0")).toBe("here");
  });

  it("say until when releases before had one, and from when on others have it again", () => {
    const life = (path: string, version: string): unknown => lookUpKey(path.split("."), version);
    expect(life("sysctlfix.enabled", "1.15.3")).toEqual({
      found: "elsewhere",
      path: "sysctlfix",
      until: "1.14.19",
      from: "1.15.7",
    });
  });

  it("say what was meant", () => {
    expect(nearestKey("hubble.realy", "1.18.1")).toBe("hubble.relay");
    expect(nearestKey("kubeproxyreplacement", "1.18.1")).toBe("kubeProxyReplacement");
    expect(nearestKey("loadbalancerMode", "1.18.1")).toBe("ingressController.loadbalancerMode");
    expect(nearestKey("enabled", "1.18.1")).toBeUndefined();
    // Two letters off in words of eight, one in words of four, and the nearest of several.
    expect(nearestKey("nodPorts", "1.18.1")).toBe("nodePort");
    expect(nearestKey("pprofxx", "1.18.1")).toBeUndefined();
    expect(nearestKey("etcs", "1.18.1")).toBe("etcd");
    expect(nearestKey("enj", "1.18.1")).toBeUndefined();
    expect(nearestKey("enableIPv6Masquerad", "1.18.1")).toBe("enableIPv6Masquerade");
    // A key that this version lacks is no suggestion.
    expect(nearestKey("clustermesh.mcsap", "1.18.1")).toBeUndefined();
  });
});

describe("B keys of other releases", () => {
  it.each<[string, HelmValues, string]>([
    ["asked for", { alibabacloud: { nodeSpec: { securityGroups: ["a"] } } }, "setting-not-in-version"],
    ["an empty list", { alibabacloud: { nodeSpec: { securityGroups: [] } } }, "setting-has-no-effect"],
    ["an empty text", { apiRateLimit: "" }, "setting-has-no-effect"],
  ])("B %s", (_, values, code) => {
    expect(codes(values, "1.14.1")).toEqual([code]);
  });
});

describe("no alarm for keys", () => {
  it.each<[string, string, HelmValues]>([
    ["of the user's own", "1.18.1", { "x-common": { a: 1 }, _anchors: { b: 2 }, global: { registry: "r" } }],
    ["that null takes away", "1.18.1", { installRoutes: null }],
    ["of a minor that nobody has read", "1.21.0", { brandNew: { enabled: true } }],
    ["in maps that are open", "1.20.0", { extraConfig: { "a-b": "c" }, podLabels: { team: "net" } }],
    ["in lists", "1.18.1", { extraArgs: ["--x=y"], tolerations: [{ key: "a", operator: "Exists" }] }],
    ["that take numbers and texts", "1.18.1", { k8sServicePort: "6443", bpf: { ctTcpMax: 1000000 } }],
    ["whose value only a run knows", "1.18.1", { hubble: { relay: { replicas: "${west.nodes}" } } }],
    ["of no kind that a schema enforces", "1.15.0", { hubble: { relay: { replicas: "1" } } }],
  ])("%s", (_, version, values) => {
    expect(codes(values, version)).toEqual([]);
  });
});
