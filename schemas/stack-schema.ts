import { ComplexType, PackageSpec, Property } from "@pulumi/pulumi/provider/experimental/schema";
import { chartOutline } from "../components/internal/chart-values";
import { valuesSchema } from "./chart-values/value-schema";
import { STACK_SETTINGS, STACK_TYPES, STACK_VARIANTS } from "./stack-settings";

export interface JsonSchema {
  [keyword: string]: unknown;
}

/** A component's type as stack files write it: without what the stack supplies, with what only stacks know. */
export interface StackVariant {
  /** Name of the component's type, or of the component itself for its inputs. */
  of: string;
  without?: readonly string[];
  with: Record<string, JsonSchema>;
  /** Which of the latter must be given. */
  requires?: readonly string[];
}

const TYPE_PREFIX = "#/types/cilium-fabric:index:";

/** Inputs of components that a stack file does not write: the stack itself supplies them. */
const SUPPLIED_BY_THE_STACK: Record<string, readonly string[]> = {
  CiliumInstall: ["cluster", "membership", "kubeconfig", "nodeAddress", "portsOnHost"],
  KindCluster: [],
};

/**
 * The JSON Schema of a stack file. The settings of components come from their published package schema, so that
 * the contract of an input is written once, in its args.ts; what only stacks know is in stack-settings.ts.
 */
export function stackSchema(spec: PackageSpec): JsonSchema {
  const defs: Record<string, JsonSchema> = { ...STACK_TYPES };
  for (const [component, omitted] of Object.entries(SUPPLIED_BY_THE_STACK)) {
    const resource = spec.resources[`cilium-fabric:index:${component}`];
    if (resource === undefined) throw new Error(`the package schema has no component ${component}`);
    defs[component] = objectSchema(resource.inputProperties ?? {}, resource.requiredInputs ?? [], omitted);
  }
  defs["CiliumInstall"] = withChartValues(defs["CiliumInstall"]);
  defs["ChartValues"] = valuesSchema(chartOutline());
  for (const [token, type] of Object.entries(spec.types)) {
    defs[token.replace("cilium-fabric:index:", "")] = typeSchema(type);
  }
  for (const [name, variant] of Object.entries(STACK_VARIANTS)) {
    const token = `cilium-fabric:index:${variant.of}`;
    defs[name] = variantSchema(spec.types[token] ?? inputsOf(spec, token), variant);
  }
  // Settings of one cluster alone need not repeat the version.
  defs["CiliumOverride"] = { ...defs["CiliumInstall"], required: [] };
  const keys = Object.keys(STACK_SETTINGS);
  return {
    $schema: "http://json-schema.org/draft-07/schema#",
    title: "cilium-fabric stack",
    description: "Pulumi.<stack>.yaml of cilium-fabric: one multi-cluster Cilium topology.",
    type: "object",
    properties: {
      config: {
        type: "object",
        description: "Configuration of the stack.",
        properties: Object.fromEntries(
          keys.map((key) => [`cilium-fabric:${key}`, { $ref: `#/definitions/StackConfig/properties/${key}` }]),
        ),
        required: ["cilium-fabric:clusters", "cilium-fabric:cilium"],
      },
    },
    required: ["config"],
    definitions: {
      StackConfig: {
        type: "object",
        properties: STACK_SETTINGS,
        required: ["clusters", "cilium"],
        additionalProperties: false,
      },
      ...sorted(defs),
    },
  };
}

/** The package schema has no word for the chart's own values. */
function withChartValues(install: JsonSchema | undefined): JsonSchema {
  const properties = install?.["properties"] as Record<string, JsonSchema> | undefined;
  const about = properties?.["values"]?.["description"];
  if (about === undefined) throw new Error("CiliumInstall has no input values, or no words about it");
  const values = { allOf: [{ $ref: "#/definitions/ChartValues" }], description: about };
  return { ...install, properties: { ...properties, values } };
}

function typeSchema(type: ComplexType): JsonSchema {
  const about = type.description !== undefined ? { description: type.description } : {};
  if (type.enum !== undefined) return { ...about, enum: type.enum.map((e) => e.value) };
  return { ...about, ...objectSchema(type.properties ?? {}, type.required ?? [], []) };
}

/** What a component takes, as a type. */
function inputsOf(spec: PackageSpec, token: string): ComplexType | undefined {
  const component = spec.resources[token];
  if (component === undefined) return undefined;
  const { inputProperties, requiredInputs } = component;
  return { type: "object", properties: inputProperties ?? {}, required: requiredInputs ?? [] };
}

function variantSchema(type: ComplexType | undefined, variant: StackVariant): JsonSchema {
  if (type === undefined) throw new Error(`the package schema has no type ${variant.of}`);
  const omitted = [...(variant.without ?? []), ...Object.keys(variant.with)];
  const base = objectSchema(type.properties ?? {}, type.required ?? [], omitted);
  const kept = (type.required ?? []).filter((name) => !variant.without?.includes(name));
  const required = [...kept, ...(variant.requires ?? [])];
  return {
    ...(type.description !== undefined ? { description: type.description } : {}),
    ...base,
    properties: { ...(base["properties"] as Record<string, JsonSchema>), ...variant.with },
    required,
  };
}

function objectSchema(
  properties: Record<string, Property>,
  required: readonly string[],
  omitted: readonly string[],
): JsonSchema {
  const kept = Object.entries(properties).filter(([name]) => !omitted.includes(name));
  return {
    type: "object",
    properties: Object.fromEntries(kept.map(([name, property]) => [name, propertySchema(property)])),
    required: required.filter((name) => !omitted.includes(name)),
    additionalProperties: false,
  };
}

function propertySchema(property: Property): JsonSchema {
  const about = property.description !== undefined ? { description: property.description } : {};
  if ("$ref" in property) {
    return property.$ref.startsWith(TYPE_PREFIX)
      ? { allOf: [{ $ref: `#/definitions/${property.$ref.slice(TYPE_PREFIX.length)}` }], ...about }
      : about; // pulumi.json#/Any
  }
  if (property.type === "array") return { ...about, type: "array", items: propertySchema(property.items ?? anything) };
  if (property.type === "object") {
    return { ...about, type: "object", additionalProperties: propertySchema(property.additionalProperties ?? anything) };
  }
  return { ...about, type: property.type };
}

const anything: Property = { $ref: "pulumi.json#/Any" };

function sorted<T>(record: Record<string, T>): Record<string, T> {
  return Object.fromEntries(Object.entries(record).sort(([a], [b]) => (a < b ? -1 : 1)));
}
