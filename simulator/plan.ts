import * as fs from "node:fs";
import * as path from "node:path";
import { DAEMON, SIMULATOR_PROGRAMS } from "./programs";
import {
  type SimulatedCluster,
  type SimulatedRouter,
  SimulatorDepth,
  SimulatorError,
  type SimulatorSpec,
} from "./types";

const planFile = (directory: string): string => path.join(directory, "plan.json");

/** The text of plan.json: the same spec gives the same text, which the daemon tells apart by its checksum. */
export function renderPlan(spec: SimulatorSpec): string {
  const clusters = [...spec.clusters]
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .map(({ name, id, podSubnet, serviceSubnet, nodes }) => ({
      name,
      id,
      podSubnet,
      serviceSubnet,
      nodes: nodes.map((node) => ({
        name: node.name,
        role: node.role,
        ...(node.labels !== undefined ? { labels: sorted(node.labels) } : {}),
        ...(node.schedulable !== undefined ? { schedulable: node.schedulable } : {}),
        ...(node.address !== undefined ? { address: node.address } : {}),
        ...(node.address6 !== undefined ? { address6: node.address6 } : {}),
      })),
    }));
  const plan = { depth: spec.depth, programs: sorted(spec.programs), clusters, ...plannedFrr(spec) };
  return `${JSON.stringify(plan, undefined, 2)}\n`;
}

function plannedFrr({ routers = [], frr }: SimulatorSpec): object {
  if (routers.length === 0) return {};
  return {
    ...(frr !== undefined ? { frr } : {}),
    routers: [...routers]
      .sort((a, b) => (a.name < b.name ? -1 : 1))
      .map(({ name, addresses, frrConf, daemons }) => ({
        name,
        addresses: addresses.map(({ address, bits }) => `${address}/${bits}`),
        frrConf,
        daemons,
      })),
  };
}

function sorted(record: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(record).sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** Refuses a spec that lacks a program of its depth, naming all of them. */
export function checkPrograms(spec: SimulatorSpec): void {
  const missing = SIMULATOR_PROGRAMS[spec.depth].filter((name) => {
    const file = spec.programs[name];
    return file === undefined || !path.isAbsolute(file) || !fs.existsSync(file);
  });
  if (missing.length > 0) {
    throw new SimulatorError(
      `the ${spec.depth} simulator lacks programs: ${missing.join(", ")}; expected absolute paths of existing files in programs`,
    );
  }
}

/** Refuses routers where they cannot run. */
export function checkRouters({ routers = [], depth, frr }: SimulatorSpec): void {
  if (routers.length === 0) return;
  if (depth !== SimulatorDepth.Full) {
    throw new SimulatorError(
      `the ${depth} simulator runs no routers; it was asked for ${routers.map(({ name }) => name).join(", ")}`,
    );
  }
  if (frr === undefined) throw new SimulatorError("frr is missing; expected where FRR's programs are");
}

/** Writes the plan for the daemon, whole or not at all. */
export function writePlan(spec: SimulatorSpec): void {
  fs.mkdirSync(spec.directory, { recursive: true, mode: 0o700 });
  fs.chmodSync(spec.directory, 0o700);
  const text = renderPlan(spec);
  const file = planFile(spec.directory);
  if (fs.existsSync(file) && fs.readFileSync(file, "utf8") === text) return;
  const fresh = `${file}.${String(process.pid)}`;
  fs.writeFileSync(fresh, text, { mode: 0o600 });
  fs.renameSync(fresh, file);
}

/** The daemon's program as the folder's plan has it; undefined where no simulator was started or it is gone. */
export function plannedDaemon(directory: string): string | undefined {
  const daemon = readPlan(directory)?.programs?.[DAEMON];
  return typeof daemon === "string" && fs.existsSync(daemon) ? daemon : undefined;
}

/** The clusters of the folder's plan; none where no simulator was started. */
export function plannedClusters(directory: string): readonly SimulatedCluster[] {
  return readPlan(directory)?.clusters ?? [];
}

/** The routers of the folder's plan, and where their programs are. */
export function plannedRouters(directory: string): Pick<SimulatorSpec, "routers" | "frr"> {
  const plan = readPlan(directory) as (Partial<SimulatorSpec> & { routers?: WrittenRouter[] }) | undefined;
  const routers = (plan?.routers ?? []).map(({ addresses, ...rest }: WrittenRouter): SimulatedRouter => {
    const split = addresses.map((text) => {
      const [address = "", bits] = text.split("/");
      return { address, bits: Number(bits) };
    });
    return { ...rest, addresses: split };
  });
  return { routers, ...(plan?.frr !== undefined ? { frr: plan.frr } : {}) };
}

/** A router as renderPlan writes it. */
type WrittenRouter = Omit<SimulatedRouter, "addresses"> & { readonly addresses: readonly string[] };

/** Only this module writes the file, and never half of it. */
function readPlan(directory: string): Partial<SimulatorSpec> | undefined {
  try {
    const plan = JSON.parse(fs.readFileSync(planFile(directory), "utf8")) as Partial<SimulatorSpec> | null;
    return plan ?? undefined;
  } catch {
    return undefined;
  }
}
