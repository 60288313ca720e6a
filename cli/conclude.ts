import * as path from "node:path";
import { StackConfig } from "../stacks/config";
import { UpResult } from "./engine";
import { Hosting } from "./hosting";
import { Reporter } from "./output";
import { StackPaths } from "./paths";
import { Phases } from "./phases";
import { AgentStatus } from "./probes";
import { SessionRow } from "./status/report";
import { formatSummary, nodesOfOutputs, StackSummary, summarize, urlsOfOutputs } from "./summary";

export interface Conclusion {
  /** As the stack's file has it; the simulator's overlay has no port mappings any more. */
  readonly declared: StackConfig;
  readonly hosting: Hosting;
  readonly paths: StackPaths;
  readonly result: UpResult;
  readonly statuses?: ReadonlyMap<string, readonly AgentStatus[]>;
  readonly sessions?: readonly SessionRow[];
  readonly phases: Phases;
}

/** The end of `up` for people: what there is now, how long it took, and what to type next. */
export function printConclusion(conclusion: Conclusion, report: Reporter): void {
  const { paths, result, phases } = conclusion;
  report.line("");
  report.line(formatSummary(summaryOf(conclusion)));
  report.line("");
  report.line(
    isUnchanged(result) ? "Nothing had to be changed." : `Changed: ${describeChanges(result.changes)}.`,
  );
  report.line(`Time: ${phases.format()}.`);
  report.line("");
  report.step("Next:");
  nextCommands(conclusion).forEach((line) => report.line(`  ${line}`));
  report.line(`The log of this run is in ${path.relative(process.cwd(), paths.logs)}.`);
}

/** The same for programs; nothing in it is secret. */
export function conclusionJson(conclusion: Conclusion): string {
  const { hosting, paths, result, phases } = conclusion;
  const document = {
    stack: paths.stack,
    hosting: hosting.kind,
    ...(hosting.kind === "simulator" ? { depth: hosting.depth } : {}),
    kubeconfig: paths.kubeconfig,
    ...summaryOf(conclusion),
    changes: result.changes,
    phases: phases.done,
  };
  return `${JSON.stringify(document, undefined, 2)}\n`;
}

/** Secrets of the outputs stay where they are: only nodes and pages are taken. */
function summaryOf({ declared, hosting, result, statuses, sessions }: Conclusion): StackSummary {
  return summarize(declared, nodesOfOutputs(result.outputs), statuses, {
    ...(sessions === undefined ? {} : { sessions }),
    // Nothing answers at the simulator's NodePorts.
    urls: hosting.kind === "simulator" ? [] : urlsOfOutputs(result.outputs),
  });
}

export function isUnchanged(result: UpResult): boolean {
  return Object.entries(result.changes).every(([operation, count]) => operation === "same" || count === 0);
}

function describeChanges(changes: Readonly<Record<string, number>>): string {
  const words: Record<string, string> = {
    create: "created",
    update: "updated",
    delete: "deleted",
    replace: "replaced",
  };
  return Object.entries(changes)
    .filter(([operation, count]) => count > 0 && operation !== "same")
    .map(([operation, count]) => `${count} ${words[operation] ?? operation}`)
    .join(", ");
}

function nextCommands({ declared, paths }: Conclusion): string[] {
  const kubectl = `kubectl --kubeconfig ${path.relative(process.cwd(), paths.kubeconfig)}`;
  const [first] = declared.clusters;
  if (first === undefined) return [];
  const service = declared.services[0];
  const stack = paths.stack === "dev" ? "" : ` -- ${paths.stack}`;
  return [
    `${kubectl} --context ${first.name} get nodes`,
    `${kubectl} --context ${first.name} -n kube-system exec ds/cilium -c cilium-agent -- cilium-dbg status`,
    ...(service === undefined
      ? []
      : [
          `${kubectl} --context ${first.name} -n ${service.namespace ?? "default"} get service ${service.name}`,
        ]),
    `npm run status${stack}`,
    `npm run down${stack}`,
  ];
}
