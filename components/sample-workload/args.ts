import * as pulumi from "@pulumi/pulumi";

/** A small workload to see services and pods at work. */
export const SampleKind = {
  /** Deployment `webpod`: traefik/whoami, which answers with its pod's name, on port 80. */
  Webpod: "webpod",
  /** Pod `curl-pod`: nicolaka/netshoot, to call others from. */
  CurlPod: "curl-pod",
  /** Deployments and Services `details` and `productpage` on port 9080: traefik/whoami under the names of Istio's example, for paths of an Ingress. */
  Bookinfo: "bookinfo",
  /** Deployment `userlist` on port 8181 and Pod `curltest`, in namespace `song`. */
  Userlist: "userlist",
  /** Deployment `rebel-base`, which answers with the names of its cluster and pod, and Service `rebel-base-mcsapi` on port 80, in every cluster that is to export it. */
  RebelBase: "rebel-base",
} as const;
export type SampleKind = (typeof SampleKind)[keyof typeof SampleKind];

/** A sample workload in one cluster; the cluster is that of the inherited Kubernetes provider. */
export interface SampleWorkloadArgs {
  /** `webpod`, `curl-pod`, `bookinfo`, `userlist` or `rebel-base`. */
  sample: SampleKind;
  /** Number of pods behind each Service, 0–1000. Defaults to 2 for `webpod` and `rebel-base`, 1 for `bookinfo` and `userlist`; `curl-pod` is always one. */
  replicas?: pulumi.Input<number>;
  /** Namespace. Defaults to `song` for `userlist` and to `default` for the others. */
  namespace?: string;
  /** Whether the namespace is made here. Defaults to true, except for those that every cluster has. */
  createNamespace?: boolean;
  /** Image of the workload itself. Defaults to the sample's, with a fixed tag. */
  image?: pulumi.Input<string>;
  /** Labels that a pod's node must have. Defaults to none. */
  nodeSelector?: pulumi.Input<Record<string, pulumi.Input<string>>>;
  /** Node to pin the pods to, past the scheduler. Defaults to none. */
  nodeName?: pulumi.Input<string>;
  /** Name of the cluster, which `rebel-base` says in its answers. Defaults to `default`. */
  clusterName?: string;
}
