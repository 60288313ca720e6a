import type { AppsV1Api, CoreV1Api, V1LabelSelector } from "@kubernetes/client-node";
import { PodView, WorkloadView } from "./readiness";
import { daemonSetView, deploymentView, podView } from "./views";

/** What waiting asks of a cluster. */
export interface ReleaseReader {
  /** The release's DaemonSets and Deployments. */
  workloads(): Promise<WorkloadView[]>;
  /** The pods of one of them, with what explains their state. */
  pods(workload: WorkloadView): Promise<PodView[]>;
}

const MANAGED_BY_HELM = "app.kubernetes.io/managed-by=Helm";
const RELEASE_ANNOTATION = "meta.helm.sh/release-name";

/** Reads one Helm release's workloads through the cluster's API. */
export async function releaseReader(
  kubeconfig: string,
  namespace: string,
  release: string,
): Promise<ReleaseReader> {
  // Loaded when needed: a program that waits for nothing need not load the client.
  const k8s = await import("@kubernetes/client-node");
  const config = new k8s.KubeConfig();
  config.loadFromString(kubeconfig);
  const apps = config.makeApiClient(k8s.AppsV1Api);
  const core = config.makeApiClient(k8s.CoreV1Api);
  const selectors = new Map<string, string>();
  return {
    workloads: () => readWorkloads(apps, namespace, release, selectors),
    pods: (workload) => readPods(core, namespace, selectors.get(keyOf(workload)) ?? ""),
  };
}

async function readWorkloads(
  apps: AppsV1Api,
  namespace: string,
  release: string,
  selectors: Map<string, string>,
): Promise<WorkloadView[]> {
  const query = { namespace, labelSelector: MANAGED_BY_HELM };
  const [sets, deployments] = await Promise.all([
    apps.listNamespacedDaemonSet(query),
    apps.listNamespacedDeployment(query),
  ]);
  const own = <T extends { metadata?: { annotations?: Record<string, string> } }>(items: T[]): T[] =>
    items.filter((item) => item.metadata?.annotations?.[RELEASE_ANNOTATION] === release);
  const found = [
    ...own(sets.items).map((set) => ({ view: daemonSetView(set), selector: set.spec?.selector })),
    ...own(deployments.items).map((deployment) => ({
      view: deploymentView(deployment),
      selector: deployment.spec?.selector,
    })),
  ];
  for (const { view, selector } of found) selectors.set(keyOf(view), labelQuery(selector));
  return found.map(({ view }) => view);
}

async function readPods(core: CoreV1Api, namespace: string, labelSelector: string): Promise<PodView[]> {
  const [pods, events] = await Promise.all([
    core.listNamespacedPod({ namespace, labelSelector }),
    core.listNamespacedEvent({ namespace, fieldSelector: "type=Warning,involvedObject.kind=Pod" }),
  ]);
  return pods.items.map((pod) => podView(pod, events.items));
}

function keyOf(workload: WorkloadView): string {
  return `${workload.kind}/${workload.name}`;
}

function labelQuery(selector: V1LabelSelector | undefined): string {
  return Object.entries(selector?.matchLabels ?? {})
    .map(([key, value]) => `${key}=${value}`)
    .join(",");
}
