// Generated from the charts by `npm run chart-keys`: do not edit.

/** Every key of Cilium's charts; see outline.ts for how it is written. */
export const chartKeys = `1.14.0 1.14.1 1.14.2 1.14.3 1.14.4 1.14.5 1.14.6 1.14.7 1.14.8 1.14.9 1.14.10 1.14.11 1.14.12 1.14.13 1.14.14 1.14.15 1.14.16 1.14.17 1.14.18 1.14.19 1.15.0 1.15.1 1.15.2 1.15.3 1.15.4 1.15.5 1.15.6 1.15.7 1.15.8 1.15.9 1.15.10 1.15.11 1.15.12 1.15.13 1.15.14 1.15.15 1.15.16 1.15.17 1.15.18 1.15.19 1.16.0 1.16.1 1.16.2 1.16.3 1.16.4 1.16.5 1.16.6 1.16.7 1.16.8 1.16.9 1.16.10 1.16.11 1.16.12 1.16.19 1.17.0 1.17.1 1.17.2 1.17.3 1.17.4 1.17.5 1.17.6 1.17.7 1.18.0 1.18.1 1.18.2 1.18.6 1.19.0 1.19.6 1.19.7 1.20.0 1.20.2
MTU n
affinity m*
 podAntiAffinity m*
  requiredDuringSchedulingIgnoredDuringExecution l
agent b
agentNotReadyTaintKey t
aksbyocni m
 enabled b
alibabacloud m
 enabled b
 nodeSpec m 1.19.0-1.20.2
  securityGroupTags l
  securityGroups l
  vSwitchTags l
  vSwitches l
annotateK8sNode b
annotations m* 1.15.0-1.20.2
apiRateLimit t 1.15.0-1.20.2
authentication m
 enabled b
 gcInterval t
 mutual m
  connectTimeout t 1.15.0-1.20.2
  port n
  spire m
   adminSocketPath t
   agentSocketPath t
   annotations m* 1.15.0-1.20.2
   connectionTimeout t
   enabled b
   install m
    agent m
     affinity m* 1.14.5-1.20.2
     annotations m*
     image tm*
      digest t 1.15.0-1.20.2
      override t 1.15.0-1.20.2
      pullPolicy t 1.15.0-1.20.2
      repository t 1.15.0-1.20.2
      tag t 1.15.0-1.20.2
      useDigest b 1.15.0-1.20.2
     labels m*
     nodeSelector m* 1.14.5-1.20.2
     podSecurityContext m* 1.14.5-1.20.2
     priorityClassName t 1.17.0-1.20.2
     resources m* 1.17.0-1.20.2
     securityContext m* 1.14.5-1.20.2
     serviceAccount m
      create b
      name t
     skipKubeletVerification b
     tolerations l 1.14.4-1.20.2
    enabled b
    existingNamespace b 1.15.0-1.20.2
    initImage m 1.15.0-1.20.2
     digest t
     override t
     pullPolicy t
     repository t
     tag t
     useDigest b
    namespace t
    server m
     affinity m* 1.14.4-1.20.2
     annotations m*
     ca m
      keyType t
      subject m
       commonName t
       country t
       organization t
     dataStorage m
      accessMode t
      enabled b
      size t
      storageClass t
     image tm*
      digest t 1.15.0-1.20.2
      override t 1.15.0-1.20.2
      pullPolicy t 1.15.0-1.20.2
      repository t 1.15.0-1.20.2
      tag t 1.15.0-1.20.2
      useDigest b 1.15.0-1.20.2
     initContainers l
     labels m*
     nodeSelector m* 1.14.4-1.20.2
     podSecurityContext m* 1.15.0-1.20.2
     priorityClassName t 1.17.0-1.20.2
     resources m* 1.17.0-1.20.2
     securityContext m* 1.15.0-1.20.2
     service m
      annotations m*
      labels m*
      type t
     serviceAccount m
      create b
      name t
     tolerations l 1.14.4-1.20.2
   serverAddress t
   trustDomain t
 queueSize n
 rotatedIdentitiesQueueSize n
autoDirectNodeRoutes bt
azure m
 clientID a
 clientSecret a
 enabled b
 nodeSpec m 1.19.0-1.20.2
  azureInterfaceName t
 resourceGroup a
 subscriptionID a
 tenantID a
 usePrimaryAddress a
 userAssignedIdentityID a
bandwidthManager m
 bbr b
 bbrHostNamespaceOnly b 1.18.0-1.20.2
 enabled b
bgp m 1.14.0-1.16.19
 announce m
  loadbalancerIP b
  podCIDR b
 enabled b
bgpControlPlane m
 enabled b
 legacyOriginAttribute m 1.18.2-1.20.2
  enabled b
 routerIDAllocation m 1.18.0-1.20.2
  ipPool t
  mode t
 secretsNamespace m 1.15.0-1.20.2
  create b
  name t
 statusReport m 1.17.0-1.20.2
  enabled b
bpf m
 authMapMax n
 autoMount m
  enabled b
 ctAccounting b 1.17.0-1.20.2
 ctAnyMax n
 ctTcpMax n
 datapathMode t 1.16.0-1.20.2
 disableExternalIPMitigation b 1.16.0-1.20.2
 distributedLRU m 1.17.2-1.20.2
  enabled b
 enableTCX b 1.16.0-1.20.2
 events m 1.16.0-1.20.2
  default m 1.17.0-1.20.2
   burstLimit n
   rateLimit n
  drop m
   enabled b
  policyVerdict m
   enabled b
  trace m
   enabled b
 hostLegacyRouting b
 lbAlgorithmAnnotation b 1.17.0-1.20.2
 lbExternalClusterIP b
 lbMapMax n
 lbModeAnnotation b 1.17.0-1.20.2
 lbSourceRangeAllTypes b 1.17.0-1.20.2
 mapDynamicSizeRatio nt
 masquerade b
 monitorAggregation t
 monitorFlags t
 monitorInterval t
 monitorTraceIPOption n 1.19.0-1.20.2
 natMax n
 neighMax n
 nodeMapMax n 1.15.4-1.20.2
 policyMapMax n
 policyMapPressureMetricsThreshold n 1.19.0-1.20.2
 policyStatsMapMax n 1.18.0-1.20.2
 preallocateMaps b
 root t
 tproxy b
 vlanBypass l
bpfClockProbe b
certgen m
 affinity m* 1.15.0-1.20.2
 annotations m
  cronJob m*
  job m*
 cronJob m 1.19.0-1.20.2
  failedJobsHistoryLimit n
  successfulJobsHistoryLimit n
 enforceCAValidityThroughoutLeavesDuration b 1.20.0-1.20.2
 extraVolumeMounts l
 extraVolumes l
 generateCA b 1.17.0-1.20.2
 image m
  digest t
  override t
  pullPolicy t
  repository t
  tag t
  useDigest b
 nodeSelector m* 1.17.0-1.20.2
 podLabels m*
 priorityClassName t 1.17.0-1.20.2
 resources m* 1.18.0-1.20.2
 tolerations l
 ttlSecondsAfterFinished n
cgroup m
 autoMount m
  enabled b
  resources m*
 hostRoot t
ciliumEndpointSlice m 1.16.0-1.20.2
 enabled b
 rateLimits l
 sliceMode t 1.17.0-1.17.7
cleanBpfState b
cleanState b
cluster m
 id n
 name t
clusterHealthPort a
clustermesh m
 annotations m* 1.15.0-1.20.2
 apiserver m
  affinity m*
   podAntiAffinity m*
    preferredDuringSchedulingIgnoredDuringExecution l 1.16.0-1.20.2
    requiredDuringSchedulingIgnoredDuringExecution l 1.14.0-1.15.19
  etcd m
   image m 1.14.0-1.14.19
    digest t
    override a
    pullPolicy t
    repository t
    tag t
    useDigest b
   init m
    extraArgs l 1.15.0-1.20.2
    extraEnv l 1.15.0-1.20.2
    resources m*
   lifecycle m* 1.15.0-1.20.2
   resources m*
   securityContext m*
    allowPrivilegeEscalation b 1.16.0-1.20.2
    capabilities m* 1.16.0-1.20.2
     drop l
   storageMedium t 1.16.0-1.20.2
  etcdQPS n 1.20.0-1.20.2
  extraArgs l
  extraEnv l
  extraVolumeMounts l
  extraVolumes l
  healthPort n 1.16.0-1.20.2
  image m
   digest t
   override t
   pullPolicy t
   repository t
   tag t
   useDigest b
  kvstoremesh m
   enabled b
   etcdQPS n 1.20.0-1.20.2
   extraArgs l
   extraEnv l
   extraVolumeMounts l
   healthPort n 1.16.0-1.20.2
   image m 1.14.0-1.14.19
    digest t
    override a
    pullPolicy t
    repository t
    tag t
    useDigest b
   kvstoreMode t 1.18.0-1.20.2
   lifecycle m* 1.15.0-1.20.2
   readinessProbe m* 1.16.0-1.20.2
   resources m*
   securityContext m*
    allowPrivilegeEscalation b
    capabilities m*
     drop l
  lifecycle m* 1.15.0-1.20.2
  metrics m
   enabled b
   etcd m
    enabled b
    mode t
    port n
   kvstoremesh m
    enabled b
    port n
   port n
   serviceMonitor m
    annotations m*
    enabled b
    etcd m
     interval t
     metricRelabelings l
     relabelings l
     scrapeTimeout t 1.18.0-1.20.2
    interval t
    kvstoremesh m
     interval t
     metricRelabelings l
     relabelings l
     scrapeTimeout t 1.18.0-1.20.2
    labels m*
    metricRelabelings l
    namespace a
    relabelings l
    scrapeTimeout t 1.18.0-1.20.2
  nodeSelector m*
  podAnnotations m*
  podDisruptionBudget m
   enabled b
   maxUnavailable nt
   minAvailable nt
   unhealthyPodEvictionPolicy t 1.18.0-1.20.2
  podLabels m*
  podSecurityContext m*
   fsGroup n 1.16.0-1.20.2
   runAsGroup n 1.16.0-1.20.2
   runAsNonRoot b 1.16.0-1.20.2
   runAsUser n 1.16.0-1.20.2
  priorityClassName t
  readinessProbe m* 1.16.0-1.20.2
  replicas n
  resources m*
  securityContext m*
   allowPrivilegeEscalation b 1.16.0-1.20.2
   capabilities m* 1.16.0-1.20.2
    drop l
  service m
   annotations m*
   enableSessionAffinity t 1.16.0-1.20.2
   externalTrafficPolicy t
   externallyCreated b 1.19.0-1.20.2
   internalTrafficPolicy t
   labels m* 1.17.5-1.20.2
   loadBalancerClass t 1.15.7-1.20.2
   loadBalancerIP t
   loadBalancerSourceRanges l 1.17.0-1.20.2
   nodePort n
   type t
  terminationGracePeriodSeconds n 1.15.0-1.20.2
  tls m
   admin m 1.14.0-1.19.7
    cert t
    key t
   authMode t
   auto m
    certManagerIssuerRef m*
    certValidityDuration n
    enabled b
    method t
    privateKey m* 1.20.0-1.20.2
    schedule t
    server m 1.20.0-1.20.2
     extraDnsNames l
     extraIpAddresses l
    subject m* 1.20.0-1.20.2
   ca m 1.14.0-1.14.19
    cert t
    key t
   client m 1.14.0-1.18.6
    cert t
    key t
   enableSecrets b 1.16.0-1.19.7
   remote m 1.14.0-1.19.7
    cert t
    key t
   server m
    cert t 1.14.0-1.19.7
    extraDnsNames l
    extraIpAddresses l
    key t 1.14.0-1.19.7
  tolerations l
  topologySpreadConstraints l
  updateStrategy m*
   rollingUpdate m*
    maxSurge nt 1.16.0-1.20.2
    maxUnavailable nt
   type t
 cacheTTL t 1.19.0-1.20.2
 config m
  clusters lm*
  domain t
  enabled b
 defaultGlobalNamespace b 1.20.0-1.20.2
 disableKubernetesHostAliases a 1.20.0-1.20.2
 enableEndpointSliceSynchronization b 1.16.0-1.20.2
 enableMCSAPISupport b 1.16.0-1.19.7
 maxConnectedClusters n 1.15.0-1.20.2
 mcsapi m 1.19.0-1.20.2
  corednsAutoConfigure m
   affinity m*
   annotations m*
   coredns m
    clusterDomain t
    clustersetDomain t
    configMapName t
    deploymentName t
    namespace t
    serviceAccountName t
   enabled b
   extraArgs l
   extraVolumeMounts l
   extraVolumes l
   nodeSelector m*
   podLabels m*
   priorityClassName t
   resources m*
   tolerations l
   ttlSecondsAfterFinished n
  enabled b
  installCRDs b
 policyDefaultLocalCluster b 1.18.0-1.20.2
 useAPIServer b
cni m
 binPath t
 chainingMode t
 chainingTarget t
 confFileMountPath t
 confPath t
 configMap t
 configMapKey t
 customConf b
 enableRouteMTUForCNIChaining b 1.16.0-1.20.2
 exclusive b
 externalRouting a 1.14.5-1.20.2
 hostConfDirMountPath t
 install b
 iptablesRemoveAWSRules b 1.18.0-1.20.2
 logFile t
 readCniConf a
 resources m* 1.15.0-1.20.2
  limits m* 1.19.0-1.20.2
   cpu nt
   memory t
  requests m*
   cpu nt
   memory t
 uninstall b
commonLabels m* 1.17.0-1.20.2
configDriftDetection m 1.19.6-1.20.2
 driftChecker b
 enabled b
 ignoredKeys l
connectivityProbeFrequencyRatio n 1.18.0-1.20.2
conntrackGCInterval t
conntrackGCMaxInterval t 1.14.3-1.20.2
containerRuntime m 1.14.0-1.15.19
 integration t
crdWaitTimeout t
customCalls m 1.14.0-1.18.6
 enabled b
daemon m
 allowedConfigOverrides t
 blockedConfigOverrides t
 configSources t
 enableSourceIPVerification b 1.17.0-1.20.2
 runPath t
dashboards m
 annotations m*
 enabled b
 label t
 labelValue t
 namespace t
datapathPlugins m 1.20.0-1.20.2
 enabled b
 stateDir t
debug m
 enabled b
 metricsSamplingInterval t 1.18.0-1.20.2
 verbose t
defaultLBServiceIPAM t 1.17.0-1.20.2
devices tl
directRoutingSkipUnreachable b 1.16.0-1.20.2
disableEndpointCRD b
disableEnvoyVersionCheck a
disableIptablesFeederRules a
dnsPolicy t
dnsPolicyUnloadOnShutdown a
dnsProxy m
 dnsRejectResponseCode t
 enableDnsCompression b
 enableTransparentMode a 1.14.6-1.20.2
 endpointMaxIpPerHostname n
 idleConnectionGracePeriod t
 maxDeferredConnectionDeletes n
 minTtl n
 preAllocateIdentities b 1.18.0-1.20.2
 preCache t
 proxyPort n
 proxyResponseMaxDelay t
 socketLingerTimeout n 1.14.14-1.14.19,1.15.8-1.20.2
egressGateway m
 enabled b
 installRoutes b 1.14.0-1.15.19
 maxPolicyEntries a
 reconciliationTriggerInterval t
egressMasqueradeInterfaces a
enableCiliumEndpointSlice b 1.14.0-1.17.7
enableCnpStatusUpdates b 1.14.0-1.14.19
enableCriticalPriorityClass b
enableIPv4BIGTCP b
enableIPv4Masquerade b
enableIPv6BIGTCP b
enableIPv6Masquerade b
enableIdentityMark a
enableInternalTrafficPolicy b 1.17.0-1.20.2
enableK8sEndpointSlice a 1.14.0-1.18.6
enableK8sEventHandover b 1.14.0-1.14.19
enableK8sTerminatingEndpoint b 1.14.0-1.17.7
enableLBIPAM b 1.17.0-1.20.2
enableMasqueradeRouteSource b 1.15.0-1.20.2
enableNoServiceEndpointsRoutable b 1.19.0-1.20.2
enableNonDefaultDenyPolicies b 1.17.0-1.20.2
enableRuntimeDeviceDetection b 1.14.0-1.17.7
enableTunnelBIGTCP b 1.19.0-1.19.0
enableXTSocketFallback b
encryption m
 enabled b
 interface t 1.14.0-1.15.19
 ipsec m
  encryptedOverlay b 1.16.0-1.19.7
  interface t
  keyFile t
  keyRotationDuration t
  keyWatcher b
  mountPath t
  secretName t
 keyFile t 1.14.0-1.15.19
 mountPath t 1.14.0-1.15.19
 nodeEncryption b
 secretName t 1.14.0-1.15.19
 strictMode m 1.15.0-1.20.2
  allowRemoteNodeIdentities b 1.15.0-1.19.7
  cidr t 1.15.0-1.19.7
  egress m 1.19.0-1.20.2
   allowRemoteNodeIdentities b
   cidr t
   enabled b
  enabled b 1.15.0-1.19.7
  ingress m 1.19.0-1.20.2
   enabled b
 type t
 wireguard m
  encapsulate a 1.14.4-1.14.19
  persistentKeepalive t 1.15.0-1.20.2
  userspaceFallback b 1.14.0-1.16.19
 ztunnel m 1.19.6-1.20.2
  affinity m*
  annotations m*
  ca m 1.20.0-1.20.2
   type t
  caAddress t
  extraEnv l
  extraVolumeMounts l
  extraVolumes l
  healthPort n
  image m
   digest t
   override t
   pullPolicy t
   repository t
   tag t
   useDigest b
  minReadySeconds n 1.20.0-1.20.2
  nodeSelector m*
  podAnnotations m*
  podLabels m*
  priorityClassName t
  readinessProbe m
   failureThreshold n
   initialDelaySeconds n
   periodSeconds n
  resources m*
   requests m*
    cpu t
    memory t
  secrets m
   bootstrapRootCert t
  terminationGracePeriodSeconds n
  tolerations l
  updateStrategy m*
   rollingUpdate m*
    maxSurge n
    maxUnavailable n
   type t
endpointHealthChecking m
 enabled b
endpointLockdownOnMapOverflow b 1.17.0-1.20.2
endpointPolicyUpdateTimeoutDuration t 1.19.6-1.20.2
endpointRoutes m
 enabled bt
endpointStatus m 1.14.0-1.15.19
 enabled b
 status t
eni m
 awsEnablePrefixDelegation b
 awsReleaseExcessIPs b
 ec2APIEndpoint t
 enabled b
 eniTags m*
 gcInterval t
 gcTags m*
 iamRole t
 instanceTagsFilter l
 nodeSpec m 1.19.0-1.20.2
  deleteOnTermination b
  disablePrefixDelegation b
  excludeInterfaceTags l
  firstInterfaceIndex n
  securityGroupTags l
  securityGroups l
  subnetIDs l
  subnetTags l
  usePrimaryAddress b
 subnetIDsFilter l
 subnetTagsFilter l
 updateEC2AdapterLimitViaAPI b 1.14.0-1.17.7
envoy m
 affinity m*
  nodeAffinity m* 1.14.9-1.14.19,1.15.3-1.20.2
   requiredDuringSchedulingIgnoredDuringExecution m*
    nodeSelectorTerms l
  podAffinity m* 1.14.9-1.14.19,1.15.3-1.20.2
   requiredDuringSchedulingIgnoredDuringExecution l
  podAntiAffinity m*
   requiredDuringSchedulingIgnoredDuringExecution l
 annotations m* 1.15.0-1.20.2
 baseID n 1.16.0-1.20.2
 bootstrapConfigMap t 1.17.0-1.20.2
 clusterMaxConnections n 1.19.0-1.20.2
 clusterMaxPendingRequests n 1.20.0-1.20.2
 clusterMaxRequests n 1.19.0-1.20.2
 connectTimeoutSeconds n
 debug m 1.16.0-1.20.2
  admin m
   enabled b
   port n
 dnsPolicy t
 enabled b
 extraArgs l
 extraContainers l
 extraEnv l
 extraHostPathMounts l
 extraVolumeMounts l
 extraVolumes l
 healthPort n
 httpRetryCount n 1.17.0-1.20.2
 httpUpstreamLingerTimeout n 1.18.0-1.20.2
 idleTimeoutDurationSeconds n
 image m
  digest t
  override t
  pullPolicy t
  repository t
  tag t
  useDigest b
 initContainers l 1.19.0-1.20.2
 initialFetchTimeoutSeconds n 1.16.4-1.20.2
 livenessProbe m
  enabled b 1.18.0-1.20.2
  failureThreshold n
  initialDelaySeconds n 1.20.0-1.20.2
  periodSeconds n
  timeoutSeconds n 1.20.0-1.20.2
 log m
  accessLogBufferSize n 1.16.7-1.20.2
  accessLogEnabled b 1.20.0-1.20.2
  defaultLevel a 1.17.0-1.20.2
  format t
  format_json m* 1.17.0-1.20.2
  path t
 maxConcurrentRetries n 1.17.0-1.20.2
 maxConnectionDurationSeconds n
 maxGlobalDownstreamConnections n 1.19.0-1.20.2
 maxRequestsPerConnection n
 minReadySeconds n 1.20.0-1.20.2
 nodeLocality m 1.20.0-1.20.2
  enabled b
 nodeSelector m*
 podAnnotations m*
 podLabels m*
 podSecurityContext m*
  appArmorProfile m* 1.15.5-1.20.2
   type t
 policyRestoreTimeoutDuration t 1.17.2-1.20.2
 priorityClassName t
 prometheus m
  enabled b
  port t
  serviceMonitor m
   annotations m*
   enabled b
   interval t
   labels m*
   metricRelabelings l
   namespace a
   relabelings l
   scrapeTimeout t 1.18.0-1.20.2
 readinessProbe m
  failureThreshold n
  initialDelaySeconds n 1.20.0-1.20.2
  periodSeconds n
  timeoutSeconds n 1.20.0-1.20.2
 resources m*
 rollOutPods b
 securityContext m
  capabilities m
   envoy l
   keepCapNetBindService b 1.16.0-1.20.2
  privileged b
  seLinuxOptions m*
   level t
   type t
 startupProbe m
  enabled b 1.18.0-1.20.2
  failureThreshold n
  initialDelaySeconds n 1.20.0-1.20.2
  periodSeconds n
  timeoutSeconds n 1.20.0-1.20.2
 streamIdleTimeoutDurationSeconds n 1.18.0-1.20.2
 terminationGracePeriodSeconds n
 tolerations l
 updateStrategy m*
  rollingUpdate m*
   maxUnavailable nt
  type t
 useOriginalSourceAddress b 1.19.0-1.20.2
 xdsMode a 1.20.0-1.20.2
 xffNumTrustedHopsL7PolicyEgress n 1.14.11-1.14.19,1.15.5-1.20.2
 xffNumTrustedHopsL7PolicyIngress n 1.14.11-1.14.19,1.15.5-1.20.2
envoyConfig m
 enabled b
 retryInterval t 1.16.0-1.20.2
 secretsNamespace m
  create b
  name t
etcd m
 affinity a 1.14.0-1.15.19
 annotations m* 1.15.0-1.15.19
 clusterDomain t 1.14.0-1.15.19
 clusterSize a 1.14.0-1.15.19
 enabled b
 endpoints l
 extraArgs l 1.14.0-1.15.19
 extraVolumeMounts l 1.14.0-1.15.19
 extraVolumes l 1.14.0-1.15.19
 image m 1.14.0-1.15.19
  digest t
  override a
  pullPolicy t
  repository t
  tag t
  useDigest b
 k8sService b 1.14.0-1.15.19
 managed a 1.14.0-1.15.19
 nodeSelector m* 1.14.0-1.15.19
 podAnnotations m* 1.14.0-1.15.19
 podDisruptionBudget m 1.14.0-1.15.19
  enabled b
  maxUnavailable n
  minAvailable a
 podLabels m* 1.14.0-1.15.19
 podSecurityContext m* 1.14.0-1.15.19
 priorityClassName t 1.14.0-1.15.19
 resources m* 1.14.0-1.15.19
 securityContext m* 1.14.0-1.15.19
 ssl b
 tolerations l 1.14.0-1.15.19
 topologySpreadConstraints l 1.14.0-1.15.19
 updateStrategy m* 1.14.0-1.15.19
  rollingUpdate m*
   maxSurge n
   maxUnavailable n
  type t
externalIPs m 1.14.0-1.17.5
 enabled b
externalWorkloads m 1.14.0-1.17.7
 enabled b
extraArgs l
extraConfig m*
extraContainers l
extraEnv l
extraHostPathMounts l
extraInitContainers l 1.16.0-1.20.2
extraVolumeMounts l
extraVolumes l
forceDeviceDetection b 1.16.0-1.20.2
fragmentTracking a
gatewayAPI m
 enableAlpn b 1.16.0-1.20.2
 enableAppProtocol b 1.16.0-1.20.2
 enableProxyProtocol b 1.16.0-1.20.2
 enabled b
 externalTrafficPolicy t 1.16.0-1.20.2
 gatewayClass m 1.16.0-1.20.2
  create bt
 hostNetwork m 1.16.0-1.20.2
  enabled b
  nodes m
   matchLabels m*
 secretsNamespace m
  create b
  name t
  sync b
 useRemoteAddress b 1.20.0-1.20.2
 xffNumTrustedHops n 1.16.0-1.20.2
gke m
 disableDefaultSnat a
 enabled b
global m* 1.16.0-1.20.2
healthCheckICMPFailureThreshold n 1.17.0-1.20.2
healthChecking b
healthPort n
highScaleIPcache m 1.14.0-1.17.7
 enabled b
hostFirewall m
 enabled b
hostPort m 1.14.0-1.17.7
 enabled b
hostServices m
 enabled a
 hostNamespaceOnly a
 terminatePodConnections a 1.16.0-1.20.2
 tracing a 1.16.4-1.20.2
hubble m
 annotations m* 1.15.0-1.20.2
 dropEventEmitter m 1.16.0-1.20.2
  enabled b
  interval t
  reasons l
 enabled b
 eventBufferCapacity a
 eventQueueSize a
 export m 1.15.0-1.20.2
  aggregationInterval a 1.19.0-1.20.2
  dynamic m
   config m
    configMapName t
    content l
    createConfigMap b
   enabled b
  fileCompress a 1.18.0-1.20.2
  fileMaxBackups n
  fileMaxSizeMb n
  static m
   aggregationInterval t 1.19.0-1.20.2
   allowList l
   denyList l
   enabled b
   fieldAggregate l 1.19.0-1.20.2
   fieldMask l
   fileCompress b 1.18.0-1.20.2
   fileMaxBackups n 1.18.0-1.20.2
   fileMaxSizeMb n 1.18.0-1.20.2
   filePath t
 hostUsers b 1.20.0-1.20.2
 listenAddress t
 lostEventSendInterval a 1.19.0-1.20.2
 metrics m
  dashboards m
   annotations m*
   enabled b
   label t
   labelValue t
   namespace t
  dynamic m 1.17.0-1.20.2
   config m
    configMapName t
    content l
    createConfigMap b
   enabled b
  enableOpenMetrics b
  enabled l
  port n
  serviceAnnotations m*
  serviceMonitor m
   annotations m*
   enabled b
   interval t
   jobLabel t 1.15.0-1.20.2
   labels m*
   metricRelabelings l
   relabelings l
   scrapeTimeout t 1.18.0-1.20.2
   tlsConfig m* 1.16.0-1.20.2
  tls m 1.16.0-1.20.2
   enabled b
   server m
    cert t
    existingSecret t 1.16.1-1.20.2
    extraDnsNames l
    extraIpAddresses l
    key t
    mtls m
     enabled b
     key t
     name t
     useSecret b
 networkPolicyCorrelation m 1.18.0-1.20.2
  enabled b
 peerService m
  clusterDomain t
  servicePort a
  targetPort n
 preferIpv6 b
 redact m 1.15.0-1.20.2
  enabled b
  http m
   headers m
    allow l
    deny l
   urlQuery b
   userInfo b
  kafka m 1.15.0-1.19.7
   apiKey b
 relay m
  affinity m*
   podAffinity m*
    requiredDuringSchedulingIgnoredDuringExecution l
  annotations m* 1.15.0-1.20.2
  dialTimeout t 1.14.0-1.17.7
  enabled b
  extraEnv l
  extraVolumeMounts l 1.14.5-1.20.2
  extraVolumes l 1.14.5-1.20.2
  gops m
   enabled b
   port n
  image m
   digest t
   override t
   pullPolicy t
   repository t
   tag t
   useDigest b
  listenHost t
  listenPort t
  logOptions m 1.19.0-1.20.2
   format t
   level t
  nodeSelector m*
  podAnnotations m*
  podDisruptionBudget m
   enabled b
   maxUnavailable nt
   minAvailable nt
   unhealthyPodEvictionPolicy t 1.18.0-1.20.2
  podLabels m*
  podSecurityContext m*
   fsGroup n
   seccompProfile m* 1.18.0-1.20.2
    type t
  pprof m
   address t
   blockProfileRate n 1.19.0-1.20.2
   enabled b
   mutexProfileFraction n 1.19.0-1.20.2
   port n
  priorityClassName t
  prometheus m
   enabled b
   port n
   serviceMonitor m
    annotations m*
    enabled b
    interval t
    labels m*
    metricRelabelings l
    namespace a
    relabelings l
    scrapeTimeout t 1.18.0-1.20.2
  replicas n
  resources m*
  retryTimeout t
  rollOutPods b
  securityContext m*
   allowPrivilegeEscalation b 1.18.0-1.20.2
   capabilities m*
    drop l
   readOnlyRootFilesystem b 1.20.0-1.20.2
   runAsGroup n
   runAsNonRoot b
   runAsUser n
   seccompProfile m* 1.18.0-1.20.2
    type t
  service m
   nodePort n
   type t
  servicePort a
  sortBufferDrainTimeout t
  sortBufferLenMax n
  terminationGracePeriodSeconds n
  tls m
   client m
    cert t
    existingSecret t 1.16.1-1.20.2
    key t
   server m
    cert t
    enabled b
    existingSecret t 1.16.1-1.20.2
    extraDnsNames l
    extraIpAddresses l
    key t
    mtls b
    relayName t 1.15.0-1.20.2
  tolerations l
  topologySpreadConstraints l
  updateStrategy m*
   rollingUpdate m*
    maxUnavailable nt
   type t
 skipUnknownCGroupIDs b
 socketPath t
 tls m
  auto m
   certManagerIssuerRef m*
   certValidityDuration n
   enabled b
   method t
   privateKey m* 1.20.0-1.20.2
   schedule t
   subject m* 1.20.0-1.20.2
  enabled b
  server m
   cert t
   existingSecret t 1.16.1-1.20.2
   extraDnsNames l
   extraIpAddresses l
   key t
 ui m
  affinity m*
  annotations m* 1.15.0-1.20.2
  backend m
   extraEnv l
   extraVolumeMounts l
   extraVolumes l
   image m
    digest t
    override t
    pullPolicy t
    repository t
    tag t
    useDigest b
   livenessProbe m 1.15.0-1.19.7
    enabled b
   readinessProbe m 1.15.0-1.19.7
    enabled b
   resources m*
   securityContext m*
    allowPrivilegeEscalation b 1.18.0-1.20.2
    capabilities m* 1.20.0-1.20.2
     drop l
  baseUrl t
  enabled b
  frontend m
   extraEnv l
   extraVolumeMounts l
   extraVolumes l
   image m
    digest t
    override t
    pullPolicy t
    repository t
    tag t
    useDigest b
   resources m*
   securityContext m*
    allowPrivilegeEscalation b 1.18.0-1.20.2
    capabilities m* 1.20.0-1.20.2
     drop l
   server m
    ipv6 m
     enabled b
  ingress m
   annotations m*
   className t
   enabled b
   hosts l
   labels m*
   tls l
  labels m* 1.17.0-1.20.2
  nodeSelector m*
  podAnnotations m*
  podDisruptionBudget m
   enabled b
   maxUnavailable nt
   minAvailable nt
   unhealthyPodEvictionPolicy t 1.18.0-1.20.2
  podLabels m*
  priorityClassName t
  replicas n
  rollOutPods b
  securityContext m*
   enabled a 1.14.0-1.14.11,1.15.0-1.15.5
   fsGroup n
   runAsGroup n
   runAsNonRoot b 1.20.0-1.20.2
   runAsUser n
   seccompProfile m* 1.20.0-1.20.2
    type t
  service m
   annotations m*
   labels m* 1.18.0-1.20.2
   nodePort n
   type t
  standalone m
   enabled b
   tls m
    certsVolume m*
  tls m
   client m
    cert t
    existingSecret t 1.16.1-1.20.2
    key t
  tmpVolume m* 1.19.0-1.20.2
  tolerations l
  topologySpreadConstraints l
  updateStrategy m*
   rollingUpdate m*
    maxUnavailable nt
   type t
identityAllocationMode t
identityChangeGracePeriod t
identityManagementMode t 1.18.0-1.20.2
image m
 digest t
 override t
 pullPolicy t
 repository t
 tag t
 useDigest b
imagePullSecrets l
ingressController m
 default b
 defaultSecretName t
 defaultSecretNamespace t
 enableProxyProtocol b 1.15.0-1.20.2
 enabled b
 enforceHttps b
 hostNetwork m 1.16.0-1.20.2
  enabled b
  httpPort n 1.20.0-1.20.2
  httpsPort n 1.20.0-1.20.2
  nodes m
   matchLabels m*
  sharedListenerPort n
  tlsPassthroughPort n 1.20.0-1.20.2
 ingressLBAnnotationPrefixes l
 loadbalancerMode t
 secretsNamespace m
  create b
  name t
  sync b
 service m
  allocateLoadBalancerNodePorts b
  annotations m*
  externalTrafficPolicy t 1.16.0-1.20.2
  insecureNodePort n
  labels m*
  loadBalancerClass t
  loadBalancerIP t
  name t
  secureNodePort n
  type t
 useRemoteAddress b 1.20.0-1.20.2
 xffNumTrustedHops n 1.20.0-1.20.2
initResources m* 1.14.5-1.20.2
installNoConntrackIptablesRules b
ipMasqAgent m
 config a
 enabled b
ipam m
 ciliumNodeUpdateRate t
 installUplinkRoutesForDelegatedIPAM b 1.17.0-1.20.2
 mode t
 multiPoolPreAllocation t 1.17.0-1.20.2
 nodeSpec m 1.19.0-1.20.2
  ipamMaxAllocate n
  ipamMinAllocate n
  ipamPreAllocate n
  ipamStaticIPTags l
 operator m
  autoCreateCiliumPodIPPools m*
  clusterPoolIPv4MaskSize n
  clusterPoolIPv4PodCIDR a 1.14.0-1.18.6
  clusterPoolIPv4PodCIDRList tl
  clusterPoolIPv6MaskSize n
  clusterPoolIPv6PodCIDR a 1.14.0-1.18.6
  clusterPoolIPv6PodCIDRList tl
  externalAPILimitBurstSize n
  externalAPILimitQPS n
iptablesLockTimeout a
iptablesRandomFully b
ipv4 m
 enabled b
ipv4NativeRoutingCIDR t
ipv6 m
 enabled b
ipv6NativeRoutingCIDR t
k8s m
 apiServerURLs t 1.18.0-1.20.2
 requireIPv4PodCIDR b
 requireIPv6PodCIDR b
 serviceProxyName a
k8sClientExponentialBackoff m 1.18.0-1.20.2
 backoffBaseSeconds n
 backoffMaxDurationSeconds n
 enabled b
k8sClientRateLimit m
 burst n
 operator m 1.17.0-1.20.2
  burst n
  qps n
 qps n
k8sClusterNetworkPolicy m 1.20.0-1.20.2
 enabled b
k8sNetworkPolicy m
 enabled b
k8sServiceHost t
k8sServiceHostRef m 1.18.0-1.20.2
 key t
 name t
k8sServiceLookupConfigMapName t 1.17.0-1.20.2
k8sServiceLookupNamespace t 1.17.0-1.20.2
k8sServicePort nt
keepDeprecatedLabels b
keepDeprecatedProbes b
kubeConfigPath t
kubeProxyReplacement bt
kubeProxyReplacementHealthzBindAddr t
l2NeighDiscovery m
 enabled b
 refreshPeriod t 1.14.0-1.17.7
l2announcements m
 enabled b
 leaseDuration a
 leaseRenewDeadline a
 leaseRetryPeriod a
l2podAnnouncements m
 enabled b
 interface t 1.14.0-1.19.0
 interfacePattern t 1.18.0-1.20.2
l7Proxy b
labels a
livenessProbe m
 failureThreshold n
 periodSeconds n
 requireK8sConnectivity b 1.16.10-1.16.19,1.17.4-1.20.2
loadBalancer m
 acceleration t
 algorithm a
 dsrDispatch a
 experimental b 1.17.0-1.17.7
 l7 m
  algorithm t
  backend t
  ports l
 mode a
 protocolDifferentiation m 1.17.0-1.18.6
  enabled a
 reflectorWaitTime a 1.20.0-1.20.2
 serviceTopology b
 standalone a 1.14.0-1.19.0
localRedirectPolicies m 1.18.0-1.20.2
 addressMatcherCIDRs l
 enabled b
localRedirectPolicy b
logOptions a
logSystemLoad b
maglev m
 hashSeed a
 tableSize a
minReadySeconds n 1.20.0-1.20.2
monitor m
 enabled b
 eventTypes a
 resources a
name t
namespaceOverride t 1.17.0-1.20.2
nat m 1.16.1-1.20.2
 mapStatsEntries n
 mapStatsInterval t
nat46x64Gateway m
 enabled b
nativeRoutingCIDRFromClusterPool b 1.20.0-1.20.2
nodeIPAM m 1.16.0-1.20.2
 enabled b
nodeLabels a 1.18.0-1.20.2
nodePort m
 addresses tl 1.16.0-1.20.2
 autoProtectPortRange b
 bindProtection b
 directRoutingDevice a
 enableDynamicSourceLookup b 1.20.0-1.20.2
 enableHealthCheck b
 enableHealthCheckLoadBalancerIP b 1.15.0-1.20.2
 enabled b 1.14.0-1.18.6
 range a
nodeSelector m*
nodeSelectorLabels b 1.16.0-1.20.2
nodeinit m
 affinity m*
 annotations m* 1.15.0-1.20.2
 bootstrapFile t
 enabled b
 extraEnv l
 extraVolumeMounts l
 extraVolumes l
 image m
  digest t
  override t
  pullPolicy t
  repository t
  tag t
  useDigest b
 minReadySeconds n 1.20.0-1.20.2
 nodeSelector m*
 podAnnotations m*
 podLabels m*
 podSecurityContext m* 1.15.5-1.20.2
  appArmorProfile m*
   type t
 prestop m
  postScript t
  preScript t
 priorityClassName t
 reconfigureKubelet a
 removeCbrBridge a
 resources m*
  requests m*
   cpu nt
   memory t
 revertReconfigureKubelet a
 securityContext m*
  allowPrivilegeEscalation b 1.18.0-1.20.2
  capabilities m*
   add l
  privileged b
  seLinuxOptions m*
   level t
   type t
 startup m
  postScript t
  preScript t
 tolerations l
 updateStrategy m*
  type t
 waitForCloudInit b 1.19.0-1.20.2
nonIdempotentAnnotations a 1.19.0-1.20.2
operator m
 affinity m*
  podAntiAffinity m*
   requiredDuringSchedulingIgnoredDuringExecution l
 annotations m* 1.15.0-1.20.2
 dashboards m
  annotations m*
  enabled b
  label t
  labelValue t
  namespace t
 dnsPolicy t
 enabled b
 endpointGCInterval t
 extraArgs l
 extraEnv l
 extraHostPathMounts l
 extraVolumeMounts l
 extraVolumes l
 hostNetwork b 1.16.0-1.20.2
 hostUsers b 1.20.0-1.20.2
 identityGCInterval t
 identityHeartbeatTimeout t
 image m
  alibabacloudDigest t
  awsDigest t
  azureDigest t
  genericDigest t
  override t
  pullPolicy t
  repository t
  suffix t
  tag t
  useDigest b
 nodeGCInterval t
 nodeSelector m*
 podAnnotations m*
 podDisruptionBudget m
  enabled b
  maxUnavailable nt
  minAvailable nt
  unhealthyPodEvictionPolicy t 1.18.0-1.20.2
 podLabels m*
 podSecurityContext m*
  seccompProfile m* 1.18.0-1.20.2
   type t
 pprof m
  address t
  blockProfileRate n 1.19.0-1.20.2
  enabled b
  mutexProfileFraction n 1.19.0-1.20.2
  port n
 priorityClassName t
 prometheus m
  enabled b
  metricsService b 1.17.0-1.20.2
  port n
  serviceMonitor m
   annotations m*
   enabled b
   interval t
   jobLabel t 1.15.0-1.20.2
   labels m*
   metricRelabelings l
   namespace a
   relabelings l
   scrapeTimeout t 1.18.0-1.20.2
  tls m 1.19.0-1.20.2
   enabled b
   server m
    existingSecret t
    mtls m
     enabled b
 removeNodeTaints b
 replicas n
 resources m*
 rollOutPods b
 securityContext m*
  allowPrivilegeEscalation b 1.18.0-1.20.2
  capabilities m* 1.18.0-1.20.2
   drop l
 setNodeNetworkStatus b
 setNodeTaints b
 skipCNPStatusStartupClean b 1.14.0-1.15.19
 skipCRDCreation b
 tolerations l
 topologySpreadConstraints l
 unmanagedPodWatcher m
  intervalSeconds n
  restart b
  selector t 1.19.0-1.20.2
 updateStrategy m*
  rollingUpdate m*
   maxSurge nt
   maxUnavailable nt
  type t
pmtuDiscovery m
 enabled b
 packetizationLayerPMTUDMode t 1.19.0-1.20.2
podAnnotations m*
podLabels m*
podSecurityContext m*
 appArmorProfile m* 1.15.5-1.20.2
  type t
 seccompProfile m* 1.16.19-1.16.19,1.17.7-1.20.2
  type t
policyAuditMode a
policyCIDRMatchMode tl 1.15.0-1.20.2
policyDenyResponse t 1.19.0-1.20.2
policyEnforcementMode t
pprof m
 address t
 blockProfileRate n 1.19.0-1.20.2
 enabled b
 mutexProfileFraction n 1.19.0-1.20.2
 port n
preferIpv6 b 1.20.0-1.20.2
preflight m
 affinity m*
  podAffinity m*
   requiredDuringSchedulingIgnoredDuringExecution l
 annotations m* 1.15.0-1.20.2
 enabled b
 envoy m 1.18.0-1.20.2
  image m
   digest t
   override t
   pullPolicy t
   repository t
   tag t
   useDigest b
 extraEnv l
 extraVolumeMounts l
 extraVolumes l
 image m
  digest t
  override t
  pullPolicy t
  repository t
  tag t
  useDigest b
 nodeSelector m*
 podAnnotations m*
 podDisruptionBudget m
  enabled b
  maxUnavailable nt
  minAvailable nt
  unhealthyPodEvictionPolicy t 1.18.0-1.20.2
 podLabels m*
 podSecurityContext m*
 priorityClassName t
 readinessProbe m 1.16.0-1.20.2
  initialDelaySeconds n
  periodSeconds n
 resources m*
 securityContext m*
  allowPrivilegeEscalation b 1.18.0-1.20.2
 terminationGracePeriodSeconds n
 tofqdnsPreCache t 1.14.0-1.19.7
 tolerations l
 updateStrategy m
  type t
 validateCNPs b
priorityClassName t
prometheus m
 controllerGroupMetrics l 1.15.0-1.20.2
 enabled b
 metrics l
 metricsService b 1.17.0-1.20.2
 port n
 serviceMonitor m
  annotations m*
  enabled b
  interval t
  jobLabel t 1.15.0-1.20.2
  labels m*
  metricRelabelings l
  namespace a
  relabelings l
  scrapeTimeout t 1.18.0-1.20.2
  trustCRDsExist b
proxy m 1.14.0-1.15.19
 prometheus m
  enabled b
  port a
 sidecarImageRegex t
rbac m
 create b
readinessProbe m
 failureThreshold n
 periodSeconds n
remoteNodeIdentity b 1.14.0-1.15.19
resourceQuotas m
 cilium m
  hard m
   pods t
 enabled b
 operator m
  hard m
   pods t
resources m*
rollOutCiliumPods b
routingMode t
scheduling m 1.17.0-1.20.2
 mode t
sctp m
 enabled b
secretsNamespaceAnnotations m* 1.18.0-1.20.2
secretsNamespaceLabels m* 1.19.0-1.20.2
securityContext m
 allowPrivilegeEscalation b 1.18.0-1.20.2
 capabilities m
  applySysctlOverwrites l
  ciliumAgent l
  cleanCiliumState l
  mountCgroup l
 privileged b
 seLinuxOptions m*
  level t
  type t
serviceAccounts m
 cilium m
  annotations m*
  automount b
  create b
  name t
 clustermeshApiserver m
  annotations m*
  automount b
  create b
  name t
 clustermeshcertgen m
  annotations m*
  automount b
  create b
  name t
 corednsMCSAPI m 1.19.0-1.20.2
  annotations m*
  automount b
  create b
  name t
 envoy m
  annotations m*
  automount b
  create b
  name t
 etcd m 1.14.0-1.15.19
  annotations m*
  automount b
  create b
  name t
 hubblecertgen m
  annotations m*
  automount b
  create b
  name t
 nodeinit m
  annotations m*
  automount b
  create b
  enabled b
  name t
 operator m
  annotations m*
  automount b
  create b
  name t
 preflight m
  annotations m*
  automount b
  create b
  name t
 relay m
  annotations m*
  automount b
  create b
  name t
 ui m
  annotations m*
  automount b
  create b
  name t
 ztunnel m 1.19.6-1.20.2
  annotations m*
  automount b
  create b
  name t
serviceNoBackendResponse t 1.15.0-1.20.2
sessionAffinity a 1.14.0-1.18.6
sleepAfterInit b
socketLB m
 enabled b
 hostNamespaceOnly a
 terminatePodConnections a 1.16.0-1.20.2
 tracing a 1.16.4-1.20.2
standaloneDnsProxy m 1.19.0-1.20.2
 annotations m*
 automountServiceAccountToken b
 debug b
 enabled b
 image m
  digest t
  override t
  pullPolicy t
  repository t
  tag t
  useDigest b
 minReadySeconds n 1.20.0-1.20.2
 nodeSelector m*
 rollOutPods b
 serverPort n
 tolerations l
 updateStrategy m*
  rollingUpdate m*
   maxSurge n
   maxUnavailable n
  type t
startupProbe m
 failureThreshold n
 periodSeconds n
svcSourceRangeCheck b 1.14.0-1.18.6
synchronizeK8sNodes b
sysctlfix m 1.14.13-1.14.19,1.15.7-1.20.2
 enabled b
terminationGracePeriodSeconds n
tls m
 ca m
  cert t
  certValidityDuration n
  key t
 caBundle m
  content a
  enabled b
  key t
  name t
  useSecret b
 readSecretsOnlyFromSecretsNamespace b 1.17.0-1.20.2
 secretSync m 1.17.0-1.20.2
  enabled b
 secretsBackend t
 secretsNamespace m 1.17.0-1.20.2
  create b
  name t
tmpVolume m* 1.19.0-1.20.2
tolerations l
tunnel t 1.14.0-1.14.19
tunnelPort n
tunnelProtocol t
tunnelSourcePortRange t 1.17.2-1.20.2
underlayProtocol t 1.18.0-1.20.2
updateStrategy m*
 rollingUpdate m*
  maxUnavailable nt
 type t
upgradeCompatibility t
vtep m
 cidr t
 enabled b
 endpoint t
 mac t
 mask t
waitForKubeProxy b
wellKnownIdentities m
 enabled b`;
