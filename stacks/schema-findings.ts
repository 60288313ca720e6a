import { ErrorObject } from "ajv";
import { closest, distance } from "fastest-levenshtein";
import { Finding, Severity } from "../components/internal/finding";

/** Says a JSON Schema error the way our own findings are said: path, value, what was expected, the fix. */
export function schemaFinding(error: ErrorObject, root: unknown): Finding | undefined {
  const path = dotted(error.instancePath);
  const value = at(root, error.instancePath);
  const wrap = (code: string, paths: string[], message: string, fix: string): Finding => ({
    severity: Severity.Error,
    code,
    paths,
    message,
    fix,
  });
  const params = error.params as Record<string, unknown>;
  switch (error.keyword) {
    case "additionalProperties": {
      const key = String(params["additionalProperty"]);
      const known = Object.keys((error.parentSchema?.["properties"] ?? {}) as object);
      return wrap(
        "unknown-setting",
        [join(path, key)],
        "is not a known setting",
        unknownFix(key, known, path),
      );
    }
    case "required":
      return wrap("missing-setting", [join(path, String(params["missingProperty"]))], "is missing", "add it");
    case "minItems":
      return wrap("out-of-range", [path], "is empty, expected at least one entry", "add one");
    case "type":
      return wrap(
        "wrong-type",
        [path],
        `is ${shown(value)}, expected ${article(String(params["type"]))}`,
        params["type"] === "string" && typeof value === "number"
          ? `put it in quotes: "${value}"`
          : `write ${article(String(params["type"]))}`,
      );
    case "enum": {
      const words = (params["allowedValues"] as unknown[]).map(shown).join(", ");
      return wrap("not-one-of", [path], `is ${shown(value)}, expected one of ${words}`, "choose one of them");
    }
    case "oneOf":
    case "anyOf":
    case "if":
      return undefined; // their branches have said what is wrong
    default:
      return wrap(
        "out-of-range",
        [path],
        `is ${shown(value)}, but it ${error.message ?? "does not fit"}`,
        "correct it",
      );
  }
}

function unknownFix(key: string, known: string[], path: string): string {
  const nearest = known.length > 0 ? closest(key, known) : undefined;
  const near = nearest !== undefined && isNear(key, nearest) ? nearest : undefined;
  const chart = /(^|\.)cilium(\.|$)/.test(path)
    ? "; a chart value without a typed input goes under cilium.values"
    : "";
  return (near !== undefined ? `did you mean ${near}?` : "remove it") + chart;
}

/** A suggestion that is far off only leads astray. */
function isNear(key: string, known: string): boolean {
  return distance(key, known) <= Math.max(2, key.length / 3);
}

/** `/clusters/0/kind` → `clusters[0].kind`. */
function dotted(pointer: string): string {
  return segments(pointer).reduce((path, s) => (/^\d+$/.test(s) ? `${path}[${s}]` : join(path, s)), "");
}

function segments(pointer: string): string[] {
  return pointer
    .split("/")
    .slice(1)
    .map((s) => s.replaceAll("~1", "/").replaceAll("~0", "~"));
}

function at(root: unknown, pointer: string): unknown {
  return segments(pointer).reduce<unknown>(
    (here, s) => (here as Record<string, unknown> | undefined)?.[s],
    root,
  );
}

function join(path: string, key: string): string {
  return path === "" ? key : `${path}.${key}`;
}

function shown(value: unknown): string {
  return typeof value === "object" && value !== null
    ? Array.isArray(value)
      ? "a list"
      : "a map"
    : JSON.stringify(value);
}

function article(type: string): string {
  const names: Record<string, string> = { object: "a map", array: "a list", integer: "a whole number" };
  return names[type] ?? `a ${type}`;
}
