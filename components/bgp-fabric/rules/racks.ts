import { type Cidr, overlaps, parseCidr } from "../../internal/cidr";
import type { Finding } from "../../internal/finding";
import { error } from "../../prover/report";
import { addressKeys, clustersOf, type Fabric, familyText } from "./view";

/** Subnets that are none, or of the other family. */
export function subnets({ input, at }: Fabric): Finding[] {
  return input.racks.flatMap((rack, i) => {
    if (rack.subnet === undefined && rack.subnet6 === undefined) {
      return [
        error(
          "bgp-rack-subnet",
          [at(`racks[${i}].subnet`)],
          `rack "${rack.name}" has no subnet`,
          "give it one, e.g. subnet: 192.168.10.0/24",
        ),
      ];
    }
    return addressKeys.flatMap(({ subnet: key, family }) => {
      const text = rack[key];
      const fault = text === undefined ? undefined : subnetFault(text, family);
      if (fault === undefined) return [];
      return [
        error(
          "bgp-rack-subnet",
          [at(`racks[${i}].${key}`)],
          `${key} ${fault.text} of rack "${rack.name}" ${fault.what}`,
          fault.fix,
        ),
      ];
    });
  });
}

function subnetFault(
  text: string,
  family: Cidr["family"],
): { text: string; what: string; fix: string } | undefined {
  const cidr = parseCidr(text);
  if (cidr?.family !== family) {
    const example = family === "ipv4" ? "192.168.10.0/24" : "fd00:10::/64";
    return {
      text: `"${text}"`,
      what: `is not an ${familyText[family]} CIDR`,
      fix: `write one like ${example}`,
    };
  }
  if (cidr.canonical === text) return undefined;
  return { text, what: "is not the usual form of a network", fix: `write ${cidr.canonical}` };
}

interface Subnet {
  readonly rack: string;
  readonly cidr: Cidr;
  readonly path: string;
}

function subnetsOf({ input, at }: Fabric): Subnet[] {
  return input.racks.flatMap((rack, i) =>
    addressKeys.flatMap(({ subnet: key }) => {
      const cidr = parseCidr(rack[key] ?? "");
      return cidr === undefined ? [] : [{ rack: rack.name, cidr, path: at(`racks[${i}].${key}`) }];
    }),
  );
}

/** A router cannot tell two racks with the same addresses apart, nor a rack from pods. */
export function rackOverlaps(fabric: Fabric): Finding[] {
  const racks = subnetsOf(fabric);
  const between = racks.flatMap((a, i) =>
    racks
      .slice(i + 1)
      .filter((b) => overlaps(a.cidr, b.cidr))
      .map((b) =>
        error(
          "bgp-rack-overlap",
          [a.path, b.path],
          `subnet ${a.cidr.canonical} of rack "${a.rack}" overlaps ${b.cidr.canonical} of rack "${b.rack}"`,
          "give each rack a subnet of its own",
        ),
      ),
  );
  const pods = clustersOf(fabric).flatMap(({ cluster, path }) =>
    cluster.podCidrs.flatMap((text, i) => {
      const cidr = parseCidr(text);
      if (cidr === undefined) return [];
      return racks
        .filter((rack) => overlaps(rack.cidr, cidr))
        .map((rack) =>
          error(
            "bgp-rack-cidr-overlap",
            [rack.path, fabric.at(`${path}.podCidrs[${i}]`)],
            `subnet ${rack.cidr.canonical} of rack "${rack.rack}" overlaps pod CIDR ${cidr.canonical} of cluster "${cluster.name}"`,
            "move one of them",
          ),
        );
    }),
  );
  return [...between, ...pods];
}
