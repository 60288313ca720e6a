import type { Finding } from "../internal/finding";
import { error } from "../prover/report";
import { MEMBERS_ANNOTATION, membersText } from "./manifest";
import { ETCD_NAME, ETCD_NAMESPACE, EtcdPlan, url } from "./plan";

const ANSWER_MS = 15_000;

/** The members of the etcd that runs in a cluster, as it was told to whoever looks; undefined where none runs or nobody answers. */
export async function runningMembers(kubeconfig: string): Promise<string | undefined> {
  const { AppsV1Api, KubeConfig } = await import("@kubernetes/client-node");
  const config = new KubeConfig();
  config.loadFromString(kubeconfig);
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<undefined>((resolve) => {
    timer = setTimeout(() => resolve(undefined), ANSWER_MS);
  });
  try {
    const read = config
      .makeApiClient(AppsV1Api)
      .readNamespacedDaemonSet({ namespace: ETCD_NAMESPACE, name: ETCD_NAME });
    return (await Promise.race([read, late]))?.metadata?.annotations?.[MEMBERS_ANNOTATION];
  } catch {
    // Where it cannot be read it cannot be changed either.
    return undefined;
  } finally {
    clearTimeout(timer);
  }
}

/**
 * Other members than those that run. etcd keeps its own list of them in its data: a new node would found a second, empty
 * etcd beside the first, and a node left out would still count for the majority.
 */
export function memberChange(running: string | undefined, plan: EtcdPlan, path = "members"): Finding[] {
  const planned = membersText(plan.members);
  if (running === undefined || running === planned || plan.initialClusterState === "existing") return [];
  const namesOf = (text: string): string => text.replaceAll(/=[^,]*/g, "");
  // Alone it asks nobody where it is.
  if (plan.members.length === 1 && namesOf(running) === namesOf(planned)) return [];
  return [
    error(
      "etcd-members-changed",
      [path],
      `etcd runs with the members ${running} and is to have ${planned}, but keeps the list of its members in its data, where it must be changed first`,
      "tell etcd with etcdctl member add, remove or update, one member at a time, and set initialClusterState: existing meanwhile (docs/etcd.md)",
    ),
  ];
}

/** A plan with the members that run in place of its own. */
export function withMembers(plan: EtcdPlan, running: string): EtcdPlan {
  const members = running.split(",").map((text) => {
    const [name = "", address = ""] = text.split("=");
    return { name, address };
  });
  const endpoints = members.map(({ address }) => url(address, plan.clientPort, plan.tls));
  return { ...plan, members, endpoints };
}
