import { mapHtml, mapStack, mapSvg } from "../../map";
import { loadSettings } from "../../stacks";
import { fabricSettings, meshSettings } from "./topologies";

const SHAPES = {
  mesh: meshSettings,
  fabric: (clusters: number, nodes: number) => fabricSettings(clusters, nodes, 1),
};

/** One measurement in a process of its own: the map of N clusters of 20 nodes, meshed or routed as well; prints JSON. */
function measure(shape: keyof typeof SHAPES, count: number): void {
  const { config, findings } = loadSettings(SHAPES[shape](count, 20));
  if (config === undefined) throw new Error(`not loaded: ${JSON.stringify(findings)}`);
  const started = performance.now();
  const map = mapStack(shape, config, []);
  const picture = mapSvg(map).length;
  const page = mapHtml(map).length;
  const ms = performance.now() - started;
  process.stdout.write(`${JSON.stringify({ count, ms, picture, page })}\n`);
}

measure(process.argv[2] as keyof typeof SHAPES, Number(process.argv[3]));
