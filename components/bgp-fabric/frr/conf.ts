import { parseCidr } from "../../internal/cidr";
import { BgpFamily } from "../args";
import { defaults } from "../defaults";
import type { FabricPlan, RouterPlan } from "../types";
import {
  bfdProfile,
  linksOf,
  type Neighbor,
  type PasswordText,
  type PeerGroup,
  peerGroupsOf,
} from "./neighbors";
import { groupPolicies, linkPolicies, linkPolicyName, policyLines } from "./policy";
import { linkReflection, type Reflection, reflectionOf } from "./reflection";

export interface FrrOptions {
  /** Writes a word in place of each password. Defaults to false. */
  readonly hidePasswords?: boolean;
}

const families = [BgpFamily.Ipv4, BgpFamily.Ipv6];

/** A router's `frr.conf` for FRR 8.4 and newer. Holds the sessions' passwords: a secret unless they are hidden. */
export function renderFrrConf(plan: FabricPlan, routerName: string, options: FrrOptions = {}): string {
  const router = routerOf(plan, routerName);
  const text: PasswordText = options.hidePasswords === true ? () => "<hidden>" : (password) => password;
  const groups = peerGroupsOf(plan, router, text);
  const links = linksOf(plan, router, text);
  const parts: Parts = { plan, router, groups, links };
  return [
    // Pins the defaults, which newer releases of FRR change.
    "frr version 8.4.4",
    "frr defaults traditional",
    `hostname ${router.name}`,
    "!",
    ...(usesBfd(links) ? bfdLines : []),
    // Before the neighbors that name it: a route map that is not there yet refuses all.
    ...(router.policy === "declared" ? policies(parts).flatMap(policyLines) : []),
    ...bgpLines(parts),
    "",
  ].join("\n");
}

export function routerOf(plan: FabricPlan, name: string): RouterPlan {
  const router = plan.routers.find((candidate) => candidate.name === name);
  if (router === undefined) throw new Error(`the fabric has no router "${name}"`);
  return router;
}

export function usesBfd(links: readonly Neighbor[]): boolean {
  return links.some(({ of }) => of.session.bfd);
}

interface Parts {
  readonly plan: FabricPlan;
  readonly router: RouterPlan;
  readonly groups: readonly PeerGroup[];
  readonly links: readonly Neighbor[];
}

const bfdLines = ["bfd", ` profile ${bfdProfile}`, " exit", " !", "exit", "!"];

function bgpLines(parts: Parts): string[] {
  const { router, groups, links } = parts;
  return [
    `router bgp ${router.asn}`,
    ...(router.routerId === undefined ? [] : [` bgp router-id ${router.routerId}`]),
    ...(router.policy === "open" ? [" no bgp ebgp-requires-policy"] : []),
    // A session carries the family of its addresses, and it alone.
    " no bgp default ipv4-unicast",
    ...restartLines(router),
    ...(router.multipathRelax ? [" bgp bestpath as-path multipath-relax"] : []),
    // A declared network is announced though the router itself may know it by its default route alone.
    ...(router.networks.length > 0 ? [" no bgp network import-check"] : []),
    ...groups.flatMap(groupLines),
    ...links.flatMap(linkLines),
    ...families.flatMap((family) => familyLines(family, parts)),
    "exit",
    "!",
  ];
}

function restartLines({ gracefulRestart: { enabled, restartTimeSeconds } }: RouterPlan): string[] {
  if (!enabled) return [" bgp graceful-restart-disable"];
  return [
    ...(restartTimeSeconds === defaults.restartTimeSeconds
      ? []
      : [` bgp graceful-restart restart-time ${restartTimeSeconds}`]),
    " bgp graceful-restart",
  ];
}

function groupLines({ name, external, statements, members }: PeerGroup): string[] {
  return [
    ` neighbor ${name} peer-group`,
    ` neighbor ${name} remote-as ${external ? "external" : "internal"}`,
    ...statements.map((statement) => ` neighbor ${name} ${statement}`),
    ...members.flatMap(({ address, statements: own }) => [
      ` neighbor ${address} peer-group ${name}`,
      ...own.map((statement) => ` neighbor ${address} ${statement}`),
    ]),
  ];
}

function linkLines({ address, of, statements }: Neighbor): string[] {
  return [
    ` neighbor ${address} remote-as ${of.other.asn}`,
    ...statements.map((statement) => ` neighbor ${address} ${statement}`),
  ];
}

function familyLines(family: BgpFamily, parts: Parts): string[] {
  const { router } = parts;
  const groups = parts.groups.filter((group) => group.family === family);
  const links = parts.links.filter(({ of }) => of.session.family === family);
  const networks = router.networks.filter((network) => parseCidr(network)?.family === family);
  if (groups.length + links.length + networks.length === 0) return [];
  const internal = groups.some((g) => !g.external) || links.some(({ of }) => !of.session.external);
  const reflection = reflectionOf(groups, links);
  return [
    " !",
    ` address-family ${family} unicast`,
    ...networks.map((network) => `  network ${network}`),
    ...groups.flatMap((group) => groupFamilyLines(group, parts.router, reflection)),
    ...links.flatMap((link) => linkFamilyLines(link, parts)),
    `  maximum-paths ${router.maximumPaths}`,
    // A reflected path is longer than the node's own, which FRR would not mind: two routers would send flows back and forth.
    ...(internal ? [`  maximum-paths ibgp ${router.maximumPaths} equal-cluster-length`] : []),
    " exit-address-family",
  ];
}

function groupFamilyLines(
  { name, external }: PeerGroup,
  router: RouterPlan,
  reflection: Reflection,
): string[] {
  return [
    "activate",
    ...(external ? [] : ["next-hop-self"]),
    ...(!external && reflection.nodes ? ["route-reflector-client"] : []),
    ...(router.policy === "declared" ? policyStatements(name) : []),
  ].map((statement) => `  neighbor ${name} ${statement}`);
}

function linkFamilyLines({ address, of: { session } }: Neighbor, { plan, router }: Parts): string[] {
  return [
    "activate",
    // The next hop of a reflected route may stand in a rack that the other router does not.
    ...(session.external ? [] : ["next-hop-self force"]),
    ...(!session.external && linkReflection(plan, router, session.family) ? ["route-reflector-client"] : []),
    ...(router.policy === "declared" ? policyStatements(linkPolicyName(session.family)) : []),
  ].map((statement) => `  neighbor ${address} ${statement}`);
}

/** Routes that the policy refuses are kept for `show … filtered-routes`, so that a status can say what was refused. */
function policyStatements(name: string): string[] {
  return ["soft-reconfiguration inbound", `route-map ${name}-IN in`, `route-map ${name}-OUT out`];
}

function policies({ plan, router, groups, links }: Parts): ReturnType<typeof groupPolicies> {
  const linked = families.filter((family) => links.some(({ of }) => of.session.family === family));
  return [
    ...groups.flatMap((group) => groupPolicies(plan, group)),
    ...linked.flatMap((family) => linkPolicies(plan, router, family)),
  ];
}
