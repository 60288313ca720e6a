import * as fs from "node:fs";
import * as path from "node:path";
import { writeSecretFile } from "../components/internal/secret-file";
import { EtcdCertificateFiles, StackConfig } from "../stacks/config";
import { etcdNeedsCertificates } from "../stacks/etcd";
import { resolveClusters } from "../stacks/resolve";
import { ensureChart } from "../tools";
import { CHART_REPOSITORY } from "../tools/charts";
import { isReachable } from "../tools/download";
import { CommandContext } from "./context";
import { UserError } from "./errors";
import { chooseHosting, Depth, Hosting } from "./hosting";
import { StackPaths } from "./paths";
import { chartOverlay, simulatorOverlay, SimulatedCluster, versionsWithoutArchive } from "./place-overlay";
import { engineVersion } from "./preflight/docker";
import { RunRecord } from "./run-record";
import { supportedDepth } from "../simulator";
import { startStackSimulator } from "./simulator";
import { StackInput, withOverlay } from "./stack-input";
import { orExplain, toolReport } from "./tools";

/** What the stack's clusters are to run on; a stack stays where an earlier run has put it. */
export function hostingOf(
  config: StackConfig,
  forced: Depth | true | undefined,
  before: RunRecord | undefined,
): Promise<Hosting> {
  return chooseHosting(config, {
    ...(forced !== undefined ? { forced } : {}),
    ...(before?.depth !== undefined ? { before: before.depth } : {}),
    hasEngine: async () => (await engineVersion()) !== undefined,
    supported: () => supportedDepth(),
  });
}

/** The stack as it is on this machine: its clusters simulated where that was chosen, its charts where they can be had. */
export async function place(
  input: StackInput,
  declared: StackConfig,
  hosting: Hosting,
  paths: StackPaths,
  context: CommandContext,
): Promise<StackConfig> {
  if (hosting.kind === "simulator") return placeInSimulator(input, declared, hosting.depth, paths, context);
  // Once taken from files, always: another source would be a change of the release, and a second revision.
  if (!fs.existsSync(paths.chartOverlay)) {
    if (!needsOfficialRepository(declared) || (await isReachable(CHART_REPOSITORY))) return declared;
    const charts = await provideCharts(declared, context);
    writeSecretFile(paths.chartOverlay, chartOverlay(declared, charts));
  }
  return withOverlay(input, fs.readFileSync(paths.chartOverlay, "utf8"));
}

async function placeInSimulator(
  input: StackInput,
  declared: StackConfig,
  depth: Depth,
  paths: StackPaths,
  context: CommandContext,
): Promise<StackConfig> {
  refuseEtcdWithoutPods(declared, depth);
  const charts = await provideCharts(declared, context);
  const simulated = await startStackSimulator(declared, depth, paths, context);
  const bringsCa = declared.mesh === undefined || declared.mesh.certificateAuthority !== undefined;
  if (!bringsCa) {
    const { ensureCertificateAuthority } = await import("./certificate-authority.js");
    await ensureCertificateAuthority(paths.certificate, paths.privateKey);
  }
  const etcd = await etcdCertificates(declared, simulated, paths);
  const certificateAuthority = { certificateFile: paths.certificate, privateKeyFile: paths.privateKey };
  const overlay = simulatorOverlay(declared, simulated, {
    charts,
    etcd,
    ...(bringsCa ? {} : { certificateAuthority }),
  });
  writeSecretFile(paths.simulatorOverlay, overlay);
  return withOverlay(input, overlay);
}

/** Certificates for the members that run on simulated nodes, where the stack brings none. */
async function etcdCertificates(
  declared: StackConfig,
  simulated: readonly SimulatedCluster[],
  paths: StackPaths,
): Promise<Record<string, EtcdCertificateFiles>> {
  const made: Record<string, EtcdCertificateFiles> = {};
  for (const { name, nodes } of simulated) {
    const etcd = declared.clusters.find((cluster) => cluster.name === name)?.etcd;
    const needed = etcd !== undefined && etcdNeedsCertificates(etcd);
    if (!needed) continue;
    const { ensureEtcdCertificates } = await import("./etcd-certificates.js");
    // Every node's, so that another member needs no other certificate.
    const addresses = [...nodes.map(({ address }) => address), "127.0.0.1", "::1"];
    made[name] = await ensureEtcdCertificates(path.join(paths.etcd, name), addresses);
  }
  return made;
}

/** Without agents there is nobody to run an etcd's pods; the operator alone would ask for it in vain. */
function refuseEtcdWithoutPods(declared: StackConfig, depth: Depth): void {
  if (depth !== Depth.ControlPlane) return;
  const asking = resolveClusters(declared).filter(
    ({ config, etcdKeys }) => etcdKeys.includes("etcd.endpoints") && config.etcd?.mode !== "outside",
  );
  if (asking.length === 0) return;
  throw new UserError(
    `${asking.map(({ name }) => name).join(", ")}: identities are kept in an etcd on the nodes, which the simulator runs in full depth only: in control-plane depth nodes have no network that the operator could reach it by`,
    "use --simulator=full as root on Linux, or a Docker engine; or identityAllocationMode: crd",
  );
}

async function provideCharts(config: StackConfig, context: CommandContext): Promise<Record<string, string>> {
  const options = { report: toolReport(context.report), signal: context.interruption.signal };
  const charts: Record<string, string> = {};
  for (const version of versionsWithoutArchive(config)) {
    charts[version] = await orExplain(() => ensureChart(version, options));
  }
  return charts;
}

function needsOfficialRepository(config: StackConfig): boolean {
  return [config.cilium, ...config.clusters.map((cluster) => cluster.cilium ?? {})].every(
    (settings) => settings["chart"] === undefined,
  );
}
