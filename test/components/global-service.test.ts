import * as pulumi from "@pulumi/pulumi";
import { afterEach, describe, expect, it } from "vitest";
import { GlobalService, type GlobalServiceArgs } from "../../components/global-service";
import { type MockOutputs, record, settled, valueOf } from "../helpers/mocks";

const SERVICE = "kubernetes:core/v1:Service";
const outputs: MockOutputs = ({
  type,
  name,
  inputs,
}: {
  type: string;
  name: string;
  inputs: Record<string, unknown>;
}) =>
  type === SERVICE
    ? { spec: { ...(inputs["spec"] as object), clusterIP: name.endsWith("west") ? "10.2.0.9" : "10.3.0.9" } }
    : {};
const args: GlobalServiceArgs = {
  ports: [{ name: "http", port: 80 }],
  selector: { app: "webpod" },
  clusters: [
    { name: "west", kubeconfig: "W", clusterIdentifier: "w1", deletedWith: "urn:of:west" },
    { name: "east", kubeconfig: pulumi.secret("E"), clientOnly: true },
  ],
};
const build = (more: Partial<GlobalServiceArgs> = {}) =>
  record((opts) => new GlobalService("webpod", { ...args, ...more }, opts), { outputs });

afterEach(settled);

describe("GlobalService", () => {
  it("is a provider and a Service for each cluster, named by the cluster", async () => {
    const { resources, get } = await build();
    expect(resources.map(({ type, name, parent }) => [type, name, parent]).sort()).toStrictEqual([
      ["cilium-fabric:index:GlobalService", "webpod", undefined],
      [SERVICE, "webpod-east", "cilium-fabric:index:GlobalService::webpod"],
      [SERVICE, "webpod-west", "cilium-fabric:index:GlobalService::webpod"],
      ["pulumi:providers:kubernetes", "webpod-east", "cilium-fabric:index:GlobalService::webpod"],
      ["pulumi:providers:kubernetes", "webpod-west", "cilium-fabric:index:GlobalService::webpod"],
    ]);
    const services = resources.filter(({ type }) => type === SERVICE);
    expect(services.map(({ provider }) => provider).sort()).toStrictEqual(["webpod-east", "webpod-west"]);
    const west = resources.find(({ type, name }) => type.startsWith("pulumi:") && name === "webpod-west");
    expect(west?.inputs).toMatchObject({ kubeconfig: "W", clusterIdentifier: "w1" });
    expect(west?.secrets).toStrictEqual(["kubeconfig"]);
    expect(get("webpod").inputs).toStrictEqual({});
  });

  it("goes with its cluster", async () => {
    const { resources } = await build();
    const west = resources.find(({ type, name }) => type === SERVICE && name === "webpod-west");
    expect(west?.opts.deletedWith && (await valueOf(west.opts.deletedWith.urn))).toBe("urn:of:west");
    const east = resources.find(({ type, name }) => type === SERVICE && name === "webpod-east");
    expect(east?.opts.deletedWith).toBeUndefined();
  });

  it("does not wait for endpoints, of which a global Service may have none of its own", async () => {
    const { resources } = await build();
    const east = resources.find(({ type, name }) => type === SERVICE && name === "webpod-east");
    expect(east?.inputs).toStrictEqual({
      apiVersion: "v1",
      kind: "Service",
      metadata: {
        name: "webpod",
        namespace: "default",
        annotations: {
          "pulumi.com/skipAwait": "true",
          "service.cilium.io/global": "true",
          "service.cilium.io/shared": "false",
        },
      },
      spec: {
        type: "ClusterIP",
        selector: { "cilium-fabric.io/backends": "none" },
        ports: [{ name: "http", port: 80, targetPort: 80, protocol: "TCP" }],
      },
    });
  });

  it("tells its name and its addresses", async () => {
    const { component } = await build();
    expect(await valueOf(component.dnsName)).toBe("webpod.default.svc.cluster.local");
    expect(await valueOf(component.clusterIps)).toStrictEqual({ west: "10.2.0.9", east: "10.3.0.9" });
  });

  it("refuses what it knows at once, and never with a kubeconfig in the message", async () => {
    const failed = await build({ ports: [] }).catch((error: unknown) => String(error));
    expect(failed).toBe(
      'InvalidInputError: global service "webpod" is not valid:\n  error: ports: global service "webpod" has no port; name at least one [service-no-port]',
    );
  });

  it("refuses twins at once, though the ports come later", async () => {
    const ports = pulumi.output(Promise.resolve([{ port: 80 }]));
    const clusters = [args.clusters[0]!, args.clusters[0]!];
    await expect(build({ ports, clusters })).rejects.toThrow('cluster "west" is named twice; remove one');
  });
});
