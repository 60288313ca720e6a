import * as k8s from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import { knownNow } from "../internal/inputs";
import { judgeFor } from "../internal/judging";
import { CiliumMeshMembership, ClusterMeshArgs, ClusterMeshMemberArgs } from "./args";
import { meshAuthority } from "./authority";
import { loadBalancer } from "./loadBalancer";
import { makesLoadBalancer, MeshMember, MeshOptions, memberships } from "./topology";
import { KnownMeshMember, validateMesh } from "./validate";

/**
 * A mesh of Cilium clusters. Runs before the installs: checks all members together, owns the CA, and hands each
 * member a membership for its `CiliumInstall`, so that each cluster is a mesh member from its first Helm revision.
 */
export class ClusterMesh extends pulumi.ComponentResource {
  /** Memberships by member name, a secret. */
  public readonly memberships: pulumi.Output<Record<string, CiliumMeshMembership>>;
  /** The CA's certificate, PEM. */
  public readonly caCertificate: pulumi.Output<string>;

  constructor(name: string, args: ClusterMeshArgs, opts?: pulumi.ComponentResourceOptions) {
    super("cilium-fabric:index:ClusterMesh", name, {}, opts);
    memberNames.set(
      this,
      args.members.map((member) => member.name),
    );
    const judge = judgeFor(this, `cluster mesh "${name}"`);
    judge(validateMesh(args.members.map(knownMember), knownOptions(args)));

    const authority = meshAuthority(this, name, args);
    const addresses = loadBalancerAddresses(this, name, args);
    const resolved = pulumi.all([args.members.map(memberInputs), optionInputs(args), addresses]);
    this.memberships = pulumi.secret(
      pulumi.all([resolved, authority]).apply(([[members, options, loadBalancers], ca]) => {
        const complete = members.map((member) => withAddress(member, loadBalancers));
        judge(validateMesh(complete.map(asKnown(args.members)), options));
        return memberships(complete, options, ca);
      }),
    );
    this.caCertificate = pulumi.unsecret(pulumi.output(authority.certificatePem));
    this.registerOutputs({ memberships: this.memberships, caCertificate: this.caCertificate });
  }

  /** The membership of one member, a secret: what its `CiliumInstall` takes. */
  membership(member: string): pulumi.Output<CiliumMeshMembership> {
    const members = memberNames.get(this) ?? [];
    if (!members.includes(member)) {
      const known = [...members].sort().join(", ");
      throw new pulumi.ResourceError(
        `the mesh has no member "${member}"; its members are ${known}`,
        this,
        true,
      );
    }
    return this.memberships.apply((all) => all[member] as CiliumMeshMembership);
  }
}

/** Kept beside the component, whose every field would be an output of it. */
const memberNames = new WeakMap<ClusterMesh, readonly string[]>();

/** The members' load balancers, by member name, for those whose address only an early Service can tell. */
function loadBalancerAddresses(
  parent: ClusterMesh,
  name: string,
  args: ClusterMeshArgs,
): Record<string, pulumi.Output<string>> {
  const needing = args.members.filter((member) =>
    makesLoadBalancer(member, member.endpoints !== undefined, args.service?.type),
  );
  return Object.fromEntries(
    needing.map((member) => {
      const provider = new k8s.Provider(
        `${name}-${member.name}`,
        { kubeconfig: pulumi.secret(member.kubeconfig ?? ""), clusterIdentifier: member.name },
        { parent },
      );
      const service = `${name}-${member.name}-apiserver`;
      return [member.name, loadBalancer(service, args.service?.annotations, { parent, provider })];
    }),
  );
}

/** All that topology needs; the kubeconfig has no place in it. */
function memberInputs(member: ClusterMeshMemberArgs): Omit<ClusterMeshMemberArgs, "kubeconfig"> {
  const inputs = { ...member };
  delete inputs.kubeconfig;
  return inputs;
}

function withAddress(member: MeshMember, addresses: Readonly<Record<string, string>>): MeshMember {
  const address = addresses[member.name];
  return address === undefined ? member : { ...member, loadBalancer: address };
}

function asKnown(
  members: readonly ClusterMeshMemberArgs[],
): (member: MeshMember, index: number) => KnownMeshMember {
  return (member, index) => ({ ...member, given: givenIn(members[index]) });
}

function givenIn(member: ClusterMeshMemberArgs | undefined): KnownMeshMember["given"] {
  return {
    nodes: member?.nodes !== undefined,
    endpoints: member?.endpoints !== undefined,
    kubeconfig: member?.kubeconfig !== undefined,
  };
}

function knownMember(member: ClusterMeshMemberArgs): KnownMeshMember {
  return {
    name: member.name,
    ciliumVersion: member.ciliumVersion,
    id: knownNow(member.id),
    podCidrs: knownNow(member.podCidrs),
    nodes: knownNow(member.nodes),
    nodePort: knownNow(member.nodePort),
    endpoints: knownNow(member.endpoints),
    endpointPort: knownNow(member.endpointPort),
    peers: knownNow(member.peers),
    kubeProxyReplacement: knownNow(member.kubeProxyReplacement),
    routingMode: knownNow(member.routingMode),
    given: givenIn(member),
  };
}

function optionInputs(args: ClusterMeshArgs) {
  return {
    maxConnectedClusters: args.maxConnectedClusters,
    serviceType: args.service?.type,
    serviceAnnotations: args.service?.annotations,
    kvstoreMesh: args.kvstoreMesh?.enabled,
    kvstoreMeshPeerTimeoutSeconds: args.kvstoreMesh?.peerTimeoutSeconds,
    tlsMethod: args.tls?.method,
    tlsSchedule: args.tls?.schedule,
    tlsCertValidityDuration: args.tls?.certValidityDuration,
    peerAddresses: args.peerAddresses,
  };
}

function knownOptions(args: ClusterMeshArgs): MeshOptions {
  const inputs = optionInputs(args);
  return {
    maxConnectedClusters: knownNow(inputs.maxConnectedClusters),
    serviceType: inputs.serviceType,
    kvstoreMeshPeerTimeoutSeconds: knownNow(inputs.kvstoreMeshPeerTimeoutSeconds),
    peerAddresses: knownNow(inputs.peerAddresses),
  };
}
