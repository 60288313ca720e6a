import { execFile } from "node:child_process";
import * as fs from "node:fs";
import * as path from "node:path";
import { promisify } from "node:util";
import { EngineEvent, LocalWorkspace, PulumiFn, Stack } from "@pulumi/pulumi/automation";
import { load } from "js-yaml";
import { stackPaths } from "../../cli/paths";
import { ensureTools, toolEnvironment } from "../../tools";
import { Workspace } from "./workspace";

/** Runs the engine itself on the state that `up` keeps, as whoever distrusts our command line would. */
export async function pulumi(folder: string, stack: string, ...args: string[]): Promise<string> {
  const paths = stackPaths(stack, folder);
  const env = { ...process.env, ...(await engineEnvironment(folder, stack)) };
  const all = [...args, "--stack", stack, "--non-interactive"];
  try {
    return (await promisify(execFile)("pulumi", all, { cwd: paths.workspace, env })).stdout;
  } catch (error) {
    const { stdout = "", stderr = "" } = error as { stdout?: string; stderr?: string };
    throw new Error(`pulumi ${all.join(" ")} failed:\n${stdout}\n${stderr}`, { cause: error });
  }
}

/** How many resources plain `pulumi preview` would do what with. */
export async function plainPreview(workspace: Workspace, stack: string): Promise<Record<string, number>> {
  return plainStack(workspace, stack, async (plain) => ({ ...(await plain.preview()).changeSummary }));
}

/**
 * Everything that plain `pulumi preview` would change, as `update kubernetes:helm.sh/v3:Release west-release: values.debug`,
 * sorted; without the places inside a resource where it is made or deleted whole.
 */
export async function plainChanges(workspace: Workspace, stack: string): Promise<string[]> {
  const changes: string[] = [];
  const take = ({ resourcePreEvent }: EngineEvent): void => {
    const { op, type, urn, detailedDiff } = resourcePreEvent?.metadata ?? {};
    if (op === undefined || urn === undefined || op === "same") return;
    const places =
      op === "update"
        ? `: ${Object.keys(detailedDiff ?? {})
            .sort()
            .join(", ")}`
        : "";
    changes.push(`${op} ${type ?? ""} ${urn.split("::").at(-1) ?? ""}${places}`);
  };
  await plainStack(workspace, stack, (plain) => plain.preview({ onEvent: take }));
  return changes.sort();
}

/**
 * The stack as plain pulumi knows it: the repository's own project and stack file, read by the engine, and index.ts as
 * the program. Only the language host is not Pulumi's own, which no package registry serves.
 */
async function plainStack<T>(
  workspace: Workspace,
  stack: string,
  use: (plain: Stack) => Promise<T>,
): Promise<T> {
  const paths = stackPaths(stack, workspace.folder);
  const root = path.resolve(__dirname, "..", "..");
  const settings = load(fs.readFileSync(path.join(paths.workspace, `Pulumi.${stack}.yaml`), "utf8"));
  const { encryptionsalt } = settings as { encryptionsalt: string };
  const folder = `plain-${stack}`;
  workspace.write(
    `${folder}/Pulumi.${stack}.yaml`,
    `encryptionsalt: ${encryptionsalt}\n${workspace.read(`Pulumi.${stack}.yaml`)}`,
  );
  for (const file of ["Pulumi.yaml", "index.ts"])
    fs.symlinkSync(path.join(root, file), workspace.path(folder, file));
  const envVars = await engineEnvironment(workspace.folder, stack);
  process.env["PATH"] = envVars["PATH"];
  process.env["CILIUM_FABRIC_OVERLAY"] = [paths.chartOverlay, paths.simulatorOverlay]
    .filter((file) => fs.existsSync(file))
    .join(path.delimiter);
  try {
    const { default: program } = await import("../../index.js");
    const selected = await LocalWorkspace.selectStack(
      { stackName: stack, projectName: "cilium-fabric", program: program as PulumiFn },
      { workDir: workspace.path(folder), pulumiHome: paths.engineHome, envVars },
    );
    return await use(selected);
  } finally {
    delete process.env["CILIUM_FABRIC_OVERLAY"];
    fs.rmSync(workspace.path(folder), { recursive: true });
  }
}

async function engineEnvironment(folder: string, stack: string): Promise<Record<string, string>> {
  const paths = stackPaths(stack, folder);
  const { PATH = "" } = toolEnvironment(
    await ensureTools(["pulumi", "pulumi-resource-kubernetes"], { report: () => undefined }),
  );
  return {
    PATH,
    PULUMI_HOME: paths.engineHome,
    PULUMI_BACKEND_URL: `file://${paths.state}`,
    PULUMI_CONFIG_PASSPHRASE_FILE: paths.passphrase,
    PULUMI_SKIP_UPDATE_CHECK: "true",
  };
}
