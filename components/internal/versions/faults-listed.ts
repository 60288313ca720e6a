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
    code: "bgp-peer-address-change",
    affected: [">=1.16.0 <1.17.3"],
    upstream: "#38620",
    fixedIn: ["1.17.3"],
    symptom: "does not announce Services anew when the address of a BGP peer changes",
    wayRound: "change the peer's name with its address",
  },
  {
    ...listed,
    code: "bgp-route-policies",
    affected: [">=1.16.0 <1.19.5"],
    upstream: "#45049, #45927",
    fixedIn: ["1.19.5"],
    symptom:
      "works out the route policies of announced Services more often than it must, and lacks other fixes of BGP",
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
