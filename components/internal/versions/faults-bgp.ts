import { Severity } from "../finding";
import { valueAt } from "../helm-values";
import { isOn } from "./effective";
import { Fault } from "./fault";

/** Faults of the BGP control plane. */
export const bgpFaults: readonly Fault[] = [
  {
    code: "bgp-md5",
    severity: Severity.Error,
    affected: ["<1.17.7"],
    upstream: "#40478, #40566",
    fixedIn: ["1.17.7"],
    symptom: "cannot set the TCP MD5 password of a BGP session",
    wayRound: "leave the passwords out",
    keys: [],
  },
  {
    code: "bgp-reconciliation",
    severity: Severity.Warning,
    affected: [">=1.16.0 <1.16.5"],
    upstream: "#34177, #34182, #34976, #35166, #36165",
    fixedIn: ["1.16.5"],
    symptom: "has faults in applying changes of BGP resources",
    keys: ["bgpControlPlane.enabled"],
    applies: (values, version) => isOn(values, "bgpControlPlane.enabled", version),
  },
  {
    code: "bgp-secrets-namespace-unset",
    severity: Severity.Error,
    affected: [">=1.17.0 <1.18.4"],
    upstream: "#42408, #42425",
    fixedIn: ["1.18.4"],
    symptom: "lets its operator crash where bgpControlPlane.secretsNamespace.name is empty",
    wayRound: "leave bgpControlPlane.secretsNamespace.name out, which means kube-system",
    keys: ["bgpControlPlane.secretsNamespace.name"],
    applies: (values, version) =>
      isOn(values, "bgpControlPlane.enabled", version) &&
      valueAt(values, "bgpControlPlane.secretsNamespace.name") === "",
  },
  {
    code: "bgp-router-id-pool",
    severity: Severity.Warning,
    affected: [">=1.18.0 <1.18.2"],
    upstream: "#38300, #40340",
    fixedIn: ["1.18.2"],
    symptom: "has faults in giving out BGP router ids from a pool",
    wayRound: "give nodes their routerId by hand",
    keys: ["bgpControlPlane.routerIDAllocation.mode"],
    applies: (values, version) =>
      isOn(values, "bgpControlPlane.enabled", version) &&
      valueAt(values, "bgpControlPlane.routerIDAllocation.mode") === "ip-pool",
  },
];
