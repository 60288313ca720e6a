import { CatalogueEntry, Told } from "./entry";

/** Findings about racks, routers and BGP sessions. */
export const bgpFindings = {
  "bgp-name-invalid": { told: Told.Error, meaning: "A name that Kubernetes, Docker or FRR would refuse." },
  "bgp-name-duplicate": { told: Told.Error, meaning: "Two racks, routers, nodes, peers … have one name." },
  "bgp-rack-unknown": {
    told: Told.Error,
    meaning: "An interface, a node or a link is in a rack that is not declared.",
  },
  "bgp-router-unknown": {
    told: Told.Error,
    meaning: "A peer or a link leads to a router that is not declared.",
  },
  "bgp-rack-subnet": {
    told: Told.Error,
    meaning: "A rack without a subnet, or one that is no network of its family.",
  },
  "bgp-rack-overlap": {
    told: Told.Error,
    meaning: "Two racks share addresses: routers cannot tell them apart.",
  },
  "bgp-rack-cidr-overlap": { told: Told.Error, meaning: "A rack has addresses of pods or of Services." },
  "bgp-rack-without-router": {
    told: Told.Error,
    meaning:
      "Nodes are to reach a router of another rack, and no router stands in their own to carry them there.",
  },
  "bgp-address-missing": { told: Told.Error, meaning: "A node or an interface without address in its rack." },
  "bgp-address-invalid": { told: Told.Error, meaning: "Not an address of its family." },
  "bgp-address-outside-rack": { told: Told.Error, meaning: "An address that is not in the rack's subnet." },
  "bgp-address-reserved": {
    told: Told.Error,
    meaning: "Network or broadcast address, or the one that Docker takes for the host in each network.",
  },
  "bgp-address-duplicate": { told: Told.Error, meaning: "Two routers or nodes have one address." },
  "bgp-router-interfaces": { told: Told.Error, meaning: "A router in no rack, or twice in one." },
  "bgp-asn-range": { told: Told.Error, meaning: "AS numbers are 1–4294967294." },
  "bgp-asn-reserved": { told: Told.Error, meaning: "23456 and 65535 are no AS's number." },
  "bgp-session-kind-mixed": {
    told: Told.Error,
    meaning: "By AS numbers of their own, some nodes would speak iBGP with a router and others eBGP.",
  },
  "bgp-router-id-invalid": {
    told: Told.Error,
    meaning: "Router ids look like IPv4 addresses and are not 0.0.0.0.",
  },
  "bgp-router-id-missing": {
    told: Told.Error,
    meaning: "Without an IPv4 address there is no router id by itself; nodes have one from Cilium 1.18 on.",
  },
  "bgp-router-id-duplicate": { told: Told.Error, meaning: "Two speakers with one router id." },
  "bgp-maximum-paths-range": { told: Told.Error, meaning: "FRR uses 1 to 256 paths at once." },
  "bgp-maximum-paths-few": {
    told: Told.Warning,
    meaning: "More nodes may announce an address than the router uses at once.",
  },
  "bgp-network-invalid": {
    told: Told.Error,
    meaning: "A prefix to announce that is no CIDR, or has host bits set.",
  },
  "bgp-prefix-invalid": { told: Told.Error, meaning: "A pod CIDR or pool of the fabric that is not a CIDR." },
  "bgp-port-range": { told: Told.Error, meaning: "Not a port to listen on." },
  "bgp-hold-time-range": {
    told: Told.Error,
    meaning: "Hold times are 3–65535 s; between routers also 0, for none.",
  },
  "bgp-keepalive-range": { told: Told.Error, meaning: "Keepalive intervals are 1–65535 s." },
  "bgp-keepalive-over-hold": {
    told: Told.Error,
    meaning: "A keepalive comes later than the session is given up.",
  },
  "bgp-hold-time-short": {
    told: Told.Warning,
    meaning: "A hold time of less than three keepalives: one that is lost may end the session.",
  },
  "bgp-connect-retry-range": { told: Told.Error, meaning: "Connect-retry times are 1–2147483647 s." },
  "bgp-connect-retry-long": {
    told: Told.Warning,
    meaning: "After more than 30 s between tries, a router that comes late is found late.",
  },
  "bgp-timers-differ": {
    told: Told.Warning,
    meaning: "A router that exists insists on other timers than its peers.",
  },
  "bgp-restart-time-range": { told: Told.Error, meaning: "Restart times are 1–4095 s." },
  "bgp-graceful-restart-differs": {
    told: Told.Warning,
    meaning: "Graceful restart is on at one end only, or the peers of a router have several restart times.",
  },
  "bgp-link-self": { told: Told.Error, meaning: "A router linked with itself." },
  "bgp-link-without-rack": {
    told: Told.Error,
    meaning: "Two linked routers share no rack, or not the one named.",
  },
  "bgp-link-rack-ambiguous": {
    told: Told.Error,
    meaning: "Two linked routers share several racks, and none is named.",
  },
  "bgp-link-duplicate": { told: Told.Error, meaning: "Two links between the same routers in one rack." },
  "bgp-family-without-addresses": {
    told: Told.Error,
    meaning: "A session is to carry a family in which an end has no address.",
  },
  "bgp-peer-address-unknown": { told: Told.Error, meaning: "A peer's address is none of its router's." },
  "bgp-peer-beyond-ttl": {
    told: Told.Error,
    meaning: "An eBGP peer in another rack with ebgpMultihop 1: its packets end at the first router.",
  },
  "bgp-multihop-range": { told: Told.Error, meaning: "ebgpMultihop is 1–255." },
  "bgp-peer-duplicate": { told: Told.Error, meaning: "A cluster peers twice with one address of a router." },
  "bgp-passwords-differ": { told: Told.Error, meaning: "One session with two passwords." },
  "bgp-password-invalid": {
    told: Told.Error,
    meaning: "A password that is empty, longer than 80 characters or with characters that FRR does not read.",
  },
  "bgp-peer-config-differs": {
    told: Told.Error,
    meaning: "Peers share a CiliumBGPPeerConfig by name, but not what it says.",
  },
  "bgp-peer-without-session": { told: Told.Error, meaning: "A peer with which no node has a session." },
  "bgp-cluster-without-peers": { told: Told.Error, meaning: "A cluster that speaks BGP with nobody." },
  "bgp-node-without-rack": {
    told: Told.Error,
    meaning: "A node that is to speak BGP and stands in no rack.",
  },
  "bgp-node-without-session": {
    told: Told.Error,
    meaning: "A node that is to speak BGP and meets no router.",
  },
  "bgp-no-node-selected": { told: Told.Error, meaning: "A CiliumBGPClusterConfig would select no node." },
  "bgp-node-in-two-clusters": {
    told: Told.Error,
    meaning: "One node in two clusters: two configurations select it, and Cilium applies none.",
  },
  "bgp-node-labels": {
    told: Told.Error,
    meaning: "Labels that select every node, or that the fabric itself needs.",
  },
  "bgp-labels-left-to-others": {
    told: Told.Warning,
    meaning: "Nodes need a label with their rack, and labelling is left to somebody else.",
  },
  "bgp-advertisement-type": { told: Told.Error, meaning: "Not a type of advertisement." },
  "bgp-advertisement-unselected": { told: Told.Error, meaning: "No peer selects the advertisement." },
  "bgp-peer-announces-nothing": {
    told: Told.Error,
    meaning: "A peer selects labels that no advertisement has.",
  },
  "bgp-selector-missing": {
    told: Told.Error,
    meaning: "Services and pools are announced only where a selector chooses them.",
  },
  "bgp-pod-cidr-selector": {
    told: Told.Error,
    meaning: "PodCIDR takes no selector; Cilium's definition refuses it.",
  },
  "bgp-service-addresses": {
    told: Told.Error,
    meaning: "No address of Services, an unknown one, or one where none belongs.",
  },
  "bgp-community-invalid": { told: Told.Error, meaning: "Not a community of its kind." },
  "bgp-local-preference-range": { told: Told.Error, meaning: "Local preferences are 0–4294967295." },
  "bgp-local-preference-external": {
    told: Told.Warning,
    meaning: "A local preference towards other ASes only.",
  },
  "bgp-pod-cidr-in-two-clusters": {
    told: Told.Error,
    meaning: "Two clusters announce one pod CIDR to the same routers.",
  },
  "bgp-pool-in-two-clusters": {
    told: Told.Error,
    meaning: "Two clusters announce one pool to the same routers.",
  },
  "bgp-policy-refuses": {
    told: Told.Warning,
    meaning:
      "What is announced is neither a pod CIDR nor of a pool, and a router of policy declared takes nothing else.",
  },
  "bgp-not-in-version": { told: Told.Error, meaning: "Cilium acts on BGP resources from 1.16 on." },
  "bgp-control-plane-off": {
    told: Told.Error,
    meaning: "Nodes are to speak BGP, but bgpControlPlane.enabled is off.",
  },
  "bgp-pod-cidr-ipam": {
    told: Told.Error,
    meaning: "Nodes have a pod CIDR to announce only with ipam.mode kubernetes or cluster-pool.",
  },
  "bgp-pod-pool-ipam": {
    told: Told.Error,
    meaning: "CiliumPodIPPool is announced only with ipam.mode multi-pool.",
  },
  "bgp-service-without-pool": {
    told: Told.Either,
    meaning:
      "LoadBalancerIP is announced, but no pool gives addresses; a warning where the cluster is not made here.",
  },
  "bgp-service-unmatched": {
    told: Told.Warning,
    meaning: "No Service of type LoadBalancer that is declared has the labels of the advertisement.",
  },
  "bgp-pool-not-announced": {
    told: Told.Warning,
    meaning: "A pool of a cluster that speaks BGP is announced neither by BGP nor on L2.",
  },
} as const satisfies Record<string, CatalogueEntry>;
