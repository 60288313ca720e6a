import { Finding } from "../../internal/finding";
import { textsOf } from "../../internal/versions";
import { error, warning } from "../report";
import { Topology } from "../topology";
import { PeerEntry, peerPath, peersKey, peersOf } from "./install-mesh";
import { Member, membersOf } from "./view";

/** Links between members as their final values have them: whom they name, where they look for them. */
export function peerLinks(topology: Topology): Finding[] {
  const members = membersOf(topology);
  const byName = new Map(members.map((member) => [member.name, member]));
  const links = new Map(
    members.map((member) => [member, peersOf(member.install.values, member.install.version)]),
  );
  const named = new Map(
    [...links].map(([member, peers]) => [member, new Set(peers.map(({ name }) => name))]),
  );
  return [...links].flatMap(([member, peers]) =>
    peers.flatMap((peer) => {
      const target = byName.get(peer.name);
      if (target === member || peer.name === "") return [];
      if (target === undefined) return unknownPeer(member, peer);
      const found = peerFault(member, peer, target);
      const back = named.get(target)?.has(member.name) === true;
      return back ? found : [...found, ...oneSided(member, target, peer)];
    }),
  );
}

function unknownPeer(member: Member, peer: PeerEntry): Finding[] {
  return [
    warning(
      "mesh-peer-unknown",
      [peerPath(member.install, peer)],
      `cluster "${member.cluster.name}" has peer "${peer.name}", which is no member of this mesh and is not checked`,
      "correct the name, or make sure that the other cluster knows this one",
    ),
  ];
}

function oneSided(member: Member, target: Member, peer: PeerEntry): Finding[] {
  const strict = [member, target].some(
    ({ install }) => install.text("clustermesh.apiserver.tls.authMode") === "cluster",
  );
  const [here, there] = [member.cluster.name, target.cluster.name];
  return [
    (strict ? error : warning)(
      "mesh-peer-one-sided",
      [peerPath(member.install, peer), target.install.at(peersKey)],
      strict
        ? `cluster "${here}" has peer "${there}" but not the other way round, which authMode cluster refuses`
        : `cluster "${here}" has peer "${there}" but not the other way round, so "${there}" does not know where its replies go`,
      `make "${here}" a peer of "${there}" too`,
    ),
  ];
}

interface Face {
  /** The port that the chart gives the member's clustermesh-apiserver on its nodes. */
  readonly nodePort: number | undefined;
  readonly addresses: ReadonlySet<string>;
}

const nodePortKey = "clustermesh.apiserver.service.nodePort";
const faces = new WeakMap<Member, Face>();

/** How a member is reached from outside; looked up once, for every peer asks. */
function faceOf(member: Member): Face {
  let face = faces.get(member);
  if (face === undefined) {
    const { install, cluster } = member;
    const onNodes = install.text("clustermesh.apiserver.service.type") === "NodePort";
    face = {
      nodePort: onNodes ? install.number(nodePortKey) : undefined,
      addresses: new Set(cluster.nodes.flatMap(({ address }) => address ?? [])),
    };
    faces.set(member, face);
  }
  return face;
}

/** The port that the peer is looked for at on its nodes, against the one that it has. */
function peerPort(member: Member, peer: PeerEntry, target: Member): Finding[] {
  const { nodePort, addresses } = faceOf(target);
  if (nodePort === undefined || peer.port === undefined || peer.port === nodePort) return [];
  // `${east.nodes[0].address}` stands for an address that only the running cluster has; other addresses may be
  // those of a load balancer in front of the nodes, with any port.
  const placeholder = `\${${target.cluster.name}.nodes[`;
  if (!peer.ips.some((ip) => addresses.has(ip) || ip.startsWith(placeholder))) return [];
  return [
    error(
      "mesh-peer-port-differs",
      [peerPath(member.install, peer), target.install.at(nodePortKey)],
      `cluster "${member.cluster.name}" looks for "${target.cluster.name}" at port ${peer.port}, but its NodePort is ${nodePort}`,
      `use ${nodePort} in both`,
    ),
  ];
}

function peerFault(member: Member, peer: PeerEntry, target: Member): Finding[] {
  return peer.address === "" ? peerPort(member, peer, target) : peerAddress(member, peer, target);
}

/** A DNS name must be in the peer's certificate, which covers only the mesh's own domain. */
function peerAddress(member: Member, peer: PeerEntry, target: Member): Finding[] {
  const { address } = peer;
  if (address === "" || address.includes("${") || address.endsWith(".mesh.cilium.io")) return [];
  const { values, version, at } = target.install;
  const keys = [
    "clustermesh.apiserver.tls.server.extraDnsNames",
    "clustermesh.apiserver.tls.auto.server.extraDnsNames",
  ];
  const covered = keys.flatMap((key) => textsOf(values, key, version)).some((name) => matches(name, address));
  if (covered) return [];
  return [
    error(
      "mesh-peer-address-not-in-certificate",
      [peerPath(member.install, peer), at(keys[0] ?? "")],
      `cluster "${member.cluster.name}" looks for "${target.cluster.name}" at ${address}, which its certificate does not name`,
      `add ${address} to clustermesh.apiserver.tls.server.extraDnsNames of "${target.cluster.name}", or give IP addresses`,
    ),
  ];
}

function matches(name: string, address: string): boolean {
  if (!name.startsWith("*.")) return name === address;
  return address.endsWith(name.slice(1)) && !address.slice(0, -name.length + 1).includes(".");
}
