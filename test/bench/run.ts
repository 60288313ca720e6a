import { execFileSync } from "node:child_process";
import * as path from "node:path";
import Table from "cli-table3";
import { benchIdentities } from "./identities";
import { benchUp } from "./up";

/** `npm run bench`: check and render of full meshes and of BGP fabrics, `up` of two clusters in the simulator by phase, and what identities cost in each store; words choose parts. */
interface Measured {
  count: number;
  checkMs: number;
  renderMs: number;
  bytes: number;
  peak: number;
  /** Of fabrics alone. */
  sessions?: number;
  routesMs?: number;
}

const SIZES = [2, 10, 50, 100, 255, 511];
const FABRIC_SIZES = [10, 100, 1000, 5000];
const MIB = 1024 * 1024;

async function main(parts: readonly string[]): Promise<void> {
  if (parts.length === 0 || parts.includes("mesh")) benchMesh();
  if (parts.length === 0 || parts.includes("fabric")) benchFabric();
  if (parts.length === 0 || parts.includes("map")) benchMap();
  if (parts.length === 0 || parts.includes("up")) await benchUp();
  if (parts.length === 0 || parts.includes("identities")) await benchIdentities(parts);
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
    const m = measure("mesh.ts", size);
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

function benchFabric(): void {
  process.stdout.write(
    "check + render of BGP fabrics, racks of 50 nodes with two routers each below two spines\n",
  );
  const head = [
    "nodes",
    "sessions",
    "check ms",
    "render ms",
    "routes ms",
    "MiB rendered",
    "ms per 100 nodes",
    "time growth / node growth",
    "peak MiB",
  ];
  const table = new Table({
    head,
    style: { head: [], border: [] },
    colAligns: head.map(() => "right"),
  });
  let before: { count: number; ms: number } | undefined;
  for (const size of FABRIC_SIZES) {
    const m = measure("fabric.ts", size);
    const ms = m.checkMs + m.renderMs + (m.routesMs ?? 0);
    // 1 is linear: as many times the time as there are times the nodes.
    const growth = before === undefined ? "" : (ms / before.ms / (size / before.count)).toFixed(2);
    before = { count: size, ms };
    table.push([
      size,
      m.sessions ?? 0,
      Math.round(m.checkMs),
      Math.round(m.renderMs),
      Math.round(m.routesMs ?? 0),
      (m.bytes / MIB).toFixed(2),
      ((ms * 100) / size).toFixed(1),
      growth,
      Math.round(m.peak / MIB),
    ]);
  }
  process.stdout.write(`${table.toString()}\n`);
}

interface MeasuredMap {
  count: number;
  ms: number;
  picture: number;
  page: number;
}

function benchMap(): void {
  process.stdout.write(
    "maps, twenty nodes a cluster: a full mesh, and the same in racks with two routers each\n",
  );
  const head = ["shape", "clusters", "ms", "MiB picture", "MiB page"];
  const table = new Table({ head, style: { head: [], border: [] } });
  for (const shape of ["mesh", "fabric"])
    for (const size of [2, 10, 50]) {
      const runs = Array.from({ length: 3 }, () => run("map.ts", shape, String(size)) as MeasuredMap);
      const { ms, picture, page } = runs.reduce((best, m) => (m.ms < best.ms ? m : best));
      table.push([shape, size, Math.round(ms), (picture / MIB).toFixed(2), (page / MIB).toFixed(2)]);
    }
  process.stdout.write(`${table.toString()}\n`);
}

/** A measuring program's figures. */
function run(program: string, ...args: string[]): unknown {
  const loader = path.resolve(__dirname, "..", "..", "node_modules", "tsx", "dist", "loader.mjs");
  const all = ["--import", `file://${loader}`, path.join(__dirname, program), ...args];
  return JSON.parse(execFileSync(process.execPath, all, { encoding: "utf8" }));
}

/** The best of three, so that a busy machine does not speak for the code. */
function measure(program: string, size: number): Measured {
  const runs = Array.from({ length: 3 }, () => run(program, String(size)) as Measured);
  return runs.reduce((best, m) => (m.checkMs + m.renderMs < best.checkMs + best.renderMs ? m : best));
}

void main(process.argv.slice(2));
