import { CLUSTERSET_ZONE } from "./plan";

/** Where the cluster's own Corefile is to be found beside ours. */
export const CLUSTER_COREFILE = "cluster/Corefile";
export const COREFILE_FOLDER = "/etc/coredns";

/** How clusterset.local is answered from ServiceImports, as lines of a server block. */
function answers(plugin: string): string[] {
  if (plugin === "multicluster") return [`multicluster ${CLUSTERSET_ZONE}`];
  return [`kubernetes ${CLUSTERSET_ZONE} {`, `    multicluster ${CLUSTERSET_ZONE}`, "    ttl 30", "}"];
}

/** The whole Corefile of a dedicated CoreDNS. */
export function dedicatedCorefile(plugin: string): string {
  return serverBlock([
    "errors",
    "health {",
    "    lameduck 5s",
    "}",
    "ready",
    ...answers(plugin),
    "prometheus :9153",
    "cache 30",
    "reload",
    "loadbalance",
  ]);
}

/** For the cluster's own CoreDNS: it answers itself. */
export function answeringBlock(): string {
  return serverBlock(["errors", ...answers("kubernetes"), "cache 30", "loadbalance"]);
}

/** For the cluster's own CoreDNS: it asks the dedicated one. No cache, for that one has one. */
export function forwardingBlock(address: string): string {
  return serverBlock(["errors", `forward . ${address}`]);
}

/**
 * What the cluster's own CoreDNS reads in place of its Corefile: that very file, as its owner keeps it, and our block.
 * Imported and not copied, so that its owner's next change counts too.
 */
export function extendedCorefile(block: string): string {
  return `import ${COREFILE_FOLDER}/${CLUSTER_COREFILE}\n\n${block}`;
}

function serverBlock(lines: readonly string[]): string {
  return [`${CLUSTERSET_ZONE}:53 {`, ...lines.map((line) => `    ${line}`), "}", ""].join("\n");
}
