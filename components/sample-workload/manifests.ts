import { type Finding, Severity } from "../internal/finding";
import { dnsLabelFault } from "../internal/names";
import { answersMounted, rebelBaseObjects } from "./rebel-base";
import type {
  DeploymentManifest,
  NamespaceManifest,
  PodManifest,
  SampleContainer,
  SampleManifest,
  SamplePodSpec,
} from "./types";

export * from "./types";

/** A sample's settings as plain data; the component's arguments without Inputs. */
export interface SampleInput {
  readonly sample: string;
  readonly replicas?: number;
  readonly namespace?: string;
  readonly createNamespace?: boolean;
  readonly image?: string;
  readonly nodeSelector?: Readonly<Record<string, string>>;
  readonly nodeName?: string;
  readonly clusterName?: string;
}

/** A sample with every default filled in. */
export interface SamplePlan {
  readonly sample: string;
  readonly replicas: number;
  readonly namespace: string;
  readonly createNamespace: boolean;
  readonly image: string;
  readonly nodeSelector: Readonly<Record<string, string>>;
  readonly nodeName?: string;
  readonly clusterName: string;
}

/** Pods that a sample runs under one set of labels. */
export interface SamplePods {
  readonly name: string;
  readonly namespace: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly replicas: number;
}

const client = "nicolaka/netshoot:v0.13";
const whoami = "traefik/whoami:v1.11.0";
const samples = {
  webpod: { image: whoami, replicas: 2, namespace: "default" },
  bookinfo: { image: whoami, replicas: 1, namespace: "default" },
  "curl-pod": { image: client, replicas: 1, namespace: "default" },
  userlist: { image: "ssongman/userlist:v1", replicas: 1, namespace: "song" },
  "rebel-base": { image: "nginx:1.27.5-alpine", replicas: 2, namespace: "default" },
};
const givenNamespaces = ["default", "kube-node-lease", "kube-public", "kube-system"];

/** Fills in every default. */
export function planSample(input: SampleInput): SamplePlan {
  const defaults = isSample(input.sample) ? samples[input.sample] : samples.webpod;
  const namespace = input.namespace ?? defaults.namespace;
  return {
    sample: input.sample,
    replicas: input.replicas ?? defaults.replicas,
    namespace,
    createNamespace: input.createNamespace ?? !givenNamespaces.includes(namespace),
    image: input.image ?? defaults.image,
    nodeSelector: input.nodeSelector ?? {},
    clusterName: input.clusterName ?? "default",
    ...(input.nodeName !== undefined && { nodeName: input.nodeName }),
  };
}

/** Everything wrong with the plan, all at once. */
export function validateSample(
  plan: SamplePlan,
  at: (field: string) => string = (field) => field,
): Finding[] {
  const findings: Finding[] = [];
  const report = (code: string, field: string, message: string, fix: string): void => {
    findings.push({ severity: Severity.Error, code, paths: [at(field)], message, fix });
  };
  const known = Object.keys(samples).join(", ");
  if (!isSample(plan.sample))
    report(
      "sample-unknown",
      "sample",
      `"${plan.sample}" is no sample, expected ${known}`,
      "choose one of them",
    );
  if (!Number.isInteger(plan.replicas) || plan.replicas < 0 || plan.replicas > 1000)
    report(
      "sample-replicas",
      "replicas",
      `${plan.replicas} is no number of pods`,
      "write a whole number between 0 and 1000",
    );
  if (plan.sample === "curl-pod" && plan.replicas !== 1)
    report("sample-replicas", "replicas", `curl-pod is one pod, not ${plan.replicas}`, "remove replicas");
  const fault = dnsLabelFault(plan.namespace);
  if (fault !== undefined)
    report(
      "sample-namespace",
      "namespace",
      `namespace "${plan.namespace}" ${fault}`,
      "choose a name such as default",
    );
  return findings;
}

/** The sample's objects, in the order in which they are to be made. */
export function renderSample(plan: SamplePlan): SampleManifest[] {
  const namespace: NamespaceManifest[] = plan.createNamespace
    ? [{ apiVersion: "v1", kind: "Namespace", metadata: { name: plan.namespace } }]
    : [];
  switch (plan.sample) {
    case "curl-pod":
      return [...namespace, clientPod("curl-pod", plan.image, plan)];
    case "bookinfo":
      return [...namespace, ...page("details", plan), ...page("productpage", plan)];
    case "userlist":
      return [...namespace, deployment("userlist", 8181, plan), clientPod("curltest", client, plan)];
    case "rebel-base":
      return [
        ...namespace,
        ...rebelBaseObjects(plan.namespace, plan.clusterName),
        deployment("rebel-base", 80, plan, answersMounted),
      ];
    default:
      return [...namespace, deployment("webpod", 80, plan)];
  }
}

/** What pods there will be, for checks of who is behind a Service. */
export function samplePods(plan: SamplePlan): SamplePods[] {
  return renderSample(plan).flatMap((manifest): SamplePods[] => {
    if (manifest.kind !== "Deployment" && manifest.kind !== "Pod") return [];
    const { name, namespace } = manifest.metadata;
    return manifest.kind === "Deployment"
      ? [
          {
            name,
            namespace,
            labels: manifest.spec.template.metadata.labels,
            replicas: manifest.spec.replicas,
          },
        ]
      : [{ name, namespace, labels: manifest.metadata.labels, replicas: 1 }];
  });
}

const bookinfoPort = 9080;

/** One of the bookinfo Services with what answers for it; the answer says which one it is. */
function page(name: string, plan: SamplePlan): SampleManifest[] {
  const labels = { app: name };
  const env = [
    { name: "WHOAMI_NAME", value: name },
    { name: "WHOAMI_PORT_NUMBER", value: String(bookinfoPort) },
  ];
  return [
    {
      apiVersion: "v1",
      kind: "Service",
      metadata: { name, namespace: plan.namespace, labels },
      spec: { selector: labels, ports: [{ name: "http", port: bookinfoPort, targetPort: bookinfoPort }] },
    },
    deployment(name, bookinfoPort, plan, { env }),
  ];
}

function deployment(
  name: string,
  port: number,
  plan: SamplePlan,
  { volumes, ...more }: Pick<SampleContainer, "env" | "volumeMounts"> & Pick<SamplePodSpec, "volumes"> = {},
): DeploymentManifest {
  const labels = { app: name };
  return {
    apiVersion: "apps/v1",
    kind: "Deployment",
    metadata: { name, namespace: plan.namespace },
    spec: {
      replicas: plan.replicas,
      selector: { matchLabels: labels },
      template: {
        metadata: { labels },
        spec: {
          ...podSpec(plan),
          ...apart(labels),
          containers: [{ name, image: plan.image, ...more, ports: [{ containerPort: port }] }],
          ...(volumes !== undefined && { volumes }),
        },
      },
    },
  };
}

function clientPod(name: string, image: string, plan: SamplePlan): PodManifest {
  return {
    apiVersion: "v1",
    kind: "Pod",
    metadata: { name, namespace: plan.namespace, labels: { app: name } },
    spec: { ...podSpec(plan), containers: [{ name, image, command: ["tail", "-f", "/dev/null"] }] },
  };
}

function podSpec(plan: SamplePlan): SamplePodSpec {
  return {
    // The samples keep nothing that would have to be put away.
    terminationGracePeriodSeconds: 0,
    tolerations: [{ key: "node-role.kubernetes.io/control-plane", operator: "Exists", effect: "NoSchedule" }],
    containers: [],
    ...(Object.keys(plan.nodeSelector).length > 0 && { nodeSelector: { ...plan.nodeSelector } }),
    ...(plan.nodeName !== undefined && { nodeName: plan.nodeName }),
  };
}

/**
 * One pod per node while there are nodes, then a second one on each. A preference alone would put all of them on the node
 * that is ready first; this waits for the others, which count from the moment that they are known.
 */
function apart(
  labels: Record<string, string>,
): Pick<SamplePodSpec, "affinity" | "topologySpreadConstraints"> {
  const labelSelector = { matchLabels: labels };
  const topologyKey = "kubernetes.io/hostname";
  return {
    affinity: {
      podAntiAffinity: {
        preferredDuringSchedulingIgnoredDuringExecution: [
          { weight: 100, podAffinityTerm: { labelSelector, topologyKey } },
        ],
      },
    },
    topologySpreadConstraints: [
      { maxSkew: 1, topologyKey, whenUnsatisfiable: "DoNotSchedule", labelSelector },
    ],
  };
}

function isSample(name: string): name is keyof typeof samples {
  return Object.hasOwn(samples, name);
}
