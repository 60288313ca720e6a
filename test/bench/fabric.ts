import { expectedRoutes } from "../../components/bgp-fabric/expected";
import { renderFrrConf, renderFrrDaemons } from "../../components/bgp-fabric/frr";
import { type FabricPlan, planFabric } from "../../components/bgp-fabric/plan";
import { nodeLabelsOf, renderBgpResources } from "../../components/bgp-fabric/resources";
import { checkFabric } from "../../components/bgp-fabric/rules";
import { toYamlDocuments } from "../../components/internal/yaml";
import { fabricOf } from "./topologies";

/** One measurement in a process of its own: check and render a fabric of N nodes; prints JSON. */
function measure(count: number): void {
  const input = fabricOf(count);
  // What the engine compiles first is no cost of the nodes.
  render(planFabric(fabricOf(10)));
  const started = performance.now();
  const errors = checkFabric(input).filter(({ severity }) => severity === "error");
  if (errors.length > 0) throw new Error(`not valid: ${JSON.stringify(errors.slice(0, 3))}`);
  const checked = performance.now();
  const plan = planFabric(input);
  const bytes = render(plan);
  const rendered = performance.now();
  const routes = expected(plan);
  const looked = performance.now();
  const peak = process.resourceUsage().maxRSS * 1024;
  const figures = {
    count,
    sessions: plan.sessions.length,
    checkMs: checked - started,
    renderMs: rendered - checked,
    routesMs: looked - rendered,
    routes,
    bytes,
    peak,
  };
  process.stdout.write(`${JSON.stringify(figures)}\n`);
}

/** Every file of every router and every resource of every cluster; their size. */
function render(plan: FabricPlan): number {
  const files = [
    ...plan.routers.flatMap(({ name }) => [renderFrrConf(plan, name), renderFrrDaemons(plan, name)]),
    ...plan.clusters.map(({ name }) => toYamlDocuments(renderBgpResources(plan, name))),
    ...plan.clusters.map(({ name }) => JSON.stringify(nodeLabelsOf(plan, name))),
  ];
  return files.reduce((sum, text) => sum + text.length, 0);
}

/** What one spine must learn when every node has its pod CIDR; how many routes. */
function expected(plan: FabricPlan): number {
  const podCidrs = Object.fromEntries(
    plan.clusters.map((cluster, c) => [
      cluster.name,
      Object.fromEntries(
        cluster.nodes.map(({ name }, i) => [name, [`10.${c * 8 + (i >> 8)}.${i & 255}.0/24`]]),
      ),
    ]),
  );
  return expectedRoutes(plan, "spine0", { podCidrs }).length;
}

measure(Number(process.argv[2]));
