import { StackConfig } from "../../stacks/config";
import { Hosting } from "../hosting";
import { StackPaths } from "../paths";
import { collect, isShallow, Lookout } from "./collect";
import { declaredOf } from "./declared";
import { judge } from "./judge";
import { StatusReport } from "./report";

export { formatReport, sessionTable } from "./render";
export { type Problem, ProblemCode, type SessionRow, type StatusReport } from "./report";

/** Looks at a running stack and holds it against its declaration; `kubeconfig` is undefined where it is not up. */
export async function stackStatus(
  config: StackConfig,
  hosting: Hosting,
  paths: StackPaths,
  kubeconfig: string | undefined,
): Promise<StatusReport> {
  const lookout: Lookout = {
    stack: paths.stack,
    config,
    hosting,
    simulator: paths.simulator,
    ...(kubeconfig !== undefined ? { kubeconfig } : {}),
  };
  const declared = declaredOf(config);
  const seen = await collect(declared, lookout);
  const setting = {
    stack: paths.stack,
    hosting: hosting.kind,
    ...(hosting.kind === "simulator" ? { depth: hosting.depth } : {}),
    notes: isShallow(hosting)
      ? ["no agents run at this depth, so that nobody can say what is connected"]
      : [],
  };
  return judge(setting, declared, seen);
}
