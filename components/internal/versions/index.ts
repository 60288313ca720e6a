export { coreDnsOf } from "./coredns";
export * from "./effective";
export { Fault } from "./fault";
export { endpointsInCluster, faultOf, faults, faultsOf } from "./faults";
export { apiVersionOf, firstVersionOf, kinds } from "./kinds";
export { kubernetesMinor, kubernetesSupport, kubernetesSupportOf } from "./kubernetes";
export { Setting, SettingType } from "./setting";
export { knownMinors, lastBefore, settings, tableOf } from "./table";
export { unknownSettings } from "./unknown";
