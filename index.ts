import * as path from "node:path";
import * as pulumi from "@pulumi/pulumi";
import { formatFinding, InvalidInputError, Severity } from "./components/internal/finding";
import { HelmValue } from "./components/internal/helm-values";
import { checkStack, deployStack, loadSettings, readOverlays } from "./stacks";

const prefix = "cilium-fabric:";

/** Settings as Pulumi hands them over: text, and JSON where the stack file has a list or a map. */
function settings(): Record<string, HelmValue> {
  const own = Object.entries(pulumi.runtime.allConfig()).filter(([key]) => key.startsWith(prefix));
  return Object.fromEntries(
    own.map(([key, text]) => [
      key.slice(prefix.length),
      /^[[{]/.test(text) ? (JSON.parse(text) as HelmValue) : text,
    ]),
  );
}

/** Overlays named in the stack file and in the environment, as `cilium-fabric up` takes them. */
function overlays(named: HelmValue | undefined): string[] {
  const files = (process.env["CILIUM_FABRIC_OVERLAY"] ?? "").split(path.delimiter);
  return readOverlays([...(typeof named === "string" ? [named] : []), ...files].filter((f) => f !== ""));
}

/** What `pulumi up` runs: the stack's settings, proved, then deployed. */
export = (): Promise<Record<string, unknown>> => {
  const given = settings();
  const { config, findings } = loadSettings(given, overlays(given["overlay"]));
  const all = [...findings, ...(config === undefined ? [] : checkStack(config))];
  const warnings = all.filter((finding) => finding.severity === Severity.Warning);
  if (config === undefined || warnings.length < all.length) throw new InvalidInputError("the stack", all);
  warnings.forEach((finding) => void pulumi.log.warn(formatFinding(finding)));
  return deployStack(config);
};
