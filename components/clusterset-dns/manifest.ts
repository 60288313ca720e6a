import { createHash } from "node:crypto";
import { CLUSTER_COREFILE, COREFILE_FOLDER, dedicatedCorefile } from "./corefile";
import type { DnsPlan } from "./plan";

export const DNS_NAMESPACE = "kube-system";
/** Name of everything that a dedicated CoreDNS consists of. */
export const DEDICATED = "coredns-clusterset";
/** Name of what only the cluster's own CoreDNS gets. */
export const EXTENSION = "coredns-clusterset-zone";
/** The ConfigMap that k3s and AKS let their Corefile import. */
export const CUSTOM = { configMap: "coredns-custom", key: "clusterset.server" };

const NAME_LABEL = "app.kubernetes.io/name";
const COREFILE_ANNOTATION = "cilium-fabric.io/corefile";
const labels = { [NAME_LABEL]: DEDICATED };
const inNamespace = (name: string) => ({ name, namespace: DNS_NAMESPACE });

/** What answering from ServiceImports takes of the API server. */
export function clusterRole() {
  const verbs = ["list", "watch"];
  return {
    metadata: { name: DEDICATED },
    rules: [
      { apiGroups: [""], resources: ["namespaces", "services"], verbs },
      { apiGroups: ["discovery.k8s.io"], resources: ["endpointslices"], verbs },
      { apiGroups: ["multicluster.x-k8s.io"], resources: ["serviceimports"], verbs },
    ],
  };
}

export function clusterRoleBinding(serviceAccount: string) {
  return {
    metadata: { name: DEDICATED },
    roleRef: { apiGroup: "rbac.authorization.k8s.io", kind: "ClusterRole", name: DEDICATED },
    subjects: [{ kind: "ServiceAccount", ...inNamespace(serviceAccount) }],
  };
}

export function serviceAccount() {
  return { metadata: inNamespace(DEDICATED) };
}

export function configMap(name: string, corefile: string) {
  return { metadata: inNamespace(name), data: { Corefile: corefile } };
}

export function service() {
  return {
    metadata: { ...inNamespace(DEDICATED), labels },
    spec: {
      selector: labels,
      ports: [
        { name: "dns", port: 53, protocol: "UDP", targetPort: 53 },
        { name: "dns-tcp", port: 53, protocol: "TCP", targetPort: 53 },
      ],
    },
  };
}

/** A pod that is gone for a while must not take the zone with it. */
export function disruptionBudget() {
  return { metadata: inNamespace(DEDICATED), spec: { maxUnavailable: 1, selector: { matchLabels: labels } } };
}

/** A dedicated CoreDNS, placed and guarded as kubeadm does it with the cluster's own. */
export function deployment(plan: DnsPlan) {
  const corefile = dedicatedCorefile(plan.plugin);
  return {
    metadata: { ...inNamespace(DEDICATED), labels },
    spec: {
      replicas: plan.replicas,
      strategy: { type: "RollingUpdate", rollingUpdate: { maxUnavailable: 1 } },
      selector: { matchLabels: labels },
      template: {
        metadata: { labels, annotations: { [COREFILE_ANNOTATION]: fingerprint(corefile) } },
        spec: {
          serviceAccountName: DEDICATED,
          priorityClassName: "system-cluster-critical",
          dnsPolicy: "Default",
          nodeSelector: { "kubernetes.io/os": "linux" },
          tolerations: [
            { key: "CriticalAddonsOnly", operator: "Exists" },
            { key: "node-role.kubernetes.io/control-plane", operator: "Exists", effect: "NoSchedule" },
          ],
          affinity: {
            podAntiAffinity: {
              preferredDuringSchedulingIgnoredDuringExecution: [
                {
                  weight: 100,
                  podAffinityTerm: {
                    labelSelector: { matchLabels: labels },
                    topologyKey: "kubernetes.io/hostname",
                  },
                },
              ],
            },
          },
          containers: [container(plan.image)],
          volumes: [{ name: "config", configMap: { name: DEDICATED } }],
        },
      },
    },
  };
}

function container(image: string) {
  return {
    name: "coredns",
    image,
    imagePullPolicy: "IfNotPresent",
    args: ["-conf", `${COREFILE_FOLDER}/Corefile`],
    ports: [
      { name: "dns", containerPort: 53, protocol: "UDP" },
      { name: "dns-tcp", containerPort: 53, protocol: "TCP" },
      { name: "metrics", containerPort: 9153, protocol: "TCP" },
    ],
    readinessProbe: { httpGet: { path: "/ready", port: 8181 } },
    livenessProbe: { httpGet: { path: "/health", port: 8080 }, initialDelaySeconds: 60, failureThreshold: 5 },
    resources: { requests: { cpu: "100m", memory: "70Mi" }, limits: { memory: "170Mi" } },
    securityContext: {
      allowPrivilegeEscalation: false,
      readOnlyRootFilesystem: true,
      capabilities: { add: ["NET_BIND_SERVICE"], drop: ["ALL"] },
    },
    volumeMounts: [{ name: "config", mountPath: COREFILE_FOLDER, readOnly: true }],
  };
}

/**
 * Where the extended Corefile is mounted. Entries of a pod's mounts are told apart by this text, so the same folder with
 * a slash at its end is one entry more, beside the cluster's own; of two mounts of a folder the later one is seen.
 * A mount over the file itself would be lost with the next change of the cluster's ConfigMap: kubelet then puts a new
 * file in the place of the one that was covered.
 */
export const COVERING_PATH = `${COREFILE_FOLDER}/`;

/** The additions to the Deployment of the cluster's own CoreDNS; nothing that is there is changed. */
export function deploymentAdditions(clusterDnsName: string, corefile: string) {
  return {
    metadata: inNamespace(clusterDnsName),
    spec: {
      template: {
        // Its `reload` would find the new text too, but a changed template brings it to all pods one after the other.
        metadata: { annotations: { [COREFILE_ANNOTATION]: fingerprint(corefile) } },
        spec: {
          containers: [
            {
              name: clusterDnsName,
              volumeMounts: [{ name: EXTENSION, mountPath: COVERING_PATH, readOnly: true }],
            },
          ],
          volumes: [
            {
              name: EXTENSION,
              projected: {
                sources: [
                  { configMap: { name: EXTENSION, items: [{ key: "Corefile", path: "Corefile" }] } },
                  {
                    configMap: { name: clusterDnsName, items: [{ key: "Corefile", path: CLUSTER_COREFILE }] },
                  },
                ],
              },
            },
          ],
        },
      },
    },
  };
}

function fingerprint(corefile: string): string {
  return createHash("sha256").update(corefile).digest("hex").slice(0, 16);
}
