import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import * as pulumi from "@pulumi/pulumi";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { deployStack, loadSettings } from "../../stacks";
import { kubeApi, KubeApi } from "../helpers/kube-api";
import { settled } from "../helpers/mocks";

let folder: string;
let api: KubeApi;
beforeEach(async () => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), "fabric-running-"));
  api = await kubeApi({
    configmaps: [{ data: { "identity-allocation-mode": "crd" } }],
    ciliumendpoints: [{ status: { identity: { id: 4711 } } }],
  });
  fs.writeFileSync(path.join(folder, "west"), api.kubeconfig);
});
afterEach(async () => {
  await settled();
  await api.close();
  fs.rmSync(folder, { recursive: true });
});

/** One cluster that is there, with an etcd and a Service that come with the change. */
async function made(identityAllocationMode: string, preview: boolean): Promise<string[]> {
  const { config } = loadSettings({
    clusters: [
      {
        name: "west",
        id: 1,
        existing: {
          kubeconfigPath: path.join(folder, "west"),
          nodes: [{ name: "a", role: "control-plane", address: "192.0.2.2" }],
        },
        etcd: { tls: { enabled: false } },
      },
    ],
    cilium: { version: "1.18.1", identityAllocationMode },
    samples: [{ sample: "curl-pod" }],
  });
  if (config === undefined) throw new Error("the stack cannot be read");
  const names: string[] = [];
  await pulumi.runtime.setMocks(
    {
      newResource: ({ name, inputs }) => {
        names.push(name);
        return { id: name, state: { ...(inputs as object), status: { status: "deployed" } } };
      },
      call: () => ({}),
    },
    "project",
    "stack",
    preview,
  );
  try {
    await deployStack(config);
    return names;
  } finally {
    await settled();
    expect(names).toContain("west");
  }
}

describe("G a stack that the Cilium which runs cannot follow", () => {
  it.each([false, true])(
    "G is refused before anything beyond its clusters is asked for (preview: %s)",
    async (preview) => {
      const refused = made("kvstore", preview);
      await expect(refused).rejects.toThrow(
        /^the stack is not valid:\n {2}error: cilium\.identityAllocationMode: in cluster west identityAllocationMode would go from crd, which runs, to kvstore at once: .* \[identity-mode-jump\]$/,
      );
      await expect(refused).rejects.toSatisfy((error) => pulumi.RunError.isInstance(error));
    },
  );

  it("G is made where the next step is one that Cilium can take", async () => {
    const names = await made("doublewrite-readcrd", true);
    expect(names).toEqual(expect.arrayContaining(["west-etcd", "west-etcd-members", "west-curl-pod"]));
  });

  it("G is made whole where no Cilium runs yet", async () => {
    api.lists["configmaps"] = [];
    expect(await made("kvstore", true)).toEqual(
      expect.arrayContaining(["west-etcd-members", "west-release"]),
    );
  });
});
