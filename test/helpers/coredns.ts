import { execFileSync, spawn } from "node:child_process";
import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { AuthenticationV1TokenRequest, CoreV1Api, V1TokenRequestSpec } from "@kubernetes/client-node";
import { connect } from "../../cli/probes";
import { ensureTools } from "../../tools";
import { eventually } from "./clusters";
import { Workspace } from "./workspace";

/** Where a real CoreDNS is to run. */
export interface DnsPlace {
  readonly workspace: Workspace;
  readonly kubeconfig: string;
  /** Name of the simulated cluster. */
  readonly cluster: string;
  /** Whose rights it has, in `kube-system`. */
  readonly serviceAccount: string;
}

export interface RunningDns {
  /** What it answers for a name: addresses, or the resolver's code, e.g. `ENOTFOUND`. */
  resolve(name: string): Promise<string[]>;
  stop(): Promise<void>;
}

/** A private `/etc` and `/run`, as a pod has them; nothing of it is seen outside. */
const SCRIPT = `
set -e
mount -t tmpfs tmpfs /run
mkdir -p /run/secrets/kubernetes.io/serviceaccount
cp "$1"/token "$1"/ca.crt /run/secrets/kubernetes.io/serviceaccount/
mount -t tmpfs tmpfs /etc
mkdir -p /etc/coredns
cp -r "$1"/coredns/. /etc/coredns/
echo nameserver 192.0.2.1 > /etc/resolv.conf
exec "$2" -conf /etc/coredns/Corefile
`;

/**
 * CoreDNS itself, in the network of a simulated control plane, with the files of a pod and a service account's own token.
 * Files are by their path in `/etc/coredns`.
 */
export async function startDns(
  place: DnsPlace,
  files: Readonly<Record<string, string>>,
): Promise<RunningDns> {
  const { coredns } = await ensureTools(["coredns"], { report: () => undefined });
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), "coredns-"));
  const network = ["nsenter", "-t", String(apiServer(place)), "-n"];
  for (const [name, text] of Object.entries(files)) {
    const file = path.join(folder, "coredns", name);
    fs.mkdirSync(path.dirname(file), { recursive: true });
    fs.writeFileSync(file, text);
  }
  await writeAccount(place, folder);
  const [command = "", ...enter] = network;
  const child = spawn(command, [...enter, "unshare", "-m", "sh", "-c", SCRIPT, "sh", folder, coredns], {
    env: { PATH: process.env["PATH"], KUBERNETES_SERVICE_HOST: "127.0.0.1", KUBERNETES_SERVICE_PORT: "6443" },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let log = "";
  child.stdout.on("data", (chunk: Buffer) => (log += chunk.toString()));
  child.stderr.on("data", (chunk: Buffer) => (log += chunk.toString()));
  const ended = new Promise<void>((resolve) => child.on("exit", () => resolve()));
  const stop = async (): Promise<void> => {
    child.kill("SIGKILL");
    await ended;
    fs.rmSync(folder, { recursive: true, force: true });
  };
  const isUp = await eventually(
    () => Promise.resolve(child.exitCode !== null || /CoreDNS-/.test(log)),
    (up) => up,
  );
  if (!isUp || child.exitCode !== null) {
    await stop();
    throw new Error(`CoreDNS does not run:\n${log}`);
  }
  return { resolve: (name) => Promise.resolve(ask(network, name)), stop };
}

/** The API server's process, which is in the network of the control plane's node. */
function apiServer({ workspace, cluster }: DnsPlace): number {
  const folder = path.join(workspace.folder, ".fabric");
  const found = fs.readdirSync("/proc").find((pid) => {
    if (!/^\d+$/.test(pid)) return false;
    try {
      const command = fs.readFileSync(`/proc/${pid}/cmdline`, "utf8");
      return (
        path.basename(command.split("\0")[0] ?? "").startsWith("kube-apiserver") &&
        command.includes(folder) &&
        command.includes(`/clusters/${cluster}/`)
      );
    } catch {
      return false; // gone meanwhile
    }
  });
  if (found === undefined) throw new Error(`no API server of cluster ${cluster} runs in ${folder}`);
  return Number(found);
}

async function writeAccount({ kubeconfig, serviceAccount }: DnsPlace, folder: string): Promise<void> {
  const config = connect(kubeconfig);
  const { status } = await config.makeApiClient(CoreV1Api).createNamespacedServiceAccountToken({
    name: serviceAccount,
    namespace: "kube-system",
    body: Object.assign(new AuthenticationV1TokenRequest(), {
      spec: Object.assign(new V1TokenRequestSpec(), { audiences: [], expirationSeconds: 3600 }),
    }),
  });
  fs.writeFileSync(path.join(folder, "token"), status?.token ?? "", { mode: 0o600 });
  const ca = config.getCurrentCluster()?.caData ?? "";
  fs.writeFileSync(path.join(folder, "ca.crt"), Buffer.from(ca, "base64"));
}

function ask(network: readonly string[], name: string): string[] {
  const program = `
    const resolver = new (require("node:dns").Resolver)({ timeout: 1000, tries: 2 });
    resolver.setServers(["127.0.0.1"]);
    resolver.resolve4(${JSON.stringify(name)}, (error, found) =>
      process.stdout.write(JSON.stringify(error ? [error.code] : found)));`;
  const [command = "", ...enter] = network;
  const answer = execFileSync(command, [...enter, process.execPath, "-e", program], { encoding: "utf8" });
  return JSON.parse(answer) as string[];
}
