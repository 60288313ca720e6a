import { Finding } from "../../internal/finding";
import { textsOf } from "../../internal/versions";
import { error, warning } from "../report";
import { Topology } from "../topology";
import { PeerEntry, peersKey, peersOf } from "./install-mesh";
import { Member, membersOf } from "./view";

/** Links between members as their final values have them: whom they name, where they look for them. */
export function peerLinks(topology: Topology): Finding[] {
  const members = membersOf(topology);
  const byName = new Map(members.map((member) => [member.name, member]));
  const links = new Map(members.map((member) => [member, peersOf(member.install.values, member.install.version)]));
  const named = new Map([...links].map(([member, peers]) => [member, new Set(peers.map(({ name }) => name))]));
  return [...links].flatMap(([member, peers]) =>
    peers.flatMap((peer) => {
      const path = `${member.install.at(peersKey)}${peer.place}`;
      const target = byName.get(peer.name);
      if (target === member || peer.name === "") return [];
      if (target === undefined) return unknownPeer(member, peer, path);
      const back = named.get(target)?.has(member.name) === true;
      return [
        ...(back ? [] : oneSided(member, target, path)),
        ...peerPort(member, peer, target, path),
        ...peerAddress(member, peer, target, path),
      ];
    }),
  );
}

function unknownPeer(member: Member, peer: PeerEntry, path: string): Finding[] {
  return [
    warning(
      "mesh-peer-unknown",
      [path],
      `cluster "${member.cluster.name}" has peer "${peer.name}", which is no member of this mesh and is not checked`,
      "correct the name, or make sure that the other cluster knows this one",
    ),
  ];
}

function oneSided(member: Member, target: Member, path: string): Finding[] {
  const strict = [member, target].some(({ install }) => install.text("clustermesh.apiserver.tls.authMode") === "cluster");
  return [
    (strict ? error : warning)(
      "mesh-peer-one-sided",
      [path, target.install.at(peersKey)],
      strict
        ? `cluster "${member.cluster.name}" has peer "${target.cluster.name}" but not the other way round, which authMode cluster refuses`
        : `cluster "${member.cluster.name}" has peer "${target.cluster.name}" but not the other way round, so "${target.cluster.name}" does not know where its replies go`,
      `make "${member.cluster.name}" a peer of "${target.cluster.name}" too`,
    ),
  ];
}

const apiServerPort = 2379;

/** The port that the peer is looked for at, against the one that it has. */
function peerPort(member: Member, peer: PeerEntry, target: Member, path: string): Finding[] {
  const { install } = target;
  const nodePort = install.text("clustermesh.apiserver.service.type") === "NodePort";
  const key = "clustermesh.apiserver.service.nodePort";
  // Addresses of a load balancer in front of the nodes may have any port.
  const real = nodePort ? install.number(key) : apiServerPort;
  const toNodes = peer.ips.some((ip) => isNodeOf(target, ip));
  if (!nodePort || !toNodes || peer.port === undefined || real === undefined || peer.port === real) return [];
  return [
    error(
      "mesh-peer-port-differs",
      [path, install.at(key)],
      `cluster "${member.cluster.name}" looks for "${target.cluster.name}" at port ${peer.port}, but its NodePort is ${real}`,
      `use ${real} in both`,
    ),
  ];
}

function isNodeOf(target: Member, ip: string): boolean {
  // `${east.nodes[0].address}` stands for an address that only the running cluster has.
  return ip.startsWith(`\${${target.cluster.name}.nodes[`) || target.cluster.nodes.some(({ address }) => address === ip);
}

/** A DNS name must be in the peer's certificate, which covers only the mesh's own domain. */
function peerAddress(member: Member, peer: PeerEntry, target: Member, path: string): Finding[] {
  const { address } = peer;
  if (address === "" || address.includes("${") || address.endsWith(".mesh.cilium.io")) return [];
  const { values, version, at } = target.install;
  const keys = ["clustermesh.apiserver.tls.server.extraDnsNames", "clustermesh.apiserver.tls.auto.server.extraDnsNames"];
  const covered = keys.flatMap((key) => textsOf(values, key, version)).some((name) => matches(name, address));
  if (covered) return [];
  return [
    error(
      "mesh-peer-address-not-in-certificate",
      [path, at(keys[0] ?? "")],
      `cluster "${member.cluster.name}" looks for "${target.cluster.name}" at ${address}, which its certificate does not name`,
      `add ${address} to clustermesh.apiserver.tls.server.extraDnsNames of "${target.cluster.name}", or give IP addresses`,
    ),
  ];
}

function matches(name: string, address: string): boolean {
  if (!name.startsWith("*.")) return name === address;
  return address.endsWith(name.slice(1)) && !address.slice(0, -name.length + 1).includes(".");
}
