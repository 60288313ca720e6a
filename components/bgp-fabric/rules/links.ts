import type { Finding } from "../../internal/finding";
import { enumerated, error, groupBy } from "../../prover/report";
import { addressOf } from "../peers";
import type { PlainLink } from "../plan";
import { type Fabric, families, familyText, type Router } from "./view";

/** Links that lead nowhere, that are there twice, or that could be in several racks. */
export function links(fabric: Fabric): Finding[] {
  const byName = new Map(fabric.input.routers.map((router) => [router.name, router]));
  const declared = fabric.input.links ?? [];
  return [
    ...declared.flatMap((link, i) => {
      const [from, to] = [byName.get(link.from), byName.get(link.to)];
      return from === undefined || to === undefined
        ? []
        : linkFaults(fabric, link, `links[${i}]`, { from, to });
    }),
    ...linksTwice(fabric, declared),
  ];
}

interface Ends {
  readonly from: Router;
  readonly to: Router;
}

function linkFaults({ at }: Fabric, link: PlainLink, path: string, { from, to }: Ends): Finding[] {
  if (from === to)
    return [
      error(
        "bgp-link-self",
        [at(`${path}.from`), at(`${path}.to`)],
        `router "${from.name}" is linked with itself`,
        "name two routers",
      ),
    ];
  const shared = racksOf(from).filter((rack) => racksOf(to).includes(rack));
  const between = `routers "${from.name}" and "${to.name}"`;
  if (shared.length === 0 || (link.rack !== undefined && !shared.includes(link.rack)))
    return [
      error(
        "bgp-link-without-rack",
        [at(`${path}.from`), at(`${path}.to`), ...(link.rack === undefined ? [] : [at(`${path}.rack`)])],
        link.rack === undefined
          ? `${between} share no rack`
          : `${between} do not both stand in rack "${link.rack}"`,
        shared.length === 0 ? "give both an interface in one rack" : `use rack: ${enumerated(shared, "or")}`,
      ),
    ];
  if (link.rack === undefined && shared.length > 1)
    return [
      error(
        "bgp-link-rack-ambiguous",
        [at(`${path}.rack`)],
        `${between} share ${shared.length} racks: ${enumerated(shared)}`,
        "say in which rack the link is",
      ),
    ];
  return unusedFamilies(at, link, path, { from, to, rack: link.rack ?? shared[0] ?? "" });
}

function unusedFamilies(
  at: Fabric["at"],
  link: PlainLink,
  path: string,
  { from, to, rack }: Ends & { readonly rack: string },
): Finding[] {
  const feet = [from, to].map(({ interfaces }) => interfaces.find((foot) => foot.rack === rack));
  return families
    .filter((family) => link.families?.includes(family) === true)
    .filter((family) => feet.some((foot) => foot === undefined || addressOf(foot, family) === undefined))
    .map((family) =>
      error(
        "bgp-family-without-addresses",
        [at(`${path}.families`)],
        `the link of routers "${from.name}" and "${to.name}" is to carry ${familyText[family]}, but not both have such an address in rack "${rack}"`,
        "give both one, or leave the family out",
      ),
    );
}

function racksOf({ interfaces }: Router): string[] {
  return [...new Set(interfaces.map(({ rack }) => rack))];
}

function linksTwice(fabric: Fabric, declared: readonly PlainLink[]): Finding[] {
  const placed = declared.map(({ from, to, rack }, i) => ({
    path: fabric.at(`links[${i}]`),
    text: [from, to].sort().join(`" and "`),
    rack: rack ?? "",
  }));
  return [...groupBy(placed, ({ text, rack }) => `${text} ${rack}`).values()]
    .filter((same) => same.length > 1)
    .map((same) =>
      error(
        "bgp-link-duplicate",
        same.map(({ path }) => path),
        `routers "${same[0]?.text ?? ""}" are linked ${same.length} times in one rack`,
        "leave one link",
      ),
    );
}
