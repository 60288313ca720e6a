import { atLeast, isCiliumVersion } from "../../internal/cilium-version";
import { parseCidr, parseIp } from "../../internal/cidr";
import type { Finding } from "../../internal/finding";
import { enumerated, error, groupBy, plural, warning } from "../../prover/report";
import { defaults } from "../defaults";
import { clustersOf, type Fabric, isWhole, speakersOf } from "./view";

const lastAsn = 4294967294;
/** Stands for a 32-bit AS in messages of speakers that know 16 bits only, and the last of 16 bits. */
const reservedAsns: Readonly<Record<number, string>> = {
  23456: "AS_TRANS",
  65535: "the last of the 16-bit ones",
};

/** AS numbers that none can have. */
export function asNumbers(fabric: Fabric): Finding[] {
  const { input } = fabric;
  return [
    ...input.routers.flatMap(({ name, asn }, i) =>
      asNumber(fabric, asn, `router "${name}"`, `routers[${i}].asn`),
    ),
    ...clustersOf(fabric).flatMap(({ cluster, path }) => [
      ...asNumber(fabric, cluster.asn, `cluster "${cluster.name}"`, `${path}.asn`),
      ...cluster.nodes.flatMap(({ name, asn }, i) =>
        asn === undefined ? [] : asNumber(fabric, asn, `node "${name}"`, `${path}.nodes[${i}].asn`),
      ),
    ]),
  ];
}

function asNumber({ at }: Fabric, asn: number, of: string, path: string): Finding[] {
  const fix = "use a private one: 64512–65534 or 4200000000–4294967294";
  if (!isWhole(asn, 1, lastAsn))
    return [error("bgp-asn-range", [at(path)], `AS number ${asn} of ${of} is not in 1–${lastAsn}`, fix)];
  const use = reservedAsns[asn];
  if (use === undefined) return [];
  return [error("bgp-asn-reserved", [at(path)], `AS number ${asn} of ${of} is reserved: ${use}`, fix)];
}

/** A node with an AS of its own may speak eBGP where its cluster speaks iBGP, and the other way round. */
export function mixedSessions(fabric: Fabric): Finding[] {
  return clustersOf(fabric).flatMap((placed) => {
    const { cluster } = placed;
    const routers = fabric.input.routers.filter(({ name }) =>
      cluster.peers.some(({ router }) => router === name),
    );
    return routers.flatMap((router) => {
      const other = speakersOf(placed).filter(
        ({ node }) => ((node.asn ?? cluster.asn) === router.asn) !== (cluster.asn === router.asn),
      );
      const [first] = other;
      if (first === undefined) return [];
      const [own, theirs] = cluster.asn === router.asn ? ["iBGP", "eBGP"] : ["eBGP", "iBGP"];
      return [
        error(
          "bgp-session-kind-mixed",
          [...other.map(({ path }) => fabric.at(`${path}.asn`)), fabric.at(`${placed.path}.asn`)],
          `${plural(other.length, "node")} of cluster "${cluster.name}", node "${first.node.name}" first, would speak ${theirs} with router "${router.name}" of AS ${router.asn}, all others ${own}`,
          "let all nodes of a cluster speak one of them",
        ),
      ];
    });
  });
}

interface Identity {
  readonly id: string;
  readonly of: string;
  readonly path: string;
  /** True where the id is one of the speaker's addresses. */
  readonly isOwn: boolean;
}

/** Router ids that are none, that are missing or that two have. */
export function routerIds(fabric: Fabric): Finding[] {
  const written = [
    ...fabric.input.routers.flatMap(({ name, routerId: id }, i) =>
      id === undefined ? [] : [{ id, of: `router "${name}"`, path: `routers[${i}].routerId` }],
    ),
    ...clustersOf(fabric).flatMap((placed) =>
      speakersOf(placed).flatMap(({ node: { name, routerId: id }, path }) =>
        id === undefined ? [] : [{ id, of: `node "${name}"`, path: `${path}.routerId` }],
      ),
    ),
  ];
  const invalid = written
    .filter(({ id }) => parseIp(id)?.family !== "ipv4" || id === "0.0.0.0")
    .map(({ id, of, path }) =>
      error(
        "bgp-router-id-invalid",
        [fabric.at(path)],
        `router id "${id}" of ${of} is not an IPv4 address other than 0.0.0.0`,
        "use one of its addresses, or any number that nobody else has, e.g. 10.255.0.1",
      ),
    );
  return [...invalid, ...missingIds(fabric), ...idsTwice(fabric)];
}

function missingIds(fabric: Fabric): Finding[] {
  const fix = "give it one that nobody else has, e.g. routerId: 10.255.0.1";
  const routers = fabric.input.routers.flatMap(({ name, routerId, interfaces }, i) =>
    routerId !== undefined ||
    interfaces.length === 0 ||
    interfaces.some(({ address }) => address !== undefined)
      ? []
      : [
          error(
            "bgp-router-id-missing",
            [fabric.at(`routers[${i}].routerId`)],
            `router "${name}" has no IPv4 address that could be its router id`,
            fix,
          ),
        ],
  );
  const nodes = clustersOf(fabric).flatMap((placed) => {
    const { ciliumVersion, name } = placed.cluster;
    // From 1.18 on Cilium makes one of a MAC address.
    if (isCiliumVersion(ciliumVersion) && atLeast(ciliumVersion, "1.18.0")) return [];
    return speakersOf(placed)
      .filter(
        ({ node }) =>
          node.routerId === undefined && node.address === undefined && node.address6 !== undefined,
      )
      .map(({ node, path }) =>
        error(
          "bgp-router-id-missing",
          [fabric.at(`${path}.routerId`)],
          `node "${node.name}" of cluster "${name}" has no IPv4 address that could be its router id, and Cilium ${ciliumVersion} makes none up`,
          `${fix}, or use Cilium 1.18.0 or newer`,
        ),
      );
  });
  return [...routers, ...nodes];
}

/** Two speakers with one id hold no session with each other, and a third takes them for one. */
function idsTwice(fabric: Fabric): Finding[] {
  const routers = fabric.plan.routers.flatMap(({ name, routerId: id, interfaces }): Identity[] => {
    const path = `routers[${fabric.input.routers.findIndex((router) => router.name === name)}].routerId`;
    const isOwn = interfaces.some(({ address }) => address === id);
    return id === undefined ? [] : [{ id, of: `router "${name}"`, path, isOwn }];
  });
  const nodes = clustersOf(fabric).flatMap((placed) =>
    speakersOf(placed).flatMap(({ node, path }): Identity[] => {
      const id = node.routerId ?? node.address;
      const of = `node "${node.name}" of cluster "${placed.cluster.name}"`;
      return id === undefined ? [] : [{ id, of, path: `${path}.routerId`, isOwn: id === node.address }];
    }),
  );
  // One address for two has a finding of its own.
  return [...groupBy([...routers, ...nodes], ({ id }) => id)]
    .filter(([, same]) => same.length > 1 && same.some(({ isOwn }) => !isOwn))
    .map(([id, same]) =>
      error(
        "bgp-router-id-duplicate",
        same.map(({ path }) => fabric.at(path)),
        `${enumerated(same.map(({ of }) => of))} have the same router id ${id}`,
        "give each its own",
      ),
    );
}

/** Ports, prefixes and numbers of paths. */
export function routerNumbers(fabric: Fabric): Finding[] {
  const { input, at, plan } = fabric;
  return input.routers.flatMap((router, i) => {
    const { name, maximumPaths: paths, networks = [] } = router;
    const nodes = plan.sessions.filter(({ a, b }) => a.name === name && b.kind === "node");
    const count = new Set(nodes.map(({ b }) => `${b.cluster ?? ""}/${b.name}`)).size;
    return [
      ...(paths === undefined || isWhole(paths, 1, defaults.mostPaths)
        ? []
        : [
            error(
              "bgp-maximum-paths-range",
              [at(`routers[${i}].maximumPaths`)],
              `router "${name}" cannot use ${paths} paths at once`,
              `give a number from 1 to ${defaults.mostPaths}`,
            ),
          ]),
      ...(paths !== undefined && isWhole(paths, 1, defaults.mostPaths) && paths < count
        ? [
            warning(
              "bgp-maximum-paths-few",
              [at(`routers[${i}].maximumPaths`)],
              `router "${name}" spreads traffic over ${plural(paths, "path")}, but ${count} nodes may announce one address`,
              `set maximumPaths: ${Math.min(count, defaults.mostPaths)}, or leave it out`,
            ),
          ]
        : []),
      ...networks.flatMap((text, k) => networkForm(fabric, text, name, `routers[${i}].networks[${k}]`)),
    ];
  });
}

function networkForm({ at }: Fabric, text: string, router: string, path: string): Finding[] {
  const cidr = parseCidr(text);
  if (cidr !== undefined && cidr.canonical === `${cidr.address}/${cidr.bits}`) return [];
  return [
    error(
      "bgp-network-invalid",
      [at(path)],
      `network "${text}" of router "${router}" ${cidr === undefined ? "is not a CIDR" : "has host bits set"}`,
      `write ${cidr?.canonical ?? "one like 10.10.1.0/24"}`,
    ),
  ];
}

export function listenPorts(fabric: Fabric): Finding[] {
  const port = (value: number | undefined, of: string, path: string): Finding[] =>
    value === undefined || isWhole(value, 1, 65535)
      ? []
      : [
          error(
            "bgp-port-range",
            [fabric.at(path)],
            `${of} cannot listen on port ${value}`,
            "use 1 to 65535, or leave it out: then only nodes open sessions",
          ),
        ];
  return clustersOf(fabric).flatMap(({ cluster, path }) => [
    ...port(cluster.localPort, `cluster "${cluster.name}"`, `${path}.localPort`),
    ...cluster.nodes.flatMap((node, i) =>
      port(node.localPort, `node "${node.name}"`, `${path}.nodes[${i}].localPort`),
    ),
  ]);
}
