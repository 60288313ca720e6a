export * from "./cilium-install";
export * from "./cluster-mesh";
export * from "./existing-cluster";
export * from "./global-service";
export * from "./kind-cluster";
export * from "./kubeconfig";
export * from "./sample-workload";
export { Finding, formatFinding, InvalidInputError, Severity } from "./internal/finding";
export * from "./prover";
