import * as pulumi from "@pulumi/pulumi";
import { afterEach, expect, it } from "vitest";
import { SampleKind, SampleWorkload, type SampleWorkloadArgs } from "../../components/sample-workload";
import { record, settled, valueOf } from "../helpers/mocks";

const build = (args: SampleWorkloadArgs) => record((opts) => new SampleWorkload("west-app", args, opts));

afterEach(settled);

it("makes the namespace first", async () => {
  const { resources, get, component } = await build({ sample: SampleKind.Userlist });
  expect(resources.map(({ type, name }) => [type, name]).sort()).toStrictEqual([
    ["cilium-fabric:index:SampleWorkload", "west-app"],
    ["kubernetes:apps/v1:Deployment", "west-app-userlist"],
    ["kubernetes:core/v1:Namespace", "west-app-song"],
    ["kubernetes:core/v1:Pod", "west-app-curltest"],
  ]);
  expect(get("west-app-userlist").opts.dependsOn).toHaveLength(1);
  expect(get("west-app-userlist").parent).toBe("cilium-fabric:index:SampleWorkload::west-app");
  expect(await valueOf(component.namespace)).toBe("song");
});

it("takes numbers and images that come later", async () => {
  const { get } = await build({
    sample: SampleKind.Webpod,
    replicas: pulumi.output(Promise.resolve(3)),
    image: pulumi.output(Promise.resolve("whoami:x")),
  });
  expect(get("west-app-webpod").inputs).toMatchObject({
    spec: { replicas: 3, template: { spec: { containers: [{ image: "whoami:x" }] } } },
  });
});

it("refuses at once what it knows", async () => {
  await expect(build({ sample: SampleKind.CurlPod, replicas: 2 })).rejects.toThrow(
    'sample workload "west-app" is not valid:\n  error: replicas: curl-pod is one pod, not 2; remove replicas [sample-replicas]',
  );
});

it("makes the bookinfo Services without waiting for their pods", async () => {
  const { resources } = await build({ sample: SampleKind.Bookinfo });
  const services = resources.filter(({ type }) => type === "kubernetes:core/v1:Service");
  expect(services.map(({ name, inputs }) => [name, inputs["metadata"]])).toStrictEqual(
    ["details", "productpage"].map((name) => [
      `west-app-${name}`,
      { name, namespace: "default", labels: { app: name }, annotations: { "pulumi.com/skipAwait": "true" } },
    ]),
  );
});

it("H makes rebel-base say its cluster and pod, once its answers are there", async () => {
  const { resources, get } = await build({ sample: SampleKind.RebelBase, clusterName: "west" });
  expect(resources.map(({ type, name }) => [type, name]).sort()).toStrictEqual([
    ["cilium-fabric:index:SampleWorkload", "west-app"],
    ["kubernetes:apps/v1:Deployment", "west-app-rebel-base"],
    ["kubernetes:core/v1:ConfigMap", "west-app-rebel-base"],
    ["kubernetes:core/v1:Service", "west-app-rebel-base-mcsapi"],
  ]);
  const config = resources.find(({ type }) => type === "kubernetes:core/v1:ConfigMap");
  expect((config?.inputs["data"] as Record<string, string>)["default.conf"]).toContain(
    `return 200 '{"Galaxy": "Alderaan", "Cluster": "west", "Pod": "$hostname"}\\n';`,
  );
  const pods = resources.find(({ type }) => type === "kubernetes:apps/v1:Deployment");
  expect(pods?.inputs).toMatchObject({
    spec: { replicas: 2, template: { spec: { volumes: [{ configMap: { name: "rebel-base" } }] } } },
  });
  expect(pods?.opts.dependsOn).toHaveLength(1);
  expect(get("west-app-rebel-base-mcsapi").inputs["spec"]).toMatchObject({ ports: [{ port: 80 }] });
});
