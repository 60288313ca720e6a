import { ChildProcess, spawn } from "node:child_process";
import * as net from "node:net";

/** An etcd of our own on this machine's loopback. */
export interface LocalEtcd {
  readonly url: string;
  stop(): Promise<void>;
}

/** Starts one member with the settings of the simulator's own etcd, which does not wait for the disk either. */
export async function startEtcd(program: string, folder: string): Promise<LocalEtcd> {
  const [client, peer] = await Promise.all([freePort(), freePort()]);
  const [url, peerUrl] = [`http://127.0.0.1:${client}`, `http://127.0.0.1:${peer}`];
  const child = spawn(
    program,
    [
      `--data-dir=${folder}`,
      "--name=default",
      `--listen-client-urls=${url}`,
      `--advertise-client-urls=${url}`,
      `--listen-peer-urls=${peerUrl}`,
      `--initial-advertise-peer-urls=${peerUrl}`,
      `--initial-cluster=default=${peerUrl}`,
      "--unsafe-no-fsync",
    ],
    { stdio: "ignore" },
  );
  const gone = new Promise<void>((resolve) => child.once("exit", () => resolve()));
  await healthy(url, child);
  return {
    url,
    stop: async () => {
      child.kill();
      await gone;
    },
  };
}

async function healthy(url: string, child: ChildProcess): Promise<void> {
  for (const deadline = Date.now() + 30_000; Date.now() < deadline;) {
    if (child.exitCode !== null) throw new Error(`etcd ended with ${child.exitCode}`);
    if (await answers(url)) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  child.kill();
  throw new Error("etcd is not healthy after 30 s");
}

async function answers(url: string): Promise<boolean> {
  try {
    return (await fetch(`${url}/health`)).ok;
  } catch {
    return false;
  }
}

/** How many keys start so. */
export async function countKeys(url: string, prefix: string): Promise<number> {
  const answer = await ask(url, "range", { ...rangeOf(prefix), count_only: true });
  return Number((answer as { count?: string }).count ?? 0);
}

export async function deleteKeys(url: string, prefix: string): Promise<void> {
  await ask(url, "deleterange", rangeOf(prefix));
}

/** From the prefix to the first key behind all that start so. */
function rangeOf(prefix: string): { key: string; range_end: string } {
  const end = Buffer.from(prefix);
  end[end.length - 1] = (end.at(-1) ?? 0) + 1;
  return { key: Buffer.from(prefix).toString("base64"), range_end: end.toString("base64") };
}

/** etcd's own JSON form of its calls. */
async function ask(url: string, call: string, request: object): Promise<unknown> {
  const response = await fetch(`${url}/v3/kv/${call}`, { method: "POST", body: JSON.stringify(request) });
  if (!response.ok) throw new Error(`etcd answered ${call} with ${response.status}`);
  return response.json();
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = net.createServer();
    server.once("error", reject);
    server.listen(0, "127.0.0.1", () => {
      const { port } = server.address() as net.AddressInfo;
      server.close(() => resolve(port));
    });
  });
}
