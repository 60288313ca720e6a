import { existsSync, readFileSync } from "node:fs";
import { delimiter, resolve } from "node:path";
import { type Finding, InvalidInputError, Severity } from "../internal/finding";
import { expandHome, folderOf, type KubeContext, KubeconfigError, pickContext } from "../internal/kubeconfig";

/** Where a kubeconfig comes from, as plain data. */
export interface KubeconfigSource {
  readonly kubeconfig?: string;
  readonly kubeconfigPath?: string;
  readonly context?: string;
  readonly timeoutSeconds?: number;
}

/** Everything wrong with the source that can be said without reading anything. */
export function validateSource(
  source: KubeconfigSource,
  at: (field: string) => string = (field) => field,
): Finding[] {
  const findings: Finding[] = [];
  const report = (code: string, fields: string[], message: string, fix: string): void => {
    findings.push({ severity: Severity.Error, code, paths: fields.map(at), message, fix });
  };
  if (source.kubeconfig !== undefined && source.kubeconfigPath !== undefined)
    report(
      "kubeconfig-twice",
      ["kubeconfig", "kubeconfigPath"],
      "a kubeconfig is given as text and as a file",
      "remove one of them",
    );
  if (source.kubeconfig === undefined && source.kubeconfigPath === undefined && source.context === undefined)
    report(
      "kubeconfig-no-context",
      ["context"],
      "neither a kubeconfig nor a context is given, so any cluster that happens to be current would be taken",
      "name the context",
    );
  const seconds = source.timeoutSeconds;
  if (seconds !== undefined && (!Number.isInteger(seconds) || seconds < 1 || seconds > 3600))
    report(
      "kubeconfig-timeout",
      ["timeoutSeconds"],
      `${seconds} is no whole number of seconds between 1 and 3600`,
      "leave it out for 30",
    );
  return findings;
}

/** The context that a source means, standing alone. */
export function contextOf(source: KubeconfigSource, subject: string): KubeContext {
  const findings = validateSource(source);
  if (findings.length > 0) throw new InvalidInputError(subject, findings);
  const context = source.context === undefined ? {} : { context: source.context };
  if (source.kubeconfig !== undefined) return pickContext(source.kubeconfig, context);
  if (source.kubeconfigPath !== undefined) return fromFile(source.kubeconfigPath, context);
  return fromUsersFiles(source.context ?? "");
}

function fromFile(path: string, context: { context?: string }): KubeContext {
  const file = resolve(expandHome(path));
  let text: string;
  try {
    text = readFileSync(file, "utf8");
  } catch (error) {
    const reason = error instanceof Error && "code" in error ? String(error.code) : "unreadable";
    throw new KubeconfigError(`kubeconfigPath ${file} cannot be read (${reason}); name a kubeconfig file`);
  }
  return pickContext(text, { ...context, folder: folderOf(file), source: file });
}

/** As kubectl looks: the files of KUBECONFIG, else the one in the home folder; the first that has the context counts. */
function fromUsersFiles(context: string): KubeContext {
  const listed = (process.env["KUBECONFIG"] ?? "").split(delimiter).filter((path) => path !== "");
  const files = listed.length > 0 ? listed : ["~/.kube/config"];
  const there = files.filter((path) => existsSync(resolve(expandHome(path))));
  if (there.length === 0)
    throw new KubeconfigError(`there is no kubeconfig at ${files.join(", ")}; name one as kubeconfigPath`);
  const faults: string[] = [];
  for (const path of there)
    try {
      return fromFile(path, { context });
    } catch (error) {
      if (!(error instanceof KubeconfigError)) throw error;
      faults.push(error.message);
    }
  throw new KubeconfigError(faults.join("; "));
}
