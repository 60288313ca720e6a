import { planFrrRouter, validateFrrRouter } from "../components/frr-router/plan";
import { Finding } from "../components/internal/finding";
import { planRack, validateRack, validateRackNodes } from "../components/rack/plan";
import { StackConfig } from "./config";
import { ResolvedCluster } from "./resolve";

/** Names that only the engine knows begin with the stack's; what is wrong with one does not hang on it. */
const STACK = "stack";

/** What racks, the nodes in them and routers would refuse; only where they are made. */
export function rackFindings(config: StackConfig, clusters: readonly ResolvedCluster[]): Finding[] {
  if (!clusters.some(({ hosting }) => hosting === "kind")) return [];
  return [
    ...config.racks.flatMap((rack, i) =>
      validateRack(planRack(rack.name, STACK, rack), rack).map((finding) => placed(finding, `racks[${i}].`)),
    ),
    ...clusters.filter(({ hosting }) => hosting === "kind").flatMap(nodeFindings),
    ...config.routers.flatMap((router, i) => {
      if (router.managed === false) return [];
      const input = {
        ...router,
        interfaces: router.interfaces.map(({ rack, ...face }) => ({ ...face, network: rack })),
      };
      return validateFrrRouter(planFrrRouter(router.name, STACK, input), input).map((finding) =>
        placed(finding, `routers[${i}].`),
      );
    }),
  ];
}

function nodeFindings(cluster: ResolvedCluster): Finding[] {
  const inRacks = cluster.nodes.flatMap(({ name, rack }, index) =>
    rack === undefined ? [] : [{ index, name, ...addresses(rack) }],
  );
  if (inRacks.length === 0) return [];
  const list = `clusters[${cluster.index}].kind.nodes`;
  const inStack = (path: string): string =>
    path
      .replace(/^nodes\[(\d+)\]/, (_, i) => `${list}[${inRacks[Number(i)]?.index ?? i}]`)
      .replace(/\.(address6?)$/, ".rack.$1")
      .replace(/\.name$/, "");
  return validateRackNodes({ nodes: inRacks }).map((finding) => ({
    ...finding,
    paths: finding.paths.map(inStack),
  }));
}

function addresses({ address, address6 }: { address?: string; address6?: string }): {
  address?: string;
  address6?: string;
} {
  return { ...(address !== undefined ? { address } : {}), ...(address6 !== undefined ? { address6 } : {}) };
}

function placed(finding: Finding, prefix: string): Finding {
  return {
    ...finding,
    paths: finding.paths.map((path) => `${prefix}${path.replace(/\.network$/, ".rack")}`),
  };
}
