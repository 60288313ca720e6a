import { StackConfig } from "../../stacks/config";
import { Hosting } from "../hosting";
import { StackPaths } from "../paths";
import { collect, isShallow, Lookout } from "./collect";
import { Declared, declaredOf } from "./declared";
import { judge } from "./judge";
import { SessionRow, StatusReport } from "./report";
import { judgeSessions } from "./sessions";

export { formatReport } from "./render";
export { type Problem, ProblemCode, type SessionRow, type StatusReport } from "./report";

/** Looks at a running stack and holds it against its declaration; `kubeconfig` is undefined where it is not up. */
export async function stackStatus(
  config: StackConfig,
  hosting: Hosting,
  paths: StackPaths,
  kubeconfig: string | undefined,
): Promise<StatusReport> {
  const declared = declaredOf(config);
  const seen = await collect(declared, lookoutOf(config, hosting, paths, kubeconfig));
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

function lookoutOf(
  config: StackConfig,
  hosting: Hosting,
  paths: StackPaths,
  kubeconfig: string | undefined,
): Lookout {
  const { stack, simulator } = paths;
  return { stack, config, hosting, simulator, ...(kubeconfig !== undefined ? { kubeconfig } : {}) };
}

/** The sessions of a stack that is coming up. */
export interface BgpStatus {
  readonly sessions: readonly SessionRow[];
  /** Those that the stack itself can bring up. */
  readonly awaited: readonly SessionRow[];
  /** Why some of them are down. */
  readonly reasons: readonly string[];
}

/** Looks at nothing but the BGP sessions. */
export async function bgpStatus(
  config: StackConfig,
  hosting: Hosting,
  paths: StackPaths,
  kubeconfig: string,
): Promise<BgpStatus> {
  const whole = declaredOf(config);
  const declared: Declared = {
    ...whole,
    clusters: whole.clusters.map((cluster) => ({ ...cluster, peers: [] })),
    services: [],
  };
  const seen = await collect(declared, lookoutOf(config, hosting, paths, kubeconfig));
  const { rows, problems } = judgeSessions(declared, seen);
  const hidden = new Set(
    seen.routers.filter((router) => router.hidden !== undefined).map(({ name }) => name),
  );
  const isHidden = ({ a, b }: SessionRow): boolean =>
    [a, b].some((end) => end.kind === "router" && hidden.has(end.name));
  return {
    sessions: rows,
    awaited: rows.filter((row) => !isHidden(row)),
    reasons: problems.map(({ subject, message }) => `${subject}: ${message}`),
  };
}
