import * as fs from "node:fs";
import * as pulumi from "@pulumi/pulumi";
import { ClusterMesh, MeshCertificateAuthorityArgs } from "../../components/cluster-mesh";
import { MeshConfig } from "../config";
import { meshMembers, replacesKubeProxy } from "../memberships";
import { runningCluster, StackRun } from "./running";

export function deployMesh(mesh: MeshConfig, run: StackRun): ClusterMesh {
  const { certificateAuthority, members, ...rest } = mesh;
  return new ClusterMesh("mesh", {
    ...rest,
    members: meshMembers(mesh, run.resolved).map((c) => ({
      ...c.config.mesh,
      name: c.name,
      id: c.id,
      ciliumVersion: c.version,
      podCidrs: c.podCidrs,
      nodes: runningCluster(run, c.name).nodes,
      kubeconfig: runningCluster(run, c.name).kubeconfig,
      kubeProxyReplacement: replacesKubeProxy(c),
    })),
    // A stack is torn down as a whole.
    protectCertificateAuthority: mesh.protectCertificateAuthority ?? false,
    ...(certificateAuthority !== undefined
      ? { certificateAuthority: broughtAuthority(certificateAuthority) }
      : {}),
  });
}

function broughtAuthority(
  files: NonNullable<MeshConfig["certificateAuthority"]>,
): MeshCertificateAuthorityArgs {
  return {
    certificatePem: fs.readFileSync(files.certificateFile, "utf8"),
    privateKeyPem: pulumi.secret(fs.readFileSync(files.privateKeyFile, "utf8")),
  };
}
