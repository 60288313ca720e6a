import { apiVersionOf } from "../internal/versions";
import { EXPORT_SCHEMA, IMPORT_SCHEMA, type Schema } from "./schemas";

export const MCS_GROUP = "multicluster.x-k8s.io";
const VERSIONS = ["v1alpha1", "v1beta1"];

/** The release of the definitions whose fields these have, by which operators tell newer ones from older. */
const RELEASE = { [`${MCS_GROUP}/release-version`]: "v0.5.2", [`${MCS_GROUP}/crd-schema-revision`]: "0" };

export interface PrinterColumn {
  name: string;
  type: string;
  jsonPath: string;
}

export interface DefinitionVersion {
  name: string;
  served: true;
  storage: boolean;
  subresources: { status: Record<string, never> };
  additionalPrinterColumns: PrinterColumn[];
  schema: { openAPIV3Schema: Schema };
}

export interface DefinitionManifest {
  apiVersion: "apiextensions.k8s.io/v1";
  kind: "CustomResourceDefinition";
  metadata: { name: string; labels?: Record<string, string> };
  spec: {
    group: string;
    scope: "Namespaced";
    names: { plural: string; singular: string; kind: string; shortNames: string[] };
    versions: DefinitionVersion[];
  };
}

/**
 * Both kinds for a version of Cilium. Always in both API versions, which have the same fields: a cluster whose objects
 * were once stored as v1beta1 refuses a definition without it, so going back to an older Cilium would fail.
 */
export function renderDefinitions(ciliumVersion: string): DefinitionManifest[] {
  const age = { name: "Age", type: "date", jsonPath: ".metadata.creationTimestamp" };
  const columns = [
    { name: "Type", type: "string", jsonPath: ".spec.type" },
    { name: "IP", type: "string", jsonPath: ".spec.ips" },
  ];
  return [
    definition(ciliumVersion, {
      kind: "ServiceExport",
      shortNames: ["svcex", "svcexport"],
      columns: [age],
      schema: EXPORT_SCHEMA,
    }),
    definition(ciliumVersion, {
      kind: "ServiceImport",
      shortNames: ["svcim", "svcimport"],
      columns: [...columns, age],
      schema: IMPORT_SCHEMA,
    }),
  ];
}

interface Kind {
  readonly kind: string;
  readonly shortNames: string[];
  readonly columns: PrinterColumn[];
  readonly schema: Schema;
}

function definition(ciliumVersion: string, { kind, shortNames, columns, schema }: Kind): DefinitionManifest {
  const singular = kind.toLowerCase();
  const plural = `${singular}s`;
  const stored = apiVersionOf(kind, ciliumVersion)?.split("/")[1];
  return {
    apiVersion: "apiextensions.k8s.io/v1",
    kind: "CustomResourceDefinition",
    metadata: {
      name: `${plural}.${MCS_GROUP}`,
      // What is stored as the published definitions store it may count as them; anything else is the operator's to replace.
      ...(stored === VERSIONS.at(-1) && { labels: RELEASE }),
    },
    spec: {
      group: MCS_GROUP,
      scope: "Namespaced",
      names: { plural, singular, kind, shortNames },
      versions: VERSIONS.map((name) => ({
        name,
        served: true,
        storage: name === stored,
        subresources: { status: {} },
        additionalPrinterColumns: columns,
        schema: { openAPIV3Schema: schema },
      })),
    },
  };
}
