import type { Finding } from "../../internal/finding";
import { selectorFaults } from "../../internal/selector";
import { enumerated, error, quoted, warning } from "../../prover/report";
import { BgpAdvertisementType, BgpServiceAddress } from "../args";
import { defaults } from "../defaults";
import { type Advertisement, clustersOf, type Fabric, isWhole, type PlacedCluster } from "./view";

interface PlacedAdvertisement {
  readonly advertisement: Advertisement;
  readonly path: string;
  /** `advertisement "a" of cluster "west"`. */
  readonly of: string;
}

function advertisementsOf({ cluster, path }: PlacedCluster): PlacedAdvertisement[] {
  return (cluster.advertisements ?? []).map((advertisement, i) => ({
    advertisement,
    path: `${path}.advertisements[${i}]`,
    of: `advertisement "${advertisement.name}" of cluster "${cluster.name}"`,
  }));
}

/** Advertisements that announce nothing, or that Cilium's definition of the kind refuses. */
export function advertisements(fabric: Fabric): Finding[] {
  return clustersOf(fabric).flatMap((placed) =>
    advertisementsOf(placed).flatMap((own) => [
      ...types(fabric, own),
      ...serviceAddresses(fabric, own),
      ...selectors(fabric, own),
      ...communities(fabric, own),
      ...localPreference(fabric, placed, own),
    ]),
  );
}

const allTypes: readonly string[] = Object.values(BgpAdvertisementType);
const allAddresses: readonly string[] = Object.values(BgpServiceAddress);

function types({ at }: Fabric, { advertisement, path, of }: PlacedAdvertisement): Finding[] {
  if (allTypes.includes(advertisement.type)) return [];
  return [
    error(
      "bgp-advertisement-type",
      [at(`${path}.type`)],
      `type "${advertisement.type}" of ${of} is not one`,
      `use ${enumerated(allTypes, "or")}`,
    ),
  ];
}

function serviceAddresses({ at }: Fabric, { advertisement, path, of }: PlacedAdvertisement): Finding[] {
  const { type, serviceAddresses: addresses } = advertisement;
  const report = (message: string, fix: string): Finding[] => [
    error("bgp-service-addresses", [at(`${path}.serviceAddresses`)], message, fix),
  ];
  if (type !== "Service")
    return addresses === undefined
      ? []
      : report(`${of} announces ${type}, but names addresses of Services`, "remove serviceAddresses");
  if (addresses === undefined || addresses.length === 0)
    return report(
      `${of} says of no address of a Service that it is to be announced`,
      "name at least one, e.g. serviceAddresses: [LoadBalancerIP]",
    );
  const unknown = addresses.filter((address) => !allAddresses.includes(address));
  if (unknown.length === 0) return [];
  return report(
    `${quoted(unknown)} of ${of} is no address of a Service`,
    `use ${enumerated(allAddresses, "or")}`,
  );
}

function selectors({ at }: Fabric, { advertisement, path, of }: PlacedAdvertisement): Finding[] {
  const { type, selector } = advertisement;
  const place = [at(`${path}.selector`)];
  if (type === "PodCIDR")
    return selector === undefined
      ? []
      : [
          error(
            "bgp-pod-cidr-selector",
            place,
            `${of} announces pod CIDRs, which no selector chooses, and Cilium refuses one`,
            "remove selector",
          ),
        ];
  if (!allTypes.includes(type)) return [];
  const isEmpty =
    Object.keys(selector?.matchLabels ?? {}).length + (selector?.matchExpressions ?? []).length === 0;
  if (isEmpty)
    return [
      error(
        "bgp-selector-missing",
        place,
        `${of} selects no ${type === "Service" ? "Service" : "pool"}, so it announces nothing`,
        "name labels, or choose all by matchExpressions with a key that nothing has: [{key: somekey, operator: NotIn, values: [never]}]",
      ),
    ];
  return selectorFaults(selector ?? {}).map(({ field, message, fix }) =>
    error("selector-invalid", [at(`${path}.selector.${field}`)], `${message}, in ${of}`, fix),
  );
}

const wellKnown = [
  "internet",
  "planned-shut",
  "accept-own",
  "route-filter-translated-v4",
  "route-filter-v4",
  "route-filter-translated-v6",
  "route-filter-v6",
  "llgr-stale",
  "no-llgr",
  "blackhole",
  "no-export",
  "no-advertise",
  "no-export-subconfed",
  "no-peer",
];

function communities({ at }: Fabric, { advertisement, path, of }: PlacedAdvertisement): Finding[] {
  const { attributes = {} } = advertisement;
  const kinds = [
    { key: "communities", isRight: isStandard, example: "two numbers up to 65535, like 65001:100" },
    {
      key: "wellKnownCommunities",
      isRight: (text: string) => wellKnown.includes(text),
      example: "a name like no-export",
    },
    { key: "largeCommunities", isRight: isLarge, example: "three numbers up to 4294967295, like 65001:1:2" },
  ] as const;
  return kinds.flatMap(({ key, isRight, example }) =>
    (attributes[key] ?? []).flatMap((text, i) =>
      isRight(text)
        ? []
        : [
            error(
              "bgp-community-invalid",
              [at(`${path}.attributes.${key}[${i}]`)],
              `"${text}" of ${of} is no such community`,
              `write ${example}`,
            ),
          ],
    ),
  );
}

function isStandard(text: string): boolean {
  return hasNumbers(text, 2, 65535) || hasNumbers(text, 1, 4294967295);
}

function isLarge(text: string): boolean {
  return hasNumbers(text, 3, 4294967295);
}

function hasNumbers(text: string, count: number, most: number): boolean {
  const parts = text.split(":");
  return (
    parts.length === count && parts.every((part) => /^(0|[1-9]\d{0,9})$/.test(part) && Number(part) <= most)
  );
}

function localPreference(
  fabric: Fabric,
  { cluster, path: where }: PlacedCluster,
  own: PlacedAdvertisement,
): Finding[] {
  const { advertisement, path, of } = own;
  const value = advertisement.attributes?.localPreference;
  if (value === undefined) return [];
  const place = fabric.at(`${path}.attributes.localPreference`);
  if (!isWhole(value, 0, 4294967295))
    return [
      error(
        "bgp-local-preference-range",
        [place],
        `local preference ${value} of ${of} is not 0–4294967295`,
        "use 100, the usual one",
      ),
    ];
  const routers = fabric.input.routers.filter(({ name }) =>
    cluster.peers.some(({ router }) => router === name),
  );
  if (routers.length === 0 || routers.some(({ asn }) => asn === cluster.asn)) return [];
  return [
    warning(
      "bgp-local-preference-external",
      [place, fabric.at(`${where}.asn`)],
      `local preference ${value} of ${of} has no effect: it stays inside AS ${cluster.asn}, where cluster "${cluster.name}" has no peer`,
      "remove it, or use communities",
    ),
  ];
}

/** Advertisements that no peer asks for, and peers that ask for none. */
export function chosenAdvertisements(fabric: Fabric): Finding[] {
  return clustersOf(fabric).flatMap((placed) => {
    const { cluster, path } = placed;
    if (cluster.peers.length === 0) return [];
    const wanted = cluster.peers.map(({ advertisements: labels }) => labels ?? defaults.advertisementLabels);
    const offered = (cluster.advertisements ?? [{ labels: undefined }]).map(labelsOf);
    const unwanted = advertisementsOf(placed)
      .filter(({ advertisement }) => !wanted.some((labels) => has(labelsOf(advertisement), labels)))
      .map(({ advertisement, path: own, of }) =>
        error(
          "bgp-advertisement-unselected",
          [
            fabric.at(`${own}.labels`),
            ...cluster.peers.map((_, i) => fabric.at(`${path}.peers[${i}].advertisements`)),
          ],
          `no peer selects ${of} with labels ${shown(labelsOf(advertisement))}, so it is announced to nobody`,
          `label it ${shown(wanted[0] ?? {})}, or let a peer select it`,
        ),
      );
    const empty = cluster.peers.flatMap((peer, i) =>
      offered.some((labels) => has(labels, wanted[i] ?? {}))
        ? []
        : [
            error(
              "bgp-peer-announces-nothing",
              [fabric.at(`${path}.peers[${i}].advertisements`)],
              `peer "${peer.name ?? peer.router}" of cluster "${cluster.name}" selects advertisements by ${shown(wanted[i] ?? {})}, which none has`,
              offered.length === 0
                ? "declare an advertisement"
                : `select by ${shown(labelsOf(offered[0] ?? {}))}`,
            ),
          ],
    );
    return [...unwanted, ...empty];
  });
}

function labelsOf({ labels }: Pick<Advertisement, "labels">): Readonly<Record<string, string>> {
  return labels ?? defaults.advertisementLabels;
}

function has(labels: Readonly<Record<string, string>>, wanted: Readonly<Record<string, string>>): boolean {
  return Object.entries(wanted).every(([key, value]) => labels[key] === value);
}

function shown(labels: Readonly<Record<string, string>>): string {
  const parts = Object.entries(labels).map(([key, value]) => `${key}: ${value}`);
  return `{${parts.join(", ")}}`;
}
