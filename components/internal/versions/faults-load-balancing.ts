import { Severity } from "../finding";
import { Fault } from "./fault";

/** Faults in handing out and announcing addresses of Services; rules look them up where pools, Services and announcements are known. */
export const loadBalancingFaults: readonly Fault[] = [
  {
    code: "lb-pool-deletion",
    severity: Severity.Warning,
    affected: ["<1.17.6"],
    upstream: "#40013",
    fixedIn: ["1.17.6"],
    symptom: "crashes its operator when a pool of several blocks is deleted",
    wayRound: "make each block a pool of its own",
    keys: [],
  },
  {
    code: "lb-ip-sharing-lost",
    severity: Severity.Warning,
    affected: ["<1.16.3"],
    upstream: "#34783, #30700",
    fixedIn: ["1.16.3"],
    symptom:
      "gives Services that share an address by a sharing key different ones when its operator restarts",
    wayRound: "ask for the address in each of them",
    keys: [],
  },
  {
    code: "lb-ip-reallocated",
    severity: Severity.Warning,
    affected: ["<1.18.2"],
    upstream: "#41147, #43131",
    fixedIn: ["1.18.2"],
    symptom: "may take addresses from Services that have one when its operator restarts while others wait",
    wayRound: "give the pools as many addresses as there are Services",
    keys: [],
  },
  {
    code: "l2-arp",
    severity: Severity.Warning,
    affected: ["<1.19.4"],
    upstream: "#45197, #45068",
    fixedIn: ["1.19.4"],
    symptom:
      "may forget an address that it announces on L2, and then answers no ARP for it until its agent restarts",
    wayRound: "announce by BGP",
    keys: [],
  },
  {
    code: "l2-ipv6-missing",
    severity: Severity.Warning,
    affected: ["<1.19.0"],
    upstream: "#39648",
    fixedIn: ["1.19.0"],
    symptom: "announces no IPv6 address on L2",
    wayRound: "announce it by BGP",
    keys: [],
  },
  {
    code: "l2-ipv6",
    severity: Severity.Warning,
    affected: [">=1.19.0 <1.19.5"],
    upstream: "#46079",
    fixedIn: ["1.19.5"],
    symptom:
      "tells of a moved IPv6 address in a form that hosts ignore, so that they go on asking the old node",
    wayRound: "announce it by BGP",
    keys: [],
  },
  {
    code: "load-balancer-source-ranges",
    severity: Severity.Warning,
    affected: [">=1.18.0 <1.18.6"],
    upstream: "#42351, #42334",
    fixedIn: ["1.18.6"],
    symptom: "applies loadBalancerSourceRanges to NodePorts and the ClusterIP of a Service too",
    wayRound: "name the networks of nodes and pods in them as well",
    keys: [],
  },
];
