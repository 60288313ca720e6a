import { type Cidr, containsIp, parseCidr, parseIp } from "../../internal/cidr";
import type { Finding } from "../../internal/finding";
import { enumerated, error, groupBy } from "../../prover/report";
import { addressKeys, clustersOf, type Fabric, familyText } from "./view";

/** Somebody with addresses in a rack. */
interface Resident {
  readonly text: string;
  /** The same for one machine, whatever cluster says that it is its own. */
  readonly machine: string;
  readonly rack: string;
  readonly path: string;
  readonly address?: string;
  readonly address6?: string;
}

function residentsOf(fabric: Fabric): Resident[] {
  const routers = fabric.input.routers.flatMap(({ name, interfaces }, i) =>
    interfaces.map((foot, k) => ({
      ...foot,
      text: `router "${name}"`,
      machine: `router ${name}`,
      path: `routers[${i}].interfaces[${k}]`,
    })),
  );
  const nodes = clustersOf(fabric).flatMap(({ cluster, path }) =>
    cluster.nodes.map(({ name, rack, address, address6 }, i) => ({
      rack,
      ...(address !== undefined && { address }),
      ...(address6 !== undefined && { address6 }),
      text: `node "${name}" of cluster "${cluster.name}"`,
      machine: `node ${name}`,
      path: `${path}.nodes[${i}]`,
    })),
  );
  return [...routers, ...nodes];
}

/** Addresses that are none, that are not in the rack, or that nobody can have there. */
export function addressForm(fabric: Fabric): Finding[] {
  const racks = new Map([...fabric.input.racks].reverse().map((rack) => [rack.name, rack]));
  return residentsOf(fabric).flatMap((resident) => {
    const rack = racks.get(resident.rack);
    if (rack === undefined) return [];
    if (resident.address === undefined && resident.address6 === undefined)
      return [
        error(
          "bgp-address-missing",
          [fabric.at(`${resident.path}.address`)],
          `${resident.text} has no address in rack "${rack.name}"`,
          "give it one that is free there",
        ),
      ];
    return addressKeys.flatMap(({ key, subnet, family }) => {
      const text = resident[key];
      if (text === undefined) return [];
      const place: Place = {
        resident,
        key,
        text,
        family,
        rack: rack.name,
        subnet: parseCidr(rack[subnet] ?? ""),
      };
      return addressFault(fabric, place);
    });
  });
}

interface Place {
  readonly resident: Resident;
  readonly key: string;
  readonly text: string;
  readonly family: Cidr["family"];
  readonly rack: string;
  readonly subnet: Cidr | undefined;
}

function addressFault({ at }: Fabric, { resident, key, text, family, rack, subnet }: Place): Finding[] {
  const path = [at(`${resident.path}.${key}`)];
  const ip = parseIp(text);
  if (ip?.family !== family) {
    const what = `${key} "${text}" of ${resident.text} is not an ${familyText[family]} address`;
    return [error("bgp-address-invalid", path, what, `write one of rack "${rack}"`)];
  }
  if (subnet === undefined || !containsIp(subnet, text)) {
    const where =
      subnet === undefined ? `which has no ${familyText[family]} subnet` : `which is ${subnet.canonical}`;
    return [
      error(
        "bgp-address-outside-rack",
        path,
        `address ${text} of ${resident.text} is not in rack "${rack}", ${where}`,
        subnet === undefined ? "give the rack one" : "use an address of the rack, or another rack",
      ),
    ];
  }
  const what = reservedAs(ip.value, subnet);
  if (what === undefined) return [];
  return [
    error(
      "bgp-address-reserved",
      path,
      `address ${text} of ${resident.text} is the ${what} address of rack "${rack}"`,
      "use an address in between",
    ),
  ];
}

function reservedAs(value: bigint, subnet: Cidr): string | undefined {
  const usable = subnet.family === "ipv4" ? 30 : 126;
  if (subnet.bits > usable) return undefined;
  if (value === subnet.first) return subnet.family === "ipv4" ? "network" : "routers' anycast";
  return subnet.family === "ipv4" && value === subnet.last ? "broadcast" : undefined;
}

/** One address for two, among routers and nodes of all clusters. */
export function addressesOnce(fabric: Fabric): Finding[] {
  const taken = residentsOf(fabric).flatMap((resident) =>
    addressKeys.flatMap(({ key }) => {
      const address = parseIp(resident[key] ?? "")?.address;
      return address === undefined ? [] : [{ ...resident, address, path: `${resident.path}.${key}` }];
    }),
  );
  return [...groupBy(taken, ({ address }) => address)]
    .filter(([, same]) => new Set(same.map(({ machine }) => machine)).size > 1)
    .map(([address, same]) =>
      error(
        "bgp-address-duplicate",
        same.map(({ path }) => fabric.at(path)),
        `${enumerated(same.map(({ text }) => text))} have the same address ${address}`,
        "give each its own",
      ),
    );
}

/** A router without a foot anywhere, or with two in one rack. */
export function routerInterfaces({ input, at }: Fabric): Finding[] {
  return input.routers.flatMap(({ name, interfaces }, i) => {
    if (interfaces.length === 0)
      return [
        error(
          "bgp-router-interfaces",
          [at(`routers[${i}].interfaces`)],
          `router "${name}" stands in no rack`,
          "give it an interface, e.g. {rack: rack10, address: 192.168.10.200}",
        ),
      ];
    const feet = interfaces.map(({ rack }, k) => ({ rack, path: `routers[${i}].interfaces[${k}].rack` }));
    return [...groupBy(feet, ({ rack }) => rack)]
      .filter(([, same]) => same.length > 1)
      .map(([rack, same]) =>
        error(
          "bgp-router-interfaces",
          same.map(({ path }) => at(path)),
          `router "${name}" has ${same.length} interfaces in rack "${rack}"`,
          "leave one",
        ),
      );
  });
}
