import { checkFabric } from "../../bgp-fabric/rules";
import { containsIp, overlaps, parseCidr, parseIp } from "../../internal/cidr";
import { Finding } from "../../internal/finding";
import { error } from "../report";
import { Topology, TopologyFabric } from "../topology";
import { serviceCidrsOf } from "./view";

/** What the fabric's declaration alone shows; what the rules about pools tell is not told again. */
export function declaredFabric({ fabric }: Topology): Finding[] {
  if (fabric === undefined) return [];
  return checkFabric(fabric.input, fabric.at).filter(({ code }) => code !== "bgp-pool-in-two-clusters");
}

/** Racks that have addresses of Services: what is sent to a node would be taken for a Service. */
export function racksAmongServices(topology: Topology): Finding[] {
  const racks = topology.fabric?.input.racks ?? [];
  return racks.flatMap((rack, i) =>
    (["subnet", "subnet6"] as const).flatMap((key) => {
      const subnet = parseCidr(rack[key] ?? "");
      if (subnet === undefined) return [];
      return topology.clusters.flatMap((cluster) =>
        serviceCidrsOf(cluster)
          .filter(({ cidr }) => overlaps(cidr, subnet))
          .map(({ cidr, path }) =>
            error(
              "bgp-rack-cidr-overlap",
              [topology.fabric?.at(`racks[${i}].${key}`) ?? "", path],
              `subnet ${subnet.canonical} of rack "${rack.name}" overlaps service CIDR ${cidr.canonical} of cluster "${cluster.name}"`,
              "move one of them",
            ),
          ),
      );
    }),
  );
}

/** Docker takes an address of each network for the host. */
export function dockerGateways({ fabric }: Topology): Finding[] {
  if (fabric === undefined) return [];
  const taken = new Map((fabric.gateways ?? []).map((gateway) => [canonical(gateway.address), gateway]));
  return residents(fabric).flatMap(({ address, text, path }) => {
    const gateway = taken.get(canonical(address));
    if (gateway === undefined) return [];
    return [
      error(
        "bgp-address-reserved",
        [fabric.at(path), gateway.path],
        `address ${address} of ${text} is the one that Docker takes for this host in rack "${gateway.rack}"`,
        "use another, or give the rack a gateway of its own choice",
      ),
    ];
  });
}

function canonical(address: string): string {
  return parseIp(address)?.address ?? address;
}

interface Resident {
  readonly address: string;
  readonly text: string;
  readonly path: string;
}

function residents({ input }: TopologyFabric): Resident[] {
  const keys = ["address", "address6"] as const;
  const of = (owner: { address?: string; address6?: string }, text: string, path: string): Resident[] =>
    keys.flatMap((key) => {
      const address = owner[key];
      return address === undefined ? [] : [{ address, text, path: `${path}.${key}` }];
    });
  return [
    ...input.routers.flatMap(({ name, interfaces }, i) =>
      interfaces.flatMap((foot, k) => of(foot, `router "${name}"`, `routers[${i}].interfaces[${k}]`)),
    ),
    ...input.clusters.flatMap(({ name, nodes }, i) =>
      nodes.flatMap((node, k) =>
        of(node, `node "${node.name}" of cluster "${name}"`, `clusters[${i}].nodes[${k}]`),
      ),
    ),
  ];
}

/** Gateways that are not in their rack, which Docker refuses. */
export function gatewaysInRacks({ fabric }: Topology): Finding[] {
  return (fabric?.gateways ?? []).flatMap(({ address, rack, path }) => {
    const declared = fabric?.input.racks.filter(({ name }) => name === rack) ?? [];
    const texts = declared.flatMap(({ subnet, subnet6 }) => [subnet ?? "", subnet6 ?? ""]);
    const subnets = texts.flatMap((text) => parseCidr(text) ?? []);
    if (subnets.length === 0 || subnets.some((subnet) => containsIp(subnet, address))) return [];
    return [
      error(
        "bgp-address-outside-rack",
        [path],
        `gateway ${address} is not in rack "${rack}", which is ${subnets.map((s) => s.canonical).join(" and ")}`,
        "use an address of the rack, or leave it out",
      ),
    ];
  });
}
