import * as pulumi from "@pulumi/pulumi";
import { HelmValues, valueAt } from "../../internal/helm-values";
import { judgeFor } from "../../internal/judging";
import { judgeModeChange } from "./judge";
import { identityReader, IdentityReader } from "./read";

const TIMEOUT_MILLISECONDS = 10_000;

/**
 * Looks at the cluster before its release changes: a change of `identityAllocationMode` that would take the pods'
 * identities away is refused, in a preview too. The answer is for `dependsOn`: it holds the release back and names nothing.
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
      const wanted = String(valueAt(asked, "identityAllocationMode") ?? "crd");
      const reader = await identityReader(text);
      const mode = await runningMode(reader);
      if (mode !== undefined && mode !== wanted) {
        judge(judgeModeChange(await reader.identities(mode), wanted));
      }
      return [];
    }),
  );
}

/** A cluster that does not answer yet has nothing to lose; one that should answer is missed by the release itself. */
async function runningMode(reader: IdentityReader): Promise<string | undefined> {
  let timer: NodeJS.Timeout | undefined;
  const limit = new Promise<undefined>((resolve) => {
    timer = setTimeout(() => resolve(undefined), TIMEOUT_MILLISECONDS);
  });
  try {
    return await Promise.race([reader.mode(), limit]);
  } catch {
    return undefined;
  } finally {
    clearTimeout(timer);
  }
}
