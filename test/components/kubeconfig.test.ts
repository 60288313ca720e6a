import { existsSync, mkdtempSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { MergedKubeconfig, type MergedKubeconfigArgs } from "../../components/kubeconfig";
import { isSecret, record, settled, valueOf } from "../helpers/mocks";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "merged-"));
});
afterEach(settled);
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const kubeconfig = (server: string): string =>
  JSON.stringify({
    "current-context": "default",
    contexts: [{ name: "default", context: { cluster: "default", user: "default" } }],
    clusters: [{ name: "default", cluster: { server } }],
    users: [{ name: "default", user: {} }],
  });
const build = (more: Partial<MergedKubeconfigArgs>, preview = false) =>
  record(
    (opts) =>
      new MergedKubeconfig(
        "all",
        {
          clusters: [
            { name: "west", kubeconfig: kubeconfig("https://w") },
            { name: "east", kubeconfig: kubeconfig("https://e") },
          ],
          ...more,
        },
        opts,
      ),
    { preview },
  );

it("is one secret with a context for each cluster, and no file", async () => {
  const { component, resources } = await build({ currentContext: "east" });
  const text = await valueOf(component.kubeconfig);
  expect(text).toContain("current-context: east\n");
  expect(text.match(/^ {2}- context:$/gm)).toHaveLength(2);
  expect(await isSecret(component.kubeconfig)).toBe(true);
  expect(resources).toHaveLength(1);
});

it("is a file for the owner alone where a path is given, but not in a preview", async () => {
  const path = join(folder, "sub/kubeconfig");
  await valueOf((await build({ path }, true)).component.kubeconfig);
  expect(existsSync(path)).toBe(false);
  await settled();
  const text = await valueOf((await build({ path })).component.kubeconfig);
  expect(readFileSync(path, "utf8")).toBe(text);
  expect(statSync(path).mode & 0o777).toBe(0o600);
});
