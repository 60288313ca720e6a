import { parseIp } from "../../internal/cidr";
import { Finding, Severity } from "../../internal/finding";
import { MeshPeerAddresses, MeshServiceType } from "../args";
import {
  EXTERNAL_SERVICE_SINCE,
  makesLoadBalancer,
  MeshOptions,
  needsOwnNodePort,
  nodePorts,
} from "../topology";
import type { KnownMeshMember } from "../validate";
import { error } from "./report";

const FIRST_NODE_PORT = 30000;
const LAST_NODE_PORT = 32767;
const DNS_NAME = /^(?=.{1,253}$)[a-z0-9]([a-z0-9-]*[a-z0-9])?(\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)*$/i;

/** Under which address and port the peers reach each member. */
export function endpointFindings(
  members: readonly KnownMeshMember[],
  options: MeshOptions,
  type: MeshServiceType,
): Finding[] {
  return [
    ...members.flatMap((member, index) => [
      ...endpointForm(member, index),
      ...(type === MeshServiceType.NodePort
        ? nodeFindings(member, index, options.peerAddresses)
        : serviceFindings(member, index, type)),
    ]),
    ...(type === MeshServiceType.NodePort ? portFindings(members) : []),
  ];
}

function endpointForm(member: KnownMeshMember, index: number): Finding[] {
  const path = `members[${index}].endpoints`;
  const { endpoints, endpointPort } = member;
  const findings: Finding[] = [];
  if (endpoints?.length === 0) {
    findings.push(
      error(
        "mesh-endpoints-empty",
        [path],
        `endpoints of cluster ${member.name} is empty`,
        "name an address, or leave it out",
      ),
    );
  }
  if (endpoints !== undefined && endpoints.length > 1 && endpoints.some((e) => parseIp(e) === undefined)) {
    const message = `endpoints of cluster ${member.name} mixes DNS names and further entries (${endpoints.join(", ")})`;
    findings.push(
      error("mesh-endpoints-form", [path], message, "give either IP addresses or a single DNS name"),
    );
  }
  const misspelt = (endpoints ?? []).filter((e) => parseIp(e) === undefined && !DNS_NAME.test(e));
  if (misspelt.length > 0) {
    const message = `endpoints of cluster ${member.name} has ${misspelt.map((e) => `"${e}"`).join(", ")}, which is neither an address nor a DNS name`;
    findings.push(
      error("mesh-endpoints-form", [path], message, "give IP addresses such as 192.0.2.10, or one DNS name"),
    );
  }
  if (endpointPort !== undefined && !isPort(endpointPort, 1, 65535)) {
    const message = `endpointPort ${endpointPort} of cluster ${member.name} is not a port`;
    findings.push(
      error("mesh-endpoint-port", [`members[${index}].endpointPort`], message, "choose from 1–65535"),
    );
  }
  return findings;
}

function nodeFindings(
  member: KnownMeshMember,
  index: number,
  which: MeshPeerAddresses | undefined,
): Finding[] {
  if (member.given.endpoints) return [];
  const path = `members[${index}].nodes`;
  if (!member.given.nodes || member.nodes?.length === 0) {
    const message = `cluster ${member.name} has no nodes whose addresses its peers could be told`;
    return [error("mesh-nodes-missing", [path], message, "give its nodes, or endpoints")];
  }
  if (which !== MeshPeerAddresses.ControlPlane || member.nodes === undefined) return [];
  if (member.nodes.some((node) => node.role === "control-plane")) return [];
  const message = `no node of cluster ${member.name} is a control plane, but peers are to be told control planes only`;
  return [
    error("mesh-control-plane-missing", ["peerAddresses", path], message, "say peerAddresses: all-nodes"),
  ];
}

function serviceFindings(member: KnownMeshMember, index: number, type: MeshServiceType): Finding[] {
  if (member.given.endpoints) return [];
  const path = `members[${index}].endpoints`;
  const of = `the ${type} service of cluster ${member.name}`;
  if (type === MeshServiceType.ClusterIP) {
    const message = `${of} has no address that its peers could know`;
    return [
      error("mesh-endpoints-missing", ["service.type", path], message, "give endpoints that peers can reach"),
    ];
  }
  if (!makesLoadBalancer(member, false, type)) {
    const message = `Cilium ${member.ciliumVersion} makes ${of} itself, so its address is not known before the install`;
    const fix = `use NodePort first and give the load balancer's address as endpoints then, or use Cilium ${EXTERNAL_SERVICE_SINCE} or later`;
    return [error("mesh-load-balancer-unknown", ["service.type", path], message, fix)];
  }
  if (member.given.kubeconfig) return [];
  const message = `${of} is made before the install, for which there is no kubeconfig`;
  return [
    error(
      "mesh-kubeconfig-missing",
      [`members[${index}].kubeconfig`],
      message,
      "give the cluster's kubeconfig",
    ),
  ];
}

function portFindings(members: readonly KnownMeshMember[]): Finding[] {
  const known = members.filter((m): m is KnownMeshMember & { id: number } => m.id !== undefined);
  const ports = nodePorts(known);
  const mustDiffer = members.some(needsOwnNodePort);
  const findings: Finding[] = [];
  const holders = new Map<number, number>();
  members.forEach((member, index) => {
    const port = member.nodePort ?? ports.get(member.name);
    if (port === undefined) return;
    const path = `members[${index}].${member.nodePort === undefined ? "id" : "nodePort"}`;
    if (!isPort(port, FIRST_NODE_PORT, LAST_NODE_PORT)) {
      const message = `NodePort ${port} of cluster ${member.name} is outside ${FIRST_NODE_PORT}–${LAST_NODE_PORT}`;
      const fix = member.nodePort === undefined ? "give it a nodePort, or a smaller id" : "choose one inside";
      findings.push(error("mesh-node-port-range", [path], message, fix));
    }
    const holder = holders.get(port);
    const other = holder === undefined ? undefined : members[holder];
    if (holder === undefined || other === undefined) holders.set(port, index);
    else if (mustDiffer) findings.push(clash(port, [other, holder], [member, index]));
  });
  return findings;
}

type Placed = readonly [KnownMeshMember, number];

/** A number that the user chose twice is respected; one that our own allocation ran into is not. */
function clash(port: number, [a, atA]: Placed, [b, atB]: Placed): Finding {
  const chosen = a.nodePort !== undefined && b.nodePort !== undefined;
  const path = (member: KnownMeshMember, index: number): string =>
    `members[${index}].${member.nodePort === undefined ? "id" : "nodePort"}`;
  return {
    severity: chosen ? Severity.Warning : Severity.Error,
    code: "mesh-node-port-clash",
    paths: [path(a, atA), path(b, atB)],
    message: `clusters ${a.name} and ${b.name} both use NodePort ${port}, which kube-proxy replacement before 1.18.2 answers locally, so that a cluster may connect to itself (#24692)`,
    fix: "give them different nodePorts, or use Cilium 1.18.2 or later",
  };
}

function isPort(port: number, first: number, last: number): boolean {
  return Number.isInteger(port) && port >= first && port <= last;
}
