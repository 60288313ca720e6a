import { Command } from "commander";
import { conclusionJson, printConclusion } from "../conclude";
import { CommandContext } from "../context";
import { preflight } from "../host";
import { describeHosting, Hosting } from "../hosting";
import { addSimulatorOption, addStackOptions, parseSeconds, StackOptions, stackSelection } from "../options";
import { stackPaths } from "../paths";
import { Phases } from "../phases";
import { kubeconfigsBefore } from "../preflight/running";
import { hostingOf, place } from "../place";
import { beginRecord, readRecord, writeRecord } from "../run-record";
import { inSession } from "../session";
import { endOthers } from "../simulator";
import { readStack, requireNoErrors, requireStack } from "../stack-input";
import { runningFindings } from "../../stacks/running-cilium";
import { provideTools } from "../tools";

interface UpOptions extends StackOptions {
  readonly json?: boolean;
  readonly meshTimeout: number;
  readonly bgpTimeout: number;
}

export function upCommand(context: CommandContext): Command {
  const command = new Command("up").description(
    "bring a stack up: clusters, Cilium in each, the mesh, its services",
  );
  return addSimulatorOption(addStackOptions(command))
    .option("--mesh-timeout <seconds>", "how long the members may take to find each other", parseSeconds, 300)
    .option(
      "--bgp-timeout <seconds>",
      "how long BGP sessions with the stack's own routers may take to be established",
      parseSeconds,
      300,
    )
    .option("--json", "print the result as JSON; progress goes to standard error")
    .action((stack: string, options: UpOptions) => up(stack, options, context));
}

async function up(stack: string, options: UpOptions, context: CommandContext): Promise<void> {
  const { report, interruption } = context;
  const paths = stackPaths(stack);
  const input = readStack(stackSelection(stack, options));
  const declared = requireStack(input, report);
  const phases = new Phases();

  await inSession("up", paths, context, async () => {
    const before = readRecord(paths);
    const hosting = await hostingOf(declared, options.simulator, before);
    report.step(describeHosting(hosting));
    const tools = await phases.time("tools", () =>
      provideTools(programs(hosting), report, interruption.signal),
    );
    await phases.time("preflight", async () => {
      const [machine, running] = await Promise.all([
        preflight(declared, hosting, paths, process.env, tools["pulumi"]),
        runningFindings(declared, kubeconfigsBefore(before)),
      ]);
      report.findings([...machine, ...running]);
      requireNoErrors(machine, "this machine", "mend it, or take the way out that each of them names");
      requireNoErrors(running, "the change of what runs already", "take the way that each of them names");
    });

    const config = await phases.time("place", () => place(input, declared, hosting, paths, context));
    const record = beginRecord(declared, config, hosting, before);
    writeRecord(paths, record);
    const { deploy } = await import("../deployment.js");
    const run = {
      record,
      interruptedBefore: before?.finished === false,
      phases,
      meshTimeout: options.meshTimeout * 1000,
      bgpTimeout: options.bgpTimeout * 1000,
    };
    const { result, statuses, sessions } = await deploy(config, hosting, run, paths, context);

    if (hosting.kind === "simulator") await endOthers(declared, hosting.depth, paths, context);
    writeRecord(paths, { ...record, finished: true });
    const conclusion = {
      declared,
      hosting,
      paths,
      result,
      phases,
      sessions,
      ...(statuses !== undefined ? { statuses } : {}),
    };
    if (options.json === true) process.stdout.write(conclusionJson(conclusion));
    else printConclusion(conclusion, report);
  });
}

/** What must be on PATH; the simulator gets its own programs itself. */
function programs(hosting: Hosting): ("pulumi" | "pulumi-resource-kubernetes" | "kind")[] {
  return ["pulumi", "pulumi-resource-kubernetes", ...(hosting.kind === "kind" ? (["kind"] as const) : [])];
}
