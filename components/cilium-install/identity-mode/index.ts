import * as pulumi from "@pulumi/pulumi";
import { HelmValue, HelmValues, valueAt } from "../../internal/helm-values";
import { judgeFor } from "../../internal/judging";
import { judgeMeshSize, MESH_SIZE } from "../mesh-size";
import { judgeModeChange } from "./judge";
import { identityReader, IdentityReader } from "./read";

const TIMEOUT_MILLISECONDS = 10_000;
const CONFIG_KEY = "identity-allocation-mode";

/**
 * Looks at the cluster before its release changes: a change of `identityAllocationMode` that would take the pods'
 * identities away, or of `clustermesh.maxConnectedClusters`, is refused, in a preview too. The answer is for `dependsOn`:
 * it holds the release back and names nothing.
 */
export function identitiesLooked(
  install: pulumi.Resource,
  name: string,
  kubeconfig: pulumi.Input<string> | undefined,
  values: pulumi.Output<HelmValues>,
): pulumi.Output<pulumi.Resource[]> | undefined {
  if (kubeconfig === undefined) return undefined;
  const judge = judgeFor(install, `Cilium install "${name}"`);
  return pulumi.unsecret(
    pulumi.all([kubeconfig, values]).apply(async ([text, asked]) => {
      const running = await runningCilium(text);
      if (running === undefined) return [];
      const { reader, config } = running;
      judge(judgeMeshSize(config, valueAt(asked, MESH_SIZE)));
      const wanted = wordOr("crd", valueAt(asked, "identityAllocationMode"));
      const mode = config[CONFIG_KEY] ?? wanted;
      if (mode !== wanted) judge(judgeModeChange(await reader.identities(mode), wanted));
      return [];
    }),
  );
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
