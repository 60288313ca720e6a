import { Finding } from "../../internal/finding";
import { HelmValue, HelmValues, valueAt } from "../../internal/helm-values";
import { judgeMeshSize, MESH_SIZE } from "../mesh-size";
import { judgeModeChange } from "./judge";
import { identityReader, IdentityReader } from "./read";

const TIMEOUT_MILLISECONDS = 10_000;
/** In ConfigMap `cilium-config`. */
export const IDENTITY_MODE_KEY = "identity-allocation-mode";

/**
 * What of the values of a release cannot be brought to the Cilium that runs in a cluster; nothing where none does, or
 * where nobody answers.
 */
export async function findingsOnRunning(kubeconfig: string, values: HelmValues): Promise<Finding[]> {
  const running = await runningCilium(kubeconfig);
  if (running === undefined) return [];
  const wanted = wordOr("crd", valueAt(values, "identityAllocationMode"));
  return [
    ...judgeMeshSize(running.config, valueAt(values, MESH_SIZE)),
    ...(await judgedMode(running, wanted)),
  ];
}

/** Only what is about the mode. */
export async function modeFindings(kubeconfig: string, wanted: string): Promise<Finding[]> {
  const running = await runningCilium(kubeconfig);
  return running === undefined ? [] : judgedMode(running, wanted);
}

async function judgedMode({ reader, config }: RunningCilium, wanted: string): Promise<Finding[]> {
  const mode = config[IDENTITY_MODE_KEY] ?? wanted;
  return mode === wanted ? [] : judgeModeChange(await reader.identities(mode), wanted);
}

/** Another kind of value is the checks' matter. */
function wordOr(fallback: string, value: HelmValue | undefined): string {
  return typeof value === "string" ? value : fallback;
}

interface RunningCilium {
  readonly reader: IdentityReader;
  /** What agents are told. */
  readonly config: Readonly<Record<string, string>>;
}

/** A cluster that does not answer yet has nothing to lose; one that should answer is missed by the release itself. */
async function runningCilium(kubeconfig: string): Promise<RunningCilium | undefined> {
  let timer: NodeJS.Timeout | undefined;
  const limit = new Promise<undefined>((resolve) => {
    timer = setTimeout(() => resolve(undefined), TIMEOUT_MILLISECONDS);
  });
  try {
    const reader = await identityReader(kubeconfig);
    const config = await Promise.race([reader.config(), limit]);
    return config === undefined ? undefined : { reader, config };
  } catch {
    return undefined;
  } finally {
    clearTimeout(timer);
  }
}
