import { Finding } from "../../internal/finding";
import { Topology } from "../topology";
import { declaredFabric, dockerGateways, gatewaysInRacks, racksAmongServices } from "./bgp-fabric";
import { announcedPods, controlPlanes } from "./bgp-installs";
import { announcedServices, unannouncedPools } from "./bgp-services";
import { cidrOverlaps } from "./cidr-overlaps";
import { cidrForm, kindNetworkOverlaps, podCidrSizes, serviceCidrSizes, unusedPodCidrs } from "./cidrs";
import { clusterIds, clusterNames, meshClusterNames } from "./clusters";
import { clusterEtcds } from "./etcd";
import {
  serviceAnnotations,
  serviceBackends,
  serviceClusters,
  serviceSharing,
  sctpServices,
} from "./global-services";
import { hubblePorts } from "./hubble-ports";
import { hostPorts, kubernetesVersions, operatorReplicas, withoutKubeProxy } from "./hosts";
import { ciliumIngresses } from "./load-balancing-ingress";
import { l2Announcements } from "./load-balancing-l2";
import { ingressPolicies, placedEntries } from "./load-balancing-policies";
import { poolForms, poolNetworks, poolOverlaps } from "./load-balancing-pools";
import { loadBalancerServices, sourceRanges } from "./load-balancing-services";
import { datapath, mixedWithOldest, versionSkew } from "./mesh-datapath";
import { authModes, memberList, membersEnabled, meshAuthority, meshSize } from "./mesh-members";
import { peerLinks } from "./mesh-peers";
import {
  directRoutesAcrossNetworks,
  nativeCidrMissesPods,
  nativeCidrSwallowsServices,
  nativeWithoutRoutes,
} from "./native-routing";
import { multiClusterServices, multiClusterSwitches } from "./multi-cluster";
import { meshNodePorts, serviceNodePorts } from "./node-ports";
import { lockedOutOfMesh, policies, policyNames } from "./policies";
import { serviceFaults, servicesWithoutReplacement } from "./service-faults";
import { serviceNames, servicePorts } from "./services";
import { clientOnlyWorkloads, servicesOfSamples, servicesWithoutPods, workloadClusters } from "./workloads";

/** A rule about the topology as a whole; those that one install is enough for are in `install.ts`. */
export type Rule = (topology: Topology) => Finding[];

/** Every rule, in no particular order: findings are sorted. */
export const rules: readonly Rule[] = [
  clusterNames,
  meshClusterNames,
  clusterIds,
  cidrForm,
  cidrOverlaps,
  podCidrSizes,
  serviceCidrSizes,
  unusedPodCidrs,
  kindNetworkOverlaps,
  nativeCidrSwallowsServices,
  nativeCidrMissesPods,
  nativeWithoutRoutes,
  directRoutesAcrossNetworks,
  declaredFabric,
  racksAmongServices,
  dockerGateways,
  gatewaysInRacks,
  controlPlanes,
  announcedPods,
  announcedServices,
  unannouncedPools,
  memberList,
  meshSize,
  membersEnabled,
  meshAuthority,
  authModes,
  datapath,
  versionSkew,
  mixedWithOldest,
  peerLinks,
  meshNodePorts,
  serviceNodePorts,
  hostPorts,
  hubblePorts,
  kubernetesVersions,
  operatorReplicas,
  clusterEtcds,
  withoutKubeProxy,
  serviceNames,
  servicePorts,
  serviceClusters,
  serviceSharing,
  serviceBackends,
  serviceFaults,
  serviceAnnotations,
  servicesWithoutReplacement,
  sctpServices,
  placedEntries,
  poolForms,
  poolOverlaps,
  poolNetworks,
  loadBalancerServices,
  sourceRanges,
  l2Announcements,
  ciliumIngresses,
  ingressPolicies,
  multiClusterServices,
  multiClusterSwitches,
  policies,
  policyNames,
  lockedOutOfMesh,
  workloadClusters,
  clientOnlyWorkloads,
  servicesOfSamples,
  servicesWithoutPods,
];
