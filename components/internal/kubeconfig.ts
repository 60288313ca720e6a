import { readFileSync } from "node:fs";
import { homedir } from "node:os";
import { dirname, isAbsolute, resolve } from "node:path";
import { load } from "js-yaml";
import { toYaml } from "./yaml";

type Fields = Record<string, unknown>;

/** One context of a kubeconfig with what it needs and nothing else. */
export interface KubeContext {
  /** Name of the context. */
  readonly name: string;
  readonly namespace?: string;
  readonly cluster: Fields;
  readonly user: Fields;
}

/** What `mergeKubeconfigs` puts together. */
export interface NamedKubeconfig {
  /** Name of the context in the merged file. */
  readonly name: string;
  /** A kubeconfig; its current context is taken. */
  readonly kubeconfig: string;
}

/** A kubeconfig that cannot be used; the message says what is missing and what there is. */
export class KubeconfigError extends Error {
  override readonly name = "KubeconfigError";
}

/** `~` and `~/…` are the home folder. */
export function expandHome(path: string): string {
  return path === "~" || path.startsWith("~/") ? `${homedir()}${path.slice(1)}` : path;
}

/**
 * Takes one context, the current one unless named. Files that the kubeconfig refers to are read and embedded, relative ones from
 * `folder`, so that the result stands alone. `source` names the kubeconfig in errors.
 */
export function pickContext(
  text: string,
  options: { context?: string; folder?: string; source?: string } = {},
): KubeContext {
  const source = options.source ?? "kubeconfig";
  const config = parse(text, source);
  const contexts = namedList(config, "contexts", source);
  const wanted = options.context ?? stringAt(config, "current-context") ?? "";
  const there = contexts.map((entry) => entry.name).sort();
  const has = there.length > 0 ? `it has ${there.map((name) => `"${name}"`).join(", ")}` : "it has none";
  if (wanted === "")
    throw new KubeconfigError(`${source} names no current context (${has}); name one as context`);
  const context = contexts.find((entry) => entry.name === wanted)?.fields["context"];
  if (!isFields(context))
    throw new KubeconfigError(`${source} has no context "${wanted}" (${has}); name one of these as context`);
  const cluster = member(config, "clusters", "cluster", stringAt(context, "cluster"), wanted, source);
  const user = member(config, "users", "user", stringAt(context, "user"), wanted, source);
  const folder = options.folder ?? process.cwd();
  const namespace = stringAt(context, "namespace");
  const server = stringAt(cluster, "server");
  if (server === undefined)
    throw new KubeconfigError(`the cluster of context "${wanted}" in ${source} has no server address`);
  return {
    name: wanted,
    ...(namespace !== undefined && { namespace }),
    cluster: embed(cluster, [["certificate-authority", "certificate-authority-data"]], folder, source),
    user: embedUser(user, folder, source),
  };
}

/** A kubeconfig with contexts of these names; cluster and user of each are called as the context. */
export function renderKubeconfig(contexts: readonly KubeContext[], current?: string): string {
  return toYaml({
    apiVersion: "v1",
    kind: "Config",
    preferences: {},
    "current-context": current ?? contexts[0]?.name ?? "",
    contexts: contexts.map(({ name, namespace }) => ({
      name,
      context: { cluster: name, user: name, ...(namespace !== undefined && { namespace }) },
    })),
    clusters: contexts.map(({ name, cluster }) => ({ name, cluster })),
    users: contexts.map(({ name, user }) => ({ name, user })),
  });
}

/** The kubeconfig cut down to one context, standing alone. */
export function minimalKubeconfig(
  text: string,
  options: { context?: string; folder?: string; source?: string } = {},
): string {
  return renderKubeconfig([pickContext(text, options)]);
}

/** One kubeconfig with a context for each member, in the order given; the first is current unless another is named. */
export function mergeKubeconfigs(members: readonly NamedKubeconfig[], current?: string): string {
  const seen = new Set<string>();
  const contexts = members.map(({ name, kubeconfig }) => {
    if (seen.has(name))
      throw new KubeconfigError(`two clusters of the merged kubeconfig are called "${name}"; rename one`);
    seen.add(name);
    return { ...pickContext(kubeconfig, { source: `kubeconfig of "${name}"` }), name };
  });
  if (current !== undefined && !seen.has(current))
    throw new KubeconfigError(
      `the merged kubeconfig has no context "${current}" (it has ${[...seen].map((name) => `"${name}"`).join(", ")})`,
    );
  return renderKubeconfig(contexts, current);
}

/** Address of the API server that a kubeconfig's current context leads to. */
export function serverOf(kubeconfig: string): string {
  return stringAt(pickContext(kubeconfig).cluster, "server") ?? "";
}

function parse(text: string, source: string): Fields {
  let config: unknown;
  try {
    config = load(text);
  } catch {
    // The parser's message quotes the text, which may hold keys.
    throw new KubeconfigError(`${source} is not YAML`);
  }
  if (!isFields(config) || !("contexts" in config))
    throw new KubeconfigError(`${source} is no kubeconfig: it has no contexts`);
  return config;
}

function member(
  config: Fields,
  list: string,
  key: string,
  name: string | undefined,
  context: string,
  source: string,
): Fields {
  // A context may do without a user, e.g. behind a proxy that logs in.
  if (name === undefined && key === "user") return {};
  const found = namedList(config, list, source).find((entry) => entry.name === name)?.fields[key];
  if (isFields(found)) return found;
  if (key === "user" && name === "") return {};
  throw new KubeconfigError(
    `context "${context}" in ${source} refers to ${key} "${name ?? ""}", which is not there`,
  );
}

function namedList(config: Fields, key: string, source: string): { name: string; fields: Fields }[] {
  const list = config[key] ?? [];
  if (!Array.isArray(list)) throw new KubeconfigError(`${source} is no kubeconfig: ${key} is no list`);
  return list.filter(isFields).map((fields) => ({ name: stringAt(fields, "name") ?? "", fields }));
}

function embedUser(user: Fields, folder: string, source: string): Fields {
  const embedded = embed(
    user,
    [
      ["client-certificate", "client-certificate-data"],
      ["client-key", "client-key-data"],
    ],
    folder,
    source,
  );
  const { tokenFile, exec, ...rest } = embedded;
  if (typeof tokenFile === "string" && rest["token"] === undefined)
    rest["token"] = readReferred(tokenFile, folder, source).toString("utf8").trim();
  if (isFields(exec)) rest["exec"] = absoluteCommand(exec, folder);
  return rest;
}

/** kubectl looks for a credential plugin with a slash in its name from the kubeconfig's folder on. */
function absoluteCommand(exec: Fields, folder: string): Fields {
  const command = stringAt(exec, "command");
  const relative = command !== undefined && command.includes("/") && !isAbsolute(command);
  return relative ? { ...exec, command: resolve(folder, command) } : exec;
}

function embed(
  fields: Fields,
  pairs: readonly (readonly [string, string])[],
  folder: string,
  source: string,
): Fields {
  const result = { ...fields };
  for (const [fileKey, dataKey] of pairs) {
    const path = stringAt(result, fileKey);
    Reflect.deleteProperty(result, fileKey);
    // As kubectl has it, data given in line wins over a file.
    if (path !== undefined && path !== "" && result[dataKey] === undefined)
      result[dataKey] = readReferred(path, folder, source).toString("base64");
  }
  return result;
}

function readReferred(path: string, folder: string, source: string): Buffer {
  const file = resolve(folder, expandHome(path));
  try {
    return readFileSync(file);
  } catch (error) {
    const reason = error instanceof Error && "code" in error ? String(error.code) : "unreadable";
    throw new KubeconfigError(`${source} refers to ${file}, which cannot be read (${reason})`);
  }
}

export function folderOf(path: string): string {
  return dirname(resolve(expandHome(path)));
}

function stringAt(fields: Fields, key: string): string | undefined {
  const value = fields[key];
  return typeof value === "string" ? value : undefined;
}

function isFields(value: unknown): value is Fields {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
