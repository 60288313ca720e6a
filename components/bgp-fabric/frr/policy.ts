import { byAddress, parseCidr } from "../../internal/cidr";
import type { BgpFamily } from "../args";
import type { AcceptedPrefix, FabricPlan, RouterPlan } from "../types";
import type { PeerGroup } from "./neighbors";

/** Name of the route maps of links, with the family behind it. */
export function linkPolicyName(family: BgpFamily): string {
  return family === "ipv4" ? "FABRIC-LINKS" : "FABRIC-LINKS_IPV6";
}

/** A route map and the prefix list of the same name that it permits. */
export interface Policy {
  readonly name: string;
  readonly family: BgpFamily;
  readonly prefixes: readonly AcceptedPrefix[];
}

/**
 * What a router takes from the nodes of a group and what it tells them. Their own cluster's prefixes are told to them only
 * inside one AS: through another they would refuse them as a loop.
 */
export function groupPolicies(plan: FabricPlan, group: PeerGroup): Policy[] {
  const { name, family, external } = group;
  const taken = plan.clusters.find((cluster) => cluster.name === group.cluster)?.accepted ?? [];
  const others = plan.clusters.filter((cluster) => cluster.name !== group.cluster || !external);
  const told = [...plan.routers.flatMap(networksOf), ...others.flatMap(({ accepted }) => accepted)];
  return [policy(`${name}-IN`, family, taken), policy(`${name}-OUT`, family, told)];
}

/** What routers tell each other: whatever the fabric declares, but nobody tells a router of its own networks. */
export function linkPolicies(plan: FabricPlan, router: RouterPlan, family: BgpFamily): Policy[] {
  const name = linkPolicyName(family);
  const clusters = plan.clusters.flatMap(({ accepted }) => accepted);
  const others = plan.routers.filter((other) => other.name !== router.name).flatMap(networksOf);
  return [
    policy(`${name}-IN`, family, [...others, ...clusters]),
    policy(`${name}-OUT`, family, [...others, ...networksOf(router), ...clusters]),
  ];
}

function networksOf({ networks }: RouterPlan): AcceptedPrefix[] {
  return networks.flatMap((prefix) => {
    const cidr = parseCidr(prefix);
    return cidr === undefined ? [] : [{ prefix, family: cidr.family, longest: cidr.bits }];
  });
}

/** Each prefix once, with the longest that anybody announces inside it, in the order of addresses. */
function policy(name: string, family: BgpFamily, prefixes: readonly AcceptedPrefix[]): Policy {
  const longest = new Map<string, AcceptedPrefix>();
  for (const accepted of prefixes.filter((candidate) => candidate.family === family)) {
    const known = longest.get(accepted.prefix);
    if (known === undefined || known.longest < accepted.longest) longest.set(accepted.prefix, accepted);
  }
  const sorted = [...longest.values()]
    .flatMap((accepted) => {
      const cidr = parseCidr(accepted.prefix);
      return cidr === undefined ? [] : [{ accepted, cidr }];
    })
    .sort((a, b) => byAddress(a.cidr, b.cidr));
  return { name, family, prefixes: sorted.map(({ accepted }) => accepted) };
}

/** FRR's prefix list and route map of a policy; with nothing to permit, one that denies all. */
export function policyLines({ name, family, prefixes }: Policy): string[] {
  const ip = family === "ipv4" ? "ip" : "ipv6";
  if (prefixes.length === 0) return [`route-map ${name} deny 10`, "exit", "!"];
  return [
    ...prefixes.map(({ prefix, longest }, i) => {
      const le = longest > bitsOf(prefix) ? ` le ${longest}` : "";
      return `${ip} prefix-list ${name} seq ${10 * (i + 1)} permit ${prefix}${le}`;
    }),
    "!",
    `route-map ${name} permit 10`,
    ` match ${ip} address prefix-list ${name}`,
    "exit",
    "!",
  ];
}

function bitsOf(prefix: string): number {
  return parseCidr(prefix)?.bits ?? 0;
}
