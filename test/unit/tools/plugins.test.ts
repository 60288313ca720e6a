import * as fs from "node:fs";
import * as path from "node:path";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { ensureTools, pluginAvailability, type PluginAvailability } from "../../../tools";
import * as download from "../../../tools/download";
import { fakeMachine, type Fake } from "./fake";

let machine: Fake;
beforeEach(() => (machine = fakeMachine()));
afterEach(() => machine.remove());

function reach(answer: boolean): void {
  vi.spyOn(download, "isReachable").mockResolvedValue(answer);
}

const installed = (plugin: string, version: string): string =>
  path.join(
    machine.folder,
    ".pulumi",
    "plugins",
    `resource-${plugin}-v${version}`,
    `pulumi-resource-${plugin}`,
  );

function leave(file: string): string {
  fs.mkdirSync(path.dirname(file), { recursive: true });
  fs.writeFileSync(file, "", { mode: 0o755 });
  return file;
}

async function tls(pulumi?: string): Promise<PluginAvailability> {
  const given = pulumi === undefined ? {} : { pulumi };
  return (await pluginAvailability(["tls"], { env: machine.env, version: () => "5.6.1", ...given })).tls;
}

const LACKING = "Pulumi plugin tls 5.6.1 is neither on PATH (as pulumi-resource-tls) nor installed";
const ADVICE =
  'put it on PATH or run "pulumi plugin install resource tls 5.6.1" where the network allows it.';

it("finds a plugin on PATH", async () => {
  const file = machine.program("pulumi-resource-tls", "");
  expect(await tls()).toEqual({ available: true, path: file, detail: `Pulumi plugin tls: ${file}.` });
});

it("finds an installed plugin of a version that serves the npm package", async () => {
  leave(installed("tls", "5.6.0"));
  leave(installed("tls", "6.0.0"));
  expect((await tls()).available).toBe(false);
  const file = leave(installed("tls", "5.7.0"));
  expect((await tls()).path).toBe(file);
  fs.writeFileSync(`${path.dirname(file)}.partial`, "");
  expect((await tls()).available).toBe(false);
});

it("says what to do when there is none", async () => {
  expect(await tls()).toEqual({ available: false, detail: `${LACKING}: ${ADVICE}` });
  reach(false);
  expect((await tls("/no/pulumi")).detail).toBe(
    `${LACKING}, and https://get.pulumi.com cannot be reached: ${ADVICE}`,
  );
});

it("installs what is lacking where it can", async () => {
  reach(true);
  const file = installed("tls", "5.6.1");
  const pulumi = machine.program(
    "pulumi",
    `#!/bin/sh\necho "$*" >"$FAKE/said"\nmkdir -p ${path.dirname(file)}; : >${file}\n`,
  );
  expect(await tls(pulumi)).toMatchObject({ available: true, path: file });
  expect(fs.readFileSync(path.join(machine.folder, "said"), "utf8")).toBe(
    "plugin install resource tls 5.6.1\n",
  );
});

it("says why installing failed", async () => {
  reach(true);
  const failing = machine.program("pulumi", "#!/bin/sh\necho 'error: no such plugin' >&2; exit 1\n");
  expect((await tls(failing)).detail).toBe(
    `${LACKING}, and installing it failed (error: no such plugin): ${ADVICE}`,
  );
  const idle = machine.program("pulumi", "#!/bin/sh\n");
  expect((await tls(idle)).detail).toBe(
    `${LACKING}, although "pulumi plugin install" reported success: ${ADVICE}`,
  );
});

it("reads the wanted version from the npm package", async () => {
  const { command } = await pluginAvailability(["command"], { env: machine.env });
  expect(command.detail).toMatch(/^Pulumi plugin command 1\.\d+\.\d+ is neither/);
});

it("spares the build of the Kubernetes provider where pulumi has it", async () => {
  reach(false);
  const { version } = JSON.parse(
    fs.readFileSync(require.resolve("@pulumi/kubernetes/package.json"), "utf8"),
  ) as { version: string };
  const file = leave(installed("kubernetes", version));
  expect(await ensureTools(["pulumi-resource-kubernetes"], machine.options)).toEqual({
    "pulumi-resource-kubernetes": file,
  });
  expect(machine.calls()).toEqual([]);
});
