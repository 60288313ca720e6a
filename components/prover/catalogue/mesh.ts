import { CatalogueEntry, Told } from "./entry";

/** Findings about the mesh and its services. */
export const meshFindings = {
  "cluster-name-duplicate": { told: Told.Error, meaning: "Two clusters of one name." },
  "mesh-cluster-name-duplicate": {
    told: Told.Error,
    meaning: "Two members with the same final cluster.name.",
  },
  "cluster-id-duplicate": {
    told: Told.Error,
    meaning: "Two members with one id: identities and backends get mixed up.",
    upstream: "#32753",
  },
  "cluster-id-zero": { told: Told.Error, meaning: "A member with id 0, which means no mesh." },
  "mesh-empty": { told: Told.Error, meaning: "A mesh without members." },
  "mesh-member-twice": { told: Told.Error, meaning: "A member listed twice." },
  "mesh-member-unknown": { told: Told.Error, meaning: "A member that is no cluster." },
  "mesh-max-connected-clusters-differ": {
    told: Told.Error,
    meaning: "255 here, 511 there: identities are laid out differently.",
  },
  "mesh-too-large": { told: Told.Error, meaning: "More members than maxConnectedClusters." },
  "mesh-not-enabled": { told: Told.Error, meaning: "A member whose final values leave the mesh off." },
  "mesh-ca-differs": {
    told: Told.Error,
    meaning: "Two members with different CAs do not accept each other.",
  },
  "mesh-ca-missing": {
    told: Told.Warning,
    meaning: "Members without CA make one of their own, unless Secret cilium-ca is there.",
  },
  "mesh-auth-mode": { told: Told.Error, meaning: "authMode cluster and legacy in one mesh." },
  "mesh-routing-mode-differs": { told: Told.Error, meaning: "Native routing and tunnel in one mesh." },
  "mesh-tunnel-protocol-differs": { told: Told.Error, meaning: "VXLAN and Geneve in one mesh." },
  "mesh-tunnel-port-differs": { told: Told.Error, meaning: "Different tunnel ports in one mesh." },
  "mesh-encryption-differs": { told: Told.Error, meaning: "Encryption differs in one mesh." },
  "mesh-ip-family-differs": { told: Told.Error, meaning: "IP families differ in one mesh." },
  "mesh-version-skew": {
    told: Told.Error,
    meaning: "More than one minor between members.",
    upstream: "#41934",
  },
  "mesh-peer-unknown": { told: Told.Warning, meaning: "A peer that is no member; it cannot be checked." },
  "mesh-peer-one-sided": {
    told: Told.Either,
    meaning: "A peer that does not have this cluster as its peer; an error with authMode cluster.",
  },
  "mesh-peer-port-differs": {
    told: Told.Error,
    meaning: "A peer is looked for at another NodePort than it has.",
  },
  "mesh-peer-address-not-in-certificate": {
    told: Told.Error,
    meaning: "A DNS name that the peer's certificate does not name.",
  },
  "service-name-invalid": { told: Told.Error, meaning: "Not a name for a Service." },
  "service-namespace-invalid": { told: Told.Error, meaning: "Not a name for a namespace." },
  "service-duplicate": { told: Told.Error, meaning: "Two services of one name and namespace." },
  "service-without-ports": { told: Told.Error, meaning: "A service without ports." },
  "service-port-range": { told: Told.Error, meaning: "A port outside 1–65535." },
  "service-port-name-invalid": { told: Told.Error, meaning: "Not a name for a port." },
  "service-target-port-invalid": { told: Told.Error, meaning: "Neither a port number nor a name of one." },
  "service-protocol-invalid": { told: Told.Error, meaning: "Not TCP, UDP or SCTP." },
  "service-port-duplicate": { told: Told.Error, meaning: "One port and protocol twice in a service." },
  "service-port-name-duplicate": { told: Told.Error, meaning: "Two ports of one name in a service." },
  "service-cluster-twice": { told: Told.Error, meaning: "A service names a cluster twice." },
  "service-cluster-unknown": { told: Told.Error, meaning: "A service in a cluster that does not exist." },
  "service-cluster-not-in-mesh": {
    told: Told.Error,
    meaning: "A global service in a cluster outside the mesh.",
  },
  "service-affinity-invalid": { told: Told.Error, meaning: "Not none, local or remote." },
  "service-not-global": {
    told: Told.Error,
    meaning: "affinity, shared or clientOnly where the Service is not global: Cilium ignores them.",
  },
  "service-without-selector": {
    told: Told.Error,
    meaning: "A service without selector in a cluster that is to have backends.",
  },
  "service-without-backends": { told: Told.Error, meaning: "Client-only in all clusters." },
  "service-without-shared-backends": {
    told: Told.Error,
    meaning: "Clients in one cluster, and no other shares its backends.",
  },
  "service-annotation-by-hand": {
    told: Told.Error,
    meaning: "An annotation by hand that a field of the service becomes.",
  },
  "client-only-with-workload": {
    told: Told.Error,
    meaning: "A client-only cluster that runs pods with the labels of the service.",
  },
  "service-selects-no-workload": {
    told: Told.Warning,
    meaning: "A workload of the name of the service, whose labels it does not select.",
  },
  "sctp-not-enabled": { told: Told.Warning, meaning: "An SCTP port without sctp.enabled." },
} as const satisfies Record<string, CatalogueEntry>;
