import { HelmValues, mergeValues } from "../../internal/helm-values";
import type { CiliumMeshMembership, CiliumMeshPeer } from "../../cluster-mesh/args";
import { since } from "./since";

/** What the chart assumes; not written, so that values hold only what differs. */
const CHART_MAX_CONNECTED_CLUSTERS = 255;

/** First version that keeps the server certificate's names at `tls.auto.server`. */
const AUTO_SERVER_SINCE = "1.20.0";

/** A membership as Helm values: all that makes one install a member of a mesh. */
export function membershipValues(membership: CiliumMeshMembership, version: string): HelmValues {
  return {
    cluster: { id: membership.id, name: membership.name },
    clustermesh: {
      ...(membership.maxConnectedClusters === CHART_MAX_CONNECTED_CLUSTERS
        ? {}
        : { maxConnectedClusters: membership.maxConnectedClusters }),
      useAPIServer: true,
      // The list form is the one that every version reads.
      config: { enabled: true, clusters: membership.peers.map(peerValues) },
      apiserver: {
        ...readinessValues(membership, version),
        kvstoremesh: kvstoreMeshValues(membership, version),
        service: serviceValues(membership),
        tls: tlsValues(membership, version),
      },
    },
    tls: { ca: { cert: base64(membership.caCertificatePem), key: base64(membership.caPrivateKeyPem) } },
  };
}

/** All that a membership decides, also where it leaves the chart's own unwritten. */
export function decidedValues(membership: CiliumMeshMembership, version: string): HelmValues {
  const { maxConnectedClusters } = membership;
  return mergeValues(membershipValues(membership, version), { clustermesh: { maxConnectedClusters } });
}

function peerValues(peer: CiliumMeshPeer): HelmValues {
  const where: HelmValues =
    peer.address === undefined ? { ips: [...(peer.ips ?? [])] } : { address: peer.address };
  return { name: peer.name, port: peer.port, ...where };
}

/** First version in which clustermesh-apiserver has to be ready before it is reached. */
const READINESS_SINCE = "1.16.0";

/** Both ends of a new mesh wait for each other's readiness, so it is asked for often. */
const READINESS_PROBE: HelmValues = { readinessProbe: { periodSeconds: 1 } };

function readinessValues({ kvstoreMesh }: CiliumMeshMembership, version: string): HelmValues {
  return kvstoreMesh && since(version, READINESS_SINCE) ? READINESS_PROBE : {};
}

function kvstoreMeshValues(membership: CiliumMeshMembership, version: string): HelmValues {
  const timeout = membership.kvstoreMeshPeerTimeoutSeconds;
  const waits = membership.kvstoreMesh && since(version, READINESS_SINCE);
  return {
    enabled: membership.kvstoreMesh,
    ...(waits ? READINESS_PROBE : {}),
    ...(waits && timeout !== undefined ? { extraArgs: [`--per-cluster-ready-timeout=${timeout}s`] } : {}),
  };
}

function serviceValues(membership: CiliumMeshMembership): HelmValues {
  const { serviceAnnotations, serviceExternallyCreated, nodePort } = membership;
  return {
    type: membership.serviceType,
    ...(nodePort === undefined ? {} : { nodePort }),
    ...(serviceAnnotations === undefined ? {} : { annotations: { ...serviceAnnotations } }),
    ...(serviceExternallyCreated === true ? { externallyCreated: true } : {}),
  };
}

function tlsValues(membership: CiliumMeshMembership, version: string): HelmValues {
  const { tlsSchedule, tlsCertValidityDuration, serverDnsNames = [] } = membership;
  const server: HelmValues =
    serverDnsNames.length === 0 ? {} : { server: { extraDnsNames: [...serverDnsNames] } };
  const inAuto = since(version, AUTO_SERVER_SINCE);
  return {
    auto: {
      enabled: true,
      method: membership.tlsMethod,
      ...(tlsSchedule === undefined ? {} : { schedule: tlsSchedule }),
      ...(tlsCertValidityDuration === undefined ? {} : { certValidityDuration: tlsCertValidityDuration }),
      ...(inAuto ? server : {}),
    },
    ...(inAuto ? {} : server),
  };
}

/** The chart wants base64 of the PEM text on top of PEM's own. */
function base64(pem: string): string {
  return Buffer.from(pem, "utf8").toString("base64");
}
