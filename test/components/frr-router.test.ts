import { createHash } from "node:crypto";
import { resolve } from "node:path";
import * as pulumi from "@pulumi/pulumi";
import { afterEach, describe, expect, it } from "vitest";
import { FrrRouter, type FrrRouterArgs } from "../../components/frr-router";
import { type MockOutputs, record, settled, valueOf } from "../helpers/mocks";

const COMMAND = "command:local:Command";
const outputs: MockOutputs = ({ type }) => {
  if (type === COMMAND) return { stdout: "stack-tor\n" };
  return type === "docker:index/remoteImage:RemoteImage" ? { imageId: "sha256:1" } : {};
};
const build = (args: Partial<FrrRouterArgs> = {}) =>
  record(
    (opts) =>
      new FrrRouter(
        "tor",
        {
          interfaces: [
            { network: "rack-a", address: "192.168.10.200" },
            { network: "rack-b", address: "192.168.20.200", address6: "fd00:20::200" },
          ],
          frrConf: "router bgp 65000\n neighbor 192.168.10.100 password hush\n",
          ...args,
        },
        opts,
      ),
    { outputs },
  );

afterEach(settled);

describe("FrrRouter", () => {
  it("is files, an image, a container and what brings FRR to its file", async () => {
    const { resources, component } = await build();
    expect(resources.map(({ type, name, parent }) => [type, name, parent]).sort()).toStrictEqual([
      ["cilium-fabric:index:FrrRouter", "tor", undefined],
      [COMMAND, "tor-files", "cilium-fabric:index:FrrRouter::tor"],
      [COMMAND, "tor-running", "cilium-fabric:index:FrrRouter::tor"],
      ["docker:index/container:Container", "tor-container", "cilium-fabric:index:FrrRouter::tor"],
      ["docker:index/remoteImage:RemoteImage", "tor-image", "cilium-fabric:index:FrrRouter::tor"],
    ]);
    expect(await valueOf(component.containerName)).toBe("stack-tor");
  });

  it("E2 E9 stands in each rack by a fixed address, forwards, and spreads by ports", async () => {
    const { get } = await build();
    expect(get("tor-image").inputs).toMatchObject({ name: "quay.io/frrouting/frr:8.4.4", keepLocally: true });
    const { inputs, opts } = get("tor-container");
    expect(inputs).toMatchObject({
      name: "stack-tor",
      hostname: "tor",
      image: "sha256:1",
      restart: "unless-stopped",
      capabilities: { adds: ["CAP_NET_ADMIN", "CAP_NET_RAW", "CAP_SYS_ADMIN"] },
      networksAdvanced: [
        { name: "rack-a", ipv4Address: "192.168.10.200" },
        { name: "rack-b", ipv4Address: "192.168.20.200", ipv6Address: "fd00:20::200" },
      ],
      sysctls: {
        "net.ipv4.ip_forward": "1",
        "net.ipv4.fib_multipath_hash_policy": "1",
        "net.ipv4.conf.all.rp_filter": "2",
        "net.ipv6.conf.all.forwarding": "1",
      },
      healthcheck: { tests: ["CMD", "sh", "/etc/frr/answers"] },
    });
    expect(inputs).not.toHaveProperty("privileged");
    expect(opts.deleteBeforeReplace).toBe(true);
  });

  it("mounts the folder and not its files, which are replaced by renaming, and only for reading", async () => {
    const folder = resolve(".fabric/stack/routers/stack-tor");
    const { get } = await build();
    expect(get("tor-container").inputs["volumes"]).toStrictEqual([
      { hostPath: `${folder}/etc`, containerPath: "/etc/frr", readOnly: true },
    ]);
    expect(get("tor-files").inputs).toMatchObject({
      create: "write files of router stack-tor",
      delete: "remove files of router stack-tor",
      environment: { FABRIC_CONTAINER: "stack-tor", FABRIC_DIRECTORY: folder },
      triggers: [folder],
    });
  });

  it("keeps frr.conf a secret that goes in by stdin alone, also where it came as none", async () => {
    const { resources, get } = await build();
    for (const name of ["tor-files", "tor-running"]) expect(get(name).secrets).toStrictEqual(["stdin"]);
    for (const { name, inputs } of resources.filter(({ type }) => type !== "cilium-fabric:index:FrrRouter"))
      expect([name, JSON.stringify({ ...inputs, stdin: "" }).includes("hush")]).toEqual([name, false]);
  });

  it("does not touch the container for another frr.conf", async () => {
    const one = (await build()).get("tor-container").inputs;
    await settled();
    const changed = await build({ frrConf: pulumi.secret("router bgp 65010\n") });
    expect(changed.get("tor-container").inputs).toStrictEqual(one);
    expect(changed.get("tor-running").inputs["stdin"]).toBe("router bgp 65010\n");
  });

  it("replaces it for other daemons, and runs its command again for another container", async () => {
    const daemons = "bgpd=yes\nospfd=yes\n";
    const { get } = await build({ daemons });
    expect(get("tor-files").inputs["environment"]).toMatchObject({ FABRIC_DAEMONS: daemons });
    expect(get("tor-container").inputs["labels"]).toStrictEqual([
      { label: "cilium-fabric.io/router", value: "stack-tor" },
      {
        label: "cilium-fabric.io/daemons",
        value: createHash("sha256").update(daemons).digest("hex").slice(0, 16),
      },
    ]);
    expect(get("tor-running").inputs["environment"]).toMatchObject({
      FABRIC_INSTANCE: "tor-container-id",
      FABRIC_IMAGE: "sha256:1",
      FABRIC_HOSTNAME: "tor",
    });
  });

  it("is refused before anything is made", async () => {
    await expect(build({ interfaces: [] })).rejects.toThrow("[frr-without-interface]");
  });
});
