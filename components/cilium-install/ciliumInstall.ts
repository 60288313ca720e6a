import * as k8s from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import { HelmValues, valueAt } from "../internal/helm-values";
import { NotReadyError, releaseReader, waitForRelease } from "../internal/wait";
import { CiliumInstallArgs, CiliumWait } from "./args";
import { checkedValues } from "./checked";
import { hubbleAccess } from "./hubble";
import { identitiesLooked } from "./identity-mode";
import { ciliumRelease } from "./release";
import { RELEASE_NAME, RELEASE_NAMESPACE } from "./validate";

const DEFAULT_TIMEOUT_SECONDS = 600;

/** Cilium in one cluster: one ordinary Helm release `cilium` in `kube-system`, in one revision also as member of a mesh. */
export class CiliumInstall extends pulumi.ComponentResource {
  /** Version of Cilium; known once Cilium is ready. */
  public readonly version: pulumi.Output<string>;
  /** Name of the cluster in Cilium; known once Cilium is ready. */
  public readonly clusterName: pulumi.Output<string>;
  /** True once Cilium is ready, as far as `wait` asks for it. */
  public readonly ready: pulumi.Output<boolean>;
  /** Address of Hubble's page for a browser; empty where its Service has no NodePort, or where neither `nodeAddress` nor `portsOnHost` leads to it. */
  public readonly hubbleUiUrl: pulumi.Output<string>;
  /** Address and port of Hubble's relay, for `hubble --server`; empty as `hubbleUiUrl` is. */
  public readonly hubbleRelayAddress: pulumi.Output<string>;

  constructor(name: string, args: CiliumInstallArgs, opts?: pulumi.ComponentResourceOptions) {
    super("cilium-fabric:index:CiliumInstall", name, {}, opts);
    const wait = args.wait ?? (args.kubeconfig === undefined ? CiliumWait.Helm : CiliumWait.Ready);
    const timeoutSeconds = args.timeoutSeconds ?? DEFAULT_TIMEOUT_SECONDS;
    const values = checkedValues(this, name, args, wait);
    const installed = pulumi
      .all([args.version, values])
      .apply(([version, all]) => ({ version, values: all }));
    const looked = identitiesLooked(this, name, args.kubeconfig, values);
    const release = ciliumRelease(`${name}-release`, { args, values, wait, timeoutSeconds, looked }, this);

    this.ready = readiness(this, {
      name,
      release,
      looked,
      wait,
      kubeconfig: args.kubeconfig,
      timeoutSeconds,
    });
    this.version = pulumi.all([args.version, this.ready]).apply(([version]) => version);
    this.clusterName = pulumi.all([values, this.ready]).apply(([all]) => clusterNameIn(all));
    const hubble = pulumi
      .all([installed, args.nodeAddress, this.ready])
      .apply(([{ version, values: all }, nodeAddress]) =>
        hubbleAccess(all, version, {
          ...(nodeAddress === undefined ? {} : { nodeAddress }),
          portsOnHost: args.portsOnHost ?? [],
        }),
      );
    this.hubbleUiUrl = hubble.apply(({ ui }) => ui ?? "");
    this.hubbleRelayAddress = hubble.apply(({ relay }) => relay ?? "");
    const { version, clusterName, ready, hubbleUiUrl, hubbleRelayAddress } = this;
    this.registerOutputs({ version, clusterName, ready, hubbleUiUrl, hubbleRelayAddress });
  }

  /** For `dependsOn` of what must come after Cilium is ready, such as its custom resources. */
  whenReady(): pulumi.Output<pulumi.Resource> {
    return this.ready.apply(() => this);
  }
}

interface Waiting {
  readonly name: string;
  readonly release: k8s.helm.v3.Release;
  readonly looked: pulumi.Output<pulumi.Resource[]> | undefined;
  readonly wait: CiliumWait;
  readonly kubeconfig: pulumi.Input<string> | undefined;
  readonly timeoutSeconds: number;
}

/** Holds back every output until Cilium is ready; where it is already, that takes one look. */
function readiness(install: CiliumInstall, waiting: Waiting): pulumi.Output<boolean> {
  const { name, release, looked, wait, kubeconfig, timeoutSeconds } = waiting;
  // A release that is held back for good never has a status: what holds it back must be heard here.
  const installed = pulumi.all([looked ?? [], release.status]).apply(() => true);
  if (wait !== CiliumWait.Ready || kubeconfig === undefined) return installed;
  const answer = pulumi.all([kubeconfig, installed]).apply(async ([text]) => {
    // A preview looks at what is to come, which cannot be ready.
    if (pulumi.runtime.isDryRun()) return true;
    try {
      const reader = await releaseReader(text, RELEASE_NAMESPACE, RELEASE_NAME);
      await waitForRelease(reader, `Cilium install "${name}"`, { timeoutSeconds });
    } catch (error) {
      if (error instanceof NotReadyError) throw new pulumi.ResourceError(error.message, install, true);
      throw error;
    }
    return true;
  });
  return pulumi.unsecret(answer);
}

function clusterNameIn(values: HelmValues): string {
  const name = valueAt(values, "cluster.name");
  return typeof name === "string" ? name : "default";
}
