import * as pulumi from "@pulumi/pulumi";

/** A resource that is known by its URN alone, for options that take nothing else, as `deletedWith` does. */
export function resourceOf(urn: pulumi.Input<string>): pulumi.Resource {
  return Object.assign(new pulumi.DependencyResource(""), { urn: pulumi.output(urn) });
}
