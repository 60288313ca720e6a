import { execFileSync } from "node:child_process";
import * as path from "node:path";
import Table from "cli-table3";
import { benchUp } from "./up";

/** `npm run bench`: check and render of full meshes, then `up` of two clusters in the simulator by phase. */
interface Measured {
  count: number;
  checkMs: number;
  renderMs: number;
  bytes: number;
  peak: number;
}

const SIZES = [2, 10, 50, 100, 255, 511];
const MIB = 1024 * 1024;

async function main(parts: readonly string[]): Promise<void> {
  if (parts.length === 0 || parts.includes("mesh")) benchMesh();
  if (parts.length === 0 || parts.includes("up")) await benchUp();
}

function benchMesh(): void {
  process.stdout.write(
    "check + render of full meshes, three nodes a cluster, each in a process of its own\n",
  );
  const table = new Table({
    head: ["clusters", "check ms", "render ms", "MiB rendered", "ms per MiB", "peak MiB"],
    style: { head: [], border: [] },
    colAligns: ["right", "right", "right", "right", "right", "right"],
  });
  for (const size of SIZES) {
    const m = measure(size);
    const mib = m.bytes / MIB;
    table.push([
      m.count,
      Math.round(m.checkMs),
      Math.round(m.renderMs),
      mib.toFixed(2),
      Math.round((m.checkMs + m.renderMs) / mib),
      Math.round(m.peak / MIB),
    ]);
  }
  process.stdout.write(`${table.toString()}\n`);
}

/** The best of three, so that a busy machine does not speak for the code. */
function measure(size: number): Measured {
  const runs = Array.from({ length: 3 }, () => {
    const loader = path.resolve(__dirname, "..", "..", "node_modules", "tsx", "dist", "loader.mjs");
    const args = ["--import", `file://${loader}`, path.join(__dirname, "mesh.ts"), String(size)];
    return JSON.parse(execFileSync(process.execPath, args, { encoding: "utf8" })) as Measured;
  });
  return runs.reduce((best, m) => (m.checkMs + m.renderMs < best.checkMs + best.renderMs ? m : best));
}

void main(process.argv.slice(2));
