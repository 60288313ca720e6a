import { apiVersionOf } from "../internal/versions";
import type { McsExport } from "./plan";

export interface ExportManifest {
  apiVersion: string;
  kind: "ServiceExport";
  metadata: { name: string; namespace: string };
}

export const EXPORT_KIND = "ServiceExport";

/** A cluster's ServiceExport, in the API version that its Cilium writes. */
export function renderExport({ name, namespace }: McsExport, ciliumVersion: string): ExportManifest {
  return {
    apiVersion: apiVersionOf(EXPORT_KIND, ciliumVersion) ?? "",
    kind: EXPORT_KIND,
    metadata: { name, namespace },
  };
}

export function renderNamespace(name: string): {
  apiVersion: "v1";
  kind: "Namespace";
  metadata: { name: string };
} {
  return { apiVersion: "v1", kind: "Namespace", metadata: { name } };
}
