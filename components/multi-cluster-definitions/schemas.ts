/** As much of a structural schema as the two kinds need. */
export interface Schema {
  type: "object" | "array" | "string" | "integer";
  description?: string;
  required?: string[];
  properties?: Record<string, Schema>;
  additionalProperties?: Schema;
  items?: Schema;
  enum?: string[];
  format?: string;
  pattern?: string;
  minimum?: number;
  minLength?: number;
  maxLength?: number;
  maxItems?: number;
  "x-kubernetes-list-type"?: "atomic" | "map";
  "x-kubernetes-list-map-keys"?: string[];
}

const text: Schema = { type: "string" };
const texts: Schema = { type: "object", additionalProperties: text };

function map(properties: Record<string, Schema>, required?: string[]): Schema {
  return { type: "object", ...(required !== undefined && { required }), properties };
}

function keyed(items: Schema, key: string): Schema {
  return {
    type: "array",
    items,
    "x-kubernetes-list-map-keys": [key],
    "x-kubernetes-list-type": "map",
  };
}

/** A condition as every Kubernetes object has it. */
const conditions = keyed(
  map(
    {
      lastTransitionTime: { type: "string", format: "date-time" },
      message: { type: "string", maxLength: 32768 },
      observedGeneration: { type: "integer", format: "int64", minimum: 0 },
      reason: {
        type: "string",
        minLength: 1,
        maxLength: 1024,
        pattern: "^[A-Za-z]([A-Za-z0-9_,:]*[A-Za-z0-9_])?$",
      },
      status: { type: "string", enum: ["True", "False", "Unknown"] },
      type: {
        type: "string",
        maxLength: 316,
        pattern:
          "^([a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*/)?(([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9])$",
      },
    },
    ["lastTransitionTime", "message", "reason", "status", "type"],
  ),
  "type",
);

function kind(description: string, own: Record<string, Schema>): Schema {
  return { ...map({ apiVersion: text, kind: text, metadata: { type: "object" }, ...own }), description };
}

export const EXPORT_SCHEMA: Schema = kind(
  "Offers the Service of the same name and namespace to the other clusters.",
  { spec: map({ exportedAnnotations: texts, exportedLabels: texts }), status: map({ conditions }) },
);

const port = map(
  { appProtocol: text, name: text, port: { type: "integer", format: "int32" }, protocol: text },
  ["port"],
);

export const IMPORT_SCHEMA: Schema = kind(
  "A Service that at least one cluster exports, as seen from this one.",
  {
    spec: map(
      {
        internalTrafficPolicy: text,
        ipFamilies: { type: "array", maxItems: 2, items: text },
        ips: { type: "array", maxItems: 2, items: text },
        ports: { type: "array", items: port, "x-kubernetes-list-type": "atomic" },
        sessionAffinity: text,
        sessionAffinityConfig: map({
          clientIP: map({ timeoutSeconds: { type: "integer", format: "int32" } }),
        }),
        trafficDistribution: text,
        type: { type: "string", enum: ["ClusterSetIP", "Headless"] },
      },
      ["ports", "type"],
    ),
    status: map({
      clusters: keyed(map({ cluster: text }, ["cluster"]), "cluster"),
      conditions,
      endpointSliceObjects: { type: "string", enum: ["Present", "Absent"] },
    }),
  },
);
