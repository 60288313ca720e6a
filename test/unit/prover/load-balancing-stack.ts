import { formatFinding } from "../../../components/internal/finding";
import { HelmValues, mergeValues } from "../../../components/internal/helm-values";
import { checkStack, loadSettings } from "../../../stacks";

/** A sound stack: one kind cluster in a rack, with everything switched on that addresses need. */
const sound: HelmValues = {
  racks: [{ name: "rack10", subnet: "192.168.10.0/24" }],
  clusters: [
    {
      name: "lab",
      id: 1,
      kind: {
        podSubnet: "172.20.0.0/16",
        serviceSubnet: "10.96.0.0/16",
        nodes: [
          { role: "control-plane", rack: { name: "rack10", address: "192.168.10.100" } },
          { role: "worker", rack: { name: "rack10", address: "192.168.10.101" } },
        ],
      },
    },
  ],
  cilium: {
    version: "1.19.6",
    kubeProxyReplacement: true,
    ipam: { mode: "kubernetes" },
    operator: { replicas: 1 },
    l2announcements: { enabled: true },
    ingressController: { enabled: true },
  },
};

/** What a stack is told that is sound but for the settings given. */
export function told(settings: HelmValues): string[] {
  const { config, findings } = loadSettings(mergeValues(sound, settings));
  return (config === undefined ? findings : checkStack(config)).map(formatFinding);
}

export const pool = { name: "cilium-pool", blocks: [{ start: "192.168.10.211", stop: "192.168.10.215" }] };
export const pools = (...list: HelmValues[]) => ({ loadBalancerPools: list });
export const blocks = (...list: HelmValues[]) => pools({ ...pool, blocks: list });
export const version = (text: string): HelmValues => ({ cilium: { version: text } });
export const web = {
  name: "webpod",
  type: "LoadBalancer",
  selector: { app: "webpod" },
  ports: [{ name: "http", port: 80 }],
};
export const policy1 = { name: "policy1", loadBalancerIPs: true };
export const path = { serviceName: "productpage", servicePort: 9080 };
export const shop = { name: "shop", rules: [{ paths: [path] }] };
export const own = { kind: "own", name: "own" };
export const two = (more: HelmValues = {}): HelmValues => {
  const nodes = (address: string) => [{ role: "control-plane", rack: { name: "rack10", address } }];
  return {
    clusters: ["west", "east"].map((name, i) => ({
      name,
      id: i + 1,
      kind: {
        podSubnet: `10.${i}.0.0/16`,
        serviceSubnet: `10.${i + 2}.0.0/16`,
        nodes: nodes(`192.168.10.10${i}`),
      },
    })),
    ...more,
  };
};
