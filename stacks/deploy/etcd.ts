import * as pulumi from "@pulumi/pulumi";
import type { CiliumIdentityAllocationMode } from "../../components/cilium-install";
import { Etcd, EtcdArgs } from "../../components/etcd";
import { etcdInput, identityMode, pemTexts } from "../etcd";
import { inCluster, runningCluster, StackRun } from "./running";

/** The etcds that clusters bring along for their identities, by the cluster's name; each is there before Cilium. */
export function deployEtcds(run: StackRun): ReadonlyMap<string, Etcd> {
  return new Map(
    run.resolved.flatMap((c): [string, Etcd][] => {
      const input = etcdInput(c, pemTexts);
      if (input === undefined) return [];
      const cluster = runningCluster(run, c.name);
      const { tls, ...rest } = input as EtcdArgs;
      const args: EtcdArgs = {
        ...rest,
        nodes: cluster.nodes,
        kubeconfig: cluster.kubeconfig,
        identityAllocationMode: identityMode(c) as CiliumIdentityAllocationMode,
        tls: {
          ...withSecretKeys(tls),
          // A stack is torn down as a whole.
          protectCertificateAuthority: c.config.etcd?.tls?.protectCertificateAuthority ?? false,
        },
      };
      const etcd = new Etcd(`${c.name}-etcd`, args, {
        ...inCluster(cluster),
        dependsOn: cluster.beforeAgents,
      });
      return [[c.name, etcd]];
    }),
  );
}

function withSecretKeys(tls: EtcdArgs["tls"]): NonNullable<EtcdArgs["tls"]> {
  const certificates = tls?.certificates;
  if (certificates === undefined) return tls ?? {};
  const { clientPrivateKeyPem: client, memberPrivateKeyPem: member } = certificates;
  return {
    ...tls,
    certificates: {
      ...certificates,
      clientPrivateKeyPem: pulumi.secret(client),
      ...(member !== undefined ? { memberPrivateKeyPem: pulumi.secret(member) } : {}),
    },
  };
}
