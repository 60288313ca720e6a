import { execFile } from "node:child_process";
import * as fs from "node:fs";
import { promisify } from "node:util";
import Table from "cli-table3";
import { CustomObjectsApi } from "@kubernetes/client-node";
import { dump } from "js-yaml";
import { connect } from "../../cli/probes";
import { ensureTools } from "../../tools";
import { Workspace } from "../helpers/workspace";
import { countKeys, deleteKeys, LocalEtcd, startEtcd } from "./etcd";
import { apiServerSamples, etcdSamples, Sample, sumOf } from "./prometheus";

/**
 * What identities cost as objects of the API server (`crd`) and as keys of an etcd of Cilium's own (`kvstore`). Real
 * kube-apiserver, its etcd, and Cilium's operator come up with `up`; agents are their own identity allocators, twenty that
 * allocate and one that watches, each with an agent's default limits of requests (docs/kvstore.md).
 */
const SIZES = [100, 1_000, 5_000];
const MODES = ["crd", "kvstore"] as const;
const AGENTS = 20;
const STACK = "identities";
const WRITES = ["POST", "PUT", "PATCH", "DELETE"];

interface Spread {
  readonly p50: number;
  readonly p99: number;
}

interface Figures {
  readonly allocated: number;
  readonly granted: Spread;
  readonly everywhere: Spread;
}

/** Counters that only grow, before or after. */
interface Counters {
  readonly apiWrites: number;
  readonly apiEvents: number;
  readonly apiCpu: number;
  readonly apiEtcdPuts: number;
  readonly apiEtcdBytes: number;
  readonly storePuts: number;
  readonly storeBytes: number;
  readonly storeCpu: number;
}

interface Place {
  readonly kubeconfigFile: string;
  readonly kubeconfig: string;
  readonly apiEtcd: string;
  readonly store: LocalEtcd;
  readonly program: string;
}

export async function benchIdentities(words: readonly string[]): Promise<void> {
  const tools = await ensureTools(["etcd", "cilium-identities"], { report: () => undefined });
  const rows: (string | number)[][] = [];
  try {
    const chosen = MODES.filter((mode) => words.includes(mode));
    for (const mode of chosen.length > 0 ? chosen : MODES) rows.push(...(await measuredMode(mode, tools)));
  } finally {
    const head = ["mode", "identities", ...COLUMNS.map((column) => column.head)];
    const table = new Table({ head, style: { head: [], border: [] }, colAligns: head.map(() => "right") });
    table.push(...rows);
    process.stdout.write(`identities, ${AGENTS} agents allocate, all watch\n${table.toString()}\n`);
  }
}

type Tools = Readonly<Record<"etcd" | "cilium-identities", string>>;

async function measuredMode(mode: string, tools: Tools): Promise<(string | number)[][]> {
  const rows: (string | number)[][] = [];
  const workspace = new Workspace();
  const store = await startEtcd(tools.etcd, workspace.path("etcd"));
  try {
    workspace.write(`Pulumi.${STACK}.yaml`, stackFile(mode, store.url));
    await workspace.succeed("up", STACK, "--simulator=control-plane");
    const place = placeOf(workspace, store, tools["cilium-identities"]);
    for (const size of SIZES) rows.push(await measured(place, mode, size));
  } finally {
    await workspace.dispose(STACK);
    await store.stop();
  }
  return rows;
}

function stackFile(mode: string, endpoint: string): string {
  const etcd = { enabled: true, endpoints: [endpoint] };
  return dump({
    config: {
      "cilium-fabric:clusters": [
        {
          name: "ids",
          id: 1,
          kind: {
            podSubnet: "10.1.0.0/16",
            serviceSubnet: "10.101.0.0/16",
            nodes: [{ role: "control-plane" }],
          },
        },
      ],
      "cilium-fabric:cilium": {
        version: "1.18.1",
        kubeProxyReplacement: true,
        ipam: { mode: "kubernetes" },
        operator: { replicas: 1 },
        identityAllocationMode: mode,
        // In this depth nothing is mounted where the chart puts etcd's address for the operator.
        ...(mode === "crd"
          ? {}
          : { etcd, values: { operator: { extraArgs: [`--kvstore-opt=etcd.address=${endpoint}`] } } }),
      },
    },
  });
}

function placeOf(workspace: Workspace, store: LocalEtcd, program: string): Place {
  const kubeconfigFile = workspace.path(".fabric", STACK, "kubeconfig");
  const state = JSON.parse(workspace.read(`.fabric/${STACK}/simulator/state.json`)) as {
    ports: Record<string, number>;
  };
  return {
    kubeconfigFile,
    kubeconfig: fs.readFileSync(kubeconfigFile, "utf8"),
    apiEtcd: `http://127.0.0.1:${state.ports["ids/etcd"]}`,
    store,
    program,
  };
}

async function measured(place: Place, mode: string, size: number): Promise<(string | number)[]> {
  const before = await countersOf(place);
  const args = ["-mode", mode, "-kubeconfig", place.kubeconfigFile, "-etcd", place.store.url];
  const more = ["-count", String(size), "-agents", String(AGENTS), "-name", `bench${size}`];
  const { stdout } = await promisify(execFile)(place.program, [...args, ...more]);
  const after = await countersOf(place);
  const there = await takeAway(place, mode);
  if (there !== size) throw new Error(`${there} identities are in the store, not ${size}`);
  const figures = JSON.parse(stdout) as Figures;
  return [mode, size, ...COLUMNS.map(({ value }) => value(figures, before, after))];
}

type Column = {
  readonly head: string;
  readonly value: (figures: Figures, before: Counters, after: Counters) => string;
};

const grown = (head: string, key: keyof Counters, digits = 0, unit = 1): Column => ({
  head,
  value: (_, before, after) => ((after[key] - before[key]) / unit).toFixed(digits),
});
const seconds = (head: string, of: (figures: Figures) => number): Column => ({
  head,
  value: (figures) => of(figures).toFixed(2),
});

const COLUMNS: readonly Column[] = [
  grown("API writes", "apiWrites"),
  grown("API watch events", "apiEvents"),
  grown("API CPU s", "apiCpu", 1),
  grown("API's etcd puts", "apiEtcdPuts"),
  grown("KiB", "apiEtcdBytes", 0, 1024),
  grown("Cilium's etcd puts", "storePuts"),
  grown("KiB", "storeBytes", 0, 1024),
  grown("CPU s", "storeCpu", 1),
  seconds("all granted s", (f) => f.allocated),
  seconds("granted p50 s", (f) => f.granted.p50),
  seconds("p99", (f) => f.granted.p99),
  seconds("then everywhere p50 s", (f) => f.everywhere.p50),
  seconds("p99", (f) => f.everywhere.p99),
];

async function countersOf({ kubeconfig, apiEtcd, store }: Place): Promise<Counters> {
  const [api, own, other] = await Promise.all([
    apiServerSamples(kubeconfig),
    etcdSamples(apiEtcd),
    etcdSamples(store.url),
  ]);
  const bytes = (etcd: readonly Sample[]): number => sumOf(etcd, "etcd_disk_wal_write_bytes_total");
  return {
    apiWrites: sumOf(
      api,
      "apiserver_request_total",
      ({ resource, verb }) => resource === "ciliumidentities" && WRITES.includes(verb ?? ""),
    ),
    apiEvents: sumOf(api, "apiserver_watch_events_total", ({ kind }) => kind === "CiliumIdentity"),
    apiCpu: sumOf(api, "process_cpu_seconds_total"),
    apiEtcdPuts: sumOf(own, "etcd_mvcc_put_total"),
    apiEtcdBytes: bytes(own),
    storePuts: sumOf(other, "etcd_mvcc_put_total"),
    storeBytes: bytes(other),
    storeCpu: sumOf(other, "process_cpu_seconds_total"),
  };
}

const MASTER_KEYS = "cilium/state/identities/v1/id/";
const IDENTITY_KEYS = "cilium/state/identities/v1/";

/** Counts the identities where the mode keeps them and takes them away, so that the next size starts from none. */
async function takeAway({ kubeconfig, store }: Place, mode: string): Promise<number> {
  if (mode === "kvstore") {
    const there = await countKeys(store.url, MASTER_KEYS);
    await deleteKeys(store.url, IDENTITY_KEYS);
    return there;
  }
  const api = connect(kubeconfig).makeApiClient(CustomObjectsApi);
  const resource = { group: "cilium.io", version: "v2", plural: "ciliumidentities" };
  const { items } = (await api.listClusterCustomObject(resource)) as { items: unknown[] };
  await api.deleteCollectionClusterCustomObject(resource);
  return items.length;
}
