export interface NamespaceManifest {
  apiVersion: "v1";
  kind: "Namespace";
  metadata: { name: string };
}

export interface ConfigMapManifest {
  apiVersion: "v1";
  kind: "ConfigMap";
  metadata: { name: string; namespace: string };
  data: Record<string, string>;
}

export interface DeploymentManifest {
  apiVersion: "apps/v1";
  kind: "Deployment";
  metadata: { name: string; namespace: string };
  spec: {
    replicas: number;
    selector: { matchLabels: Record<string, string> };
    template: { metadata: { labels: Record<string, string> }; spec: SamplePodSpec };
  };
}

export interface PodManifest {
  apiVersion: "v1";
  kind: "Pod";
  metadata: { name: string; namespace: string; labels: Record<string, string> };
  spec: SamplePodSpec;
}

export interface SampleServiceManifest {
  apiVersion: "v1";
  kind: "Service";
  metadata: { name: string; namespace: string; labels: Record<string, string> };
  spec: { selector: Record<string, string>; ports: { name: string; port: number; targetPort: number }[] };
}

export interface SamplePodSpec {
  terminationGracePeriodSeconds: number;
  tolerations: { key: string; operator: string; effect: string }[];
  containers: SampleContainer[];
  volumes?: SampleVolume[];
  affinity?: Record<string, unknown>;
  topologySpreadConstraints?: SampleSpread[];
  nodeSelector?: Record<string, string>;
  nodeName?: string;
}

export interface SampleVolume {
  name: string;
  configMap: { name: string };
}

export interface SampleSpread {
  maxSkew: number;
  topologyKey: string;
  whenUnsatisfiable: string;
  labelSelector: { matchLabels: Record<string, string> };
}

export interface SampleContainer {
  name: string;
  image: string;
  command?: string[];
  env?: { name: string; value: string }[];
  ports?: { containerPort: number }[];
  volumeMounts?: { name: string; mountPath: string; readOnly: true }[];
}

export type SampleManifest =
  NamespaceManifest | SampleServiceManifest | ConfigMapManifest | DeploymentManifest | PodManifest;
