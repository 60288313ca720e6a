import * as pulumi from "@pulumi/pulumi";
import { readCluster } from "../existing-cluster/readCluster";
import { pickContext } from "../internal/kubeconfig";

const TIMEOUT_SECONDS = 30;

/**
 * Names of nodes once the cluster has said that it has them: a patch of a node that is not there makes one, which
 * nothing would ever take away. A preview looks at what is to come, and asks nobody.
 */
export function nodesThere(
  component: pulumi.Resource,
  cluster: string,
  kubeconfig: pulumi.Input<string>,
  wanted: readonly string[],
): pulumi.Output<readonly string[]> {
  const names = pulumi.output(kubeconfig).apply(async (text) => {
    if (wanted.length === 0 || pulumi.runtime.isDryRun()) return wanted;
    const subject = `BGP nodes of cluster "${cluster}"`;
    const context = pickContext(text).name;
    const { nodes } = await readCluster({
      subject,
      context,
      kubeconfig: text,
      timeoutSeconds: TIMEOUT_SECONDS,
    });
    const there = nodes.map(({ name }) => name);
    const missing = wanted.filter((name) => !there.includes(name));
    if (missing.length === 0) return wanted;
    throw new pulumi.ResourceError(
      `${subject}: the cluster has no node ${missing.map((name) => `"${name}"`).join(", ")}; ` +
        `it has ${there.map((name) => `"${name}"`).join(", ") || "none"}; name nodes as the cluster does`,
      component,
      true,
    );
  });
  return pulumi.unsecret(names);
}
