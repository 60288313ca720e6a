import { formatFinding } from "../../../components/internal/finding";
import { HelmValue, HelmValues, mergeValues } from "../../../components/internal/helm-values";
import { checkStack, loadSettings } from "../../../stacks";

export const cluster = (name: string, id: number, more: HelmValues = {}): HelmValues => ({
  name,
  id,
  kind: { podSubnet: `10.${id}.0.0/16`, serviceSubnet: `10.${id + 10}.0.0/16` },
  ...more,
});

/** A sound mesh of two. */
export const sound: HelmValues = {
  clusters: [cluster("west", 1), cluster("east", 2)],
  cilium: {
    version: "1.18.1",
    kubeProxyReplacement: true,
    ipam: { mode: "kubernetes" },
    operator: { replicas: 1 },
  },
  mesh: {},
};

export function told(settings: HelmValues): string[] {
  const { config, findings } = loadSettings(mergeValues(sound, settings));
  return (config === undefined ? findings : checkStack(config)).map(formatFinding);
}

export const policy = { name: "allow-curl", endpointSelector: { matchLabels: { app: "webpod" } } };
export const policies = (...list: HelmValues[]): HelmValues => ({ policies: list });
export const ingress = (...rules: HelmValues[]): HelmValues => policies({ ...policy, ingress: rules });
export const egress = (...rules: HelmValues[]): HelmValues => policies({ ...policy, egress: rules });
export const peer = { clusters: ["east"], matchLabels: { app: "curl" } };
export const from = (...peers: HelmValues[]): HelmValues => ingress({ fromEndpoints: peers });
export const raw = (spec: HelmValues): HelmValues => policies({ name: "by-hand", raw: spec });
export const implicit = raw({
  endpointSelector: {},
  ingress: [{ fromEndpoints: [{ matchLabels: { app: "curl" } }, { matchLabels: { "reserved:host": "" } }] }],
  egress: [
    { toServices: [{ k8sService: { serviceName: "webpod" } }] },
    {
      toEndpoints: [
        { matchLabels: { "k8s:io.cilium.k8s.policy.cluster": "east" } },
        { matchExpressions: [{ key: "io.cilium.k8s.policy.cluster", operator: "Exists" }] },
      ],
    },
  ],
});
export const version = (text: string, more: HelmValues = {}): HelmValues => ({
  cilium: { version: text, ...more },
});
export const both = (...all: HelmValues[]): HelmValues => all.reduce((a, b) => mergeValues(a, b), {});
/** West on one version, east on another. */
export const mixed = (west: HelmValue, east: HelmValue): HelmValues => ({
  clusters: [
    cluster("west", 1, { cilium: { version: west } }),
    cluster("east", 2, { cilium: { version: east } }),
  ],
});
export const lockdown = { kind: "external-lockdown" };

/** What two clusters without a mesh are told. */
export function toldApart(settings: HelmValues): string[] {
  const { mesh: _, ...apart } = sound;
  const { config, findings } = loadSettings(mergeValues(apart, settings));
  return (config === undefined ? findings : checkStack(config)).map(formatFinding);
}
