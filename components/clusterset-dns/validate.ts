import semver from "semver";
import type { Finding } from "../internal/finding";
import { objectNameFault } from "../internal/names";
import { error } from "../prover/report";
import { ClustersetDnsMode, ClustersetDnsPlugin, ClustersetDnsRoute } from "./args";
import type { DnsPlan } from "./plan";

type At = (field: string) => string;

/** First CoreDNS whose plugin kubernetes knows the option multicluster. */
export const MULTICLUSTER_SINCE = "1.12.2";

/** Everything wrong with the DNS of clusterset.local by itself, all at once. */
export function validateDns(plan: DnsPlan, at: At = (field) => field): Finding[] {
  return [...words(plan, at), ...numbers(plan, at), ...withoutEffect(plan, at), ...tooOld(plan, at)];
}

function words(plan: DnsPlan, at: At): Finding[] {
  const sets = { mode: ClustersetDnsMode, plugin: ClustersetDnsPlugin, route: ClustersetDnsRoute };
  const wrong = (["mode", "plugin", "route"] as const).flatMap((field) => {
    const known: readonly string[] = Object.values(sets[field]);
    if (known.includes(plan[field])) return [];
    return [
      error(
        "mcs-dns-word",
        [at(field)],
        `${field} "${plan[field]}" is none of ${known.join(", ")}`,
        "choose one of them, or leave it out",
      ),
    ];
  });
  const fault = objectNameFault(plan.clusterDnsName);
  if (fault === undefined) return wrong;
  return [
    ...wrong,
    error(
      "mcs-dns-name",
      [at("clusterDnsName")],
      `name "${plan.clusterDnsName}" of the cluster's CoreDNS ${fault}`,
      "give its Deployment's name, or leave it out for coredns",
    ),
  ];
}

function numbers(plan: DnsPlan, at: At): Finding[] {
  const ranges = { replicas: [1, 100, "2"], timeoutSeconds: [1, 86400, "300"] } as const;
  return (["replicas", "timeoutSeconds"] as const).flatMap((field) => {
    const [least, most, usual] = ranges[field];
    const number = plan[field];
    if (Number.isInteger(number) && number >= least && number <= most) return [];
    return [
      error(
        "mcs-dns-number",
        [at(field)],
        `${field} is ${number}, expected a whole number from ${least} to ${most}`,
        `leave it out for ${usual}`,
      ),
    ];
  });
}

const DEDICATED_ONLY = ["image", "plugin", "replicas"];

/** Settings that nobody would read. */
function withoutEffect({ mode, written }: DnsPlan, at: At): Finding[] {
  const idle: Record<string, readonly string[]> = {
    cluster: DEDICATED_ONLY,
    chart: [...DEDICATED_ONLY, "route", "clusterDnsName"],
    none: [...DEDICATED_ONLY, "route", "clusterDnsName"],
  };
  const fields = (idle[mode] ?? []).filter((field) => written.includes(field));
  if (fields.length === 0) return [];
  return [
    error(
      "mcs-dns-no-effect",
      [at("mode"), ...fields.map(at)],
      `${fields.join(" and ")} ${fields.length > 1 ? "have" : "has"} no meaning with mode ${mode}`,
      `remove ${fields.length > 1 ? "them" : "it"}, or use mode dedicated`,
    ),
  ];
}

/** An image's tag is taken at its word; one that is no version may be anything. */
function tooOld({ mode, image, plugin }: DnsPlan, at: At): Finding[] {
  if (mode !== "dedicated" || plugin !== "kubernetes") return [];
  const version = tagVersion(image);
  if (version === undefined || semver.gte(version, MULTICLUSTER_SINCE)) return [];
  return [
    error(
      "mcs-dns-too-old",
      [at("image")],
      `image ${image} is CoreDNS ${version}, which does not know multicluster and would not start`,
      `use CoreDNS ${MULTICLUSTER_SINCE} or newer, or say plugin: multicluster where that plugin is compiled in`,
    ),
  ];
}

/** `…/coredns:v1.12.0@sha256:…` → `1.12.0`. */
function tagVersion(image: string): string | undefined {
  const [, tag] = /\/?coredns[^/:@]*:v?(\d+\.\d+\.\d+)(?:[-+@].*)?$/.exec(image) ?? [];
  return tag;
}
