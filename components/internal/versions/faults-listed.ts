import { Severity } from "../finding";
import { Fault } from "./fault";

const listed = { severity: Severity.Warning, keys: [], listedOnly: true } as const;

/** Faults for the reader of the documentation: no input shows whether a setup walks into them. */
export const listedFaults: readonly Fault[] = [
  {
    ...listed,
    code: "backend-slot-gaps",
    affected: ["<1.19.2"],
    upstream: "#43902",
    fixedIn: ["1.19.2"],
    symptom: "may leave gaps in a service's backend slots",
  },
  {
    ...listed,
    code: "affinity-display",
    affected: [">=1.18.0"],
    upstream: "#43681",
    fixedIn: [],
    symptom: "shows the affinity of a service in the wrong column of `cilium-dbg service list`",
  },
  {
    ...listed,
    code: "from-nodes-policy",
    affected: [">=1.19.0 <1.19.5"],
    upstream: "#46068",
    fixedIn: ["1.19.5"],
    symptom: "applies `fromNodes` wrongly with policyDefaultLocalCluster",
  },
  {
    ...listed,
    code: "mcs-definitions-first",
    affected: [">=1.17.0 <1.19.0"],
    upstream: "by design",
    fixedIn: ["1.19.0"],
    symptom: "lets its operator crash until the ServiceExport and ServiceImport definitions (v1alpha1) exist",
    wayRound: "apply the definitions before Cilium",
  },
  {
    ...listed,
    code: "lb-pool-deletion",
    affected: ["<1.17.6"],
    upstream: "#40013",
    fixedIn: ["1.17.6"],
    symptom: "crashes its operator when a pool with several blocks is deleted",
    wayRound: "use one block per pool",
  },
  {
    ...listed,
    code: "lb-ip-reallocated",
    affected: ["<1.18.2"],
    upstream: "#41147",
    fixedIn: ["1.18.2"],
    symptom: "may give a LoadBalancer Service another address when the operator restarts",
  },
  {
    ...listed,
    code: "l2-arp",
    affected: ["<1.19.4"],
    upstream: "#45197",
    fixedIn: ["1.19.4"],
    symptom: "may fail to answer ARP for an announced address",
  },
  {
    ...listed,
    code: "l2-ipv6",
    affected: ["<1.19.5"],
    upstream: "#46079",
    fixedIn: ["1.19.5"],
    symptom: "announces IPv6 addresses on L2 unreliably",
  },
  {
    ...listed,
    code: "load-balancer-source-ranges",
    affected: ["<1.18.6"],
    upstream: "#42351",
    fixedIn: ["1.18.6"],
    symptom: "applies loadBalancerSourceRanges wrongly",
  },
  {
    ...listed,
    code: "kvstore-lease-lost",
    affected: [">=1.18.0 <1.18.5"],
    upstream: "#42596, #42709",
    fixedIn: ["1.18.5"],
    symptom: "may not recover from a lost kvstore lease",
  },
];
