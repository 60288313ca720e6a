import { setTimeout as sleep } from "node:timers/promises";
import { NotReadyError, reasonOf, within } from "../internal/wait";
import { exportKey, type McsExport } from "./plan";
import type { ImportReader, ImportView } from "./reader";

const POLL_MS = 1000;
const CALL_MS = 15_000;

export interface ImportWaitOptions {
  readonly timeoutSeconds: number;
  readonly pollMs?: number;
}

/** Addresses of every exported Service in one cluster, by `<namespace>/<name>`; none for a headless one. */
export type ImportAddresses = Record<string, string[]>;

/** Returns as soon as the cluster imports everything: at once where it already does. */
export async function waitForImports(
  reader: ImportReader,
  cluster: string,
  exports: readonly McsExport[],
  options: ImportWaitOptions,
): Promise<ImportAddresses> {
  const deadline = Date.now() + options.timeoutSeconds * 1000;
  for (;;) {
    const { imports, failure } = await look(reader);
    const missing = exports.filter((one) => !isComplete(find(imports ?? [], one)));
    if (imports !== undefined && missing.length === 0) return addresses(imports, exports);
    if (Date.now() + (options.pollMs ?? POLL_MS) >= deadline) {
      const causes = imports === undefined ? [failure] : await explain(reader, cluster, missing);
      throw new NotReadyError(
        [
          `cluster "${cluster}" does not import every Service after ${options.timeoutSeconds} s:`,
          ...causes.map((line) => `  ${line}`),
        ].join("\n"),
      );
    }
    await sleep(options.pollMs ?? POLL_MS);
  }
}

function find(imports: readonly ImportView[], { name, namespace }: McsExport): ImportView | undefined {
  return imports.find((one) => one.name === name && one.namespace === namespace);
}

function isComplete(found: ImportView | undefined): boolean {
  return found !== undefined && (found.type === "Headless" || found.ips.length > 0);
}

function addresses(imports: readonly ImportView[], exports: readonly McsExport[]): ImportAddresses {
  return Object.fromEntries(exports.map((one) => [exportKey(one), [...(find(imports, one)?.ips ?? [])]]));
}

interface Look {
  /** Undefined where the cluster did not answer, or does not know the kind yet. */
  readonly imports?: ImportView[];
  readonly failure: string;
}

async function look(reader: ImportReader): Promise<Look> {
  try {
    return { imports: await within(reader.imports(), CALL_MS), failure: "" };
  } catch (error) {
    return { failure: `its ServiceImports cannot be read: ${reasonOf(error)}` };
  }
}

async function explain(
  reader: ImportReader,
  cluster: string,
  missing: readonly McsExport[],
): Promise<string[]> {
  try {
    const [exports, namespaces] = await within(Promise.all([reader.exports(), reader.namespaces()]), CALL_MS);
    return missing.map((one) => {
      const key = exportKey(one);
      if (!namespaces.includes(one.namespace)) return `${key}: namespace ${one.namespace} is not there`;
      const own = exports.find(({ name, namespace }) => name === one.name && namespace === one.namespace);
      if (own !== undefined && own.troubles.length > 0)
        return `${key}: its ServiceExport here: ${own.troubles.join("; ")}`;
      const others = one.clusters.filter((name) => name !== cluster).join(", ");
      return `${key}: no ServiceImport with an address${others === "" ? "" : `; look at its ServiceExport and at the mesh of ${others}`}`;
    });
  } catch (error) {
    return [...missing.map(exportKey), `and what keeps them cannot be read: ${reasonOf(error)}`];
  }
}
