import * as k8s from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import { openEngine } from "../../cli/engine";
import { hearLateFailures } from "../../cli/late-failures";
import { reportFailure } from "../../cli/main";
import { terminalReporter } from "../../cli/output";
import { stackPaths } from "../../cli/paths";
import { systemProcesses } from "../../cli/recovery/processes";
import { inSession } from "../../cli/session";
import { provideTools } from "../../cli/tools";
import { cacheRoot } from "../../tools";

// Run by itself: `late-failure.ts <program>` runs a program in the working folder as `up` runs a stack's.

const soon = (milliseconds: number): Promise<void> =>
  new Promise((resolve) => setTimeout(resolve, milliseconds));

/** A ConfigMap, written to a file instead of to a cluster. */
function configMap(
  name: string,
  text: pulumi.Input<string>,
  opts: pulumi.CustomResourceOptions = {},
): k8s.core.v1.ConfigMap {
  return new k8s.core.v1.ConfigMap(name, { metadata: { name, namespace: "default" }, data: { text } }, opts);
}

/** Fails once `first` is there. */
function failing(first: k8s.core.v1.ConfigMap, isMended: boolean): pulumi.Output<string> {
  return first.id.apply(async () => {
    await soon(300);
    if (!isMended) throw new Error("the second is not fit");
    return "fit";
  });
}

type Program = (opts: pulumi.CustomResourceOptions, isMended: boolean) => Record<string, unknown>;

const programs: Readonly<Record<string, Program>> = {
  /** Nothing of what fails is an output: only what hangs on it waits. */
  dependent: (opts, isMended) => {
    const first = configMap("first", "1", opts);
    const second = configMap("second", failing(first, isMended), opts);
    configMap("third", "3", { ...opts, dependsOn: second });
    return { first: first.id };
  },
  /** The program itself fails by one of its outputs. */
  output: (opts, isMended) => {
    const first = configMap("first", "1", opts);
    const text = failing(first, isMended);
    const second = configMap("second", text, opts);
    const third = configMap("third", "3", { ...opts, dependsOn: second });
    return { text, third: third.id };
  },
  /** Another part of the program has something to wait for when it happens, and makes something afterwards. */
  others: (opts, isMended) => {
    const first = configMap("first", "1", opts);
    const second = configMap("second", failing(first, isMended), opts);
    configMap("third", "3", { ...opts, dependsOn: second });
    const later = first.id.apply(() => soon(5_000).then(() => "4"));
    return { fourth: configMap("fourth", later, opts).id };
  },
};

async function main(name: string, isMended: boolean): Promise<void> {
  const report = terminalReporter();
  hearLateFailures(report);
  const { signal } = new AbortController();
  const interruption = { signal, engineSignal: signal, onHardStop: () => undefined };
  const context = { report, processes: systemProcesses(), interruption };
  const paths = stackPaths("late");
  const program = (): Promise<Record<string, unknown>> => {
    const provider = new k8s.Provider("files", { renderYamlToDirectory: "rendered" });
    return Promise.resolve(programs[name]?.({ provider }, isMended) ?? {});
  };
  try {
    await inSession("up", paths, context, async () => {
      await provideTools(["pulumi", "pulumi-resource-kubernetes"], report, signal);
      const engine = await openEngine({
        paths,
        program,
        cache: cacheRoot(),
        parallel: 8,
        report,
        interruption,
      });
      await engine.up();
    });
  } catch (error) {
    process.exitCode = reportFailure(error, report);
  }
  process.exit();
}

if (require.main === module) void main(process.argv[2] ?? "", process.argv[3] === "mended");
