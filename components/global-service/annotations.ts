/** Annotations that Cilium reads on a Service of a mesh; their older `io.cilium/…` aliases are never written. */
export const globalAnnotation = "service.cilium.io/global";
export const sharedAnnotation = "service.cilium.io/shared";
export const affinityAnnotation = "service.cilium.io/affinity";

/** What one cluster's Service says about itself. */
export interface ServiceSharing {
  readonly global: boolean;
  readonly shared: boolean;
  readonly affinity: string;
  readonly clientOnly: boolean;
}

/**
 * The annotations that differ from Cilium's defaults, and no others: affinity `none` is the same as no annotation but drops
 * remote backends on some versions (#46623), and `shared: "true"` is what a global Service is anyway.
 */
export function sharingAnnotations(sharing: ServiceSharing): Record<string, string> {
  if (!sharing.global) return {};
  return {
    [globalAnnotation]: "true",
    ...((!sharing.shared || sharing.clientOnly) && { [sharedAnnotation]: "false" }),
    ...(sharing.affinity !== "none" && { [affinityAnnotation]: sharing.affinity }),
  };
}
