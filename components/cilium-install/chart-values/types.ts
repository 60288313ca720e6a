// Generated from the outline of the charts by `npm run values-types`: do not edit.
import type { Input, Inputs } from "@pulumi/pulumi";

type Bool = Input<boolean | null>;
type Num = Input<number | null>;
type Text = Input<string | null>;
type List = Input<readonly unknown[] | null>;
type Free = Input<Inputs | null>;
/** Keys of the user's own besides. */
interface Open {
  [key: string]: unknown;
}

interface _0 {
  requiredDuringSchedulingIgnoredDuringExecution?: List;
}
interface PodAntiAffinity extends Open, _0 {}
interface _2 {
  podAntiAffinity?: PodAntiAffinity | null;
}
interface Affinity extends Open, _2 {}
interface Aksbyocni {
  enabled?: Bool;
}
interface ServiceAccount {
  create?: Bool;
  name?: Text;
}
interface _6 {
  annotations?: Free;
  labels?: Free;
  serviceAccount?: ServiceAccount | null;
  skipKubeletVerification?: Bool;
}
interface _7 {
  image?: Text | Free;
}
interface Agent_1_14_0 extends _6, _7 {}
interface Subject {
  commonName?: Text;
  country?: Text;
  organization?: Text;
}
interface Ca {
  keyType?: Text;
  subject?: Subject | null;
}
interface DataStorage {
  accessMode?: Text;
  enabled?: Bool;
  size?: Text;
  storageClass?: Text;
}
interface Service {
  annotations?: Free;
  labels?: Free;
  type?: Text;
}
interface _13 {
  annotations?: Free;
  ca?: Ca | null;
  dataStorage?: DataStorage | null;
  initContainers?: List;
  labels?: Free;
  service?: Service | null;
  serviceAccount?: ServiceAccount | null;
}
interface Server_1_14_0 extends _13, _7 {}
interface _15 {
  agent?: Agent_1_14_0 | null;
}
interface _16 {
  enabled?: Bool;
  namespace?: Text;
}
interface _17 {
  server?: Server_1_14_0 | null;
}
interface Install_1_14_0 extends _15, _16, _17 {}
interface _19 {
  adminSocketPath?: Text;
  agentSocketPath?: Text;
  connectionTimeout?: Text;
  enabled?: Bool;
  serverAddress?: Text;
  trustDomain?: Text;
}
interface _20 {
  install?: Install_1_14_0 | null;
}
interface Spire_1_14_0 extends _19, _20 {}
interface _22 {
  port?: Num;
}
interface _23 {
  spire?: Spire_1_14_0 | null;
}
interface Mutual_1_14_0 extends _22, _23 {}
interface _25 {
  enabled?: Bool;
  gcInterval?: Text;
  queueSize?: Num;
  rotatedIdentitiesQueueSize?: Num;
}
interface _26 {
  mutual?: Mutual_1_14_0 | null;
}
interface Authentication_1_14_0 extends _25, _26 {}
interface Azure_1_14_0 {
  clientID?: unknown;
  clientSecret?: unknown;
  enabled?: Bool;
  resourceGroup?: unknown;
  subscriptionID?: unknown;
  tenantID?: unknown;
  usePrimaryAddress?: unknown;
  userAssignedIdentityID?: unknown;
}
interface BandwidthManager_1_14_0 {
  bbr?: Bool;
  enabled?: Bool;
}
interface Announce {
  loadbalancerIP?: Bool;
  podCIDR?: Bool;
}
interface Bgp {
  announce?: Announce | null;
  enabled?: Bool;
}
interface Bpf_1_14_0 {
  authMapMax?: Num;
  autoMount?: Aksbyocni | null;
  ctAnyMax?: Num;
  ctTcpMax?: Num;
  hostLegacyRouting?: Bool;
  lbExternalClusterIP?: Bool;
  lbMapMax?: Num;
  mapDynamicSizeRatio?: Num | Text;
  masquerade?: Bool;
  monitorAggregation?: Text;
  monitorFlags?: Text;
  monitorInterval?: Text;
  natMax?: Num;
  neighMax?: Num;
  policyMapMax?: Num;
  preallocateMaps?: Bool;
  root?: Text;
  tproxy?: Bool;
  vlanBypass?: List;
}
interface Annotations {
  cronJob?: Free;
  job?: Free;
}
interface Image {
  digest?: Text;
  override?: Text;
  pullPolicy?: Text;
  repository?: Text;
  tag?: Text;
  useDigest?: Bool;
}
interface Certgen_1_14_0 {
  annotations?: Annotations | null;
  extraVolumeMounts?: List;
  extraVolumes?: List;
  image?: Image | null;
  podLabels?: Free;
  tolerations?: List;
  ttlSecondsAfterFinished?: Num;
}
interface AutoMount {
  enabled?: Bool;
  resources?: Free;
}
interface Cgroup {
  autoMount?: AutoMount | null;
  hostRoot?: Text;
}
interface Cluster {
  id?: Num;
  name?: Text;
}
interface Image_b {
  digest?: Text;
  override?: unknown;
  pullPolicy?: Text;
  repository?: Text;
  tag?: Text;
  useDigest?: Bool;
}
interface Init_1_14_0 {
  resources?: Free;
}
interface _41 {
  image?: Image_b | null;
}
interface _42 {
  init?: Init_1_14_0 | null;
}
interface _43 {
  securityContext?: Free;
}
interface Etcd_1_14_0 extends _41, _42, Init_1_14_0, _43 {}
interface _45 {
  drop?: List;
}
interface Capabilities extends Open, _45 {}
interface _47 {
  allowPrivilegeEscalation?: Bool;
  capabilities?: Capabilities | null;
}
interface SecurityContext extends Open, _47 {}
interface _49 {
  enabled?: Bool;
  extraArgs?: List;
  extraEnv?: List;
  extraVolumeMounts?: List;
  resources?: Free;
  securityContext?: SecurityContext | null;
}
interface Kvstoremesh_1_14_0 extends _49, _41 {}
interface Etcd {
  enabled?: Bool;
  mode?: Text;
  port?: Num;
}
interface Kvstoremesh {
  enabled?: Bool;
  port?: Num;
}
interface Etcd_1_14_0_b {
  interval?: Text;
  metricRelabelings?: List;
  relabelings?: List;
}
interface _54 {
  annotations?: Free;
  enabled?: Bool;
  interval?: Text;
  labels?: Free;
  metricRelabelings?: List;
  namespace?: unknown;
  relabelings?: List;
}
interface _55 {
  etcd?: Etcd_1_14_0_b | null;
}
interface _56 {
  kvstoremesh?: Etcd_1_14_0_b | null;
}
interface ServiceMonitor_1_14_0 extends _54, _55, _56 {}
interface _58 {
  enabled?: Bool;
  etcd?: Etcd | null;
  kvstoremesh?: Kvstoremesh | null;
  port?: Num;
}
interface _59 {
  serviceMonitor?: ServiceMonitor_1_14_0 | null;
}
interface Metrics_1_14_0 extends _58, _59 {}
interface PodDisruptionBudget_1_14_0 {
  enabled?: Bool;
  maxUnavailable?: Num | Text;
  minAvailable?: Num | Text;
}
interface Service_1_14_0 {
  annotations?: Free;
  externalTrafficPolicy?: Text;
  internalTrafficPolicy?: Text;
  loadBalancerIP?: Text;
  nodePort?: Num;
  type?: Text;
}
interface Admin {
  cert?: Text;
  key?: Text;
}
interface Auto_1_14_0 {
  certManagerIssuerRef?: Free;
  certValidityDuration?: Num;
  enabled?: Bool;
  method?: Text;
  schedule?: Text;
}
interface _65 {
  extraDnsNames?: List;
  extraIpAddresses?: List;
}
interface Server_1_14_0_b extends Admin, _65 {}
interface _67 {
  admin?: Admin | null;
  remote?: Admin | null;
}
interface _68 {
  authMode?: Text;
}
interface _69 {
  auto?: Auto_1_14_0 | null;
}
interface _70 {
  ca?: Admin | null;
}
interface _71 {
  client?: Admin | null;
}
interface _72 {
  server?: Server_1_14_0_b | null;
}
interface Tls_1_14_0 extends _67, _68, _69, _70, _71, _72 {}
interface _74 {
  maxUnavailable?: Num | Text;
}
interface RollingUpdate_1_14_0 extends Open, _74 {}
interface _76 {
  rollingUpdate?: RollingUpdate_1_14_0 | null;
}
interface _77 {
  type?: Text;
}
interface UpdateStrategy_1_14_0 extends Open, _76, _77 {}
interface _79 {
  affinity?: Affinity | null;
}
interface _80 {
  etcd?: Etcd_1_14_0 | null;
}
interface _81 {
  extraArgs?: List;
  extraEnv?: List;
  extraVolumeMounts?: List;
  extraVolumes?: List;
  image?: Image | null;
  nodeSelector?: Free;
  podAnnotations?: Free;
  podLabels?: Free;
  priorityClassName?: Text;
  replicas?: Num;
  resources?: Free;
  tolerations?: List;
  topologySpreadConstraints?: List;
}
interface _82 {
  kvstoremesh?: Kvstoremesh_1_14_0 | null;
}
interface _83 {
  metrics?: Metrics_1_14_0 | null;
}
interface _84 {
  podDisruptionBudget?: PodDisruptionBudget_1_14_0 | null;
}
interface _85 {
  podSecurityContext?: Free;
}
interface _86 {
  service?: Service_1_14_0 | null;
}
interface _87 {
  tls?: Tls_1_14_0 | null;
}
interface _88 {
  updateStrategy?: UpdateStrategy_1_14_0 | null;
}
interface Apiserver_1_14_0 extends _79, _80, _81, _82, _83, _84, _85, _43, _86, _87, _88 {}
interface Config {
  clusters?: List | Free;
  domain?: Text;
  enabled?: Bool;
}
interface _91 {
  apiserver?: Apiserver_1_14_0 | null;
}
interface _92 {
  config?: Config | null;
  useAPIServer?: Bool;
}
interface Clustermesh_1_14_0 extends _91, _92 {}
interface Cni_1_14_0 {
  binPath?: Text;
  chainingMode?: Text;
  chainingTarget?: Text;
  confFileMountPath?: Text;
  confPath?: Text;
  configMap?: Text;
  configMapKey?: Text;
  customConf?: Bool;
  exclusive?: Bool;
  hostConfDirMountPath?: Text;
  install?: Bool;
  logFile?: Text;
  readCniConf?: unknown;
  uninstall?: Bool;
}
interface ContainerRuntime {
  integration?: Text;
}
interface Daemon_1_14_0 {
  allowedConfigOverrides?: Text;
  blockedConfigOverrides?: Text;
  configSources?: Text;
  runPath?: Text;
}
interface Dashboards {
  annotations?: Free;
  enabled?: Bool;
  label?: Text;
  labelValue?: Text;
  namespace?: Text;
}
interface Debug_1_14_0 {
  enabled?: Bool;
  verbose?: Text;
}
interface DnsProxy_1_14_0 {
  dnsRejectResponseCode?: Text;
  enableDnsCompression?: Bool;
  endpointMaxIpPerHostname?: Num;
  idleConnectionGracePeriod?: Text;
  maxDeferredConnectionDeletes?: Num;
  minTtl?: Num;
  preCache?: Text;
  proxyPort?: Num;
  proxyResponseMaxDelay?: Text;
}
interface _100 {
  enabled?: Bool;
  maxPolicyEntries?: unknown;
  reconciliationTriggerInterval?: Text;
}
interface _101 {
  installRoutes?: Bool;
}
interface EgressGateway_1_14_0 extends _100, _101 {}
interface Ipsec_1_14_0 {
  interface?: Text;
  keyFile?: Text;
  keyRotationDuration?: Text;
  keyWatcher?: Bool;
  mountPath?: Text;
  secretName?: Text;
}
interface Wireguard_1_14_0 {
  userspaceFallback?: Bool;
}
interface _105 {
  enabled?: Bool;
  nodeEncryption?: Bool;
  type?: Text;
}
interface _106 {
  interface?: Text;
  keyFile?: Text;
  mountPath?: Text;
  secretName?: Text;
}
interface _107 {
  ipsec?: Ipsec_1_14_0 | null;
}
interface _108 {
  wireguard?: Wireguard_1_14_0 | null;
}
interface Encryption_1_14_0 extends _105, _106, _107, _108 {}
interface EndpointRoutes {
  enabled?: Bool | Text;
}
interface EndpointStatus {
  enabled?: Bool;
  status?: Text;
}
interface _112 {
  awsEnablePrefixDelegation?: Bool;
  awsReleaseExcessIPs?: Bool;
  ec2APIEndpoint?: Text;
  enabled?: Bool;
  eniTags?: Free;
  gcInterval?: Text;
  gcTags?: Free;
  iamRole?: Text;
  instanceTagsFilter?: List;
  subnetIDsFilter?: List;
  subnetTagsFilter?: List;
}
interface _113 {
  updateEC2AdapterLimitViaAPI?: Bool;
}
interface Eni_1_14_0 extends _112, _113 {}
interface LivenessProbe_1_14_0 {
  failureThreshold?: Num;
  periodSeconds?: Num;
}
interface Log_1_14_0 {
  format?: Text;
  path?: Text;
}
interface _117 {
  enabled?: Bool;
  port?: Text;
}
interface _118 {
  serviceMonitor?: _54 | null;
}
interface Prometheus_1_14_0 extends _117, _118 {}
interface Capabilities_1_14_0 {
  envoy?: List;
}
interface _121 {
  level?: Text;
  type?: Text;
}
interface SeLinuxOptions extends Open, _121 {}
interface _123 {
  capabilities?: Capabilities_1_14_0 | null;
}
interface _124 {
  privileged?: Bool;
  seLinuxOptions?: SeLinuxOptions | null;
}
interface SecurityContext_1_14_0 extends _123, _124 {}
interface _126 {
  rollingUpdate?: RollingUpdate_1_14_0 | null;
  type?: Text;
}
interface UpdateStrategy extends Open, _126 {}
interface _128 {
  connectTimeoutSeconds?: Num;
  dnsPolicy?: Text;
  enabled?: Bool;
  extraArgs?: List;
  extraContainers?: List;
  extraEnv?: List;
  extraHostPathMounts?: List;
  extraVolumeMounts?: List;
  extraVolumes?: List;
  healthPort?: Num;
  idleTimeoutDurationSeconds?: Num;
  image?: Image | null;
  maxConnectionDurationSeconds?: Num;
  maxRequestsPerConnection?: Num;
  nodeSelector?: Free;
  podAnnotations?: Free;
  podLabels?: Free;
  priorityClassName?: Text;
  resources?: Free;
  rollOutPods?: Bool;
  terminationGracePeriodSeconds?: Num;
  tolerations?: List;
  updateStrategy?: UpdateStrategy | null;
}
interface _129 {
  livenessProbe?: LivenessProbe_1_14_0 | null;
}
interface _130 {
  log?: Log_1_14_0 | null;
}
interface _131 {
  prometheus?: Prometheus_1_14_0 | null;
}
interface _132 {
  readinessProbe?: LivenessProbe_1_14_0 | null;
}
interface _133 {
  securityContext?: SecurityContext_1_14_0 | null;
}
interface _134 {
  startupProbe?: LivenessProbe_1_14_0 | null;
}
interface Envoy_1_14_0 extends _79, _128, _129, _130, _85, _131, _132, _133, _134 {}
interface EnvoyConfig_1_14_0 {
  enabled?: Bool;
  secretsNamespace?: ServiceAccount | null;
}
interface PodDisruptionBudget {
  enabled?: Bool;
  maxUnavailable?: Num;
  minAvailable?: unknown;
}
interface _138 {
  maxSurge?: Num;
  maxUnavailable?: Num;
}
interface RollingUpdate extends Open, _138 {}
interface _140 {
  rollingUpdate?: RollingUpdate | null;
  type?: Text;
}
interface UpdateStrategy_b extends Open, _140 {}
interface _142 {
  affinity?: unknown;
  clusterDomain?: Text;
  clusterSize?: unknown;
  extraArgs?: List;
  extraVolumeMounts?: List;
  extraVolumes?: List;
  image?: Image_b | null;
  k8sService?: Bool;
  managed?: unknown;
  nodeSelector?: Free;
  podAnnotations?: Free;
  podDisruptionBudget?: PodDisruptionBudget | null;
  podLabels?: Free;
  podSecurityContext?: Free;
  priorityClassName?: Text;
  resources?: Free;
  securityContext?: Free;
  tolerations?: List;
  topologySpreadConstraints?: List;
  updateStrategy?: UpdateStrategy_b | null;
}
interface _143 {
  enabled?: Bool;
  endpoints?: List;
  ssl?: Bool;
}
interface Etcd_1_14_0_c extends _142, _143 {}
interface SecretsNamespace {
  create?: Bool;
  name?: Text;
  sync?: Bool;
}
interface GatewayAPI_1_14_0 {
  enabled?: Bool;
  secretsNamespace?: SecretsNamespace | null;
}
interface Gke {
  disableDefaultSnat?: unknown;
  enabled?: Bool;
}
interface HostServices_1_14_0 {
  enabled?: unknown;
  hostNamespaceOnly?: unknown;
}
interface ServiceMonitor_1_14_0_b {
  annotations?: Free;
  enabled?: Bool;
  interval?: Text;
  labels?: Free;
  metricRelabelings?: List;
  relabelings?: List;
}
interface _150 {
  dashboards?: Dashboards | null;
  enableOpenMetrics?: Bool;
  enabled?: List;
  port?: Num;
  serviceAnnotations?: Free;
}
interface _151 {
  serviceMonitor?: ServiceMonitor_1_14_0_b | null;
}
interface Metrics_1_14_0_b extends _150, _151 {}
interface PeerService {
  clusterDomain?: Text;
  servicePort?: unknown;
  targetPort?: Num;
}
interface _154 {
  podAffinity?: PodAntiAffinity | null;
}
interface Affinity_b extends Open, _154 {}
interface _156 {
  fsGroup?: Num;
}
interface PodSecurityContext_1_14_0 extends Open, _156 {}
interface Pprof_1_14_0 {
  address?: Text;
  enabled?: Bool;
  port?: Num;
}
interface Prometheus_1_14_0_b extends Kvstoremesh, _118 {}
interface _160 {
  capabilities?: Capabilities | null;
  runAsGroup?: Num;
  runAsNonRoot?: Bool;
  runAsUser?: Num;
}
interface SecurityContext_1_14_0_b extends Open, _160 {}
interface Service_b {
  nodePort?: Num;
  type?: Text;
}
interface Server_1_14_0_c {
  cert?: Text;
  enabled?: Bool;
  extraDnsNames?: List;
  extraIpAddresses?: List;
  key?: Text;
  mtls?: Bool;
}
interface _164 {
  server?: Server_1_14_0_c | null;
}
interface Tls_1_14_0_b extends _71, _164 {}
interface _166 {
  affinity?: Affinity_b | null;
  enabled?: Bool;
  extraEnv?: List;
  gops?: Kvstoremesh | null;
  image?: Image | null;
  listenHost?: Text;
  listenPort?: Text;
  nodeSelector?: Free;
  podAnnotations?: Free;
  podLabels?: Free;
  priorityClassName?: Text;
  replicas?: Num;
  resources?: Free;
  retryTimeout?: Text;
  rollOutPods?: Bool;
  service?: Service_b | null;
  servicePort?: unknown;
  sortBufferDrainTimeout?: Text;
  sortBufferLenMax?: Num;
  terminationGracePeriodSeconds?: Num;
  tolerations?: List;
  topologySpreadConstraints?: List;
  updateStrategy?: UpdateStrategy | null;
}
interface _167 {
  dialTimeout?: Text;
}
interface _168 {
  podSecurityContext?: PodSecurityContext_1_14_0 | null;
}
interface _169 {
  pprof?: Pprof_1_14_0 | null;
}
interface _170 {
  prometheus?: Prometheus_1_14_0_b | null;
}
interface _171 {
  securityContext?: SecurityContext_1_14_0_b | null;
}
interface _172 {
  tls?: Tls_1_14_0_b | null;
}
interface Relay_1_14_0 extends _166, _167, _84, _168, _169, _170, _171, _172 {}
interface Server_1_14_0_d {
  cert?: Text;
  extraDnsNames?: List;
  extraIpAddresses?: List;
  key?: Text;
}
interface _175 {
  server?: Server_1_14_0_d | null;
}
interface Tls_1_14_0_c extends _69, Aksbyocni, _175 {}
interface _177 {
  extraEnv?: List;
  extraVolumeMounts?: List;
  extraVolumes?: List;
  image?: Image | null;
  resources?: Free;
}
interface Backend_1_14_0 extends _177, _43 {}
interface Server {
  ipv6?: Aksbyocni | null;
}
interface _180 {
  extraEnv?: List;
  extraVolumeMounts?: List;
  extraVolumes?: List;
  image?: Image | null;
  resources?: Free;
  server?: Server | null;
}
interface Frontend_1_14_0 extends _180, _43 {}
interface Ingress {
  annotations?: Free;
  className?: Text;
  enabled?: Bool;
  hosts?: List;
  labels?: Free;
  tls?: List;
}
interface _183 {
  enabled?: unknown;
}
interface _184 {
  fsGroup?: Num;
  runAsGroup?: Num;
  runAsUser?: Num;
}
interface SecurityContext_1_14_0_c extends Open, _183, _184 {}
interface Service_1_14_0_b {
  annotations?: Free;
  nodePort?: Num;
  type?: Text;
}
interface Tls {
  certsVolume?: Free;
}
interface Standalone {
  enabled?: Bool;
  tls?: Tls | null;
}
interface _189 {
  affinity?: Free;
  baseUrl?: Text;
  enabled?: Bool;
  ingress?: Ingress | null;
  nodeSelector?: Free;
  podAnnotations?: Free;
  podLabels?: Free;
  priorityClassName?: Text;
  replicas?: Num;
  rollOutPods?: Bool;
  standalone?: Standalone | null;
  tolerations?: List;
  topologySpreadConstraints?: List;
  updateStrategy?: UpdateStrategy | null;
}
interface _190 {
  backend?: Backend_1_14_0 | null;
}
interface _191 {
  frontend?: Frontend_1_14_0 | null;
}
interface _192 {
  securityContext?: SecurityContext_1_14_0_c | null;
}
interface _193 {
  service?: Service_1_14_0_b | null;
}
interface _194 {
  tls?: _71 | null;
}
interface Ui_1_14_0 extends _189, _190, _191, _84, _192, _193, _194 {}
interface _196 {
  enabled?: Bool;
  eventBufferCapacity?: unknown;
  eventQueueSize?: unknown;
  listenAddress?: Text;
  peerService?: PeerService | null;
  preferIpv6?: Bool;
  skipUnknownCGroupIDs?: Bool;
  socketPath?: Text;
}
interface _197 {
  metrics?: Metrics_1_14_0_b | null;
}
interface _198 {
  relay?: Relay_1_14_0 | null;
}
interface _199 {
  tls?: Tls_1_14_0_c | null;
}
interface _200 {
  ui?: Ui_1_14_0 | null;
}
interface Hubble_1_14_0 extends _196, _197, _198, _199, _200 {}
interface Service_1_14_0_c {
  allocateLoadBalancerNodePorts?: Bool;
  annotations?: Free;
  insecureNodePort?: Num;
  labels?: Free;
  loadBalancerClass?: Text;
  loadBalancerIP?: Text;
  name?: Text;
  secureNodePort?: Num;
  type?: Text;
}
interface _203 {
  default?: Bool;
  defaultSecretName?: Text;
  defaultSecretNamespace?: Text;
  enabled?: Bool;
  enforceHttps?: Bool;
  ingressLBAnnotationPrefixes?: List;
  loadbalancerMode?: Text;
  secretsNamespace?: SecretsNamespace | null;
}
interface _204 {
  service?: Service_1_14_0_c | null;
}
interface IngressController_1_14_0 extends _203, _204 {}
interface IpMasqAgent {
  config?: unknown;
  enabled?: Bool;
}
interface _207 {
  autoCreateCiliumPodIPPools?: Free;
  clusterPoolIPv4MaskSize?: Num;
  clusterPoolIPv4PodCIDRList?: Text | List;
  clusterPoolIPv6MaskSize?: Num;
  clusterPoolIPv6PodCIDRList?: Text | List;
  externalAPILimitBurstSize?: Num;
  externalAPILimitQPS?: Num;
}
interface _208 {
  clusterPoolIPv4PodCIDR?: unknown;
  clusterPoolIPv6PodCIDR?: unknown;
}
interface Operator_1_14_0 extends _207, _208 {}
interface _210 {
  ciliumNodeUpdateRate?: Text;
  mode?: Text;
}
interface _211 {
  operator?: Operator_1_14_0 | null;
}
interface Ipam_1_14_0 extends _210, _211 {}
interface K8s_1_14_0 {
  requireIPv4PodCIDR?: Bool;
  requireIPv6PodCIDR?: Bool;
  serviceProxyName?: unknown;
}
interface K8sClientRateLimit_1_14_0 {
  burst?: Num;
  qps?: Num;
}
interface _215 {
  refreshPeriod?: Text;
}
interface L2NeighDiscovery_1_14_0 extends Aksbyocni, _215 {}
interface L2announcements {
  enabled?: Bool;
  leaseDuration?: unknown;
  leaseRenewDeadline?: unknown;
  leaseRetryPeriod?: unknown;
}
interface _218 {
  interface?: Text;
}
interface L2podAnnouncements_1_14_0 extends Aksbyocni, _218 {}
interface L7 {
  algorithm?: Text;
  backend?: Text;
  ports?: List;
}
interface _221 {
  acceleration?: Text;
  algorithm?: unknown;
  dsrDispatch?: unknown;
  l7?: L7 | null;
  mode?: unknown;
  serviceTopology?: Bool;
}
interface _222 {
  standalone?: unknown;
}
interface LoadBalancer_1_14_0 extends _221, _222 {}
interface Maglev {
  hashSeed?: unknown;
  tableSize?: unknown;
}
interface Monitor {
  enabled?: Bool;
  eventTypes?: unknown;
  resources?: unknown;
}
interface _226 {
  autoProtectPortRange?: Bool;
  bindProtection?: Bool;
  directRoutingDevice?: unknown;
  enableHealthCheck?: Bool;
  range?: unknown;
}
interface NodePort_1_14_0 extends _226, Aksbyocni {}
interface Prestop {
  postScript?: Text;
  preScript?: Text;
}
interface _229 {
  cpu?: Num | Text;
  memory?: Text;
}
interface Requests extends Open, _229 {}
interface _231 {
  requests?: Requests | null;
}
interface Resources extends Open, _231 {}
interface _233 {
  add?: List;
}
interface Capabilities_b extends Open, _233 {}
interface _235 {
  capabilities?: Capabilities_b | null;
  privileged?: Bool;
  seLinuxOptions?: SeLinuxOptions | null;
}
interface SecurityContext_1_14_0_d extends Open, _235 {}
interface UpdateStrategy_c extends Open, _77 {}
interface _238 {
  affinity?: Free;
  bootstrapFile?: Text;
  enabled?: Bool;
  extraEnv?: List;
  extraVolumeMounts?: List;
  extraVolumes?: List;
  image?: Image | null;
  nodeSelector?: Free;
  podAnnotations?: Free;
  podLabels?: Free;
  prestop?: Prestop | null;
  priorityClassName?: Text;
  reconfigureKubelet?: unknown;
  removeCbrBridge?: unknown;
  resources?: Resources | null;
  revertReconfigureKubelet?: unknown;
  startup?: Prestop | null;
  tolerations?: List;
  updateStrategy?: UpdateStrategy_c | null;
}
interface _239 {
  securityContext?: SecurityContext_1_14_0_d | null;
}
interface Nodeinit_1_14_0 extends _238, _239 {}
interface Image_c {
  alibabacloudDigest?: Text;
  awsDigest?: Text;
  azureDigest?: Text;
  genericDigest?: Text;
  override?: Text;
  pullPolicy?: Text;
  repository?: Text;
  suffix?: Text;
  tag?: Text;
  useDigest?: Bool;
}
interface UnmanagedPodWatcher_1_14_0 {
  intervalSeconds?: Num;
  restart?: Bool;
}
interface _243 {
  maxSurge?: Num | Text;
  maxUnavailable?: Num | Text;
}
interface RollingUpdate_b extends Open, _243 {}
interface _245 {
  rollingUpdate?: RollingUpdate_b | null;
  type?: Text;
}
interface UpdateStrategy_d extends Open, _245 {}
interface _247 {
  affinity?: Affinity | null;
  dashboards?: Dashboards | null;
  dnsPolicy?: Text;
  enabled?: Bool;
  endpointGCInterval?: Text;
  extraArgs?: List;
  extraEnv?: List;
  extraHostPathMounts?: List;
  extraVolumeMounts?: List;
  extraVolumes?: List;
  identityGCInterval?: Text;
  identityHeartbeatTimeout?: Text;
  image?: Image_c | null;
  nodeGCInterval?: Text;
  nodeSelector?: Free;
  podAnnotations?: Free;
  podLabels?: Free;
  priorityClassName?: Text;
  removeNodeTaints?: Bool;
  replicas?: Num;
  resources?: Free;
  rollOutPods?: Bool;
  setNodeNetworkStatus?: Bool;
  setNodeTaints?: Bool;
  skipCRDCreation?: Bool;
  tolerations?: List;
  topologySpreadConstraints?: List;
  updateStrategy?: UpdateStrategy_d | null;
}
interface _248 {
  skipCNPStatusStartupClean?: Bool;
}
interface _249 {
  unmanagedPodWatcher?: UnmanagedPodWatcher_1_14_0 | null;
}
interface Operator_1_14_0_b extends _247, _84, _85, _169, _170, _43, _248, _249 {}
interface _251 {
  affinity?: Affinity_b | null;
  enabled?: Bool;
  extraEnv?: List;
  extraVolumeMounts?: List;
  extraVolumes?: List;
  image?: Image | null;
  nodeSelector?: Free;
  podAnnotations?: Free;
  podLabels?: Free;
  podSecurityContext?: Free;
  priorityClassName?: Text;
  resources?: Free;
  terminationGracePeriodSeconds?: Num;
  tolerations?: List;
  updateStrategy?: _77 | null;
  validateCNPs?: Bool;
}
interface _252 {
  tofqdnsPreCache?: Text;
}
interface Preflight_1_14_0 extends _251, _84, _43, _252 {}
interface ServiceMonitor_1_14_0_c {
  annotations?: Free;
  enabled?: Bool;
  interval?: Text;
  labels?: Free;
  metricRelabelings?: List;
  namespace?: unknown;
  relabelings?: List;
  trustCRDsExist?: Bool;
}
interface _255 {
  enabled?: Bool;
  metrics?: List;
  port?: Num;
}
interface _256 {
  serviceMonitor?: ServiceMonitor_1_14_0_c | null;
}
interface Prometheus_1_14_0_c extends _255, _256 {}
interface Prometheus {
  enabled?: Bool;
  port?: unknown;
}
interface Proxy {
  prometheus?: Prometheus | null;
  sidecarImageRegex?: Text;
}
interface Rbac {
  create?: Bool;
}
interface Hard {
  pods?: Text;
}
interface Cilium {
  hard?: Hard | null;
}
interface ResourceQuotas {
  cilium?: Cilium | null;
  enabled?: Bool;
  operator?: Cilium | null;
}
interface Capabilities_c {
  applySysctlOverwrites?: List;
  ciliumAgent?: List;
  cleanCiliumState?: List;
  mountCgroup?: List;
}
interface SecurityContext_1_14_0_e {
  capabilities?: Capabilities_c | null;
  privileged?: Bool;
  seLinuxOptions?: SeLinuxOptions | null;
}
interface Cilium_b {
  annotations?: Free;
  automount?: Bool;
  create?: Bool;
  name?: Text;
}
interface Nodeinit {
  annotations?: Free;
  automount?: Bool;
  create?: Bool;
  enabled?: Bool;
  name?: Text;
}
interface _268 {
  cilium?: Cilium_b | null;
  clustermeshApiserver?: Cilium_b | null;
  clustermeshcertgen?: Cilium_b | null;
  envoy?: Cilium_b | null;
  hubblecertgen?: Cilium_b | null;
  nodeinit?: Nodeinit | null;
  operator?: Cilium_b | null;
  preflight?: Cilium_b | null;
  relay?: Cilium_b | null;
  ui?: Cilium_b | null;
}
interface _269 {
  etcd?: Cilium_b | null;
}
interface ServiceAccounts_1_14_0 extends _268, _269 {}
interface SocketLB_1_14_0 {
  enabled?: Bool;
  hostNamespaceOnly?: unknown;
}
interface Ca_b {
  cert?: Text;
  certValidityDuration?: Num;
  key?: Text;
}
interface CaBundle {
  content?: unknown;
  enabled?: Bool;
  key?: Text;
  name?: Text;
  useSecret?: Bool;
}
interface Tls_1_14_0_d {
  ca?: Ca_b | null;
  caBundle?: CaBundle | null;
  secretsBackend?: Text;
}
interface Vtep {
  cidr?: Text;
  enabled?: Bool;
  endpoint?: Text;
  mac?: Text;
  mask?: Text;
}
interface _276 {
  MTU?: Num;
  affinity?: Affinity | null;
  agent?: Bool;
  agentNotReadyTaintKey?: Text;
  aksbyocni?: Aksbyocni | null;
  annotateK8sNode?: Bool;
  autoDirectNodeRoutes?: Bool | Text;
  bpfClockProbe?: Bool;
  cgroup?: Cgroup | null;
  cleanBpfState?: Bool;
  cleanState?: Bool;
  cluster?: Cluster | null;
  clusterHealthPort?: unknown;
  conntrackGCInterval?: Text;
  crdWaitTimeout?: Text;
  dashboards?: Dashboards | null;
  devices?: Text | List;
  disableEndpointCRD?: Bool;
  disableEnvoyVersionCheck?: unknown;
  disableIptablesFeederRules?: unknown;
  dnsPolicy?: Text;
  dnsPolicyUnloadOnShutdown?: unknown;
  egressMasqueradeInterfaces?: unknown;
  enableCriticalPriorityClass?: Bool;
  enableIPv4BIGTCP?: Bool;
  enableIPv4Masquerade?: Bool;
  enableIPv6BIGTCP?: Bool;
  enableIPv6Masquerade?: Bool;
  enableIdentityMark?: unknown;
  enableXTSocketFallback?: Bool;
  endpointHealthChecking?: Aksbyocni | null;
  endpointRoutes?: EndpointRoutes | null;
  extraArgs?: List;
  extraConfig?: Free;
  extraContainers?: List;
  extraEnv?: List;
  extraHostPathMounts?: List;
  extraVolumeMounts?: List;
  extraVolumes?: List;
  fragmentTracking?: unknown;
  gke?: Gke | null;
  healthChecking?: Bool;
  healthPort?: Num;
  hostFirewall?: Aksbyocni | null;
  identityAllocationMode?: Text;
  identityChangeGracePeriod?: Text;
  image?: Image | null;
  imagePullSecrets?: List;
  installNoConntrackIptablesRules?: Bool;
  ipMasqAgent?: IpMasqAgent | null;
  iptablesLockTimeout?: unknown;
  iptablesRandomFully?: Bool;
  ipv4?: Aksbyocni | null;
  ipv4NativeRoutingCIDR?: Text;
  ipv6?: Aksbyocni | null;
  ipv6NativeRoutingCIDR?: Text;
  k8sNetworkPolicy?: Aksbyocni | null;
  k8sServiceHost?: Text;
  k8sServicePort?: Num | Text;
  keepDeprecatedLabels?: Bool;
  keepDeprecatedProbes?: Bool;
  kubeConfigPath?: Text;
  kubeProxyReplacement?: Bool | Text;
  kubeProxyReplacementHealthzBindAddr?: Text;
  l2announcements?: L2announcements | null;
  l7Proxy?: Bool;
  labels?: unknown;
  localRedirectPolicy?: Bool;
  logOptions?: unknown;
  logSystemLoad?: Bool;
  maglev?: Maglev | null;
  monitor?: Monitor | null;
  name?: Text;
  nat46x64Gateway?: Aksbyocni | null;
  nodeSelector?: Free;
  podAnnotations?: Free;
  podLabels?: Free;
  policyAuditMode?: unknown;
  policyEnforcementMode?: Text;
  priorityClassName?: Text;
  rbac?: Rbac | null;
  readinessProbe?: LivenessProbe_1_14_0 | null;
  resourceQuotas?: ResourceQuotas | null;
  resources?: Free;
  rollOutCiliumPods?: Bool;
  routingMode?: Text;
  sctp?: Aksbyocni | null;
  sleepAfterInit?: Bool;
  startupProbe?: LivenessProbe_1_14_0 | null;
  synchronizeK8sNodes?: Bool;
  terminationGracePeriodSeconds?: Num;
  tolerations?: List;
  tunnelPort?: Num;
  tunnelProtocol?: Text;
  updateStrategy?: UpdateStrategy | null;
  upgradeCompatibility?: Text;
  vtep?: Vtep | null;
  waitForKubeProxy?: Bool;
  wellKnownIdentities?: Aksbyocni | null;
}
interface _277 {
  alibabacloud?: Aksbyocni | null;
}
interface _278 {
  authentication?: Authentication_1_14_0 | null;
}
interface _279 {
  azure?: Azure_1_14_0 | null;
}
interface _280 {
  bandwidthManager?: BandwidthManager_1_14_0 | null;
}
interface _281 {
  bgp?: Bgp | null;
}
interface _282 {
  bgpControlPlane?: Aksbyocni | null;
}
interface _283 {
  bpf?: Bpf_1_14_0 | null;
}
interface _284 {
  certgen?: Certgen_1_14_0 | null;
}
interface _285 {
  clustermesh?: Clustermesh_1_14_0 | null;
}
interface _286 {
  cni?: Cni_1_14_0 | null;
}
interface _287 {
  containerRuntime?: ContainerRuntime | null;
  endpointStatus?: EndpointStatus | null;
  proxy?: Proxy | null;
  remoteNodeIdentity?: Bool;
}
interface _288 {
  customCalls?: Aksbyocni | null;
  enableK8sEndpointSlice?: unknown;
  sessionAffinity?: unknown;
  svcSourceRangeCheck?: Bool;
}
interface _289 {
  daemon?: Daemon_1_14_0 | null;
}
interface _290 {
  debug?: Debug_1_14_0 | null;
}
interface _291 {
  dnsProxy?: DnsProxy_1_14_0 | null;
}
interface _292 {
  egressGateway?: EgressGateway_1_14_0 | null;
}
interface _293 {
  enableCiliumEndpointSlice?: Bool;
  enableK8sTerminatingEndpoint?: Bool;
  enableRuntimeDeviceDetection?: Bool;
  externalWorkloads?: Aksbyocni | null;
  highScaleIPcache?: Aksbyocni | null;
  hostPort?: Aksbyocni | null;
}
interface _294 {
  enableCnpStatusUpdates?: Bool;
  enableK8sEventHandover?: Bool;
  tunnel?: Text;
}
interface _295 {
  encryption?: Encryption_1_14_0 | null;
}
interface _296 {
  eni?: Eni_1_14_0 | null;
}
interface _297 {
  envoy?: Envoy_1_14_0 | null;
}
interface _298 {
  envoyConfig?: EnvoyConfig_1_14_0 | null;
}
interface _299 {
  etcd?: Etcd_1_14_0_c | null;
}
interface _300 {
  externalIPs?: Aksbyocni | null;
}
interface _301 {
  gatewayAPI?: GatewayAPI_1_14_0 | null;
}
interface _302 {
  hostServices?: HostServices_1_14_0 | null;
}
interface _303 {
  hubble?: Hubble_1_14_0 | null;
}
interface _304 {
  ingressController?: IngressController_1_14_0 | null;
}
interface _305 {
  ipam?: Ipam_1_14_0 | null;
}
interface _306 {
  k8s?: K8s_1_14_0 | null;
}
interface _307 {
  k8sClientRateLimit?: K8sClientRateLimit_1_14_0 | null;
}
interface _308 {
  l2NeighDiscovery?: L2NeighDiscovery_1_14_0 | null;
}
interface _309 {
  l2podAnnouncements?: L2podAnnouncements_1_14_0 | null;
}
interface _310 {
  loadBalancer?: LoadBalancer_1_14_0 | null;
}
interface _311 {
  nodePort?: NodePort_1_14_0 | null;
}
interface _312 {
  nodeinit?: Nodeinit_1_14_0 | null;
}
interface _313 {
  operator?: Operator_1_14_0_b | null;
}
interface _314 {
  pmtuDiscovery?: Aksbyocni | null;
}
interface _315 {
  preflight?: Preflight_1_14_0 | null;
}
interface _316 {
  prometheus?: Prometheus_1_14_0_c | null;
}
interface _317 {
  securityContext?: SecurityContext_1_14_0_e | null;
}
interface _318 {
  serviceAccounts?: ServiceAccounts_1_14_0 | null;
}
interface _319 {
  socketLB?: SocketLB_1_14_0 | null;
}
interface _320 {
  tls?: Tls_1_14_0_d | null;
}
interface ChartValues_1_14_0 extends _276, _277, _278, _279, _280, _281, _282, _283, _284, _285, _286, _287, _288, _289, _290, _291, _292, _293, _294, _295, _296, _297, _298, _299, _300, _301, _302, _303, _304, _305, _306, _307, _308, _309, _129, _310, _311, _312, _313, _314, _85, _169, _315, _316, _317, _318, _319, _320 {}
interface _322 {
  conntrackGCMaxInterval?: Text;
}
interface ChartValues_1_14_3 extends _276, _277, _278, _279, _280, _281, _282, _283, _284, _285, _286, _322, _287, _288, _289, _290, _291, _292, _293, _294, _295, _296, _297, _298, _299, _300, _301, _302, _303, _304, _305, _306, _307, _308, _309, _129, _310, _311, _312, _313, _314, _85, _169, _315, _316, _317, _318, _319, _320 {}
interface _324 {
  tolerations?: List;
}
interface Agent_1_14_4 extends _6, _7, _324 {}
interface _326 {
  affinity?: Free;
  nodeSelector?: Free;
  tolerations?: List;
}
interface Server_1_14_4 extends _326, _13, _7 {}
interface _328 {
  agent?: Agent_1_14_4 | null;
}
interface _329 {
  server?: Server_1_14_4 | null;
}
interface Install_1_14_4 extends _328, _16, _329 {}
interface _331 {
  install?: Install_1_14_4 | null;
}
interface Spire_1_14_4 extends _19, _331 {}
interface _333 {
  spire?: Spire_1_14_4 | null;
}
interface Mutual_1_14_4 extends _22, _333 {}
interface _335 {
  mutual?: Mutual_1_14_4 | null;
}
interface Authentication_1_14_4 extends _25, _335 {}
interface _337 {
  encapsulate?: unknown;
}
interface Wireguard_1_14_4 extends _337, Wireguard_1_14_0 {}
interface _339 {
  wireguard?: Wireguard_1_14_4 | null;
}
interface Encryption_1_14_4 extends _105, _106, _107, _339 {}
interface _341 {
  authentication?: Authentication_1_14_4 | null;
}
interface _342 {
  encryption?: Encryption_1_14_4 | null;
}
interface ChartValues_1_14_4 extends _276, _277, _341, _279, _280, _281, _282, _283, _284, _285, _286, _322, _287, _288, _289, _290, _291, _292, _293, _294, _342, _296, _297, _298, _299, _300, _301, _302, _303, _304, _305, _306, _307, _308, _309, _129, _310, _311, _312, _313, _314, _85, _169, _315, _316, _317, _318, _319, _320 {}
interface _344 {
  affinity?: Free;
  nodeSelector?: Free;
  podSecurityContext?: Free;
  securityContext?: Free;
}
interface Agent_1_14_5 extends _344, _6, _7, _324 {}
interface _346 {
  agent?: Agent_1_14_5 | null;
}
interface Install_1_14_5 extends _346, _16, _329 {}
interface _348 {
  install?: Install_1_14_5 | null;
}
interface Spire_1_14_5 extends _19, _348 {}
interface _350 {
  spire?: Spire_1_14_5 | null;
}
interface Mutual_1_14_5 extends _22, _350 {}
interface _352 {
  mutual?: Mutual_1_14_5 | null;
}
interface Authentication_1_14_5 extends _25, _352 {}
interface _354 {
  externalRouting?: unknown;
}
interface Cni_1_14_5 extends Cni_1_14_0, _354 {}
interface _356 {
  extraVolumeMounts?: List;
  extraVolumes?: List;
}
interface Relay_1_14_5 extends _166, _167, _356, _84, _168, _169, _170, _171, _172 {}
interface _358 {
  relay?: Relay_1_14_5 | null;
}
interface Hubble_1_14_5 extends _196, _197, _358, _199, _200 {}
interface _360 {
  authentication?: Authentication_1_14_5 | null;
}
interface _361 {
  cni?: Cni_1_14_5 | null;
}
interface _362 {
  hubble?: Hubble_1_14_5 | null;
}
interface _363 {
  initResources?: Free;
}
interface ChartValues_1_14_5 extends _276, _277, _360, _279, _280, _281, _282, _283, _284, _285, _361, _322, _287, _288, _289, _290, _291, _292, _293, _294, _342, _296, _297, _298, _299, _300, _301, _302, _362, _304, _363, _305, _306, _307, _308, _309, _129, _310, _311, _312, _313, _314, _85, _169, _315, _316, _317, _318, _319, _320 {}
interface _365 {
  enableTransparentMode?: unknown;
}
interface DnsProxy_1_14_6 extends DnsProxy_1_14_0, _365 {}
interface _367 {
  dnsProxy?: DnsProxy_1_14_6 | null;
}
interface ChartValues_1_14_6 extends _276, _277, _360, _279, _280, _281, _282, _283, _284, _285, _361, _322, _287, _288, _289, _290, _367, _292, _293, _294, _342, _296, _297, _298, _299, _300, _301, _302, _362, _304, _363, _305, _306, _307, _308, _309, _129, _310, _311, _312, _313, _314, _85, _169, _315, _316, _317, _318, _319, _320 {}
interface _369 {
  nodeSelectorTerms?: List;
}
interface RequiredDuringSchedulingIgnoredDuringExecution extends Open, _369 {}
interface _371 {
  requiredDuringSchedulingIgnoredDuringExecution?: RequiredDuringSchedulingIgnoredDuringExecution | null;
}
interface NodeAffinity extends Open, _371 {}
interface _373 {
  nodeAffinity?: NodeAffinity | null;
  podAffinity?: PodAntiAffinity | null;
}
interface Affinity_1_14_9 extends Open, _373, _2 {}
interface _375 {
  affinity?: Affinity_1_14_9 | null;
}
interface Envoy_1_14_9 extends _375, _128, _129, _130, _85, _131, _132, _133, _134 {}
interface _377 {
  envoy?: Envoy_1_14_9 | null;
}
interface ChartValues_1_14_9 extends _276, _277, _360, _279, _280, _281, _282, _283, _284, _285, _361, _322, _287, _288, _289, _290, _367, _292, _293, _294, _342, _296, _377, _298, _299, _300, _301, _302, _362, _304, _363, _305, _306, _307, _308, _309, _129, _310, _311, _312, _313, _314, _85, _169, _315, _316, _317, _318, _319, _320 {}
interface _379 {
  xffNumTrustedHopsL7PolicyEgress?: Num;
  xffNumTrustedHopsL7PolicyIngress?: Num;
}
interface Envoy_1_14_11 extends _375, _128, _129, _130, _85, _131, _132, _133, _134, _379 {}
interface _381 {
  envoy?: Envoy_1_14_11 | null;
}
interface ChartValues_1_14_11 extends _276, _277, _360, _279, _280, _281, _282, _283, _284, _285, _361, _322, _287, _288, _289, _290, _367, _292, _293, _294, _342, _296, _381, _298, _299, _300, _301, _302, _362, _304, _363, _305, _306, _307, _308, _309, _129, _310, _311, _312, _313, _314, _85, _169, _315, _316, _317, _318, _319, _320 {}
interface SecurityContext_1_14_12 extends Open, _184 {}
interface _384 {
  securityContext?: SecurityContext_1_14_12 | null;
}
interface Ui_1_14_12 extends _189, _190, _191, _84, _384, _193, _194 {}
interface _386 {
  ui?: Ui_1_14_12 | null;
}
interface Hubble_1_14_12 extends _196, _197, _358, _199, _386 {}
interface _388 {
  hubble?: Hubble_1_14_12 | null;
}
interface ChartValues_1_14_12 extends _276, _277, _360, _279, _280, _281, _282, _283, _284, _285, _361, _322, _287, _288, _289, _290, _367, _292, _293, _294, _342, _296, _381, _298, _299, _300, _301, _302, _388, _304, _363, _305, _306, _307, _308, _309, _129, _310, _311, _312, _313, _314, _85, _169, _315, _316, _317, _318, _319, _320 {}
interface _390 {
  sysctlfix?: Aksbyocni | null;
}
interface ChartValues_1_14_13 extends _276, _277, _360, _279, _280, _281, _282, _283, _284, _285, _361, _322, _287, _288, _289, _290, _367, _292, _293, _294, _342, _296, _381, _298, _299, _300, _301, _302, _388, _304, _363, _305, _306, _307, _308, _309, _129, _310, _311, _312, _313, _314, _85, _169, _315, _316, _317, _318, _319, _390, _320 {}
interface _392 {
  socketLingerTimeout?: Num;
}
interface DnsProxy_1_14_14 extends DnsProxy_1_14_0, _365, _392 {}
interface _394 {
  dnsProxy?: DnsProxy_1_14_14 | null;
}
interface ChartValues_1_14_14 extends _276, _277, _360, _279, _280, _281, _282, _283, _284, _285, _361, _322, _287, _288, _289, _290, _394, _292, _293, _294, _342, _296, _381, _298, _299, _300, _301, _302, _388, _304, _363, _305, _306, _307, _308, _309, _129, _310, _311, _312, _313, _314, _85, _169, _315, _316, _317, _318, _319, _390, _320 {}
interface Image_1_15_0 extends Open, Image {}
interface _397 {
  image?: Text | Image_1_15_0 | null;
}
interface Agent_1_15_0 extends _344, _6, _397, _324 {}
interface _399 {
  podSecurityContext?: Free;
  securityContext?: Free;
}
interface Server_1_15_0 extends _326, _13, _397, _399 {}
interface _401 {
  agent?: Agent_1_15_0 | null;
}
interface _402 {
  existingNamespace?: Bool;
  initImage?: Image | null;
}
interface _403 {
  server?: Server_1_15_0 | null;
}
interface Install_1_15_0 extends _401, _16, _402, _403 {}
interface _405 {
  annotations?: Free;
}
interface _406 {
  install?: Install_1_15_0 | null;
}
interface Spire_1_15_0 extends _19, _405, _406 {}
interface _408 {
  connectTimeout?: Text;
}
interface _409 {
  spire?: Spire_1_15_0 | null;
}
interface Mutual_1_15_0 extends _408, _22, _409 {}
interface _411 {
  mutual?: Mutual_1_15_0 | null;
}
interface Authentication_1_15_0 extends _25, _411 {}
interface _413 {
  secretsNamespace?: ServiceAccount | null;
}
interface BgpControlPlane_1_15_0 extends Aksbyocni, _413 {}
interface _415 {
  affinity?: Free;
}
interface Certgen_1_15_0 extends _415, Certgen_1_14_0 {}
interface _417 {
  extraArgs?: List;
  extraEnv?: List;
}
interface Init_1_15_0 extends _417, Init_1_14_0 {}
interface _419 {
  init?: Init_1_15_0 | null;
}
interface _420 {
  lifecycle?: Free;
}
interface Etcd_1_15_0 extends _419, _420, Init_1_14_0, _43 {}
interface Kvstoremesh_1_15_0 extends _49, _420 {}
interface Tls_1_15_0 extends _67, _68, _69, _71, _72 {}
interface _424 {
  etcd?: Etcd_1_15_0 | null;
}
interface _425 {
  kvstoremesh?: Kvstoremesh_1_15_0 | null;
}
interface _426 {
  lifecycle?: Free;
  terminationGracePeriodSeconds?: Num;
}
interface _427 {
  tls?: Tls_1_15_0 | null;
}
interface Apiserver_1_15_0 extends _79, _424, _81, _425, _426, _83, _84, _85, _43, _86, _427, _88 {}
interface _429 {
  annotations?: Free;
  maxConnectedClusters?: Num;
}
interface _430 {
  apiserver?: Apiserver_1_15_0 | null;
}
interface Clustermesh_1_15_0 extends _429, _430, _92 {}
interface _432 {
  resources?: Resources | null;
}
interface Cni_1_15_0 extends Cni_1_14_0, _354, _432 {}
interface StrictMode_1_15_0 {
  allowRemoteNodeIdentities?: Bool;
  cidr?: Text;
  enabled?: Bool;
}
interface _435 {
  persistentKeepalive?: Text;
}
interface Wireguard_1_15_0 extends _435, Wireguard_1_14_0 {}
interface _437 {
  strictMode?: StrictMode_1_15_0 | null;
}
interface _438 {
  wireguard?: Wireguard_1_15_0 | null;
}
interface Encryption_1_15_0 extends _105, _106, _107, _437, _438 {}
interface Envoy_1_15_0 extends _79, _405, _128, _129, _130, _85, _131, _132, _133, _134 {}
interface Etcd_1_15_0_b extends _142, _405, _143 {}
interface Config_b {
  configMapName?: Text;
  content?: List;
  createConfigMap?: Bool;
}
interface Dynamic {
  config?: Config_b | null;
  enabled?: Bool;
}
interface Static_1_15_0 {
  allowList?: List;
  denyList?: List;
  enabled?: Bool;
  fieldMask?: List;
  filePath?: Text;
}
interface _445 {
  dynamic?: Dynamic | null;
  fileMaxBackups?: Num;
  fileMaxSizeMb?: Num;
}
interface _446 {
  static?: Static_1_15_0 | null;
}
interface Export_1_15_0 extends _445, _446 {}
interface _448 {
  jobLabel?: Text;
}
interface ServiceMonitor_1_15_0 extends ServiceMonitor_1_14_0_b, _448 {}
interface _450 {
  serviceMonitor?: ServiceMonitor_1_15_0 | null;
}
interface Metrics_1_15_0 extends _150, _450 {}
interface Headers {
  allow?: List;
  deny?: List;
}
interface Http {
  headers?: Headers | null;
  urlQuery?: Bool;
  userInfo?: Bool;
}
interface Kafka {
  apiKey?: Bool;
}
interface _455 {
  enabled?: Bool;
  http?: Http | null;
}
interface _456 {
  kafka?: Kafka | null;
}
interface Redact_1_15_0 extends _455, _456 {}
interface _458 {
  relayName?: Text;
}
interface Server_1_15_0_b extends Server_1_14_0_c, _458 {}
interface _460 {
  server?: Server_1_15_0_b | null;
}
interface Tls_1_15_0_b extends _71, _460 {}
interface _462 {
  tls?: Tls_1_15_0_b | null;
}
interface Relay_1_15_0 extends _166, _405, _167, _356, _84, _168, _169, _170, _171, _462 {}
interface _464 {
  livenessProbe?: Aksbyocni | null;
  readinessProbe?: Aksbyocni | null;
}
interface Backend_1_15_0 extends _177, _464, _43 {}
interface _466 {
  backend?: Backend_1_15_0 | null;
}
interface Ui_1_15_0 extends _189, _405, _466, _191, _84, _192, _193, _194 {}
interface _468 {
  export?: Export_1_15_0 | null;
}
interface _469 {
  metrics?: Metrics_1_15_0 | null;
}
interface _470 {
  redact?: Redact_1_15_0 | null;
}
interface _471 {
  relay?: Relay_1_15_0 | null;
}
interface _472 {
  ui?: Ui_1_15_0 | null;
}
interface Hubble_1_15_0 extends _405, _196, _468, _469, _470, _471, _199, _472 {}
interface _474 {
  enableProxyProtocol?: Bool;
}
interface IngressController_1_15_0 extends _203, _474, _204 {}
interface _476 {
  enableHealthCheckLoadBalancerIP?: Bool;
}
interface NodePort_1_15_0 extends _226, _476, Aksbyocni {}
interface Nodeinit_1_15_0 extends _238, _405, _239 {}
interface ServiceMonitor_1_15_0_b extends _54, _448 {}
interface _480 {
  serviceMonitor?: ServiceMonitor_1_15_0_b | null;
}
interface Prometheus_1_15_0 extends Kvstoremesh, _480 {}
interface _482 {
  prometheus?: Prometheus_1_15_0 | null;
}
interface Operator_1_15_0 extends _247, _405, _84, _85, _169, _482, _43, _248, _249 {}
interface Preflight_1_15_0 extends _251, _405, _84, _43, _252 {}
interface ServiceMonitor_1_15_0_c extends ServiceMonitor_1_14_0_c, _448 {}
interface _486 {
  controllerGroupMetrics?: List;
}
interface _487 {
  serviceMonitor?: ServiceMonitor_1_15_0_c | null;
}
interface Prometheus_1_15_0_b extends _486, _255, _487 {}
interface _489 {
  annotations?: Free;
  apiRateLimit?: Text;
  enableMasqueradeRouteSource?: Bool;
  policyCIDRMatchMode?: Text | List;
  serviceNoBackendResponse?: Text;
}
interface _490 {
  authentication?: Authentication_1_15_0 | null;
}
interface _491 {
  bgpControlPlane?: BgpControlPlane_1_15_0 | null;
}
interface _492 {
  certgen?: Certgen_1_15_0 | null;
}
interface _493 {
  clustermesh?: Clustermesh_1_15_0 | null;
}
interface _494 {
  cni?: Cni_1_15_0 | null;
}
interface _495 {
  encryption?: Encryption_1_15_0 | null;
}
interface _496 {
  envoy?: Envoy_1_15_0 | null;
}
interface _497 {
  etcd?: Etcd_1_15_0_b | null;
}
interface _498 {
  hubble?: Hubble_1_15_0 | null;
}
interface _499 {
  ingressController?: IngressController_1_15_0 | null;
}
interface _500 {
  nodePort?: NodePort_1_15_0 | null;
}
interface _501 {
  nodeinit?: Nodeinit_1_15_0 | null;
}
interface _502 {
  operator?: Operator_1_15_0 | null;
}
interface _503 {
  preflight?: Preflight_1_15_0 | null;
}
interface _504 {
  prometheus?: Prometheus_1_15_0_b | null;
}
interface ChartValues_1_15_0 extends _276, _277, _489, _490, _279, _280, _281, _491, _283, _492, _493, _494, _322, _287, _288, _289, _290, _367, _292, _293, _495, _296, _496, _298, _497, _300, _301, _302, _498, _499, _363, _305, _306, _307, _308, _309, _129, _310, _500, _501, _502, _314, _85, _169, _503, _504, _317, _318, _319, _320 {}
interface Envoy_1_15_3 extends _375, _405, _128, _129, _130, _85, _131, _132, _133, _134 {}
interface _507 {
  envoy?: Envoy_1_15_3 | null;
}
interface ChartValues_1_15_3 extends _276, _277, _489, _490, _279, _280, _281, _491, _283, _492, _493, _494, _322, _287, _288, _289, _290, _367, _292, _293, _495, _296, _507, _298, _497, _300, _301, _302, _498, _499, _363, _305, _306, _307, _308, _309, _129, _310, _500, _501, _502, _314, _85, _169, _503, _504, _317, _318, _319, _320 {}
interface _509 {
  nodeMapMax?: Num;
}
interface Bpf_1_15_4 extends Bpf_1_14_0, _509 {}
interface _511 {
  bpf?: Bpf_1_15_4 | null;
}
interface ChartValues_1_15_4 extends _276, _277, _489, _490, _279, _280, _281, _491, _511, _492, _493, _494, _322, _287, _288, _289, _290, _367, _292, _293, _495, _296, _507, _298, _497, _300, _301, _302, _498, _499, _363, _305, _306, _307, _308, _309, _129, _310, _500, _501, _502, _314, _85, _169, _503, _504, _317, _318, _319, _320 {}
interface _513 {
  appArmorProfile?: UpdateStrategy_c | null;
}
interface PodSecurityContext_1_15_5 extends Open, _513 {}
interface _515 {
  podSecurityContext?: PodSecurityContext_1_15_5 | null;
}
interface Envoy_1_15_5 extends _375, _405, _128, _129, _130, _515, _131, _132, _133, _134, _379 {}
interface Nodeinit_1_15_5 extends _238, _405, _515, _239 {}
interface _518 {
  envoy?: Envoy_1_15_5 | null;
}
interface _519 {
  nodeinit?: Nodeinit_1_15_5 | null;
}
interface ChartValues_1_15_5 extends _276, _277, _489, _490, _279, _280, _281, _491, _511, _492, _493, _494, _322, _287, _288, _289, _290, _367, _292, _293, _495, _296, _518, _298, _497, _300, _301, _302, _498, _499, _363, _305, _306, _307, _308, _309, _129, _310, _500, _519, _502, _314, _515, _169, _503, _504, _317, _318, _319, _320 {}
interface Ui_1_15_6 extends _189, _405, _466, _191, _84, _384, _193, _194 {}
interface _522 {
  ui?: Ui_1_15_6 | null;
}
interface Hubble_1_15_6 extends _405, _196, _468, _469, _470, _471, _199, _522 {}
interface _524 {
  hubble?: Hubble_1_15_6 | null;
}
interface ChartValues_1_15_6 extends _276, _277, _489, _490, _279, _280, _281, _491, _511, _492, _493, _494, _322, _287, _288, _289, _290, _367, _292, _293, _495, _296, _518, _298, _497, _300, _301, _302, _524, _499, _363, _305, _306, _307, _308, _309, _129, _310, _500, _519, _502, _314, _515, _169, _503, _504, _317, _318, _319, _320 {}
interface _526 {
  loadBalancerClass?: Text;
}
interface Service_1_15_7 extends Service_1_14_0, _526 {}
interface _528 {
  service?: Service_1_15_7 | null;
}
interface Apiserver_1_15_7 extends _79, _424, _81, _425, _426, _83, _84, _85, _43, _528, _427, _88 {}
interface _530 {
  apiserver?: Apiserver_1_15_7 | null;
}
interface Clustermesh_1_15_7 extends _429, _530, _92 {}
interface _532 {
  clustermesh?: Clustermesh_1_15_7 | null;
}
interface ChartValues_1_15_7 extends _276, _277, _489, _490, _279, _280, _281, _491, _511, _492, _532, _494, _322, _287, _288, _289, _290, _367, _292, _293, _495, _296, _518, _298, _497, _300, _301, _302, _524, _499, _363, _305, _306, _307, _308, _309, _129, _310, _500, _519, _502, _314, _515, _169, _503, _504, _317, _318, _319, _390, _320 {}
interface ChartValues_1_15_8 extends _276, _277, _489, _490, _279, _280, _281, _491, _511, _492, _532, _494, _322, _287, _288, _289, _290, _394, _292, _293, _495, _296, _518, _298, _497, _300, _301, _302, _524, _499, _363, _305, _306, _307, _308, _309, _129, _310, _500, _519, _502, _314, _515, _169, _503, _504, _317, _318, _319, _390, _320 {}
interface Events_1_16_0 {
  drop?: Aksbyocni | null;
  policyVerdict?: Aksbyocni | null;
  trace?: Aksbyocni | null;
}
interface _536 {
  datapathMode?: Text;
  disableExternalIPMitigation?: Bool;
  enableTCX?: Bool;
}
interface _537 {
  events?: Events_1_16_0 | null;
}
interface Bpf_1_16_0 extends Bpf_1_14_0, _536, _537, _509 {}
interface CiliumEndpointSlice_1_16_0 {
  enabled?: Bool;
  rateLimits?: List;
}
interface _540 {
  preferredDuringSchedulingIgnoredDuringExecution?: List;
}
interface PodAntiAffinity_1_16_0 extends Open, _540 {}
interface _542 {
  podAntiAffinity?: PodAntiAffinity_1_16_0 | null;
}
interface Affinity_1_16_0 extends Open, _542 {}
interface _544 {
  securityContext?: SecurityContext | null;
}
interface _545 {
  storageMedium?: Text;
}
interface Etcd_1_16_0 extends _419, _420, Init_1_14_0, _544, _545 {}
interface _547 {
  healthPort?: Num;
  readinessProbe?: Free;
}
interface Kvstoremesh_1_16_0 extends _49, _547, _420 {}
interface _549 {
  fsGroup?: Num;
  runAsGroup?: Num;
  runAsNonRoot?: Bool;
  runAsUser?: Num;
}
interface PodSecurityContext_1_16_0 extends Open, _549 {}
interface _551 {
  enableSessionAffinity?: Text;
}
interface Service_1_16_0 extends Service_1_14_0, _551, _526 {}
interface _553 {
  enableSecrets?: Bool;
}
interface Tls_1_16_0 extends _67, _68, _69, _71, _553, _72 {}
interface _555 {
  maxSurge?: Num | Text;
}
interface RollingUpdate_1_16_0 extends Open, _555, _74 {}
interface _557 {
  rollingUpdate?: RollingUpdate_1_16_0 | null;
}
interface UpdateStrategy_1_16_0 extends Open, _557, _77 {}
interface _559 {
  affinity?: Affinity_1_16_0 | null;
}
interface _560 {
  etcd?: Etcd_1_16_0 | null;
}
interface _561 {
  kvstoremesh?: Kvstoremesh_1_16_0 | null;
}
interface _562 {
  podSecurityContext?: PodSecurityContext_1_16_0 | null;
}
interface _563 {
  service?: Service_1_16_0 | null;
}
interface _564 {
  tls?: Tls_1_16_0 | null;
}
interface _565 {
  updateStrategy?: UpdateStrategy_1_16_0 | null;
}
interface Apiserver_1_16_0 extends _559, _560, _81, _547, _561, _426, _83, _84, _562, _544, _563, _564, _565 {}
interface _567 {
  apiserver?: Apiserver_1_16_0 | null;
}
interface _568 {
  enableEndpointSliceSynchronization?: Bool;
}
interface _569 {
  enableMCSAPISupport?: Bool;
}
interface Clustermesh_1_16_0 extends _429, _567, _92, _568, _569 {}
interface _571 {
  enableRouteMTUForCNIChaining?: Bool;
}
interface Cni_1_16_0 extends Cni_1_14_0, _571, _354, _432 {}
interface _573 {
  encryptedOverlay?: Bool;
}
interface Ipsec_1_16_0 extends _573, Ipsec_1_14_0 {}
interface _575 {
  ipsec?: Ipsec_1_16_0 | null;
}
interface Encryption_1_16_0 extends _105, _575, _437, _438 {}
interface Debug {
  admin?: Kvstoremesh | null;
}
interface _578 {
  keepCapNetBindService?: Bool;
}
interface Capabilities_1_16_0 extends Capabilities_1_14_0, _578 {}
interface _580 {
  capabilities?: Capabilities_1_16_0 | null;
}
interface SecurityContext_1_16_0 extends _580, _124 {}
interface _582 {
  baseID?: Num;
  debug?: Debug | null;
}
interface _583 {
  securityContext?: SecurityContext_1_16_0 | null;
}
interface Envoy_1_16_0 extends _375, _405, _582, _128, _129, _130, _515, _131, _132, _583, _134, _379 {}
interface _585 {
  retryInterval?: Text;
}
interface EnvoyConfig_1_16_0 extends EnvoyConfig_1_14_0, _585 {}
interface GatewayClass {
  create?: Bool | Text;
}
interface Nodes {
  matchLabels?: Free;
}
interface HostNetwork {
  enabled?: Bool;
  nodes?: Nodes | null;
}
interface _590 {
  enableAlpn?: Bool;
  enableAppProtocol?: Bool;
  enableProxyProtocol?: Bool;
  externalTrafficPolicy?: Text;
  gatewayClass?: GatewayClass | null;
  hostNetwork?: HostNetwork | null;
  xffNumTrustedHops?: Num;
}
interface GatewayAPI_1_16_0 extends _590, GatewayAPI_1_14_0 {}
interface _592 {
  terminatePodConnections?: unknown;
}
interface HostServices_1_16_0 extends HostServices_1_14_0, _592 {}
interface DropEventEmitter {
  enabled?: Bool;
  interval?: Text;
  reasons?: List;
}
interface _595 {
  tlsConfig?: Free;
}
interface ServiceMonitor_1_16_0 extends ServiceMonitor_1_14_0_b, _448, _595 {}
interface Mtls {
  enabled?: Bool;
  key?: Text;
  name?: Text;
  useSecret?: Bool;
}
interface Server_1_16_0 {
  cert?: Text;
  extraDnsNames?: List;
  extraIpAddresses?: List;
  key?: Text;
  mtls?: Mtls | null;
}
interface _599 {
  server?: Server_1_16_0 | null;
}
interface Tls_1_16_0_b extends Aksbyocni, _599 {}
interface _601 {
  serviceMonitor?: ServiceMonitor_1_16_0 | null;
}
interface _602 {
  tls?: Tls_1_16_0_b | null;
}
interface Metrics_1_16_0 extends _150, _601, _602 {}
interface _604 {
  dropEventEmitter?: DropEventEmitter | null;
}
interface _605 {
  metrics?: Metrics_1_16_0 | null;
}
interface Hubble_1_16_0 extends _405, _604, _196, _468, _605, _470, _471, _199, _522 {}
interface HostNetwork_1_16_0 {
  enabled?: Bool;
  nodes?: Nodes | null;
  sharedListenerPort?: Num;
}
interface _608 {
  externalTrafficPolicy?: Text;
}
interface Service_1_16_0_b extends Service_1_14_0_c, _608 {}
interface _610 {
  hostNetwork?: HostNetwork_1_16_0 | null;
}
interface _611 {
  service?: Service_1_16_0_b | null;
}
interface IngressController_1_16_0 extends _203, _474, _610, _611 {}
interface _613 {
  addresses?: Text | List;
}
interface NodePort_1_16_0 extends _613, _226, _476, Aksbyocni {}
interface _615 {
  hostNetwork?: Bool;
}
interface Operator_1_16_0 extends _247, _405, _615, _84, _85, _169, _482, _43, _249 {}
interface ReadinessProbe {
  initialDelaySeconds?: Num;
  periodSeconds?: Num;
}
interface _618 {
  readinessProbe?: ReadinessProbe | null;
}
interface Preflight_1_16_0 extends _251, _405, _84, _618, _43, _252 {}
interface SocketLB_1_16_0 extends SocketLB_1_14_0, _592 {}
interface _621 {
  bpf?: Bpf_1_16_0 | null;
}
interface _622 {
  ciliumEndpointSlice?: CiliumEndpointSlice_1_16_0 | null;
}
interface _623 {
  clustermesh?: Clustermesh_1_16_0 | null;
}
interface _624 {
  cni?: Cni_1_16_0 | null;
}
interface _625 {
  directRoutingSkipUnreachable?: Bool;
  extraInitContainers?: List;
  forceDeviceDetection?: Bool;
  global?: Free;
  nodeIPAM?: Aksbyocni | null;
  nodeSelectorLabels?: Bool;
}
interface _626 {
  egressGateway?: _100 | null;
}
interface _627 {
  encryption?: Encryption_1_16_0 | null;
}
interface _628 {
  envoy?: Envoy_1_16_0 | null;
}
interface _629 {
  envoyConfig?: EnvoyConfig_1_16_0 | null;
}
interface _630 {
  etcd?: _143 | null;
}
interface _631 {
  gatewayAPI?: GatewayAPI_1_16_0 | null;
}
interface _632 {
  hostServices?: HostServices_1_16_0 | null;
}
interface _633 {
  hubble?: Hubble_1_16_0 | null;
}
interface _634 {
  ingressController?: IngressController_1_16_0 | null;
}
interface _635 {
  nodePort?: NodePort_1_16_0 | null;
}
interface _636 {
  operator?: Operator_1_16_0 | null;
}
interface _637 {
  preflight?: Preflight_1_16_0 | null;
}
interface _638 {
  serviceAccounts?: _268 | null;
}
interface _639 {
  socketLB?: SocketLB_1_16_0 | null;
}
interface ChartValues_1_16_0 extends _276, _277, _489, _490, _279, _280, _281, _491, _621, _492, _622, _623, _624, _322, _288, _289, _290, _625, _394, _626, _293, _627, _296, _628, _629, _630, _300, _631, _632, _633, _634, _363, _305, _306, _307, _308, _309, _129, _310, _635, _519, _636, _314, _515, _169, _637, _504, _317, _638, _639, _390, _320 {}
interface _641 {
  existingSecret?: Text;
}
interface Server_1_16_1 extends Server_1_16_0, _641 {}
interface _643 {
  server?: Server_1_16_1 | null;
}
interface Tls_1_16_1 extends Aksbyocni, _643 {}
interface _645 {
  tls?: Tls_1_16_1 | null;
}
interface Metrics_1_16_1 extends _150, _601, _645 {}
interface Client_1_16_1 extends Admin, _641 {}
interface Server_1_16_1_b extends Server_1_14_0_c, _641, _458 {}
interface _649 {
  client?: Client_1_16_1 | null;
}
interface _650 {
  server?: Server_1_16_1_b | null;
}
interface Tls_1_16_1_b extends _649, _650 {}
interface _652 {
  tls?: Tls_1_16_1_b | null;
}
interface Relay_1_16_1 extends _166, _405, _167, _356, _84, _168, _169, _170, _171, _652 {}
interface Server_1_16_1_c extends Server_1_14_0_d, _641 {}
interface _655 {
  server?: Server_1_16_1_c | null;
}
interface Tls_1_16_1_c extends _69, Aksbyocni, _655 {}
interface _657 {
  tls?: _649 | null;
}
interface Ui_1_16_1 extends _189, _405, _466, _191, _84, _384, _193, _657 {}
interface _659 {
  metrics?: Metrics_1_16_1 | null;
}
interface _660 {
  relay?: Relay_1_16_1 | null;
}
interface _661 {
  tls?: Tls_1_16_1_c | null;
}
interface _662 {
  ui?: Ui_1_16_1 | null;
}
interface Hubble_1_16_1 extends _405, _604, _196, _468, _659, _470, _660, _661, _662 {}
interface Nat {
  mapStatsEntries?: Num;
  mapStatsInterval?: Text;
}
interface _665 {
  hubble?: Hubble_1_16_1 | null;
}
interface _666 {
  nat?: Nat | null;
}
interface ChartValues_1_16_1 extends _276, _277, _489, _490, _279, _280, _281, _491, _621, _492, _622, _623, _624, _322, _288, _289, _290, _625, _394, _626, _293, _627, _296, _628, _629, _630, _300, _631, _632, _665, _634, _363, _305, _306, _307, _308, _309, _129, _310, _666, _635, _519, _636, _314, _515, _169, _637, _504, _317, _638, _639, _390, _320 {}
interface _668 {
  initialFetchTimeoutSeconds?: Num;
}
interface Envoy_1_16_4 extends _375, _405, _582, _128, _668, _129, _130, _515, _131, _132, _583, _134, _379 {}
interface _670 {
  tracing?: unknown;
}
interface HostServices_1_16_4 extends HostServices_1_14_0, _592, _670 {}
interface SocketLB_1_16_4 extends SocketLB_1_14_0, _592, _670 {}
interface _673 {
  envoy?: Envoy_1_16_4 | null;
}
interface _674 {
  hostServices?: HostServices_1_16_4 | null;
}
interface _675 {
  socketLB?: SocketLB_1_16_4 | null;
}
interface ChartValues_1_16_4 extends _276, _277, _489, _490, _279, _280, _281, _491, _621, _492, _622, _623, _624, _322, _288, _289, _290, _625, _394, _626, _293, _627, _296, _673, _629, _630, _300, _631, _674, _665, _634, _363, _305, _306, _307, _308, _309, _129, _310, _666, _635, _519, _636, _314, _515, _169, _637, _504, _317, _638, _675, _390, _320 {}
interface _677 {
  accessLogBufferSize?: Num;
}
interface Log_1_16_7 extends _677, Log_1_14_0 {}
interface _679 {
  log?: Log_1_16_7 | null;
}
interface Envoy_1_16_7 extends _375, _405, _582, _128, _668, _129, _679, _515, _131, _132, _583, _134, _379 {}
interface _681 {
  envoy?: Envoy_1_16_7 | null;
}
interface ChartValues_1_16_7 extends _276, _277, _489, _490, _279, _280, _281, _491, _621, _492, _622, _623, _624, _322, _288, _289, _290, _625, _394, _626, _293, _627, _296, _681, _629, _630, _300, _631, _674, _665, _634, _363, _305, _306, _307, _308, _309, _129, _310, _666, _635, _519, _636, _314, _515, _169, _637, _504, _317, _638, _675, _390, _320 {}
interface _683 {
  requireK8sConnectivity?: Bool;
}
interface LivenessProbe_1_16_10 extends LivenessProbe_1_14_0, _683 {}
interface _685 {
  livenessProbe?: LivenessProbe_1_16_10 | null;
}
interface ChartValues_1_16_10 extends _276, _277, _489, _490, _279, _280, _281, _491, _621, _492, _622, _623, _624, _322, _288, _289, _290, _625, _394, _626, _293, _627, _296, _681, _629, _630, _300, _631, _674, _665, _634, _363, _305, _306, _307, _308, _309, _685, _310, _666, _635, _519, _636, _314, _515, _169, _637, _504, _317, _638, _675, _390, _320 {}
interface _687 {
  seccompProfile?: UpdateStrategy_c | null;
}
interface PodSecurityContext_1_16_19 extends Open, _513, _687 {}
interface _689 {
  podSecurityContext?: PodSecurityContext_1_16_19 | null;
}
interface ChartValues_1_16_19 extends _276, _277, _489, _490, _279, _280, _281, _491, _621, _492, _622, _623, _624, _322, _288, _289, _290, _625, _394, _626, _293, _627, _296, _681, _629, _630, _300, _631, _674, _665, _634, _363, _305, _306, _307, _308, _309, _685, _310, _666, _635, _519, _636, _314, _689, _169, _637, _504, _317, _638, _675, _390, _320 {}
interface _691 {
  priorityClassName?: Text;
  resources?: Free;
}
interface Agent_1_17_0 extends _344, _6, _397, _691, _324 {}
interface Server_1_17_0 extends _326, _13, _397, _399, _691 {}
interface _694 {
  agent?: Agent_1_17_0 | null;
}
interface _695 {
  server?: Server_1_17_0 | null;
}
interface Install_1_17_0 extends _694, _16, _402, _695 {}
interface _697 {
  install?: Install_1_17_0 | null;
}
interface Spire_1_17_0 extends _19, _405, _697 {}
interface _699 {
  spire?: Spire_1_17_0 | null;
}
interface Mutual_1_17_0 extends _408, _22, _699 {}
interface _701 {
  mutual?: Mutual_1_17_0 | null;
}
interface Authentication_1_17_0 extends _25, _701 {}
interface _703 {
  statusReport?: Aksbyocni | null;
}
interface BgpControlPlane_1_17_0 extends Aksbyocni, _413, _703 {}
interface Default {
  burstLimit?: Num;
  rateLimit?: Num;
}
interface _706 {
  default?: Default | null;
}
interface Events_1_17_0 extends _706, Events_1_16_0 {}
interface _708 {
  ctAccounting?: Bool;
  lbAlgorithmAnnotation?: Bool;
  lbModeAnnotation?: Bool;
  lbSourceRangeAllTypes?: Bool;
}
interface _709 {
  events?: Events_1_17_0 | null;
}
interface Bpf_1_17_0 extends Bpf_1_14_0, _708, _536, _709, _509 {}
interface _711 {
  generateCA?: Bool;
  nodeSelector?: Free;
  priorityClassName?: Text;
}
interface Certgen_1_17_0 extends _415, Certgen_1_14_0, _711 {}
interface _713 {
  sliceMode?: Text;
}
interface CiliumEndpointSlice_1_17_0 extends CiliumEndpointSlice_1_16_0, _713 {}
interface _715 {
  loadBalancerSourceRanges?: List;
}
interface Service_1_17_0 extends Service_1_14_0, _551, _526, _715 {}
interface _717 {
  service?: Service_1_17_0 | null;
}
interface Apiserver_1_17_0 extends _559, _560, _81, _547, _561, _426, _83, _84, _562, _544, _717, _564, _565 {}
interface _719 {
  apiserver?: Apiserver_1_17_0 | null;
}
interface Clustermesh_1_17_0 extends _429, _719, _92, _568, _569 {}
interface _721 {
  enableSourceIPVerification?: Bool;
}
interface Daemon_1_17_0 extends Daemon_1_14_0, _721 {}
interface _723 {
  wireguard?: _435 | null;
}
interface Encryption_1_17_0 extends _105, _575, _437, _723 {}
interface _725 {
  defaultLevel?: unknown;
  format_json?: Free;
}
interface Log_1_17_0 extends _677, _725, Log_1_14_0 {}
interface _727 {
  bootstrapConfigMap?: Text;
  httpRetryCount?: Num;
  maxConcurrentRetries?: Num;
}
interface _728 {
  log?: Log_1_17_0 | null;
}
interface Envoy_1_17_0 extends _375, _405, _582, _727, _128, _668, _129, _728, _515, _131, _132, _583, _134, _379 {}
interface _730 {
  dynamic?: Dynamic | null;
}
interface Metrics_1_17_0 extends _150, _730, _601, _645 {}
interface _732 {
  labels?: Free;
}
interface Ui_1_17_0 extends _189, _405, _466, _191, _732, _84, _384, _193, _657 {}
interface _734 {
  metrics?: Metrics_1_17_0 | null;
}
interface _735 {
  ui?: Ui_1_17_0 | null;
}
interface Hubble_1_17_0 extends _405, _604, _196, _468, _734, _470, _660, _661, _735 {}
interface _737 {
  installUplinkRoutesForDelegatedIPAM?: Bool;
  multiPoolPreAllocation?: Text;
}
interface Ipam_1_17_0 extends _210, _737, _211 {}
interface _739 {
  operator?: K8sClientRateLimit_1_14_0 | null;
}
interface K8sClientRateLimit_1_17_0 extends K8sClientRateLimit_1_14_0, _739 {}
interface _741 {
  experimental?: Bool;
}
interface _742 {
  protocolDifferentiation?: _183 | null;
}
interface LoadBalancer_1_17_0 extends _221, _741, _742, _222 {}
interface _744 {
  metricsService?: Bool;
}
interface Prometheus_1_17_0 extends Kvstoremesh, _744, _480 {}
interface _746 {
  prometheus?: Prometheus_1_17_0 | null;
}
interface Operator_1_17_0 extends _247, _405, _615, _84, _85, _169, _746, _43, _249 {}
interface Prometheus_1_17_0_b extends _486, _255, _744, _487 {}
interface Scheduling {
  mode?: Text;
}
interface _750 {
  readSecretsOnlyFromSecretsNamespace?: Bool;
  secretSync?: Aksbyocni | null;
  secretsNamespace?: ServiceAccount | null;
}
interface Tls_1_17_0 extends Tls_1_14_0_d, _750 {}
interface _752 {
  authentication?: Authentication_1_17_0 | null;
}
interface _753 {
  bgpControlPlane?: BgpControlPlane_1_17_0 | null;
}
interface _754 {
  bpf?: Bpf_1_17_0 | null;
}
interface _755 {
  certgen?: Certgen_1_17_0 | null;
}
interface _756 {
  ciliumEndpointSlice?: CiliumEndpointSlice_1_17_0 | null;
}
interface _757 {
  clustermesh?: Clustermesh_1_17_0 | null;
}
interface _758 {
  commonLabels?: Free;
  defaultLBServiceIPAM?: Text;
  enableInternalTrafficPolicy?: Bool;
  enableLBIPAM?: Bool;
  enableNonDefaultDenyPolicies?: Bool;
  endpointLockdownOnMapOverflow?: Bool;
  healthCheckICMPFailureThreshold?: Num;
  k8sServiceLookupConfigMapName?: Text;
  k8sServiceLookupNamespace?: Text;
  namespaceOverride?: Text;
  scheduling?: Scheduling | null;
}
interface _759 {
  daemon?: Daemon_1_17_0 | null;
}
interface _760 {
  encryption?: Encryption_1_17_0 | null;
}
interface _761 {
  envoy?: Envoy_1_17_0 | null;
}
interface _762 {
  hubble?: Hubble_1_17_0 | null;
}
interface _763 {
  ipam?: Ipam_1_17_0 | null;
}
interface _764 {
  k8sClientRateLimit?: K8sClientRateLimit_1_17_0 | null;
}
interface _765 {
  loadBalancer?: LoadBalancer_1_17_0 | null;
}
interface _766 {
  operator?: Operator_1_17_0 | null;
}
interface _767 {
  prometheus?: Prometheus_1_17_0_b | null;
}
interface _768 {
  tls?: Tls_1_17_0 | null;
}
interface ChartValues_1_17_0 extends _276, _277, _489, _752, _279, _280, _753, _754, _755, _756, _757, _624, _758, _322, _288, _759, _290, _625, _394, _626, _293, _760, _296, _761, _629, _630, _300, _631, _674, _762, _634, _363, _763, _306, _764, _308, _309, _129, _765, _666, _635, _519, _766, _314, _515, _169, _637, _767, _317, _638, _675, _390, _768 {}
interface _770 {
  distributedLRU?: Aksbyocni | null;
}
interface Bpf_1_17_2 extends Bpf_1_14_0, _708, _536, _770, _709, _509 {}
interface _772 {
  policyRestoreTimeoutDuration?: Text;
}
interface Envoy_1_17_2 extends _375, _405, _582, _727, _128, _668, _129, _728, _515, _772, _131, _132, _583, _134, _379 {}
interface _774 {
  bpf?: Bpf_1_17_2 | null;
}
interface _775 {
  envoy?: Envoy_1_17_2 | null;
}
interface _776 {
  tunnelSourcePortRange?: Text;
}
interface ChartValues_1_17_2 extends _276, _277, _489, _752, _279, _280, _753, _774, _755, _756, _757, _624, _758, _322, _288, _759, _290, _625, _394, _626, _293, _760, _296, _775, _629, _630, _300, _631, _674, _762, _634, _363, _763, _306, _764, _308, _309, _129, _765, _666, _635, _519, _766, _314, _515, _169, _637, _767, _317, _638, _675, _390, _768, _776 {}
interface ChartValues_1_17_4 extends _276, _277, _489, _752, _279, _280, _753, _774, _755, _756, _757, _624, _758, _322, _288, _759, _290, _625, _394, _626, _293, _760, _296, _775, _629, _630, _300, _631, _674, _762, _634, _363, _763, _306, _764, _308, _309, _685, _765, _666, _635, _519, _766, _314, _515, _169, _637, _767, _317, _638, _675, _390, _768, _776 {}
interface Service_1_17_5 extends Service_1_14_0, _551, _732, _526, _715 {}
interface _780 {
  service?: Service_1_17_5 | null;
}
interface Apiserver_1_17_5 extends _559, _560, _81, _547, _561, _426, _83, _84, _562, _544, _780, _564, _565 {}
interface _782 {
  apiserver?: Apiserver_1_17_5 | null;
}
interface Clustermesh_1_17_5 extends _429, _782, _92, _568, _569 {}
interface _784 {
  clustermesh?: Clustermesh_1_17_5 | null;
}
interface ChartValues_1_17_5 extends _276, _277, _489, _752, _279, _280, _753, _774, _755, _756, _784, _624, _758, _322, _288, _759, _290, _625, _394, _626, _293, _760, _296, _775, _629, _630, _300, _631, _674, _762, _634, _363, _763, _306, _764, _308, _309, _685, _765, _666, _635, _519, _766, _314, _515, _169, _637, _767, _317, _638, _675, _390, _768, _776 {}
interface ChartValues_1_17_6 extends _276, _277, _489, _752, _279, _280, _753, _774, _755, _756, _784, _624, _758, _322, _288, _759, _290, _625, _394, _626, _293, _760, _296, _775, _629, _630, _631, _674, _762, _634, _363, _763, _306, _764, _308, _309, _685, _765, _666, _635, _519, _766, _314, _515, _169, _637, _767, _317, _638, _675, _390, _768, _776 {}
interface ChartValues_1_17_7 extends _276, _277, _489, _752, _279, _280, _753, _774, _755, _756, _784, _624, _758, _322, _288, _759, _290, _625, _394, _626, _293, _760, _296, _775, _629, _630, _631, _674, _762, _634, _363, _763, _306, _764, _308, _309, _685, _765, _666, _635, _519, _766, _314, _689, _169, _637, _767, _317, _638, _675, _390, _768, _776 {}
interface _788 {
  bbrHostNamespaceOnly?: Bool;
}
interface BandwidthManager_1_18_0 extends BandwidthManager_1_14_0, _788 {}
interface RouterIDAllocation {
  ipPool?: Text;
  mode?: Text;
}
interface _791 {
  routerIDAllocation?: RouterIDAllocation | null;
}
interface BgpControlPlane_1_18_0 extends Aksbyocni, _791, _413, _703 {}
interface _793 {
  policyStatsMapMax?: Num;
}
interface Bpf_1_18_0 extends Bpf_1_14_0, _708, _536, _770, _709, _509, _793 {}
interface Certgen_1_18_0 extends _415, Certgen_1_14_0, _711, Init_1_14_0 {}
interface _796 {
  kvstoreMode?: Text;
}
interface Kvstoremesh_1_18_0 extends _49, _547, _796, _420 {}
interface _798 {
  scrapeTimeout?: Text;
}
interface Etcd_1_18_0 extends Etcd_1_14_0_b, _798 {}
interface _800 {
  etcd?: Etcd_1_18_0 | null;
}
interface _801 {
  kvstoremesh?: Etcd_1_18_0 | null;
}
interface ServiceMonitor_1_18_0 extends _54, _800, _801, _798 {}
interface _803 {
  serviceMonitor?: ServiceMonitor_1_18_0 | null;
}
interface Metrics_1_18_0 extends _58, _803 {}
interface _805 {
  unhealthyPodEvictionPolicy?: Text;
}
interface PodDisruptionBudget_1_18_0 extends PodDisruptionBudget_1_14_0, _805 {}
interface _807 {
  kvstoremesh?: Kvstoremesh_1_18_0 | null;
}
interface _808 {
  metrics?: Metrics_1_18_0 | null;
}
interface _809 {
  podDisruptionBudget?: PodDisruptionBudget_1_18_0 | null;
}
interface Apiserver_1_18_0 extends _559, _560, _81, _547, _807, _426, _808, _809, _562, _544, _780, _564, _565 {}
interface _811 {
  apiserver?: Apiserver_1_18_0 | null;
}
interface _812 {
  policyDefaultLocalCluster?: Bool;
}
interface Clustermesh_1_18_0 extends _429, _811, _92, _568, _569, _812 {}
interface _814 {
  iptablesRemoveAWSRules?: Bool;
}
interface Cni_1_18_0 extends Cni_1_14_0, _571, _354, _814, _432 {}
interface _816 {
  metricsSamplingInterval?: Text;
}
interface Debug_1_18_0 extends Debug_1_14_0, _816 {}
interface _818 {
  preAllocateIdentities?: Bool;
}
interface DnsProxy_1_18_0 extends DnsProxy_1_14_0, _365, _818, _392 {}
interface LivenessProbe_1_18_0 extends Aksbyocni, LivenessProbe_1_14_0 {}
interface ServiceMonitor_1_18_0_b extends _54, _798 {}
interface _822 {
  serviceMonitor?: ServiceMonitor_1_18_0_b | null;
}
interface Prometheus_1_18_0 extends _117, _822 {}
interface _824 {
  httpUpstreamLingerTimeout?: Num;
  streamIdleTimeoutDurationSeconds?: Num;
}
interface _825 {
  livenessProbe?: LivenessProbe_1_18_0 | null;
}
interface _826 {
  prometheus?: Prometheus_1_18_0 | null;
}
interface _827 {
  startupProbe?: LivenessProbe_1_18_0 | null;
}
interface Envoy_1_18_0 extends _375, _405, _582, _727, _128, _824, _668, _825, _728, _515, _772, _826, _132, _583, _827, _379 {}
interface _829 {
  fileCompress?: Bool;
  fileMaxBackups?: Num;
  fileMaxSizeMb?: Num;
}
interface Static_1_18_0 extends Static_1_15_0, _829 {}
interface _831 {
  fileCompress?: unknown;
}
interface _832 {
  static?: Static_1_18_0 | null;
}
interface Export_1_18_0 extends _445, _831, _832 {}
interface ServiceMonitor_1_18_0_c extends ServiceMonitor_1_14_0_b, _448, _798, _595 {}
interface _835 {
  serviceMonitor?: ServiceMonitor_1_18_0_c | null;
}
interface Metrics_1_18_0_b extends _150, _730, _835, _645 {}
interface PodSecurityContext_1_18_0 extends Open, _156, _687 {}
interface Prometheus_1_18_0_b extends Kvstoremesh, _822 {}
interface _839 {
  allowPrivilegeEscalation?: Bool;
  seccompProfile?: UpdateStrategy_c | null;
}
interface SecurityContext_1_18_0 extends Open, _839, _160 {}
interface _841 {
  podSecurityContext?: PodSecurityContext_1_18_0 | null;
}
interface _842 {
  prometheus?: Prometheus_1_18_0_b | null;
}
interface _843 {
  securityContext?: SecurityContext_1_18_0 | null;
}
interface Relay_1_18_0 extends _166, _405, _356, _809, _841, _169, _842, _843, _652 {}
interface _845 {
  allowPrivilegeEscalation?: Bool;
}
interface SecurityContext_1_18_0_b extends Open, _845 {}
interface _847 {
  securityContext?: SecurityContext_1_18_0_b | null;
}
interface Backend_1_18_0 extends _177, _464, _847 {}
interface Frontend_1_18_0 extends _180, _847 {}
interface Service_1_18_0 extends Service_1_14_0_b, _732 {}
interface _851 {
  backend?: Backend_1_18_0 | null;
}
interface _852 {
  frontend?: Frontend_1_18_0 | null;
}
interface _853 {
  service?: Service_1_18_0 | null;
}
interface Ui_1_18_0 extends _189, _405, _851, _852, _732, _809, _384, _853, _657 {}
interface _855 {
  export?: Export_1_18_0 | null;
}
interface _856 {
  metrics?: Metrics_1_18_0_b | null;
}
interface _857 {
  networkPolicyCorrelation?: Aksbyocni | null;
}
interface _858 {
  relay?: Relay_1_18_0 | null;
}
interface _859 {
  ui?: Ui_1_18_0 | null;
}
interface Hubble_1_18_0 extends _405, _604, _196, _855, _856, _857, _470, _858, _661, _859 {}
interface _861 {
  apiServerURLs?: Text;
}
interface K8s_1_18_0 extends _861, K8s_1_14_0 {}
interface K8sClientExponentialBackoff {
  backoffBaseSeconds?: Num;
  backoffMaxDurationSeconds?: Num;
  enabled?: Bool;
}
interface K8sServiceHostRef {
  key?: Text;
  name?: Text;
}
interface _865 {
  interfacePattern?: Text;
}
interface L2podAnnouncements_1_18_0 extends Aksbyocni, _218, _865 {}
interface LoadBalancer_1_18_0 extends _221, _742, _222 {}
interface LocalRedirectPolicies {
  addressMatcherCIDRs?: List;
  enabled?: Bool;
}
interface SecurityContext_1_18_0_c extends Open, _845, _235 {}
interface _870 {
  securityContext?: SecurityContext_1_18_0_c | null;
}
interface Nodeinit_1_18_0 extends _238, _405, _515, _870 {}
interface PodSecurityContext_1_18_0_b extends Open, _687 {}
interface ServiceMonitor_1_18_0_d extends _54, _448, _798 {}
interface _874 {
  serviceMonitor?: ServiceMonitor_1_18_0_d | null;
}
interface Prometheus_1_18_0_c extends Kvstoremesh, _744, _874 {}
interface _876 {
  podSecurityContext?: PodSecurityContext_1_18_0_b | null;
}
interface _877 {
  prometheus?: Prometheus_1_18_0_c | null;
}
interface Operator_1_18_0 extends _247, _405, _615, _809, _876, _169, _877, _544, _249 {}
interface Envoy {
  image?: Image | null;
}
interface _880 {
  envoy?: Envoy | null;
}
interface Preflight_1_18_0 extends _251, _405, _880, _809, _618, _847, _252 {}
interface ServiceMonitor_1_18_0_e extends ServiceMonitor_1_14_0_c, _448, _798 {}
interface _883 {
  serviceMonitor?: ServiceMonitor_1_18_0_e | null;
}
interface Prometheus_1_18_0_d extends _486, _255, _744, _883 {}
interface SecurityContext_1_18_0_d extends _845, SecurityContext_1_14_0_e {}
interface _886 {
  bandwidthManager?: BandwidthManager_1_18_0 | null;
}
interface _887 {
  bgpControlPlane?: BgpControlPlane_1_18_0 | null;
}
interface _888 {
  bpf?: Bpf_1_18_0 | null;
}
interface _889 {
  certgen?: Certgen_1_18_0 | null;
}
interface _890 {
  clustermesh?: Clustermesh_1_18_0 | null;
}
interface _891 {
  cni?: Cni_1_18_0 | null;
}
interface _892 {
  connectivityProbeFrequencyRatio?: Num;
  identityManagementMode?: Text;
  k8sClientExponentialBackoff?: K8sClientExponentialBackoff | null;
  k8sServiceHostRef?: K8sServiceHostRef | null;
  localRedirectPolicies?: LocalRedirectPolicies | null;
  nodeLabels?: unknown;
  secretsNamespaceAnnotations?: Free;
  underlayProtocol?: Text;
}
interface _893 {
  debug?: Debug_1_18_0 | null;
}
interface _894 {
  dnsProxy?: DnsProxy_1_18_0 | null;
}
interface _895 {
  eni?: _112 | null;
}
interface _896 {
  envoy?: Envoy_1_18_0 | null;
}
interface _897 {
  hubble?: Hubble_1_18_0 | null;
}
interface _898 {
  k8s?: K8s_1_18_0 | null;
}
interface _899 {
  l2NeighDiscovery?: Aksbyocni | null;
}
interface _900 {
  l2podAnnouncements?: L2podAnnouncements_1_18_0 | null;
}
interface _901 {
  loadBalancer?: LoadBalancer_1_18_0 | null;
}
interface _902 {
  nodeinit?: Nodeinit_1_18_0 | null;
}
interface _903 {
  operator?: Operator_1_18_0 | null;
}
interface _904 {
  preflight?: Preflight_1_18_0 | null;
}
interface _905 {
  prometheus?: Prometheus_1_18_0_d | null;
}
interface _906 {
  securityContext?: SecurityContext_1_18_0_d | null;
}
interface ChartValues_1_18_0 extends _276, _277, _489, _752, _279, _886, _887, _888, _889, _622, _890, _891, _758, _892, _322, _288, _759, _893, _625, _894, _626, _760, _895, _896, _629, _630, _631, _674, _897, _634, _363, _763, _898, _764, _899, _900, _685, _901, _666, _635, _902, _903, _314, _689, _169, _904, _905, _906, _638, _675, _390, _768, _776 {}
interface _908 {
  legacyOriginAttribute?: Aksbyocni | null;
}
interface BgpControlPlane_1_18_2 extends Aksbyocni, _908, _791, _413, _703 {}
interface _910 {
  bgpControlPlane?: BgpControlPlane_1_18_2 | null;
}
interface ChartValues_1_18_2 extends _276, _277, _489, _752, _279, _886, _910, _888, _889, _622, _890, _891, _758, _892, _322, _288, _759, _893, _625, _894, _626, _760, _895, _896, _629, _630, _631, _674, _897, _634, _363, _763, _898, _764, _899, _900, _685, _901, _666, _635, _902, _903, _314, _689, _169, _904, _905, _906, _638, _675, _390, _768, _776 {}
interface NodeSpec {
  securityGroupTags?: List;
  securityGroups?: List;
  vSwitchTags?: List;
  vSwitches?: List;
}
interface _913 {
  nodeSpec?: NodeSpec | null;
}
interface Alibabacloud_1_19_0 extends Aksbyocni, _913 {}
interface NodeSpec_b {
  azureInterfaceName?: Text;
}
interface _916 {
  nodeSpec?: NodeSpec_b | null;
}
interface Azure_1_19_0 extends Azure_1_14_0, _916 {}
interface _918 {
  monitorTraceIPOption?: Num;
  policyMapPressureMetricsThreshold?: Num;
}
interface Bpf_1_19_0 extends Bpf_1_14_0, _708, _536, _770, _709, _918, _509, _793 {}
interface CronJob {
  failedJobsHistoryLimit?: Num;
  successfulJobsHistoryLimit?: Num;
}
interface _921 {
  cronJob?: CronJob | null;
}
interface Certgen_1_19_0 extends _415, Certgen_1_14_0, _921, _711, Init_1_14_0 {}
interface _923 {
  externallyCreated?: Bool;
}
interface Service_1_19_0 extends Service_1_14_0, _551, _923, _732, _526, _715 {}
interface Tls_1_19_0 extends _67, _68, _69, _553, _72 {}
interface _926 {
  service?: Service_1_19_0 | null;
}
interface _927 {
  tls?: Tls_1_19_0 | null;
}
interface Apiserver_1_19_0 extends _559, _560, _81, _547, _807, _426, _808, _809, _562, _544, _926, _927, _565 {}
interface Coredns {
  clusterDomain?: Text;
  clustersetDomain?: Text;
  configMapName?: Text;
  deploymentName?: Text;
  namespace?: Text;
  serviceAccountName?: Text;
}
interface CorednsAutoConfigure {
  affinity?: Free;
  annotations?: Free;
  coredns?: Coredns | null;
  enabled?: Bool;
  extraArgs?: List;
  extraVolumeMounts?: List;
  extraVolumes?: List;
  nodeSelector?: Free;
  podLabels?: Free;
  priorityClassName?: Text;
  resources?: Free;
  tolerations?: List;
  ttlSecondsAfterFinished?: Num;
}
interface Mcsapi {
  corednsAutoConfigure?: CorednsAutoConfigure | null;
  enabled?: Bool;
  installCRDs?: Bool;
}
interface _932 {
  apiserver?: Apiserver_1_19_0 | null;
}
interface _933 {
  cacheTTL?: Text;
  mcsapi?: Mcsapi | null;
}
interface Clustermesh_1_19_0 extends _429, _932, _933, _92, _568, _569, _812 {}
interface _935 {
  limits?: Requests | null;
}
interface Resources_1_19_0 extends Open, _935, _231 {}
interface _937 {
  resources?: Resources_1_19_0 | null;
}
interface Cni_1_19_0 extends Cni_1_14_0, _571, _354, _814, _937 {}
interface _939 {
  egress?: StrictMode_1_15_0 | null;
  ingress?: Aksbyocni | null;
}
interface StrictMode_1_19_0 extends StrictMode_1_15_0, _939 {}
interface _941 {
  strictMode?: StrictMode_1_19_0 | null;
}
interface Encryption_1_19_0 extends _105, _575, _941, _723 {}
interface NodeSpec_c {
  deleteOnTermination?: Bool;
  disablePrefixDelegation?: Bool;
  excludeInterfaceTags?: List;
  firstInterfaceIndex?: Num;
  securityGroupTags?: List;
  securityGroups?: List;
  subnetIDs?: List;
  subnetTags?: List;
  usePrimaryAddress?: Bool;
}
interface _944 {
  nodeSpec?: NodeSpec_c | null;
}
interface Eni_1_19_0 extends _112, _944 {}
interface _946 {
  clusterMaxConnections?: Num;
  clusterMaxRequests?: Num;
  initContainers?: List;
  maxGlobalDownstreamConnections?: Num;
  useOriginalSourceAddress?: Bool;
}
interface Envoy_1_19_0 extends _375, _405, _582, _727, _946, _128, _824, _668, _825, _728, _515, _772, _826, _132, _583, _827, _379 {}
interface _948 {
  aggregationInterval?: Text;
  fieldAggregate?: List;
}
interface Static_1_19_0 extends _948, Static_1_15_0, _829 {}
interface _950 {
  aggregationInterval?: unknown;
}
interface _951 {
  static?: Static_1_19_0 | null;
}
interface Export_1_19_0 extends _950, _445, _831, _951 {}
interface LogOptions {
  format?: Text;
  level?: Text;
}
interface _954 {
  blockProfileRate?: Num;
  mutexProfileFraction?: Num;
}
interface Pprof_1_19_0 extends Pprof_1_14_0, _954 {}
interface _956 {
  logOptions?: LogOptions | null;
}
interface _957 {
  pprof?: Pprof_1_19_0 | null;
}
interface Relay_1_19_0 extends _166, _405, _356, _956, _809, _841, _957, _842, _843, _652 {}
interface _959 {
  tmpVolume?: Free;
}
interface Ui_1_19_0 extends _189, _405, _851, _852, _732, _809, _384, _853, _657, _959 {}
interface _961 {
  export?: Export_1_19_0 | null;
}
interface _962 {
  lostEventSendInterval?: unknown;
}
interface _963 {
  relay?: Relay_1_19_0 | null;
}
interface _964 {
  ui?: Ui_1_19_0 | null;
}
interface Hubble_1_19_0 extends _405, _604, _196, _961, _962, _856, _857, _470, _963, _661, _964 {}
interface NodeSpec_d {
  ipamMaxAllocate?: Num;
  ipamMinAllocate?: Num;
  ipamPreAllocate?: Num;
  ipamStaticIPTags?: List;
}
interface _967 {
  nodeSpec?: NodeSpec_d | null;
}
interface _968 {
  operator?: _207 | null;
}
interface Ipam_1_19_0 extends _210, _737, _967, _968 {}
interface NodePort_1_19_0 extends _613, _226, _476 {}
interface _971 {
  waitForCloudInit?: Bool;
}
interface Nodeinit_1_19_0 extends _238, _405, _515, _870, _971 {}
interface Server_b {
  existingSecret?: Text;
  mtls?: Aksbyocni | null;
}
interface Tls_b {
  enabled?: Bool;
  server?: Server_b | null;
}
interface _975 {
  tls?: Tls_b | null;
}
interface Prometheus_1_19_0 extends Kvstoremesh, _744, _874, _975 {}
interface _977 {
  selector?: Text;
}
interface UnmanagedPodWatcher_1_19_0 extends UnmanagedPodWatcher_1_14_0, _977 {}
interface _979 {
  prometheus?: Prometheus_1_19_0 | null;
}
interface _980 {
  unmanagedPodWatcher?: UnmanagedPodWatcher_1_19_0 | null;
}
interface Operator_1_19_0 extends _247, _405, _615, _809, _876, _957, _979, _544, _980 {}
interface _982 {
  packetizationLayerPMTUDMode?: Text;
}
interface PmtuDiscovery_1_19_0 extends Aksbyocni, _982 {}
interface _984 {
  corednsMCSAPI?: Cilium_b | null;
}
interface ServiceAccounts_1_19_0 extends _268, _984 {}
interface StandaloneDnsProxy_1_19_0 {
  annotations?: Free;
  automountServiceAccountToken?: Bool;
  debug?: Bool;
  enabled?: Bool;
  image?: Image | null;
  nodeSelector?: Free;
  rollOutPods?: Bool;
  serverPort?: Num;
  tolerations?: List;
  updateStrategy?: UpdateStrategy_b | null;
}
interface _987 {
  alibabacloud?: Alibabacloud_1_19_0 | null;
}
interface _988 {
  azure?: Azure_1_19_0 | null;
}
interface _989 {
  bpf?: Bpf_1_19_0 | null;
}
interface _990 {
  certgen?: Certgen_1_19_0 | null;
}
interface _991 {
  clustermesh?: Clustermesh_1_19_0 | null;
}
interface _992 {
  cni?: Cni_1_19_0 | null;
}
interface _993 {
  enableNoServiceEndpointsRoutable?: Bool;
  nonIdempotentAnnotations?: unknown;
  policyDenyResponse?: Text;
  secretsNamespaceLabels?: Free;
  tmpVolume?: Free;
}
interface _994 {
  enableTunnelBIGTCP?: Bool;
}
interface _995 {
  encryption?: Encryption_1_19_0 | null;
}
interface _996 {
  eni?: Eni_1_19_0 | null;
}
interface _997 {
  envoy?: Envoy_1_19_0 | null;
}
interface _998 {
  hubble?: Hubble_1_19_0 | null;
}
interface _999 {
  ipam?: Ipam_1_19_0 | null;
}
interface _1000 {
  nodePort?: NodePort_1_19_0 | null;
}
interface _1001 {
  nodeinit?: Nodeinit_1_19_0 | null;
}
interface _1002 {
  operator?: Operator_1_19_0 | null;
}
interface _1003 {
  pmtuDiscovery?: PmtuDiscovery_1_19_0 | null;
}
interface _1004 {
  serviceAccounts?: ServiceAccounts_1_19_0 | null;
}
interface _1005 {
  standaloneDnsProxy?: StandaloneDnsProxy_1_19_0 | null;
}
interface ChartValues_1_19_0 extends _276, _987, _489, _752, _988, _886, _910, _989, _990, _622, _991, _992, _758, _892, _322, _759, _893, _625, _894, _626, _993, _994, _995, _996, _997, _629, _630, _631, _674, _998, _634, _363, _999, _898, _764, _899, _900, _685, _310, _666, _1000, _1001, _1002, _1003, _689, _957, _904, _905, _906, _1004, _675, _1005, _390, _768, _776 {}
interface ConfigDriftDetection {
  driftChecker?: Bool;
  enabled?: Bool;
  ignoredKeys?: List;
}
interface ReadinessProbe_b {
  failureThreshold?: Num;
  initialDelaySeconds?: Num;
  periodSeconds?: Num;
}
interface _1009 {
  cpu?: Text;
  memory?: Text;
}
interface Requests_b extends Open, _1009 {}
interface _1011 {
  requests?: Requests_b | null;
}
interface Resources_b extends Open, _1011 {}
interface Secrets {
  bootstrapRootCert?: Text;
}
interface Ztunnel_1_19_6 {
  affinity?: Free;
  annotations?: Free;
  caAddress?: Text;
  extraEnv?: List;
  extraVolumeMounts?: List;
  extraVolumes?: List;
  healthPort?: Num;
  image?: Image | null;
  nodeSelector?: Free;
  podAnnotations?: Free;
  podLabels?: Free;
  priorityClassName?: Text;
  readinessProbe?: ReadinessProbe_b | null;
  resources?: Resources_b | null;
  secrets?: Secrets | null;
  terminationGracePeriodSeconds?: Num;
  tolerations?: List;
  updateStrategy?: UpdateStrategy_b | null;
}
interface _1015 {
  ztunnel?: Ztunnel_1_19_6 | null;
}
interface Encryption_1_19_6 extends _105, _575, _941, _723, _1015 {}
interface L2podAnnouncements_1_19_6 extends Aksbyocni, _865 {}
interface _1018 {
  ztunnel?: Cilium_b | null;
}
interface ServiceAccounts_1_19_6 extends _268, _984, _1018 {}
interface _1020 {
  configDriftDetection?: ConfigDriftDetection | null;
  endpointPolicyUpdateTimeoutDuration?: Text;
}
interface _1021 {
  encryption?: Encryption_1_19_6 | null;
}
interface _1022 {
  l2podAnnouncements?: L2podAnnouncements_1_19_6 | null;
}
interface _1023 {
  loadBalancer?: _221 | null;
}
interface _1024 {
  serviceAccounts?: ServiceAccounts_1_19_6 | null;
}
interface ChartValues_1_19_6 extends _276, _987, _489, _752, _988, _886, _910, _989, _990, _622, _991, _992, _758, _1020, _892, _322, _759, _893, _625, _894, _626, _993, _1021, _996, _997, _629, _630, _631, _674, _998, _634, _363, _999, _898, _764, _899, _1022, _685, _1023, _666, _1000, _1001, _1002, _1003, _689, _957, _904, _905, _906, _1024, _675, _1005, _390, _768, _776 {}
interface _1026 {
  enforceCAValidityThroughoutLeavesDuration?: Bool;
}
interface Certgen_1_20_0 extends _415, Certgen_1_14_0, _921, _1026, _711, Init_1_14_0 {}
interface _1028 {
  etcdQPS?: Num;
}
interface Kvstoremesh_1_20_0 extends _49, _1028, _547, _796, _420 {}
interface _1030 {
  privateKey?: Free;
  server?: _65 | null;
  subject?: Free;
}
interface Auto_1_20_0 extends Auto_1_14_0, _1030 {}
interface _1032 {
  auto?: Auto_1_20_0 | null;
}
interface _1033 {
  server?: _65 | null;
}
interface Tls_1_20_0 extends _68, _1032, _1033 {}
interface _1035 {
  kvstoremesh?: Kvstoremesh_1_20_0 | null;
}
interface _1036 {
  tls?: Tls_1_20_0 | null;
}
interface Apiserver_1_20_0 extends _559, _560, _1028, _81, _547, _1035, _426, _808, _809, _562, _544, _926, _1036, _565 {}
interface _1038 {
  apiserver?: Apiserver_1_20_0 | null;
}
interface _1039 {
  defaultGlobalNamespace?: Bool;
  disableKubernetesHostAliases?: unknown;
}
interface Clustermesh_1_20_0 extends _429, _1038, _933, _92, _1039, _568, _812 {}
interface DatapathPlugins {
  enabled?: Bool;
  stateDir?: Text;
}
interface _1042 {
  ca?: _77 | null;
  minReadySeconds?: Num;
}
interface Ztunnel_1_20_0 extends Ztunnel_1_19_6, _1042 {}
interface _1044 {
  strictMode?: _939 | null;
}
interface _1045 {
  ztunnel?: Ztunnel_1_20_0 | null;
}
interface Encryption_1_20_0 extends _105, _107, _1044, _723, _1045 {}
interface _1047 {
  initialDelaySeconds?: Num;
  timeoutSeconds?: Num;
}
interface LivenessProbe_1_20_0 extends Aksbyocni, LivenessProbe_1_14_0, _1047 {}
interface _1049 {
  accessLogEnabled?: Bool;
}
interface Log_1_20_0 extends _677, _1049, _725, Log_1_14_0 {}
interface ReadinessProbe_1_20_0 extends LivenessProbe_1_14_0, _1047 {}
interface _1052 {
  clusterMaxPendingRequests?: Num;
  minReadySeconds?: Num;
  nodeLocality?: Aksbyocni | null;
  xdsMode?: unknown;
}
interface _1053 {
  livenessProbe?: LivenessProbe_1_20_0 | null;
}
interface _1054 {
  log?: Log_1_20_0 | null;
}
interface _1055 {
  readinessProbe?: ReadinessProbe_1_20_0 | null;
}
interface _1056 {
  startupProbe?: LivenessProbe_1_20_0 | null;
}
interface Envoy_1_20_0 extends _375, _405, _582, _727, _946, _1052, _128, _824, _668, _1053, _1054, _515, _772, _826, _1055, _583, _1056, _379 {}
interface _1058 {
  useRemoteAddress?: Bool;
}
interface GatewayAPI_1_20_0 extends _590, GatewayAPI_1_14_0, _1058 {}
interface _1060 {
  readOnlyRootFilesystem?: Bool;
}
interface SecurityContext_1_20_0 extends Open, _839, _160, _1060 {}
interface _1062 {
  securityContext?: SecurityContext_1_20_0 | null;
}
interface Relay_1_20_0 extends _166, _405, _356, _956, _809, _841, _957, _842, _1062, _652 {}
interface _1064 {
  privateKey?: Free;
  subject?: Free;
}
interface Auto_1_20_0_b extends Auto_1_14_0, _1064 {}
interface _1066 {
  auto?: Auto_1_20_0_b | null;
}
interface Tls_1_20_0_b extends _1066, Aksbyocni, _655 {}
interface _1068 {
  capabilities?: Capabilities | null;
}
interface SecurityContext_1_20_0_b extends Open, _845, _1068 {}
interface _1070 {
  securityContext?: SecurityContext_1_20_0_b | null;
}
interface Backend_1_20_0 extends _177, _1070 {}
interface Frontend_1_20_0 extends _180, _1070 {}
interface _1073 {
  runAsNonRoot?: Bool;
  seccompProfile?: UpdateStrategy_c | null;
}
interface SecurityContext_1_20_0_c extends Open, _184, _1073 {}
interface _1075 {
  backend?: Backend_1_20_0 | null;
}
interface _1076 {
  frontend?: Frontend_1_20_0 | null;
}
interface _1077 {
  securityContext?: SecurityContext_1_20_0_c | null;
}
interface Ui_1_20_0 extends _189, _405, _1075, _1076, _732, _809, _1077, _853, _657, _959 {}
interface _1079 {
  hostUsers?: Bool;
}
interface _1080 {
  redact?: _455 | null;
}
interface _1081 {
  relay?: Relay_1_20_0 | null;
}
interface _1082 {
  tls?: Tls_1_20_0_b | null;
}
interface _1083 {
  ui?: Ui_1_20_0 | null;
}
interface Hubble_1_20_0 extends _405, _604, _196, _961, _1079, _962, _856, _857, _1080, _1081, _1082, _1083 {}
interface _1085 {
  httpPort?: Num;
  httpsPort?: Num;
  tlsPassthroughPort?: Num;
}
interface HostNetwork_1_20_0 extends HostNetwork_1_16_0, _1085 {}
interface _1087 {
  hostNetwork?: HostNetwork_1_20_0 | null;
}
interface _1088 {
  useRemoteAddress?: Bool;
  xffNumTrustedHops?: Num;
}
interface IngressController_1_20_0 extends _203, _474, _1087, _611, _1088 {}
interface _1090 {
  reflectorWaitTime?: unknown;
}
interface LoadBalancer_1_20_0 extends _221, _1090 {}
interface _1092 {
  enableDynamicSourceLookup?: Bool;
}
interface NodePort_1_20_0 extends _613, _226, _1092, _476 {}
interface _1094 {
  minReadySeconds?: Num;
}
interface Nodeinit_1_20_0 extends _238, _405, _1094, _515, _870, _971 {}
interface Operator_1_20_0 extends _247, _405, _615, _1079, _809, _876, _957, _979, _544, _980 {}
interface Preflight_1_20_0 extends _251, _405, _880, _809, _618, _847 {}
interface StandaloneDnsProxy_1_20_0 extends StandaloneDnsProxy_1_19_0, _1094 {}
interface _1099 {
  certgen?: Certgen_1_20_0 | null;
}
interface _1100 {
  clustermesh?: Clustermesh_1_20_0 | null;
}
interface _1101 {
  datapathPlugins?: DatapathPlugins | null;
  k8sClusterNetworkPolicy?: Aksbyocni | null;
  minReadySeconds?: Num;
  nativeRoutingCIDRFromClusterPool?: Bool;
  preferIpv6?: Bool;
}
interface _1102 {
  encryption?: Encryption_1_20_0 | null;
}
interface _1103 {
  envoy?: Envoy_1_20_0 | null;
}
interface _1104 {
  gatewayAPI?: GatewayAPI_1_20_0 | null;
}
interface _1105 {
  hubble?: Hubble_1_20_0 | null;
}
interface _1106 {
  ingressController?: IngressController_1_20_0 | null;
}
interface _1107 {
  loadBalancer?: LoadBalancer_1_20_0 | null;
}
interface _1108 {
  nodePort?: NodePort_1_20_0 | null;
}
interface _1109 {
  nodeinit?: Nodeinit_1_20_0 | null;
}
interface _1110 {
  operator?: Operator_1_20_0 | null;
}
interface _1111 {
  preflight?: Preflight_1_20_0 | null;
}
interface _1112 {
  standaloneDnsProxy?: StandaloneDnsProxy_1_20_0 | null;
}
interface ChartValues_1_20_0 extends _276, _987, _489, _752, _988, _886, _910, _989, _1099, _622, _1100, _992, _758, _1020, _892, _322, _759, _1101, _893, _625, _894, _626, _993, _1102, _996, _1103, _629, _630, _1104, _674, _1105, _1106, _363, _999, _898, _764, _899, _1022, _685, _1107, _666, _1108, _1109, _1110, _1003, _689, _957, _1111, _905, _906, _1024, _675, _1112, _390, _768, _776 {}
interface ChartValues_1_14 extends _276, _277, _360, _279, _280, _281, _282, _283, _284, _285, _361, _322, _287, _288, _289, _290, _394, _292, _293, _294, _342, _296, _381, _298, _299, _300, _301, _302, _362, _304, _363, _305, _306, _307, _308, _309, _129, _310, _311, _312, _313, _314, _85, _169, _315, _316, _317, _318, _319, _390, _320 {}
interface ChartValues_1_15 extends _276, _277, _489, _490, _279, _280, _281, _491, _511, _492, _532, _494, _322, _287, _288, _289, _290, _394, _292, _293, _495, _296, _518, _298, _497, _300, _301, _302, _498, _499, _363, _305, _306, _307, _308, _309, _129, _310, _500, _519, _502, _314, _515, _169, _503, _504, _317, _318, _319, _390, _320 {}
interface ChartValues_1_17 extends _276, _277, _489, _752, _279, _280, _753, _774, _755, _756, _784, _624, _758, _322, _288, _759, _290, _625, _394, _626, _293, _760, _296, _775, _629, _630, _300, _631, _674, _762, _634, _363, _763, _306, _764, _308, _309, _685, _765, _666, _635, _519, _766, _314, _689, _169, _637, _767, _317, _638, _675, _390, _768, _776 {}
interface ChartValues_1_19 extends _276, _987, _489, _752, _988, _886, _910, _989, _990, _622, _991, _992, _758, _1020, _892, _322, _759, _893, _625, _894, _626, _993, _994, _1021, _996, _997, _629, _630, _631, _674, _998, _634, _363, _999, _898, _764, _899, _900, _685, _310, _666, _1000, _1001, _1002, _1003, _689, _957, _904, _905, _906, _1024, _675, _1005, _390, _768, _776 {}
/** By release. */
export interface ValuesOfRelease {
  "1.14.0": ChartValues_1_14_0;
  "1.14.1": ChartValues_1_14_0;
  "1.14.2": ChartValues_1_14_0;
  "1.14.3": ChartValues_1_14_3;
  "1.14.4": ChartValues_1_14_4;
  "1.14.5": ChartValues_1_14_5;
  "1.14.6": ChartValues_1_14_6;
  "1.14.7": ChartValues_1_14_6;
  "1.14.8": ChartValues_1_14_6;
  "1.14.9": ChartValues_1_14_9;
  "1.14.10": ChartValues_1_14_9;
  "1.14.11": ChartValues_1_14_11;
  "1.14.12": ChartValues_1_14_12;
  "1.14.13": ChartValues_1_14_13;
  "1.14.14": ChartValues_1_14_14;
  "1.14.15": ChartValues_1_14_14;
  "1.14.16": ChartValues_1_14_14;
  "1.14.17": ChartValues_1_14_14;
  "1.14.18": ChartValues_1_14_14;
  "1.14.19": ChartValues_1_14_14;
  "1.15.0": ChartValues_1_15_0;
  "1.15.1": ChartValues_1_15_0;
  "1.15.2": ChartValues_1_15_0;
  "1.15.3": ChartValues_1_15_3;
  "1.15.4": ChartValues_1_15_4;
  "1.15.5": ChartValues_1_15_5;
  "1.15.6": ChartValues_1_15_6;
  "1.15.7": ChartValues_1_15_7;
  "1.15.8": ChartValues_1_15_8;
  "1.15.9": ChartValues_1_15_8;
  "1.15.10": ChartValues_1_15_8;
  "1.15.11": ChartValues_1_15_8;
  "1.15.12": ChartValues_1_15_8;
  "1.15.13": ChartValues_1_15_8;
  "1.15.14": ChartValues_1_15_8;
  "1.15.15": ChartValues_1_15_8;
  "1.15.16": ChartValues_1_15_8;
  "1.15.17": ChartValues_1_15_8;
  "1.15.18": ChartValues_1_15_8;
  "1.15.19": ChartValues_1_15_8;
  "1.16.0": ChartValues_1_16_0;
  "1.16.1": ChartValues_1_16_1;
  "1.16.2": ChartValues_1_16_1;
  "1.16.3": ChartValues_1_16_1;
  "1.16.4": ChartValues_1_16_4;
  "1.16.5": ChartValues_1_16_4;
  "1.16.6": ChartValues_1_16_4;
  "1.16.7": ChartValues_1_16_7;
  "1.16.8": ChartValues_1_16_7;
  "1.16.9": ChartValues_1_16_7;
  "1.16.10": ChartValues_1_16_10;
  "1.16.11": ChartValues_1_16_10;
  "1.16.12": ChartValues_1_16_10;
  "1.16.19": ChartValues_1_16_19;
  "1.17.0": ChartValues_1_17_0;
  "1.17.1": ChartValues_1_17_0;
  "1.17.2": ChartValues_1_17_2;
  "1.17.3": ChartValues_1_17_2;
  "1.17.4": ChartValues_1_17_4;
  "1.17.5": ChartValues_1_17_5;
  "1.17.6": ChartValues_1_17_6;
  "1.17.7": ChartValues_1_17_7;
  "1.18.0": ChartValues_1_18_0;
  "1.18.1": ChartValues_1_18_0;
  "1.18.2": ChartValues_1_18_2;
  "1.18.6": ChartValues_1_18_2;
  "1.19.0": ChartValues_1_19_0;
  "1.19.6": ChartValues_1_19_6;
  "1.19.7": ChartValues_1_19_6;
  "1.20.0": ChartValues_1_20_0;
  "1.20.2": ChartValues_1_20_0;
}
/** By minor release: what any of its releases has. */
export interface ValuesOfMinor {
  "1.14": ChartValues_1_14;
  "1.15": ChartValues_1_15;
  "1.16": ChartValues_1_16_19;
  "1.17": ChartValues_1_17;
  "1.18": ChartValues_1_18_2;
  "1.19": ChartValues_1_19;
  "1.20": ChartValues_1_20_0;
}
