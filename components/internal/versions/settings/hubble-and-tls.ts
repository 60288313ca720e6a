import { Setting } from "../setting";

const certificateMethods = ["helm", "cronJob", "certmanager"];

/** Hubble, certificates and the identity store. */
export const hubbleAndTlsSettings: readonly Setting[] = [
  { key: "hubble.enabled", type: "boolean", defaults: { "1.14.0": true } },
  { key: "hubble.relay.enabled", type: "boolean", defaults: { "1.14.0": false } },
  { key: "hubble.relay.rollOutPods", type: "boolean", defaults: { "1.14.0": false } },
  {
    key: "hubble.relay.service.type",
    type: "text",
    defaults: { "1.14.0": "ClusterIP" },
    words: { "1.14.0": ["ClusterIP", "NodePort", "LoadBalancer"] },
  },
  { key: "hubble.relay.service.nodePort", type: "integer", defaults: { "1.14.0": 31234 } },
  { key: "hubble.ui.enabled", type: "boolean", defaults: { "1.14.0": false } },
  { key: "hubble.ui.standalone.enabled", type: "boolean", defaults: { "1.14.0": false } },
  {
    key: "hubble.ui.service.type",
    type: "text",
    defaults: { "1.14.0": "ClusterIP" },
    words: { "1.14.0": ["ClusterIP", "NodePort", "LoadBalancer"] },
  },
  { key: "hubble.ui.service.nodePort", type: "integer", defaults: { "1.14.0": 31235 } },
  { key: "hubble.ui.baseUrl", type: "text", defaults: { "1.14.0": "/" } },
  { key: "hubble.ui.service.labels", type: "map", since: "1.18.0" },
  { key: "hubble.tls.enabled", type: "boolean", defaults: { "1.14.0": true } },
  { key: "hubble.tls.auto.enabled", type: "boolean", defaults: { "1.14.0": true } },
  {
    key: "hubble.tls.auto.method",
    type: "text",
    defaults: { "1.14.0": "helm" },
    words: { "1.14.0": certificateMethods },
  },
  {
    key: "hubble.tls.auto.certValidityDuration",
    type: "integer",
    defaults: { "1.14.0": 1095, "1.16.4": 365 },
  },
  { key: "hubble.tls.auto.schedule", type: "text", defaults: { "1.14.0": "0 0 1 */4 *" } },
  { key: "hubble.tls.server.existingSecret", type: "text", since: "1.16.1" },
  { key: "tls.ca.cert", type: "text", defaults: { "1.14.0": "" } },
  { key: "tls.ca.key", type: "text", defaults: { "1.14.0": "" } },
  { key: "tls.caBundle.enabled", type: "boolean", defaults: { "1.14.0": false } },
  { key: "tls.caBundle.content", type: "text" },
  { key: "tls.secretsBackend", type: "text" },
  { key: "tls.readSecretsOnlyFromSecretsNamespace", type: "boolean", since: "1.17.0" },
  { key: "tls.secretsNamespace", type: "map", since: "1.17.0" },
  { key: "tls.secretSync", type: "map", since: "1.17.0" },
  {
    key: "certgen.generateCA",
    type: "boolean",
    since: "1.17.0",
    defaults: { "1.17.0": true },
    absentMeans: true,
  },
  {
    key: "certgen.enforceCAValidityThroughoutLeavesDuration",
    type: "boolean",
    since: "1.20.0",
    defaults: { "1.20.0": true },
    absentMeans: false,
  },
  {
    key: "identityAllocationMode",
    type: "text",
    defaults: { "1.14.0": "crd" },
    words: {
      "1.14.0": ["crd", "kvstore"],
      "1.17.0": ["crd", "kvstore", "doublewrite-readkvstore", "doublewrite-readcrd"],
    },
  },
  { key: "etcd.enabled", type: "boolean", defaults: { "1.14.0": false } },
  { key: "etcd.endpoints", type: "list", defaults: { "1.14.0": ["https://CHANGE-ME:2379"] } },
  { key: "etcd.ssl", type: "boolean", defaults: { "1.14.0": false } },
  { key: "etcd.k8sService", type: "boolean", goneIn: "1.16.0", absentMeans: false },
  { key: "etcd.clusterDomain", type: "text", goneIn: "1.16.0" },
];
