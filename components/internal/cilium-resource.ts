import * as k8s from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import { apiVersionOf, kinds } from "./versions";

/** One of Cilium's custom resources, as a component's renderer writes it. */
export interface CiliumResource {
  readonly kind: string;
  readonly ciliumVersion: string;
  readonly name: string;
  /** For kinds that are in one. */
  readonly namespace?: string;
  readonly labels?: Readonly<Record<string, string>>;
  readonly manifest: pulumi.Input<{ readonly spec: object }>;
}

/**
 * The custom resource in the API version that the Cilium version writes. A resource of an older API version is the
 * same object under another name, so that an upgrade of Cilium changes it in place and takes nothing away.
 */
export function ciliumResource(
  parent: pulumi.Resource,
  child: string,
  { kind, ciliumVersion, name, namespace, labels, manifest }: CiliumResource,
  opts: pulumi.CustomResourceOptions = {},
): k8s.apiextensions.CustomResource {
  const apiVersion = apiVersionOf(kind, ciliumVersion) ?? "";
  return new k8s.apiextensions.CustomResource(
    child,
    {
      apiVersion,
      kind,
      metadata: {
        name,
        ...(namespace !== undefined && { namespace }),
        ...(labels !== undefined && { labels }),
      },
      spec: pulumi.output(manifest).apply(({ spec }) => spec),
    },
    {
      ...opts,
      parent,
      aliases: otherVersions(kind, apiVersion).map((other) => ({ type: resourceType(other, kind) })),
    },
  );
}

function otherVersions(kind: string, apiVersion: string): string[] {
  const known = kinds.find((candidate) => candidate.kind === kind)?.apiVersions ?? [];
  const all = known.flatMap(([, version]) => version ?? []);
  return [...new Set(all)].filter((other) => other !== apiVersion);
}

function resourceType(apiVersion: string, kind: string): string {
  return `kubernetes:${apiVersion}:${kind}`;
}
