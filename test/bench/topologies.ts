import { HelmValues } from "../../components/internal/helm-values";

/** A full mesh of `count` kind clusters with three nodes each, whose addresses never meet. */
export function fullMesh(count: number): HelmValues {
  return {
    clusters: Array.from({ length: count }, (_, i) => ({
      name: `c${i + 1}`,
      id: i + 1,
      kind: {
        podSubnet: `10.${i >> 6}.${(i & 63) << 2}.0/22`,
        serviceSubnet: `172.${20 + (i >> 7)}.${(i & 127) << 1}.0/23`,
        nodes: [{ role: "control-plane" }, { role: "worker" }, { role: "worker" }],
      },
    })),
    cilium: {
      version: "1.18.2",
      kubeProxyReplacement: true,
      ipam: { mode: "kubernetes" },
      routingMode: "native",
      autoDirectNodeRoutes: true,
      ipv4NativeRoutingCIDR: "10.0.0.0/8",
      bpf: { masquerade: true },
    },
    mesh: { maxConnectedClusters: count > 255 ? 511 : 255 },
    services: [{ name: "webpod", selector: { app: "webpod" }, ports: [{ name: "http", port: 80 }] }],
    samples: [{ sample: "webpod" }],
  };
}
