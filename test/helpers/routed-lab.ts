import {
  CoreV1Api,
  CustomObjectsApi,
  PatchStrategy,
  setHeaderOptions,
  V1Service,
  type V1Node,
} from "@kubernetes/client-node";
import { expect } from "vitest";
import { connect } from "../../cli/probes";
import type { RunningRouter } from "../../simulator";
import { eventually, kubeconfigOf } from "./clusters";
import {
  agentProcess,
  bgpRoutes,
  changedSessions,
  establishedPeers,
  kernelRoutes,
  routerOf,
  sessionLives,
  stalePrefixes,
} from "./routers";
import { Workspace } from "./workspace";

const merge = setHeaderOptions("Content-Type", PatchStrategy.MergePatch);
const namespace = "default";

/** Stack `bgp` in the full simulator, seen from its router and its API server. */
export class RoutedLab {
  private constructor(
    readonly workspace: Workspace,
    readonly kubeconfig: string,
    readonly router: RunningRouter,
  ) {}

  static async of(workspace: Workspace): Promise<RoutedLab> {
    const router = await routerOf(workspace, "bgp", "router");
    return new RoutedLab(workspace, kubeconfigOf(workspace, "bgp", "bgp"), router);
  }

  get api(): CoreV1Api {
    return connect(this.kubeconfig).makeApiClient(CoreV1Api);
  }

  async nodes(labelSelector?: string): Promise<V1Node[]> {
    return (await this.api.listNode(labelSelector === undefined ? {} : { labelSelector })).items;
  }

  /** Pod CIDRs by their node's address. Kubernetes gives each node the next free one, in whatever order it meets the nodes. */
  async podCidrs(): Promise<Record<string, string>> {
    const ofNode = ({ spec, status }: V1Node): [string, string] => [
      status?.addresses?.find(({ type }) => type === "InternalIP")?.address ?? "",
      spec?.podCIDR ?? "",
    ];
    return Object.fromEntries((await this.nodes()).map(ofNode));
  }

  /** Names of the CiliumBGPNodeConfigs that the operator made. */
  async nodeConfigs(): Promise<string[]> {
    const list = (await connect(this.kubeconfig).makeApiClient(CustomObjectsApi).listClusterCustomObject({
      group: "cilium.io",
      version: "v2",
      plural: "ciliumbgpnodeconfigs",
    })) as { items: { metadata: { name: string } }[] };
    return list.items.map(({ metadata }) => metadata.name).sort();
  }

  /** The address that LB-IPAM gave a Service. */
  async addressOf(name: string): Promise<string | undefined> {
    const { status } = await this.api.readNamespacedService({ namespace, name });
    return status?.loadBalancer?.ingress?.[0]?.ip;
  }

  /** A Service behind the stack's back that asks for an address. */
  async askForAddress(name: string, labels: Record<string, string>, address: string): Promise<void> {
    const body = Object.assign(new V1Service(), {
      metadata: { name, labels, annotations: { "lbipam.cilium.io/ips": address } },
      spec: { type: "LoadBalancer", selector: labels, ports: [{ port: 80 }] },
    });
    await this.api.createNamespacedService({ namespace, body });
  }

  /** Whether LB-IPAM could do what a Service asks, once it says so: `True` or `False`. */
  satisfied(name: string): Promise<string | undefined> {
    const condition = async (): Promise<string | undefined> => {
      const { status } = await this.api.readNamespacedService({ namespace, name });
      return status?.conditions?.find((c) => c.type === "cilium.io/IPAMRequestSatisfied")?.status;
    };
    return eventually(condition, (answer) => answer !== undefined);
  }

  async patchService(name: string, spec: object): Promise<void> {
    await this.api.patchNamespacedService({ namespace, name, body: { spec } }, merge);
  }

  /** Nodes' addresses of the pods of webpod that stay. */
  async webpodHosts(): Promise<(string | undefined)[]> {
    const { items } = await this.api.listNamespacedPod({ namespace, labelSelector: "app=webpod" });
    return items
      .filter(({ metadata }) => metadata?.deletionTimestamp === undefined)
      .map(({ status }) => status?.hostIP);
  }

  /** Puts another password in place of the one that the stack's Secret holds. */
  async replacePassword(old: string, password: string): Promise<void> {
    const { items } = await this.api.listNamespacedSecret({ namespace: "kube-system" });
    const name = items.find(({ data }) => data?.["password"] === btoa(old))?.metadata?.name;
    if (name === undefined) throw new Error("no Secret in kube-system holds the password");
    const body = { stringData: { password } };
    await this.api.patchNamespacedSecret({ namespace: "kube-system", name, body }, merge);
  }

  /** Waits until the router's BGP table is exactly this: next hops in use by prefix. */
  async routesAre(wanted: Record<string, readonly string[]>): Promise<void> {
    const text = (routes: Record<string, readonly string[]>): string =>
      JSON.stringify(Object.entries(routes).sort(([a], [b]) => (a < b ? -1 : 1)));
    const seen = await eventually(
      () => bgpRoutes(this.router),
      (routes) => text(routes) === text(wanted),
    );
    expect(seen).toEqual(wanted);
  }

  /** Waits until as many sessions are up; their peers. */
  peersUp(count: number): Promise<string[]> {
    return eventually(
      () => establishedPeers(this.router),
      (peers) => peers.length === count,
      60_000,
    );
  }

  /** Kills a node's agent without a warning and counts what is seen until its session is back; no other session moves. */
  async killAgent(node: string, peer: string): Promise<Outage> {
    const prefix = (await this.podCidrs())[peer] ?? "";
    const before = await sessionLives(this.router);
    process.kill(agentProcess(this.workspace, "bgp", node), "SIGKILL");
    const seen = { away: 0, stale: 0, missing: 0 };
    const look = async (): Promise<boolean> => {
      const { [peer]: life } = await sessionLives(this.router);
      const isUp = life?.state === "Established";
      if (!isUp) seen.away += 1;
      if ((await stalePrefixes(this.router)).includes(prefix)) seen.stale += 1;
      if ((await kernelRoutes(this.router))[prefix] === undefined) seen.missing += 1;
      return isUp && life.established > (before[peer]?.established ?? 0);
    };
    expect(await eventually(look, (isBack) => isBack, 90_000)).toBe(true);
    expect(changedSessions(before, await sessionLives(this.router))).toEqual([peer]);
    return seen;
  }
}

/** How often, while an agent was away, its session was seen down, its prefix stale, and its prefix not in the kernel. */
export interface Outage {
  readonly away: number;
  readonly stale: number;
  readonly missing: number;
}
