import * as pulumi from "@pulumi/pulumi";
import { CiliumImageArgs } from "./chart";

/** The Service in front of Hubble's relay. */
export interface CiliumHubbleRelayServiceArgs {
  /** `ClusterIP`, `NodePort` or `LoadBalancer`. Defaults to `ClusterIP`. Helm key `hubble.relay.service.type`. */
  type?: pulumi.Input<string>;
  /** NodePort, 30000–32767. Defaults to 31234. Helm key `hubble.relay.service.nodePort`. */
  nodePort?: pulumi.Input<number>;
}

/** Hubble relay: one place to ask about the flows of all nodes. */
export interface CiliumHubbleRelayArgs {
  /** Defaults to false. Helm key `hubble.relay.enabled`. */
  enabled?: pulumi.Input<boolean>;
  /** Whether its pods restart when the configuration changes. Defaults to false. Helm key `hubble.relay.rollOutPods`. */
  rollOutPods?: pulumi.Input<boolean>;
  /** Image. Helm key `hubble.relay.image`. */
  image?: CiliumImageArgs;
  /** Its Service. Helm key `hubble.relay.service`. */
  service?: CiliumHubbleRelayServiceArgs;
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

/** One of the two containers of Hubble's UI. */
export interface CiliumHubbleUiContainerArgs {
  /** Image. Helm key `hubble.ui.….image`. */
  image?: CiliumImageArgs;
}

/** Hubble's UI; needs the relay. */
export interface CiliumHubbleUiArgs {
  /** Defaults to false. Helm key `hubble.ui.enabled`. */
  enabled?: pulumi.Input<boolean>;
  /** Whether its pods restart when the configuration changes. Defaults to false. Helm key `hubble.ui.rollOutPods`. */
  rollOutPods?: pulumi.Input<boolean>;
  /** What asks the relay. Helm key `hubble.ui.backend`. */
  backend?: CiliumHubbleUiContainerArgs;
  /** What serves the page. Helm key `hubble.ui.frontend`. */
  frontend?: CiliumHubbleUiContainerArgs;
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
