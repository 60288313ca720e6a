import * as pulumi from "@pulumi/pulumi";

/** Where security identities live. */
export const CiliumIdentityAllocationMode = {
  Crd: "crd",
  Kvstore: "kvstore",
  DoublewriteReadKvstore: "doublewrite-readkvstore",
  DoublewriteReadCrd: "doublewrite-readcrd",
} as const;
export type CiliumIdentityAllocationMode =
  (typeof CiliumIdentityAllocationMode)[keyof typeof CiliumIdentityAllocationMode];

/** An etcd that Cilium keeps its state in. */
export interface CiliumEtcdArgs {
  /** Defaults to false. Helm key `etcd.enabled`. */
  enabled?: pulumi.Input<boolean>;
  /** Addresses, e.g. `http://10.0.0.5:2379`; `https://` with `ssl`. Helm key `etcd.endpoints`. */
  endpoints?: pulumi.Input<pulumi.Input<string>[]>;
  /** TLS with the Secret `cilium-etcd-secrets`. Defaults to false. Helm key `etcd.ssl`. */
  ssl?: pulumi.Input<boolean>;
}
