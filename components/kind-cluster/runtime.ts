import { createHash } from "node:crypto";
import { join } from "node:path";
import { sortedKeys } from "../internal/yaml";
import { kindDocument, type KindClusterPlan, type KindNodePlan } from "./kind-config";

/** Where a kind cluster's own files are. */
export interface KindFiles {
  readonly directory: string;
  readonly kubeconfig: string;
  /** Says who made the cluster and how far that got; see scripts.ts. */
  readonly marker: string;
}

/** A node as `docker inspect` shows it. */
export interface InspectedNode {
  readonly name: string;
  readonly role: string;
  readonly address: string;
}

export const markerSuffix = ".kind";

export function kindFiles(directory: string, clusterName: string): KindFiles {
  return {
    directory,
    kubeconfig: join(directory, `${clusterName}.kubeconfig`),
    marker: join(directory, `${clusterName}${markerSuffix}`),
  };
}

/** What the scripts need to find a cluster and its files; enough for `deleteScript` and `generationScript`. */
export function clusterEnvironment(clusterName: string, files: KindFiles): Record<string, string> {
  return {
    FABRIC_CLUSTER: clusterName,
    FABRIC_DIRECTORY: files.directory,
    FABRIC_KUBECONFIG: files.kubeconfig,
    FABRIC_MARKER: files.marker,
  };
}

/** What `createScript` needs besides. */
export function createEnvironment(plan: KindClusterPlan, files: KindFiles): Record<string, string> {
  return {
    ...clusterEnvironment(plan.clusterName, files),
    FABRIC_DOCUMENT: documentHash(plan),
    FABRIC_NODES: plan.nodes.map((node) => node.name).join(" "),
    FABRIC_TIMEOUT: String(plan.timeoutSeconds),
  };
}

/** Stands for everything that kind cannot change in a cluster that is there. */
export function documentHash(plan: KindClusterPlan): string {
  return createHash("sha256")
    .update(JSON.stringify(sortedKeys(kindDocument(plan))))
    .digest("hex");
}

/** What `settingsScript` reads: a line per node. */
export function nodeSettings(plan: KindClusterPlan): string {
  const taintable = taintableNodes(plan);
  const line = (node: KindNodePlan): string => {
    const schedulable = !taintable.includes(node.name)
      ? "-"
      : plan.schedulableControlPlane
        ? "open"
        : "closed";
    const labels = Object.entries(node.labels).map(([key, value]) => `${key}=${value}`);
    return [node.name, schedulable, ...labels.sort()].join(" ");
  };
  return `${plan.nodes.map(line).join("\n")}\n`;
}

/** Control planes that keep ordinary pods off by default; kind never taints the only node of a cluster. */
export function taintableNodes(plan: KindClusterPlan): string[] {
  return plan.nodes.length === 1
    ? []
    : plan.nodes.filter((node) => node.role === "control-plane").map((node) => node.name);
}

/** Reads what `nodesScript` prints. */
export function parseNodes(plan: KindClusterPlan, stdout: string): InspectedNode[] {
  const lines = new Map(
    stdout
      .split("\n")
      .filter((line) => line.trim() !== "")
      .map((line) => {
        const [name = "", running = "", address = ""] = line.trim().split(" ");
        return [name.replace(/^\//, ""), { running: running === "true", address }];
      }),
  );
  return plan.nodes.map((node) => {
    const seen = lines.get(node.name);
    if (seen === undefined || !seen.running || seen.address === "")
      throw new Error(
        `node ${node.name} of kind cluster "${plan.clusterName}" does not run; start it with: docker start ${node.name}`,
      );
    return { name: node.name, role: node.role, address: seen.address };
  });
}
