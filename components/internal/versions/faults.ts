import semver from "semver";
import { Severity } from "../finding";
import {
  encryptionOf,
  isOn,
  leavesKindsToOperator,
  numberOf,
  replacesKubeProxy,
  routingModeOf,
  servesMcsApi,
  textOf,
  textsOf,
} from "./effective";
import { Fault } from "./fault";
import { bgpFaults } from "./faults-bgp";
import { listedFaults } from "./faults-listed";
import { loadBalancingFaults } from "./faults-load-balancing";

const api = "clustermesh.useAPIServer";
const kvstoreMesh = "clustermesh.apiserver.kvstoremesh.enabled";

/** Faults that rules look up because they take more than one cluster's values to see. */
const contextFaults: readonly Fault[] = [
  {
    code: "service-port-unnamed-backends-lost",
    severity: Severity.Error,
    affected: ["=1.18.0"],
    upstream: "#41104, #40848",
    fixedIn: ["1.18.1"],
    symptom: "finds no remote backends for a global service with an unnamed port",
    wayRound: "name the port",
    keys: [],
  },
  {
    code: "service-shared-target-port",
    severity: Severity.Error,
    affected: [">=1.18.0 <1.18.10", ">=1.19.0 <1.19.4"],
    upstream: "#45109, #45179",
    fixedIn: ["1.18.10", "1.19.4"],
    symptom: "loses remote backends where several ports of a service lead to one target port",
    wayRound: "let the service have one port per target port",
    keys: [],
  },
  {
    code: "service-affinity-none",
    severity: Severity.Error,
    affected: [">=1.18.0 <1.19.6"],
    upstream: "#46623, #46635",
    fixedIn: ["1.19.6"],
    symptom: 'drops all remote backends of a service annotated with affinity "none"',
    wayRound: "leave the annotation out, which means the same",
    keys: [],
  },
  {
    code: "mesh-node-port-clash",
    severity: Severity.Error,
    affected: ["<1.18.2"],
    upstream: "#24692, #41337",
    fixedIn: ["1.18.2"],
    symptom:
      "with kubeProxyReplacement answers a peer's NodePort itself where its own is the same, so that the mesh connects to itself after a reconnect",
    wayRound: "give each cluster a NodePort of its own",
    keys: ["clustermesh.apiserver.service.nodePort"],
  },
  {
    code: "service-without-kube-proxy-replacement",
    severity: Severity.Warning,
    affected: [">=1.14.0"],
    upstream: "#31718",
    fixedIn: [],
    symptom: "without kubeProxyReplacement hides remote backends from host-network pods and NodePorts",
    wayRound: "set kubeProxyReplacement: true",
    keys: ["kubeProxyReplacement"],
  },
  {
    code: "service-without-selector-lost",
    severity: Severity.Warning,
    affected: ["<1.17.6"],
    upstream: "#40361",
    fixedIn: ["1.17.6"],
    symptom: "loses a global service without selector when a remote cluster comes back",
    wayRound: "give it a selector that matches no pod",
    keys: [],
  },
  {
    code: "mesh-mixed-with-1-14",
    severity: Severity.Warning,
    affected: [">=1.14.0 <1.15.0"],
    upstream: "#33393",
    fixedIn: ["1.15.0"],
    symptom: "drops replies in a mesh with 1.15 or newer",
    keys: [],
  },
  {
    code: "auto-direct-node-routes-across-networks",
    severity: Severity.Error,
    affected: [">=1.14.0"],
    upstream: "#31843, #32733",
    fixedIn: ["1.16.0"],
    symptom: "cannot install direct routes to nodes of another network; from 1.15 on its agents fail",
    keys: ["autoDirectNodeRoutes"],
  },
];

/** Faults that one cluster's values show. */
const valueFaults: readonly Fault[] = [
  {
    code: "mesh-on-1-18-0",
    severity: Severity.Warning,
    affected: ["=1.18.0"],
    upstream: "#40786, #40968",
    fixedIn: ["1.18.1"],
    symptom: "loses connections across clusters when clustermesh-apiserver restarts together with agents",
    keys: [api],
    applies: (values, version) => isOn(values, api, version),
  },
  {
    code: "mesh-on-1-16-0",
    severity: Severity.Warning,
    affected: ["=1.16.0"],
    upstream: "#34091",
    fixedIn: ["1.16.1"],
    symptom: "misses events of a peer during the first synchronization",
    keys: [api],
    applies: (values, version) => isOn(values, api, version),
  },
  {
    code: "mesh-operator-behind-kvstoremesh",
    severity: Severity.Warning,
    affected: [">=1.16.0 <1.16.2"],
    upstream: "#34295",
    fixedIn: ["1.16.2"],
    symptom: "does not let its operator synchronize EndpointSlices through KVStoreMesh",
    wayRound: `set ${kvstoreMesh}: false`,
    keys: ["clustermesh.enableEndpointSliceSynchronization"],
    applies: (values, version) =>
      isOn(values, kvstoreMesh, version) &&
      isOn(values, "clustermesh.enableEndpointSliceSynchronization", version),
  },
  {
    code: "mesh-apiserver-replicas",
    severity: Severity.Warning,
    affected: ["<1.16.0"],
    upstream: "#32646",
    fixedIn: ["1.16.0"],
    symptom: "has no session affinity in front of several replicas of clustermesh-apiserver",
    wayRound: "set clustermesh.apiserver.replicas: 1",
    keys: ["clustermesh.apiserver.replicas"],
    applies: (values, version) =>
      isOn(values, api, version) && (numberOf(values, "clustermesh.apiserver.replicas", version) ?? 1) > 1,
  },
  {
    code: "mesh-host-firewall-wireguard",
    severity: Severity.Warning,
    affected: [">=1.14.0"],
    upstream: "#31209, #33390",
    fixedIn: [],
    symptom: "blocks a mesh over NodePorts where host firewall, tunnel and WireGuard are on together",
    wayRound: "switch one of the three off, or use a LoadBalancer for clustermesh-apiserver",
    keys: ["hostFirewall.enabled", "encryption.type"],
    applies: (values, version) =>
      isOn(values, api, version) &&
      isOn(values, "hostFirewall.enabled", version) &&
      encryptionOf(values, version) === "wireguard" &&
      routingModeOf(values, version) === "tunnel" &&
      textOf(values, "clustermesh.apiserver.service.type", version) === "NodePort",
  },
  {
    code: "mesh-ca-bundle-ignored",
    severity: Severity.Warning,
    affected: ["<1.18.5"],
    upstream: "chart 1.18.5",
    fixedIn: ["1.18.5"],
    symptom: "does not let KVStoreMesh read tls.caBundle",
    wayRound: `give all clusters one CA (tls.ca), or set ${kvstoreMesh}: false`,
    keys: ["tls.caBundle.enabled"],
    applies: (values, version) =>
      isOn(values, api, version) &&
      isOn(values, "tls.caBundle.enabled", version) &&
      isOn(values, kvstoreMesh, version),
  },
  {
    code: "mcs-definitions-not-updated",
    severity: Severity.Warning,
    affected: ["=1.19.0"],
    upstream: "#44210, #44224",
    fixedIn: ["1.19.1"],
    symptom: "may lack the rights to update the MCS definitions",
    wayRound: "apply the ServiceExport and ServiceImport definitions before Cilium",
    keys: ["clustermesh.mcsapi.enabled"],
    applies: leavesKindsToOperator,
  },
  {
    code: "mcs-definitions-downgraded",
    severity: Severity.Warning,
    affected: [">=1.19.0 <1.19.3"],
    upstream: "#44738",
    fixedIn: ["1.19.3"],
    symptom: "puts older MCS definitions in place of newer ones",
    wayRound: "set clustermesh.mcsapi.installCRDs: false and apply the definitions yourself",
    keys: ["clustermesh.mcsapi.installCRDs"],
    applies: leavesKindsToOperator,
  },
  {
    code: "mcs-exports-missed",
    severity: Severity.Warning,
    affected: ["=1.20.0"],
    upstream: "#47793, #47824",
    fixedIn: ["1.20.1"],
    symptom: "exports nothing where clustermesh-apiserver started before the v1beta1 definitions existed",
    wayRound: "apply the definitions before Cilium, or restart clustermesh-apiserver once",
    keys: ["clustermesh.mcsapi.enabled"],
    applies: leavesKindsToOperator,
  },
  {
    code: "mcs-conflict-count",
    severity: Severity.Warning,
    affected: [">=1.17.0 <1.17.3"],
    upstream: "#38267",
    fixedIn: ["1.17.3"],
    symptom: "counts conflicts between exported services wrongly",
    keys: ["clustermesh.enableMCSAPISupport"],
    applies: servesMcsApi,
  },
  {
    code: "ingress-host-network",
    severity: Severity.Error,
    affected: ["=1.18.0"],
    upstream: "#40232",
    fixedIn: ["1.18.1"],
    symptom: "creates an invalid Service for an ingress on the host network",
    wayRound: "set ingressController.hostNetwork.enabled: false",
    keys: ["ingressController.hostNetwork.enabled"],
    applies: (values, version) =>
      isOn(values, "ingressController.enabled", version) &&
      isOn(values, "ingressController.hostNetwork.enabled", version),
  },
  {
    code: "kvstore-behind-service",
    severity: Severity.Error,
    affected: [">=1.18.0 <1.18.12", ">=1.19.0 <1.19.6"],
    upstream: "#45844, #44653, #46444",
    fixedIn: ["1.18.12", "1.19.6"],
    symptom:
      "cannot start its agents where etcd is behind a Kubernetes Service and kubeProxyReplacement is on",
    wayRound: "run etcd on the host network or outside, and give its node address in etcd.endpoints",
    keys: ["etcd.endpoints"],
    applies: (values, version) =>
      replacesKubeProxy(values, version) && endpointsInCluster(values, version).length > 0,
  },
];

/** etcd endpoints that are names of Kubernetes Services; none where etcd is not in use. */
export function endpointsInCluster(values: Parameters<typeof isOn>[0], version: string): string[] {
  if (!isOn(values, "etcd.enabled", version)) return [];
  return textsOf(values, "etcd.endpoints", version).filter((endpoint) => /\.svc([.:/]|$)/.test(endpoint));
}

/** Every known fault. */
export const faults: readonly Fault[] = [
  ...contextFaults,
  ...loadBalancingFaults,
  ...valueFaults,
  ...bgpFaults,
  ...listedFaults,
];

/** The faults that a version has, whether or not a given setup walks into them. */
export function faultsOf(version: string): Fault[] {
  return faults.filter((fault) => isAffected(fault, version));
}

/** The fault of a code where the version has it. */
export function faultOf(code: string, version: string): Fault | undefined {
  const fault = faults.find((candidate) => candidate.code === code);
  if (fault === undefined) throw new Error(`"${code}" is not a fault that the version table knows`);
  return isAffected(fault, version) ? fault : undefined;
}

const affectedBy = new Map<string, boolean>();

function isAffected(fault: Fault, version: string): boolean {
  const key = `${fault.code} ${version}`;
  let affected = affectedBy.get(key);
  if (affected === undefined) {
    const release = semver.coerce(version);
    affected = release !== null && fault.affected.some((range) => semver.satisfies(release, range));
    affectedBy.set(key, affected);
  }
  return affected;
}
