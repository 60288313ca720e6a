import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { stackPaths } from "../../cli/paths";
import { ensureTools, toolEnvironment } from "../../tools";

/** Runs the engine itself on the state that `up` keeps, as whoever distrusts our command line would. */
export async function pulumi(folder: string, stack: string, ...args: string[]): Promise<string> {
  const paths = stackPaths(stack, folder);
  const { PATH } = toolEnvironment(await ensureTools(["pulumi", "pulumi-resource-kubernetes"], {}));
  const env = {
    ...process.env,
    PATH,
    PULUMI_HOME: paths.engineHome,
    PULUMI_BACKEND_URL: `file://${paths.state}`,
    PULUMI_CONFIG_PASSPHRASE_FILE: paths.passphrase,
    PULUMI_SKIP_UPDATE_CHECK: "true",
  };
  const all = [...args, "--stack", stack, "--non-interactive"];
  return promisify(execFile)("pulumi", all, { cwd: paths.workspace, env }).then(
    ({ stdout }) => stdout,
    (error: { stdout?: string; stderr?: string }) => {
      throw new Error(`pulumi ${all.join(" ")} failed:\n${error.stdout ?? ""}\n${error.stderr ?? ""}`);
    },
  );
}
