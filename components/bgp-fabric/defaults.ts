/** What is meant where the declaration says nothing; the documents' values where they have one. */
export const defaults = {
  holdTimeSeconds: 9,
  keepAliveTimeSeconds: 3,
  /** Cilium's own 120 finds a router that comes late minutes later. */
  connectRetryTimeSeconds: 5,
  restartTimeSeconds: 120,
  bgpPort: 179,
  minimumPaths: 4,
  /** FRR of Debian and of the project's own images is built for no more. */
  mostPaths: 256,
  configName: "cilium-bgp",
  peerGroup: "CILIUM",
  secretsNamespace: "kube-system",
  nodeLabels: { "enable-bgp": "true" },
  advertisementName: "bgp-advertisements",
  advertisementLabels: { advertise: "bgp" },
} as const;

/** Label that says which rack a node stands in, where routers have another address in each. */
export const rackLabel = "cilium-fabric.io/rack";

/** Key of the password in its Secret, as Cilium reads it. */
export const passwordKey = "password";
