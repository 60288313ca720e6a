import { createHash } from "node:crypto";
import * as pulumi from "@pulumi/pulumi";
import { Finding, Severity } from "../../internal/finding";
import { HelmValues } from "../../internal/helm-values";
import { judgeFor } from "../../internal/judging";
import { findingsOnRunning, modeFindings } from "./running";

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
      judge(await findingsOnRunning(text, asked), digest(text));
      return [];
    }),
  );
}

/**
 * The same for what is made before Cilium because of its mode: `subject` is held back where Cilium's release will be.
 * What is warned of is the install's to say.
 */
export function identityModeLooked(
  component: pulumi.Resource,
  subject: string,
  kubeconfig: pulumi.Input<string>,
  mode: pulumi.Input<string>,
): pulumi.Output<pulumi.Resource[]> {
  const judge = judgeFor(component, subject);
  return pulumi.unsecret(
    pulumi.all([kubeconfig, mode]).apply(async ([text, wanted]) => {
      judge((await modeFindings(text, wanted)).filter(isError), digest(text));
      return [];
    }),
  );
}

function isError({ severity }: Finding): boolean {
  return severity === Severity.Error;
}

/** Stands for a kubeconfig, which is a secret. */
function digest(kubeconfig: string): string {
  return createHash("sha256").update(kubeconfig).digest("hex");
}
