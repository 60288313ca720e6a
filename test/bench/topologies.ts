import type { FabricInput } from "../../components/bgp-fabric/plan";
import { HelmValues } from "../../components/internal/helm-values";

/** A full mesh of `count` kind clusters with three nodes each, whose addresses never meet. */
export function fullMesh(count: number): HelmValues {
  return {
    clusters: Array.from({ length: count }, (_, i) => ({
      name: `c${i + 1}`,
      id: i + 1,
      kind: {
        podSubnet: `10.${i >> 6}.${(i & 63) << 2}.0/22`,
        serviceSubnet: `172.${20 + (i >> 7)}.${(i & 127) << 1}.0/23`,
        nodes: [{ role: "control-plane" }, { role: "worker" }, { role: "worker" }],
      },
    })),
    cilium: {
      version: "1.18.2",
      kubeProxyReplacement: true,
      ipam: { mode: "kubernetes" },
      routingMode: "native",
      autoDirectNodeRoutes: true,
      ipv4NativeRoutingCIDR: "10.0.0.0/8",
      bpf: { masquerade: true },
    },
    mesh: { maxConnectedClusters: count > 255 ? 511 : 255 },
    services: [{ name: "webpod", selector: { app: "webpod" }, ports: [{ name: "http", port: 80 }] }],
    samples: [{ sample: "webpod" }],
  };
}

/**
 * A fabric of `count` nodes: racks of up to 50 with two routers each, below two spines, and a cluster for each ten racks, so
 * that sessions grow with nodes alone.
 */
export function fabricOf(count: number): FabricInput {
  const size = Math.min(count, 50);
  const racks = Array.from({ length: Math.ceil(count / size) }, (_, i) => i);
  const pairs = racks.flatMap((rack) => [0, 1].map((side) => ({ rack, side, name: `leaf${rack}-${side}` })));
  const rackOf = (i: number) => ({ name: `rack${i}`, subnet: `192.168.${i}.0/24` });
  const upOf = (leaf: string, spine: number) => `${leaf}-up${spine}`;
  const uplinks = pairs.flatMap(({ name }, i) =>
    [0, 1].map((spine) => ({
      name: upOf(name, spine),
      leaf: name,
      spine,
      net: `10.200.${i}.${spine * 128}`,
    })),
  );
  const host = (net: string, n: number) => net.replace(/\d+$/, (last) => String(Number(last) + n));
  const leaves = pairs.map(({ rack, side, name }, i) => ({
    name,
    asn: 64600 + i,
    interfaces: [
      { rack: `rack${rack}`, address: `192.168.${rack}.${200 + side}` },
      ...uplinks.filter((up) => up.leaf === name).map((up) => ({ rack: up.name, address: host(up.net, 2) })),
    ],
  }));
  const spines = [0, 1].map((spine) => ({
    name: `spine${spine}`,
    asn: 64500 + spine,
    interfaces: uplinks
      .filter((up) => up.spine === spine)
      .map((up) => ({ rack: up.name, address: host(up.net, 1) })),
    networks: [`10.10.${spine}.0/24`],
  }));
  return {
    racks: [...racks.map(rackOf), ...uplinks.map(({ name, net }) => ({ name, subnet: `${net}/25` }))],
    routers: [...leaves, ...spines],
    links: uplinks.map(({ name, leaf, spine }) => ({
      from: leaf,
      to: `spine${spine}`,
      rack: name,
      bfd: true,
    })),
    clusters: Array.from({ length: Math.ceil(racks.length / 10) }, (_, c) => {
      const own = racks.slice(c * 10, c * 10 + 10);
      return {
        name: `c${c + 1}`,
        ciliumVersion: "1.18.2",
        asn: 65001 + c,
        nodes: own.flatMap((rack) =>
          Array.from({ length: Math.min(size, count - rack * size) }, (_, n) => ({
            name: `c${c + 1}-rack${rack}-node${n}`,
            rack: `rack${rack}`,
            address: `192.168.${rack}.${n + 1}`,
          })),
        ),
        podCidrs: [`10.${c * 8}.0.0/13`],
        poolCidrs: [`172.16.${c}.0/24`],
        peers: pairs.filter(({ rack }) => own.includes(rack)).map(({ name }) => ({ router: name })),
      };
    }),
  };
}

/** A full mesh as a stack file's settings, with as many nodes in each cluster as wanted. */
export function meshSettings(count: number, nodes: number): HelmValues {
  const settings = fullMesh(count);
  const clusters = (settings["clusters"] as { kind: HelmValues }[]).map((cluster) => ({
    ...cluster,
    kind: {
      ...cluster.kind,
      nodes: Array.from({ length: nodes }, (_, i) => ({ role: i === 0 ? "control-plane" : "worker" })),
    },
  }));
  return { ...settings, clusters };
}

/** Racks with two routers each below two spines, as a stack file's settings; every cluster has racks of its own. */
export function fabricSettings(clusters: number, nodes: number, racks: number): HelmValues {
  const all = Array.from({ length: clusters * racks }, (_, i) => i);
  const leaves = all.flatMap((rack) =>
    [0, 1].map((side) => ({ rack, name: `leaf${rack}-${side}`, host: 250 + side })),
  );
  const uplinks = leaves.flatMap(({ name }, i) =>
    [0, 1].map((spine) => ({
      leaf: name,
      spine,
      name: `${name}-up${spine}`,
      net: `10.200.${i}`,
      base: spine * 128,
    })),
  );
  return {
    racks: [
      ...all.map((rack) => ({ name: `rack${rack}`, subnet: `192.168.${rack}.0/24` })),
      ...uplinks.map(({ name, net, base }) => ({ name, subnet: `${net}.${base}/25` })),
    ],
    routers: [
      ...leaves.map(({ rack, name, host }, i) => ({
        name,
        asn: 64600 + i,
        interfaces: [
          { rack: `rack${rack}`, address: `192.168.${rack}.${host}` },
          ...uplinks
            .filter(({ leaf }) => leaf === name)
            .map((up) => ({ rack: up.name, address: `${up.net}.${up.base + 2}` })),
        ],
      })),
      ...[0, 1].map((spine) => ({
        name: `spine${spine}`,
        asn: 64500 + spine,
        interfaces: uplinks
          .filter((up) => up.spine === spine)
          .map((up) => ({ rack: up.name, address: `${up.net}.${up.base + 1}` })),
      })),
    ],
    routerLinks: uplinks.map(({ leaf, spine, name }) => ({ from: leaf, to: `spine${spine}`, rack: name })),
    clusters: Array.from({ length: clusters }, (_, c) => {
      const own = all.slice(c * racks, (c + 1) * racks);
      return {
        name: `c${c + 1}`,
        id: c + 1,
        existing: {
          context: `c${c + 1}`,
          podSubnet: `10.${c}.0.0/16`,
          serviceSubnet: `172.20.${c}.0/24`,
          nodes: own.flatMap((rack) =>
            Array.from({ length: nodes }, (_, n) => ({
              name: `c${c + 1}-r${rack}-n${n}`,
              role: n === 0 ? "control-plane" : "worker",
              address: `192.168.${rack}.${n + 1}`,
              rack: { name: `rack${rack}` },
            })),
          ),
        },
        bgp: {
          asn: 65001 + c,
          peers: leaves.filter(({ rack }) => own.includes(rack)).map(({ name }) => ({ router: name })),
        },
      };
    }),
    cilium: { version: "1.18.2", ipam: { mode: "kubernetes" }, bgpControlPlane: { enabled: true } },
    mesh: {},
  };
}
