import * as pulumi from "@pulumi/pulumi";
import type { BgpFabricArgs } from "./args";
import type { FabricInput } from "./plan";

/** What stands for a password where the program does not know it yet. */
const unknownPassword = "unknown";

/** The fabric as the program knows it before the engine runs; where one password comes later, none is looked at yet. */
export function declaredFabric(args: BgpFabricArgs): FabricInput {
  const given = passwordsIn(args);
  const known = given.every((password) => typeof password === "string");
  return fabricWith(args, (password) => (known && typeof password === "string" ? password : unknownPassword));
}

/** The fabric with its passwords, a secret. */
export function completeFabric(args: BgpFabricArgs): pulumi.Output<FabricInput> {
  return pulumi.secret(pulumi.all(passwordsIn(args))).apply((passwords) => {
    // The second walk meets the passwords in the order of the first.
    const rest = passwords.values();
    return fabricWith(args, () => rest.next().value ?? unknownPassword);
  });
}

function passwordsIn(args: BgpFabricArgs): pulumi.Input<string>[] {
  const given: pulumi.Input<string>[] = [];
  fabricWith(args, (password) => {
    given.push(password);
    return unknownPassword;
  });
  return given;
}

/** The arguments as plain data, without what only leads to the clusters. */
function fabricWith(
  { racks, routers, links, clusters }: BgpFabricArgs,
  read: (password: pulumi.Input<string>) => string,
): FabricInput {
  return {
    racks,
    routers,
    ...(links !== undefined && {
      links: links.map(({ password, ...link }) => ({
        ...link,
        ...(password !== undefined && { password: read(password) }),
      })),
    }),
    clusters: clusters.map(({ kubeconfig, clusterIdentifier, deletedWith, peers, ...cluster }) => ({
      ...cluster,
      peers: peers.map(({ password, ...peer }) => ({
        ...peer,
        ...(password !== undefined && { password: read(password) }),
      })),
    })),
  };
}
