import { parseCidr, parseIp } from "../internal/cidr";
import { atLeast } from "../internal/cilium-version";
import type { Finding } from "../internal/finding";
import { objectNameFault } from "../internal/names";
import { selectorFaults } from "../internal/selector";
import { error, warning } from "../prover/report";
import { unusableVersion } from "../prover/rules/install-version";
import { blockText, rangeOf } from "./addresses";
import type { PoolBlock, PoolPlan } from "./plan";

type At = (field: string) => string;

/** Everything wrong with one pool by itself, all at once; the prover asks the same of every pool of a stack. */
export function validatePool(plan: PoolPlan, at: At = (field) => field): Finding[] {
  const version = unusableVersion(plan.ciliumVersion, at("ciliumVersion"));
  if (version.length > 0) return version;
  return [
    ...nameFindings(plan, at),
    ...blockListFindings(plan, at),
    ...plan.blocks.flatMap((block, i) => blockFindings(plan, block, (key) => at(join(`blocks[${i}]`, key)))),
    ...firstLastFindings(plan, at),
    ...selectorFindings(plan, at),
  ];
}

function join(field: string, key: string): string {
  return key === "" ? field : `${field}.${key}`;
}

function nameFindings({ poolName }: PoolPlan, at: At): Finding[] {
  const fault = objectNameFault(poolName);
  if (fault === undefined) return [];
  return [
    error(
      "pool-name-invalid",
      [at("poolName")],
      `name "${poolName}" of a pool ${fault}`,
      "use lower-case letters, digits and -, e.g. cilium-pool",
    ),
  ];
}

function blockListFindings({ poolName, blocks }: PoolPlan, at: At): Finding[] {
  if (blocks.length > 0) return [];
  return [
    error(
      "pool-without-blocks",
      [at("blocks")],
      `pool "${poolName}" has no addresses`,
      "give at least one block, e.g. {cidr: 172.16.1.0/24} or {start: 192.168.10.211, stop: 192.168.10.215}",
    ),
  ];
}

function blockFindings(plan: PoolPlan, block: PoolBlock, at: At): Finding[] {
  const { poolName, ciliumVersion } = plan;
  const { cidr, start, stop } = block;
  if (cidr !== undefined && (start !== undefined || stop !== undefined)) {
    const others = (["start", "stop"] as const).filter((key) => block[key] !== undefined);
    return [
      error(
        "pool-block-form",
        [at("cidr"), ...others.map(at)],
        `a block of pool "${poolName}" has both cidr ${cidr} and ${others.join(" and ")}, of which Cilium takes the cidr alone`,
        "keep one form, and put the other into a block of its own",
      ),
    ];
  }
  if (cidr !== undefined) return cidrFindings(poolName, cidr, at);
  if (start === undefined) {
    const what = stop === undefined ? "is empty" : `has stop ${stop} but no start`;
    return [
      error(
        "pool-block-form",
        [at(stop === undefined ? "" : "stop")],
        `a block of pool "${poolName}" ${what}, expected a cidr, or start and stop`,
        stop === undefined ? "fill it in, or remove it" : "add start",
      ),
    ];
  }
  const found = rangeFindings(poolName, block, at);
  if (!atLeast(ciliumVersion, "1.15.0"))
    found.push(
      error(
        "pool-field-not-in-version",
        [at("start")],
        `pool "${poolName}" has the range ${blockText(block)}, but Cilium ${ciliumVersion} knows only CIDRs`,
        "write it as CIDRs, or use Cilium 1.15 or newer",
      ),
    );
  return found;
}

function cidrFindings(poolName: string, cidr: string, at: At): Finding[] {
  const parsed = parseCidr(cidr);
  if (parsed === undefined) {
    const single = parseIp(cidr);
    const fix =
      single === undefined
        ? "write one such as 172.16.1.0/24"
        : `write ${single.address}/${single.family === "ipv4" ? 32 : 128} for this address alone`;
    return [error("pool-block-invalid", [at("cidr")], `"${cidr}" in pool "${poolName}" is not a CIDR`, fix)];
  }
  if (parsed.canonical === cidr || parsed.address === parsed.canonical.split("/")[0]) return [];
  return [
    error(
      "pool-block-invalid",
      [at("cidr")],
      `"${cidr}" in pool "${poolName}" has bits of an address behind its mask, of which Cilium makes ${parsed.canonical}`,
      `write ${parsed.canonical}, or a range with start: ${parsed.address}`,
    ),
  ];
}

function rangeFindings(poolName: string, block: PoolBlock, at: At): Finding[] {
  const ends = (["start", "stop"] as const).filter((key) => block[key] !== undefined);
  const wrong = ends.filter((key) => parseIp(block[key] ?? "") === undefined);
  if (wrong.length > 0)
    return wrong.map((key) =>
      error(
        "pool-block-invalid",
        [at(key)],
        `"${block[key] ?? ""}" in pool "${poolName}" is not an IP address`,
        "write one such as 192.168.10.211",
      ),
    );
  if (rangeOf(block) !== undefined) return [];
  const { start = "", stop = "" } = block;
  const [first, last] = [parseIp(start), parseIp(stop)];
  const mixed = first?.family !== last?.family;
  return [
    error(
      mixed ? "pool-block-invalid" : "pool-range-reversed",
      [at("start"), at("stop")],
      mixed
        ? `the range ${start}–${stop} of pool "${poolName}" begins in one address family and ends in the other`
        : `the range of pool "${poolName}" starts at ${start}, after its end ${stop}`,
      mixed ? "give each family a block of its own" : `write start: ${stop} and stop: ${start}`,
    ),
  ];
}

function firstLastFindings(plan: PoolPlan, at: At): Finding[] {
  const { poolName, ciliumVersion, allowFirstLastIPs: word, blocks } = plan;
  if (word === undefined) return [];
  const path = at("allowFirstLastIPs");
  if (!["Yes", "No"].includes(word))
    return [
      error(
        "pool-first-last-word",
        [path],
        `allowFirstLastIPs of pool "${poolName}" is "${word}", expected Yes or No`,
        'write "Yes" or "No", in quotes',
      ),
    ];
  if (!atLeast(ciliumVersion, "1.15.0"))
    return [
      error(
        "pool-field-not-in-version",
        [path],
        `pool "${poolName}" sets allowFirstLastIPs, which Cilium ${ciliumVersion} does not know`,
        "remove it, or use Cilium 1.15 or newer",
      ),
    ];
  const small = blocks.flatMap((block, i) => {
    const range = word === "No" ? rangeOf(block) : undefined;
    const without = range !== undefined && (!range.fromCidr || range.last - range.first <= 1n);
    return without ? [{ block, path: at(`blocks[${i}]`) }] : [];
  });
  if (small.length === 0) return [];
  return [
    warning(
      "pool-first-last-no-effect",
      [path, ...small.map((one) => one.path)],
      `allowFirstLastIPs: No of pool "${poolName}" keeps nothing back of ${small.map(({ block }) => blockText(block)).join(", ")}: it is for CIDRs of more than two addresses`,
      small.length === blocks.length ? "remove it" : "leave out the addresses that must stay free",
    ),
  ];
}

function selectorFindings({ poolName, serviceSelector }: PoolPlan, at: At): Finding[] {
  return selectorFaults(serviceSelector ?? {}).map(({ field, message, fix }) =>
    error(
      "selector-invalid",
      [at(`serviceSelector.${field}`)],
      `serviceSelector of pool "${poolName}": ${message}`,
      fix,
    ),
  );
}
