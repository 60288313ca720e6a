import * as pulumi from "@pulumi/pulumi";
import { Finding } from "../internal/finding";
import { HelmValues } from "../internal/helm-values";
import { knownNow } from "../internal/inputs";
import { judgeFor } from "../internal/judging";
import { checkInstall } from "../prover/install";
import type { CiliumMeshMembership } from "../cluster-mesh/args";
import { CiliumInstallArgs, CiliumSettingsArgs, CiliumWait } from "./args";
import { settingsOf } from "./release";
import { InstallFacts, validateDecided, validateIdentity, validateInstall } from "./validate";
import { CiliumSettings, originOf, renderValues } from "./values";
import { decidedValues } from "./values/membership";
import { settingsValues } from "./values/settings";

interface Sources {
  readonly version: string;
  readonly settings: CiliumSettings;
  readonly membership?: CiliumMeshMembership;
  readonly values?: HelmValues;
}

/** The release's values, from inputs that passed every check; what is known already is judged before the engine runs. */
export function checkedValues(
  install: pulumi.Resource,
  name: string,
  args: CiliumInstallArgs,
  wait: CiliumWait,
): pulumi.Output<HelmValues> {
  const judge = judgeFor(install, `Cilium install "${name}"`);
  judge(validateInstall(factsOf(args, wait)));
  const sources = sourcesOf(args);
  const plain = knownNow(sources);
  if (plain !== undefined) judge(findingsOf(asSources(plain), wait));
  return pulumi.output(opened(sources)).apply((resolved) => {
    const complete = asSources(resolved);
    judge(findingsOf(complete, wait));
    return renderValues(complete, complete.version);
  });
}

interface SourceInputs {
  version: pulumi.Input<string>;
  settings: CiliumSettingsArgs;
  membership: pulumi.Input<CiliumMeshMembership> | undefined;
  values: CiliumInstallArgs["values"];
}

function sourcesOf(args: CiliumInstallArgs): SourceInputs {
  const { version, membership, values } = args;
  return { version, settings: settingsOf(args), membership, values };
}

/** The membership's secret is put back where it belongs, on the CA alone (see `release.ts`). */
function opened(sources: SourceInputs): SourceInputs {
  const { membership } = sources;
  return membership === undefined
    ? sources
    : { ...sources, membership: pulumi.unsecret(pulumi.output(membership)) };
}

function asSources(resolved: pulumi.Unwrap<SourceInputs>): Sources {
  const { version, settings, membership, values } = resolved;
  return {
    version,
    settings,
    ...(membership === undefined ? {} : { membership }),
    ...(values === undefined ? {} : { values }),
  };
}

function findingsOf(sources: Sources, wait: CiliumWait): Finding[] {
  const { version, settings, membership } = sources;
  const values = renderValues(sources, version);
  const at = (key: string): string => {
    const origin = originOf(key, sources, version);
    return origin.source === "settings" ? origin.path : `${origin.source}.${origin.path}`;
  };
  return [
    ...(membership === undefined
      ? []
      : [
          ...validateIdentity(settings.cluster ?? {}, membership),
          ...validateDecided(settingsValues(settings, version), decidedValues(membership, version)),
        ]),
    ...checkInstall(values, version, at, { helmWaits: wait === CiliumWait.Helm }),
  ];
}

function factsOf(args: CiliumInstallArgs, wait: CiliumWait): InstallFacts {
  return {
    chart: (["archive", "oci", "repository"] as const).filter((key) => args.chart?.[key] !== undefined),
    wait,
    hasKubeconfig: args.kubeconfig !== undefined,
    ...(args.timeoutSeconds === undefined ? {} : { timeoutSeconds: args.timeoutSeconds }),
  };
}
