import { HelmValues, isHelmMap, valueAt } from "../../components/internal/helm-values";
import { isPlaceholder, ResolvedCluster, ResolvedNode } from "../../stacks/resolve";
import { clusterId, groupId, nodeId, rackId } from "./ids";
import { meshRow } from "./mesh";
import { offerRows } from "./offers";
import { Kind, MapCluster, MapNode, NodeGroup, Row } from "./types";
import { speakerKey, StackView } from "./view";
import { facts, few, joined, plural } from "./words";

export function mapClusters(view: StackView): MapCluster[] {
  return view.clusters.map((cluster) => {
    const where = clusterId(cluster.index);
    return {
      id: where,
      kind: Kind.Cluster,
      name: cluster.name,
      paths: [where],
      subtitle: joined(`id ${cluster.id}`, `Cilium ${cluster.version}`, cluster.hosting),
      groups: groupsOf(view, cluster),
      rows: rowsOf(view, cluster),
      facts: facts({
        id: cluster.id,
        Cilium: cluster.version,
        hosting: cluster.hosting === "kind" ? "kind, made by the stack" : "a cluster that is there already",
        "pod CIDRs": cluster.podCidrs.join(", ") || "read when the cluster answers",
        "service CIDRs": cluster.serviceCidrs.join(", ") || "read when the cluster answers",
        nodes: cluster.nodes.length === 0 ? "read when the cluster answers" : cluster.nodes.length,
        "node image": cluster.config.kind?.nodeImage,
        context: cluster.config.existing?.context,
      }),
    };
  });
}

/** A group for each rack in the order declared, then the nodes that stand in none. */
function groupsOf(view: StackView, cluster: ResolvedCluster): NodeGroup[] {
  const nodes = cluster.nodes.map((node, i) => ({
    node: mapNode(view, cluster, node, i),
    rack: node.rack?.name,
  }));
  const known = new Set(view.config.racks.map(({ name }) => name));
  const inRacks = view.config.racks.flatMap((rack, r): NodeGroup[] => {
    const own = nodes.filter((n) => n.rack === rack.name).map(({ node }) => node);
    // A second rack of one name is an error; its nodes are with the first.
    if (own.length === 0 || view.config.racks.findIndex(({ name }) => name === rack.name) !== r) return [];
    const subnets = [rack.subnet, rack.subnet6].filter((subnet) => subnet !== undefined).join(" ");
    return [
      {
        ...groupItem(cluster, rack.name, own),
        kind: Kind.Rack,
        name: `rack ${rack.name}`,
        rack: rackId(r),
        title: joined(rack.name, subnets),
        paths: [rackId(r)],
        facts: facts({ network: subnets, cluster: cluster.name, nodes: own.length }),
      },
    ];
  });
  const others = nodes.filter(({ rack }) => rack === undefined || !known.has(rack)).map(({ node }) => node);
  return others.length === 0 ? inRacks : [...inRacks, groupItem(cluster, undefined, others)];
}

function groupItem(cluster: ResolvedCluster, rack: string | undefined, nodes: readonly MapNode[]): NodeGroup {
  return {
    id: groupId(cluster.index, rack),
    kind: Kind.Node,
    name: `nodes of ${cluster.name}`,
    title: "",
    paths: [],
    nodes,
    facts: facts({
      nodes: nodes.length,
      names: few(
        nodes.map(({ name }) => name),
        60,
      ),
    }),
  };
}

function mapNode(view: StackView, cluster: ResolvedCluster, node: ResolvedNode, index: number): MapNode {
  const { name, role, rack } = node;
  const asn = view.speakers.get(speakerKey(cluster.name, name))?.asn;
  const hasMember = view.etcds.get(cluster.name)?.members.some((member) => member.name === name) ?? false;
  const address = isPlaceholder(node.address) ? "" : node.address;
  const isWritten = cluster.hosting === "existing" || cluster.config.kind?.nodes !== undefined;
  return {
    id: nodeId(cluster.index, index),
    kind: Kind.Node,
    name,
    controlPlane: role === "control-plane",
    address,
    ...(asn !== undefined ? { asn } : {}),
    etcd: hasMember,
    paths: [
      ...(isWritten ? [`${clusterId(cluster.index)}.${cluster.hosting}.nodes[${index}]`] : []),
      `${clusterId(cluster.index)}.bgp.nodes.${name}`,
    ],
    facts: facts({
      cluster: cluster.name,
      role,
      address: address === "" ? "given when it is made" : address,
      "address (IPv6)": rack?.address6 === address ? undefined : rack?.address6,
      rack: rack?.name,
      AS: asn,
      etcd: hasMember ? "a member" : undefined,
    }),
  };
}

function rowsOf(view: StackView, cluster: ResolvedCluster): Row[] {
  const where = clusterId(cluster.index);
  const subnet = (field: string, label: string, cidrs: readonly string[]): Row => ({
    id: `${where}.${field}`,
    kind: Kind.Setting,
    name: `${label} of ${cluster.name}`,
    paths: [`${where}.${cluster.hosting}.${field}`],
    label,
    lines: cidrs.length === 0 ? ["read when the cluster answers"] : cidrs,
    facts: facts({ CIDRs: cidrs.join(", ") }),
  });
  return [
    subnet("podSubnet", "pods", cluster.podCidrs),
    subnet("serviceSubnet", "services", cluster.serviceCidrs),
    ...ownSettings(cluster),
    ...etcdRow(view, cluster),
    ...meshRow(view, cluster),
    ...bgpRows(view, cluster),
    ...offerRows(view, cluster),
  ];
}

/** Values of settings that say how a cluster is networked; of all others the name alone, which may stand for a secret. */
const TOLD = ["version", "routingMode", "tunnelProtocol", "ipv4NativeRoutingCIDR", "ipv6NativeRoutingCIDR"];

function ownSettings(cluster: ResolvedCluster): Row[] {
  const own: HelmValues = cluster.config.cilium ?? {};
  const keys = Object.keys(own).sort();
  if (keys.length === 0) return [];
  const told = keys.map((key) => {
    const value = own[key];
    return TOLD.includes(key) && typeof value === "string" ? `${key} ${value}` : key;
  });
  return [
    {
      id: `${clusterId(cluster.index)}.cilium`,
      kind: Kind.Setting,
      name: `Cilium settings of ${cluster.name} alone`,
      paths: [`${clusterId(cluster.index)}.cilium`],
      label: "own",
      lines: told,
      facts: facts({ settings: told.join(", ") }),
    },
  ];
}

function etcdRow(view: StackView, cluster: ResolvedCluster): Row[] {
  const plan = view.etcds.get(cluster.name);
  if (plan === undefined) return [];
  const where = `${clusterId(cluster.index)}.etcd`;
  const members = plan.members.map(({ name }) => name);
  const how = plan.tls ? "TLS" : "no TLS";
  const what: Readonly<Record<string, string>> = {
    nodes: `${plural(members.length, "member")} on nodes, ${how}`,
    pod: `a single Pod, ${how}`,
    outside: `outside, ${how}`,
  };
  return [
    {
      id: where,
      kind: Kind.Setting,
      name: `etcd of ${cluster.name}`,
      paths: [where],
      label: "etcd",
      lines: [what[plan.mode] ?? plan.mode, ...(plan.mode === "outside" ? plan.endpoints : [])],
      facts: facts({
        where: plan.mode,
        members: members.join(", "),
        TLS: plan.tls ? "client certificates" : "off",
        port: plan.clientPort,
        image: plan.mode === "outside" ? undefined : plan.image,
        endpoints: plan.mode === "outside" ? plan.endpoints.join(", ") : undefined,
      }),
    },
  ];
}

function bgpRows(view: StackView, cluster: ResolvedCluster): Row[] {
  const own = view.plan?.clusters.find(({ name }) => name === cluster.name);
  if (own === undefined || view.plan === undefined) return [];
  const sessions = view.plan.sessions.filter(({ b }) => b.kind === "node" && b.cluster === cluster.name);
  const routers = [...new Set(sessions.map(({ a }) => a.name))];
  const peers = routers.map((router) => {
    const with_ = sessions.filter(({ a }) => a.name === router);
    return `${router} AS ${with_[0]?.a.asn ?? "?"} ×${with_.length}`;
  });
  const where = `${clusterId(cluster.index)}.bgp`;
  const told = own.advertisements.map(({ type, serviceAddresses = [] }) =>
    type === "PodCIDR"
      ? "each node its pod CIDR"
      : type === "Service"
        ? `${serviceAddresses.join(", ")} of Services`
        : type,
  );
  return [
    {
      id: where,
      kind: Kind.Setting,
      name: `BGP of ${cluster.name}`,
      paths: [where],
      label: "BGP",
      lines: [
        `AS ${own.asn}, ${plural(sessions.length, "session")}`,
        ...(peers.length > 4 ? [few(peers, 3)] : peers),
      ],
      facts: facts({ AS: own.asn, sessions: sessions.length, with: peers.join(", ") }),
    },
    ...(told.length === 0
      ? []
      : [
          {
            id: `${where}.advertisements`,
            kind: Kind.Setting,
            name: `BGP advertisements of ${cluster.name}`,
            paths: [`${where}.advertisements`],
            label: "announces",
            lines: [...new Set(told)],
            facts: own.advertisements.map(({ name, type }) => ({ name, value: type })),
          },
        ]),
  ];
}

/** What all clusters' Cilium has in common, unless one says otherwise. */
export function sharedRow({ config }: StackView): Row {
  const { cilium } = config;
  const text = (key: string): string | undefined => {
    const value = valueAt(cilium, key);
    return typeof value === "string" || typeof value === "number" ? String(value) : undefined;
  };
  const on = (key: string): boolean => valueAt(cilium, key) === true;
  const routing = text("routingMode");
  const native = text("ipv4NativeRoutingCIDR");
  const said = [
    `Cilium ${cilium.version}`,
    routing === undefined ? undefined : `${routing} routing${native === undefined ? "" : ` in ${native}`}`,
    text("ipam.mode") === undefined ? undefined : `IPAM ${text("ipam.mode") ?? ""}`,
    on("kubeProxyReplacement") ? "replaces kube-proxy" : undefined,
    on("encryption.enabled") ? `encrypts by ${text("encryption.type") ?? "IPsec"}` : undefined,
    text("identityAllocationMode") === undefined
      ? undefined
      : `identities in ${text("identityAllocationMode") ?? ""}`,
    on("hubble.ui.enabled") ? "Hubble UI" : undefined,
  ];
  return {
    id: "cilium",
    kind: Kind.Setting,
    name: "Cilium settings of every cluster",
    paths: ["cilium"],
    label: "every cluster",
    lines: [joined(...said)],
    facts: facts({
      version: cilium.version,
      routing,
      "native routing CIDR": native,
      IPAM: text("ipam.mode"),
      "settings given": Object.keys(cilium)
        .filter((key) => isHelmMap(cilium) && key !== "version")
        .sort()
        .join(", "),
    }),
  };
}
