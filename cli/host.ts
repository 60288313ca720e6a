import * as fs from "node:fs";
import * as path from "node:path";
import { expandHome } from "../components/internal/kubeconfig";
import { kindFiles } from "../components/kind-cluster/runtime";
import { Finding, Severity } from "../components/internal/finding";
import { StackConfig } from "../stacks/config";
import { Hosting } from "./hosting";
import { StackPaths } from "./paths";
import { checkHost } from "./preflight/checks";
import { gatherFacts } from "./preflight/gather";
import { hostNeeds } from "./preflight/needs";

/** Compares what a stack needs with what the host has. */
export async function preflight(
  config: StackConfig,
  hosting: Hosting,
  paths: StackPaths,
  env: NodeJS.ProcessEnv,
  pulumi?: string,
): Promise<Finding[]> {
  const needs = hostNeeds(config, hosting);
  const facts = await gatherFacts(needs, {
    ownsCluster: (name) =>
      kindMarkers(config, paths).some((marker) => marker.name === name && fs.existsSync(marker.file)),
    directory: paths.directory,
    env,
    ...(pulumi !== undefined ? { pulumi } : {}),
  });
  return [...checkHost(needs, facts), ...authorityFindings(config)];
}

/** Files of a CA brought along are read in the middle of an update; whether they can be is known before. */
export function authorityFindings(config: StackConfig): Finding[] {
  return Object.entries(config.mesh?.certificateAuthority ?? {}).flatMap(([field, file]) => {
    try {
      fs.accessSync(file, fs.constants.R_OK);
      return [];
    } catch {
      return {
        severity: Severity.Error,
        code: "certificate-authority-unreadable",
        paths: [`mesh.certificateAuthority.${field}`],
        message: `${file} cannot be read`,
        fix: "correct the path, or leave certificateAuthority out to have a CA made",
      };
    }
  });
}

/** The files by which this stack knows its own kind clusters again. */
function kindMarkers(config: StackConfig, paths: StackPaths): { name: string; file: string }[] {
  return config.clusters.flatMap((cluster) => {
    if (cluster.kind === undefined) return [];
    const name = cluster.kind.clusterName ?? cluster.name;
    const folder = path.resolve(expandHome(cluster.kind.kubeconfigDirectory ?? paths.directory));
    return [{ name, file: kindFiles(folder, name).marker }];
  });
}
