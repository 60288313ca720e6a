import { checkStack, loadSettings, renderStack } from "../../stacks";
import { fullMesh } from "./topologies";

/** One measurement in a process of its own: check and render a full mesh of N clusters; prints JSON. */
function measure(count: number): void {
  const settings = fullMesh(count);
  const started = performance.now();
  const { config, findings } = loadSettings(settings);
  if (config === undefined) throw new Error(`not loaded: ${JSON.stringify(findings)}`);
  const errors = checkStack(config).filter((f) => f.severity === "error");
  if (errors.length > 0) throw new Error(`not valid: ${JSON.stringify(errors.slice(0, 3))}`);
  const checked = performance.now();
  const files = renderStack(config);
  const rendered = performance.now();
  const bytes = Object.values(files).reduce((sum, text) => sum + text.length, 0);
  const peak = process.resourceUsage().maxRSS * 1024;
  process.stdout.write(
    `${JSON.stringify({ count, checkMs: checked - started, renderMs: rendered - checked, bytes, peak })}\n`,
  );
}

measure(Number(process.argv[2]));
