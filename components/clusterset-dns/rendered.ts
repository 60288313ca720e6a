import { answeringBlock, dedicatedCorefile, extendedCorefile, forwardingBlock } from "./corefile";
import {
  clusterRole,
  clusterRoleBinding,
  configMap,
  CUSTOM,
  DEDICATED,
  deployment,
  deploymentAdditions,
  disruptionBudget,
  DNS_NAMESPACE,
  EXTENSION,
  service,
  serviceAccount,
} from "./manifest";
import type { DnsPlan } from "./plan";

/**
 * All that `ClustersetDns` makes, by the names of its files. What is added to objects of the cluster's own is shown as what
 * `kubectl apply --server-side` would be given. The address is that of our own CoreDNS, which the API server chooses.
 */
export function renderDns(dns: DnsPlan, address: string): [string, unknown][] {
  if (dns.mode !== "dedicated" && dns.mode !== "cluster") return [];
  const dedicated = dns.mode === "dedicated";
  const block = dedicated ? forwardingBlock(address) : answeringBlock();
  const rbac = { apiVersion: "rbac.authorization.k8s.io/v1" };
  const own: [string, unknown][] = [
    [`clusterrole-${DEDICATED}`, { ...rbac, kind: "ClusterRole", ...clusterRole() }],
    [
      `clusterrolebinding-${DEDICATED}`,
      {
        ...rbac,
        kind: "ClusterRoleBinding",
        ...clusterRoleBinding(dedicated ? DEDICATED : dns.clusterDnsName),
      },
    ],
  ];
  return [...own, ...(dedicated ? dedicatedManifests(dns) : []), ...routeManifests(dns, block)];
}

function dedicatedManifests(dns: DnsPlan): [string, unknown][] {
  const core = { apiVersion: "v1" };
  const name = `${DNS_NAMESPACE}-${DEDICATED}`;
  return [
    [`serviceaccount-${name}`, { ...core, kind: "ServiceAccount", ...serviceAccount() }],
    [
      `configmap-${name}`,
      { ...core, kind: "ConfigMap", ...configMap(DEDICATED, dedicatedCorefile(dns.plugin)) },
    ],
    [`deployment-${name}`, { apiVersion: "apps/v1", kind: "Deployment", ...deployment(dns) }],
    [
      `poddisruptionbudget-${name}`,
      { apiVersion: "policy/v1", kind: "PodDisruptionBudget", ...disruptionBudget() },
    ],
    [`service-${name}`, { ...core, kind: "Service", ...service() }],
  ];
}

function routeManifests({ route, clusterDnsName }: DnsPlan, block: string): [string, unknown][] {
  const core = { apiVersion: "v1", kind: "ConfigMap" };
  if (route === "custom") {
    const metadata = { name: CUSTOM.configMap, namespace: DNS_NAMESPACE };
    return [
      [
        `configmap-${DNS_NAMESPACE}-${CUSTOM.configMap}.addition`,
        { ...core, metadata, data: { [CUSTOM.key]: block } },
      ],
    ];
  }
  if (route !== "mount") return [];
  const corefile = extendedCorefile(block);
  return [
    [`configmap-${DNS_NAMESPACE}-${EXTENSION}`, { ...core, ...configMap(EXTENSION, corefile) }],
    [
      `deployment-${DNS_NAMESPACE}-${clusterDnsName}.addition`,
      { apiVersion: "apps/v1", kind: "Deployment", ...deploymentAdditions(clusterDnsName, corefile) },
    ],
  ];
}
