import * as k8s from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import { resourceOf } from "./lifetime";

/** What leads a component over several clusters to one of them. */
export interface MemberAccess {
  readonly kubeconfig: pulumi.Input<string>;
  readonly clusterIdentifier?: pulumi.Input<string>;
  readonly deletedWith?: pulumi.Input<string>;
}

/** Options of what stands in that cluster: a provider of its own, and whatever takes everything in it along. */
export interface MemberOptions {
  readonly parent: pulumi.Resource;
  readonly provider: k8s.Provider;
  readonly deletedWith?: pulumi.Resource;
}

export function memberOptions(parent: pulumi.Resource, name: string, member: MemberAccess): MemberOptions {
  const { kubeconfig, clusterIdentifier, deletedWith } = member;
  const provider = new k8s.Provider(
    name,
    {
      kubeconfig: pulumi.secret(kubeconfig),
      ...(clusterIdentifier !== undefined && { clusterIdentifier }),
    },
    { parent },
  );
  return { parent, provider, ...(deletedWith !== undefined && { deletedWith: resourceOf(deletedWith) }) };
}
