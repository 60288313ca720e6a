import * as pulumi from "@pulumi/pulumi";
import { afterEach, expect, it } from "vitest";
import { ExistingCluster, type ExistingClusterArgs } from "../../components/existing-cluster";
import { isSecret, record, settled, valueOf, withFailingOutputs } from "../helpers/mocks";
import { kubeconfigFor, serve } from "../unit/existing-cluster/fake-api";

const build = (args: ExistingClusterArgs) => record((opts) => new ExistingCluster("west", args, opts));

afterEach(settled);

it("keeps the named context alone, as a secret, and reads the rest from the API", async () => {
  const { address, server } = await serve();
  const { component, resources } = await build({ kubeconfig: kubeconfigFor(address), context: "CLUSTER1" });
  expect(await valueOf(component.kubeconfig)).toContain("current-context: CLUSTER1\n");
  expect(await isSecret(component.kubeconfig)).toBe(true);
  expect(await valueOf(component.context)).toBe("CLUSTER1");
  expect(await valueOf(component.nodes)).toHaveLength(3);
  expect(await valueOf(component.kubernetesVersion)).toBe("1.33.2");
  expect(await valueOf(component.clusterIdentifier)).toBe("the-uid");
  for (const output of [component.context, component.nodes, component.clusterIdentifier])
    expect(await isSecret(output)).toBe(false);
  expect(resources.map(({ name }) => name)).toStrictEqual(["west"]);
  server.close();
});

it("has one provider, made when it is asked for", async () => {
  const { address, server } = await serve();
  const { component, get } = await record((opts) => {
    const cluster = new ExistingCluster("west", { kubeconfig: kubeconfigFor(address) }, opts);
    expect(cluster.provider).toBe(cluster.provider);
    return cluster;
  });
  expect(get("west-kubernetes").inputs).toMatchObject({ clusterIdentifier: "the-uid" });
  expect(get("west-kubernetes").secrets).toContain("kubeconfig");
  expect(await valueOf(component.nodes)).toHaveLength(3);
  server.close();
});

it("takes declared nodes as they are, and says where the API server is that does not answer", () =>
  withFailingOutputs(async () => {
    const nodes = [{ name: "a", role: "worker", address: "192.0.2.1" }];
    const { component } = await build({
      kubeconfig: kubeconfigFor("https://127.0.0.1:9"),
      timeoutSeconds: 1,
      nodes,
    });
    expect(await valueOf(component.nodes)).toStrictEqual(nodes);
    await expect(valueOf(component.clusterIdentifier)).rejects.toThrow(
      'existing cluster "west": the API server at https://127.0.0.1:9 (context "CLUSTER1") cannot be read: ',
    );
  }));

it("refuses at once what it knows", async () => {
  await expect(build({ kubeconfig: "a", kubeconfigPath: "b" })).rejects.toThrow(
    'existing cluster "west" is not valid:\n  error: kubeconfig, kubeconfigPath: a kubeconfig is given as text and as a file; remove one of them [kubeconfig-twice]',
  );
  await expect(build({})).rejects.toThrow("[kubeconfig-no-context]");
});

it("waits with what comes later", () =>
  withFailingOutputs(async () => {
    const kubeconfig = pulumi.output(Promise.resolve(kubeconfigFor("https://127.0.0.1:9")));
    const { component } = await build({ kubeconfig, context: "none" });
    await expect(valueOf(component.kubeconfig)).rejects.toThrow(
      'kubeconfig has no context "none" (it has "CLUSTER1")',
    );
  }));
