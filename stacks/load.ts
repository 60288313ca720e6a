import * as fs from "node:fs";
import * as path from "node:path";
import Ajv, { ValidateFunction } from "ajv";
import { distance } from "fastest-levenshtein";
import { load as parseYaml } from "js-yaml";
import { isCiliumVersion } from "../components/internal/cilium-version";
import { Finding, Severity } from "../components/internal/finding";
import { HelmValues, isHelmMap } from "../components/internal/helm-values";
import schema from "../schemas/stack-config.schema.json";
import { StackConfig } from "./config";
import { applyOverlay, overlayFindings } from "./overlay";
import { schemaFinding } from "./schema-findings";

export interface LoadedStack {
  /** Left out where the file cannot be used. */
  config?: StackConfig;
  findings: Finding[];
}

const PREFIX = "cilium-fabric:";

/** The stack file of a name, beside Pulumi.yaml. */
export function stackFilePath(stack: string, folder = process.cwd()): string {
  return path.join(folder, `Pulumi.${stack}.yaml`);
}

/** Text of a stack file; throws where it is not there, naming the stacks that are. */
export function readStackFile(file: string): string {
  try {
    return fs.readFileSync(file, "utf8");
  } catch {
    const stacks = fs
      .readdirSync(path.dirname(file))
      .flatMap((name) => /^Pulumi\.(.+)\.yaml$/.exec(name)?.[1] ?? [])
      .sort();
    const others =
      stacks.length > 0 ? `the stacks here are ${stacks.join(", ")}` : "no stack file is in this folder";
    throw new Error(`${file} cannot be read; ${others}`);
  }
}

/** Texts of overlays; throws where one is not there, naming it. */
export function readOverlays(files: readonly string[]): string[] {
  return files.map((file) => {
    try {
      return fs.readFileSync(file, "utf8");
    } catch (error) {
      throw new Error(`overlay ${file} cannot be read: ${(error as Error).message}`, { cause: error });
    }
  });
}

/** Text of a stack file and of its overlays → its configuration, or everything that is wrong with its form. */
export function loadStack(text: string, overlays: readonly string[] = []): LoadedStack {
  const file = parse(text, "");
  if ("finding" in file) return { findings: [file.finding] };
  const settings = ownSettings(file.value);
  if ("findings" in settings) return settings;
  const named = overlayOf(settings.value);
  if ("finding" in named) return { findings: [named.finding] };
  return loadSettings(settings.value, [...(named.text !== undefined ? [named.text] : []), ...overlays]);
}

/** The same from settings that are parsed already, e.g. by Pulumi's own configuration. */
export function loadSettings(settings: HelmValues, overlays: readonly string[] = []): LoadedStack {
  let merged = settings;
  const before: HelmValues[] = [];
  for (const [i, text] of overlays.entries()) {
    const overlay = parse(text, `overlay ${i + 1}`);
    if ("finding" in overlay) return { findings: [overlay.finding] };
    const over = unprefixed(overlay.value);
    const wrong = overlayFindings(merged, over, `overlay ${i + 1}`);
    if (wrong.length > 0) return { findings: wrong };
    merged = applyOverlay(merged, over, before);
    before.push(over);
  }
  const findings = formFindings(merged);
  if (findings.length > 0) return { findings };
  const config = withDefaults(merged);
  const found = [...hostingFindings(config), ...versionFindings(config)];
  return found.length > 0 ? { findings: found } : { config, findings: [] };
}

let compiled: ValidateFunction | undefined;

function formFindings(settings: HelmValues): Finding[] {
  compiled ??= new Ajv({ allErrors: true, verbose: true, strict: false }).compile({
    ...schema,
    properties: undefined,
    required: undefined,
    $ref: "#/definitions/StackConfig",
  });
  if (compiled(settings)) return [];
  const findings = (compiled.errors ?? []).map((e) => schemaFinding(e, settings));
  return dedupe(findings.filter((f) => f !== undefined));
}

function dedupe(findings: Finding[]): Finding[] {
  const seen = new Map(findings.map((f) => [`${f.code} ${f.paths.join(",")}`, f]));
  return [...seen.values()];
}

function hostingFindings(config: StackConfig): Finding[] {
  return config.clusters.flatMap((cluster, i) => {
    if ((cluster.kind === undefined) !== (cluster.existing === undefined)) return [];
    const both = cluster.kind !== undefined;
    return [
      {
        severity: Severity.Error,
        code: "cluster-hosting",
        paths: both ? [`clusters[${i}].kind`, `clusters[${i}].existing`] : [`clusters[${i}]`],
        message: `cluster ${cluster.name} has ${both ? "both kind and existing" : "neither kind nor existing"}, expected exactly one`,
        fix: both ? "remove one of them" : "say kind: {podSubnet, serviceSubnet} or existing: {context}",
      },
    ];
  });
}

/** What depends on a version cannot be judged before it is one. */
function versionFindings(config: StackConfig): Finding[] {
  const said: [string, unknown][] = [
    ["cilium.version", config.cilium.version],
    ...config.clusters.map((c, i): [string, unknown] => [
      `clusters[${i}].cilium.version`,
      c.cilium?.["version"],
    ]),
  ];
  return said
    .filter(
      ([, version]) => version !== undefined && (typeof version !== "string" || !isCiliumVersion(version)),
    )
    .map(([at, version]) => ({
      severity: Severity.Error,
      code: "cilium-version",
      paths: [at],
      message: `is ${JSON.stringify(version)}, expected a full version`,
      fix: "give one such as 1.18.1",
    }));
}

function withDefaults(settings: HelmValues): StackConfig {
  return {
    services: [],
    samples: [],
    racks: [],
    routers: [],
    routerLinks: [],
    loadBalancerPools: [],
    l2Announcements: [],
    ingresses: [],
    ingressPolicies: [],
    policies: [],
    ...(settings as unknown as Pick<StackConfig, "clusters" | "cilium">),
  };
}

type Parsed = { value: HelmValues } | { finding: Finding };

function parse(text: string, what: string): Parsed {
  const wrong = (message: string): Parsed => ({
    finding: {
      severity: Severity.Error,
      code: "not-yaml",
      paths: what === "" ? [] : [what],
      message,
      fix: "write a YAML map with the keys of schemas/stack-config.schema.json",
    },
  });
  let value: unknown;
  try {
    value = parseYaml(text);
  } catch (error) {
    return wrong(`is not YAML: ${(error as Error).message.split("\n")[0] ?? ""}`);
  }
  return isHelmMap(value)
    ? { value }
    : wrong(value === undefined || value === null ? "is empty" : "is not a map");
}

/** The settings under `config` that are ours; other packages' settings (`kubernetes:…`, `pulumi:…`) pass. */
function ownSettings(file: HelmValues): { value: HelmValues } | LoadedStack {
  const config = file["config"];
  if (isHelmMap(config)) {
    const misspelt = misspeltPrefixes(config);
    return misspelt.length > 0 ? { findings: misspelt } : { value: unprefixed(config) };
  }
  const finding: Finding = {
    severity: Severity.Error,
    code: "missing-setting",
    paths: ["config"],
    message: config === undefined ? "is missing" : "is not a map",
    fix: `write the stack's settings under config, each as ${PREFIX}<key>`,
  };
  return { findings: [finding] };
}

/** Another package's settings are none of ours, but a slip in our own name must not make a setting vanish. */
function misspeltPrefixes(config: HelmValues): Finding[] {
  const own = PREFIX.slice(0, -1);
  return Object.keys(config).flatMap((key) => {
    const [name = "", setting = ""] = key.split(":");
    if (!key.includes(":") || name === own || distance(name, own) > 3) return [];
    return {
      severity: Severity.Error,
      code: "unknown-setting",
      paths: [key],
      message: "belongs to no package that this stack uses",
      fix: `did you mean ${PREFIX}${setting}?`,
    };
  });
}

function unprefixed(config: HelmValues): HelmValues {
  const keys = Object.entries(config).filter(([key]) => key.startsWith(PREFIX) || !key.includes(":"));
  return Object.fromEntries(keys.map(([key, value]) => [key.replace(PREFIX, ""), value]));
}

function overlayOf(settings: HelmValues): { text?: string } | { finding: Finding } {
  const file = settings["overlay"];
  if (typeof file !== "string") return {};
  try {
    return { text: fs.readFileSync(file, "utf8") };
  } catch (error) {
    const finding: Finding = {
      severity: Severity.Error,
      code: "overlay-unreadable",
      paths: ["overlay"],
      message: `${file} cannot be read: ${(error as NodeJS.ErrnoException).code ?? String(error)}`,
      fix: "name a file that exists, relative to the working folder",
    };
    return { finding };
  }
}
