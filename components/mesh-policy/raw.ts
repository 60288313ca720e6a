import { CLUSTER_LABEL } from "./peer";

type Json = Readonly<Record<string, unknown>>;

/** A place in a spec whose pods' cluster depends on the version of Cilium. */
export interface ImplicitPeer {
  /** e.g. `ingress[0].fromEndpoints[1]`. */
  readonly path: string;
  /** A Service cannot be told its cluster: its pods are selected as those of one without. */
  readonly service: boolean;
}

const lists: readonly (readonly [list: string, fields: readonly string[]])[] = [
  ["ingress", ["fromEndpoints", "fromRequires", "fromNodes"]],
  ["ingressDeny", ["fromEndpoints", "fromRequires", "fromNodes"]],
  ["egress", ["toEndpoints", "toRequires", "toNodes", "toServices"]],
  ["egressDeny", ["toEndpoints", "toRequires", "toNodes", "toServices"]],
];

/** The selectors of a spec that name no cluster, in the order of the spec. */
export function implicitPeers(spec: Json): ImplicitPeer[] {
  return lists.flatMap(([list, fields]) =>
    itemsOf(spec[list]).flatMap((rule, i) =>
      fields.flatMap((field) =>
        itemsOf(rule[field]).flatMap((selector, j): ImplicitPeer[] => {
          const service = field === "toServices";
          const said = !service && (namesCluster(selector) || (isOfPods(field) && isReserved(selector)));
          return said ? [] : [{ path: `${list}[${i}].${field}[${j}]`, service }];
        }),
      ),
    ),
  );
}

/** The labels that a selector is about, in whatever way. */
function keysOf(selector: Json): string[] {
  const { matchLabels, matchExpressions } = selector;
  return [
    ...(isMap(matchLabels) ? Object.keys(matchLabels) : []),
    ...itemsOf(matchExpressions).flatMap(({ key }) => (typeof key === "string" ? [key] : [])),
  ];
}

function namesCluster(selector: Json): boolean {
  return keysOf(selector).some((key) => withoutSource(key) === CLUSTER_LABEL);
}

/** Cilium leaves selectors of reserved identities such as `reserved:host` as they are, where pods are selected. */
function isReserved(selector: Json): boolean {
  return keysOf(selector).some((key) => key.startsWith("reserved:"));
}

function isOfPods(field: string): boolean {
  return field.endsWith("Endpoints");
}

/** `k8s:app` and `any:app` are `app`, as far as pods' labels go. */
export function withoutSource(key: string): string {
  return key.replace(/^(k8s|any):/, "");
}

function itemsOf(value: unknown): Json[] {
  return Array.isArray(value) ? value.filter(isMap) : [];
}

function isMap(value: unknown): value is Json {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
