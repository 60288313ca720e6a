import type { Install, InstallRule } from "../install";
import { enumerated, error, groupBy } from "../report";

/** A NodePort that one cluster's values ask for. */
export interface NodePortClaim {
  readonly key: string;
  readonly port: number;
}

/** The NodePorts that the chart's own Services take; a switched-off Service takes none. */
export function nodePortClaims(install: Pick<Install, "on" | "text" | "number">): NodePortClaim[] {
  const { on, text, number } = install;
  const claims: NodePortClaim[] = [];
  const claim = (key: string): void => {
    const port = number(key);
    if (port !== undefined && port !== 0) claims.push({ key, port });
  };
  if (on("clustermesh.useAPIServer") && text("clustermesh.apiserver.service.type") === "NodePort") {
    claim("clustermesh.apiserver.service.nodePort");
  }
  if (on("hubble.relay.enabled") && text("hubble.relay.service.type") === "NodePort") {
    claim("hubble.relay.service.nodePort");
  }
  if (on("hubble.ui.enabled") && text("hubble.ui.service.type") === "NodePort") {
    claim("hubble.ui.service.nodePort");
  }
  if (on("ingressController.enabled") && text("ingressController.loadbalancerMode") === "shared") {
    claim("ingressController.service.insecureNodePort");
    claim("ingressController.service.secureNodePort");
  }
  return claims;
}

export const nodePortMin = 30000;
export const nodePortMax = 32767;

/** The NodePorts of a cluster: the range that Cilium was told, else Kubernetes' own. */
export function nodePortRange(install: Pick<Install, "text">): { from: number; to: number } {
  const parts = /^(\d+)[,-](\d+)$/.exec(install.text("nodePort.range"));
  return parts === null
    ? { from: nodePortMin, to: nodePortMax }
    : { from: Number(parts[1]), to: Number(parts[2]) };
}

/** The lowest number from `start` on, within the range, that nothing takes. */
export function freeNodePort(
  taken: ReadonlySet<number>,
  start: number,
  range = { from: nodePortMin, to: nodePortMax },
): number {
  for (let port = Math.max(start, range.from); port <= range.to; port += 1) if (!taken.has(port)) return port;
  for (let port = range.from; port < start; port += 1) if (!taken.has(port)) return port;
  return range.from;
}

const inRange: InstallRule = (install) => {
  const { from, to } = nodePortRange(install);
  return nodePortClaims(install)
    .filter(({ port }) => port < from || port > to)
    .map(({ key, port }) =>
      error(
        "node-port-range",
        [install.at(key)],
        `NodePort ${port} of ${key} is outside ${from}–${to}`,
        `choose a port from ${from} to ${to}`,
      ),
    );
};

const unique: InstallRule = (install) => {
  const claims = nodePortClaims(install);
  const taken = new Set(claims.map(({ port }) => port));
  return [...groupBy(claims, ({ port }) => port)]
    .filter(([, sharers]) => sharers.length > 1)
    .map(([port, sharers]) => {
      const keys = sharers.map(({ key }) => key);
      return error(
        "node-port-taken-twice",
        keys.map(install.at),
        `${enumerated(keys)} take the same NodePort ${port} in one cluster`,
        `set ${keys.at(-1) ?? ""}: ${freeNodePort(taken, port + 1, nodePortRange(install))}`,
      );
    });
};

export const nodePortRules: readonly InstallRule[] = [inRange, unique];
