import * as k8s from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import { MultiClusterDefinitionsArgs } from "./args";
import { renderDefinitions } from "./manifest";
import { neededBefore } from "./plan";

/**
 * The kinds of the Multi-Cluster Services API in one cluster, for what must come before Cilium: `CiliumInstall` depends
 * on it. Makes nothing where Cilium's operator brings them in time.
 */
export class MultiClusterDefinitions extends pulumi.ComponentResource {
  /** Names of the definitions made here; none where the operator makes them. */
  public readonly definitionNames: pulumi.Output<string[]>;

  constructor(name: string, args: MultiClusterDefinitionsArgs, opts?: pulumi.ComponentResourceOptions) {
    super("cilium-fabric:index:MultiClusterDefinitions", name, {}, opts);
    const manifests = neededBefore(args.ciliumVersion) ? renderDefinitions(args.ciliumVersion) : [];
    const made = manifests.map(
      ({ metadata, spec }) =>
        new k8s.apiextensions.v1.CustomResourceDefinition(
          `${name}-${spec.names.plural}`,
          {
            metadata,
            spec: spec as unknown as k8s.types.input.apiextensions.v1.CustomResourceDefinitionSpec,
          },
          // With a definition go all its objects, also those of others; from 1.19 on the operator takes it over.
          { parent: this, retainOnDelete: true },
        ),
    );
    this.definitionNames = pulumi.all(made.map((definition) => definition.metadata.name));
    this.registerOutputs({ definitionNames: this.definitionNames });
  }
}
