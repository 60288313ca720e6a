import * as pulumi from "@pulumi/pulumi";

/** Hubble relay: one place to ask about the flows of all nodes. */
export interface CiliumHubbleRelayArgs {
  /** Defaults to false. Helm key `hubble.relay.enabled`. */
  enabled?: pulumi.Input<boolean>;
}

/** The Service in front of Hubble's UI. */
export interface CiliumHubbleUiServiceArgs {
  /** `ClusterIP`, `NodePort` or `LoadBalancer`. Defaults to `ClusterIP`. Helm key `hubble.ui.service.type`. */
  type?: pulumi.Input<string>;
  /** NodePort, 30000–32767. Defaults to 31235. Helm key `hubble.ui.service.nodePort`. */
  nodePort?: pulumi.Input<number>;
  /** Annotations. Helm key `hubble.ui.service.annotations`. */
  annotations?: pulumi.Input<Record<string, pulumi.Input<string>>>;
}

/** Hubble's UI; needs the relay. */
export interface CiliumHubbleUiArgs {
  /** Defaults to false. Helm key `hubble.ui.enabled`. */
  enabled?: pulumi.Input<boolean>;
  /** Its Service. Helm key `hubble.ui.service`. */
  service?: CiliumHubbleUiServiceArgs;
}

/** Hubble: what flows through the cluster. */
export interface CiliumHubbleArgs {
  /** Defaults to true. Helm key `hubble.enabled`. */
  enabled?: pulumi.Input<boolean>;
  /** Helm key `hubble.relay`. */
  relay?: CiliumHubbleRelayArgs;
  /** Helm key `hubble.ui`. */
  ui?: CiliumHubbleUiArgs;
}
