import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { CommandContext } from "../../../cli/context";
import { ExitCode, UserError } from "../../../cli/errors";
import { program, reportFailure } from "../../../cli/main";
import { stackSelection } from "../../../cli/options";
import { createReporter, Reporter } from "../../../cli/output";
import { stackPaths } from "../../../cli/paths";
import * as tools from "../../../cli/tools";
import { systemProcesses } from "../../../cli/recovery/processes";
import { kubeApi } from "../../helpers/kube-api";

let folder: string;
let out: string[];
let err: string[];
let report: Reporter;

const stackFile = (more = ""): string => `config:
  cilium-fabric:clusters:
    - { name: west, id: 1, existing: { kubeconfigPath: ./west.kubeconfig, podSubnet: 10.0.0.0/16, serviceSubnet: 10.2.0.0/16 } }
  cilium-fabric:cilium: { version: 1.18.1, ipam: { mode: kubernetes } }
${more}`;

beforeEach(() => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), "fabric-cli-"));
  vi.spyOn(process, "cwd").mockReturnValue(folder);
  [out, err] = [[], []];
  report = createReporter({ out: (text) => out.push(text), err: (text) => err.push(text) });
});
afterEach(() => {
  fs.rmSync(folder, { recursive: true });
  process.exitCode = undefined;
});

async function run(...args: string[]): Promise<ExitCode> {
  const context: CommandContext = {
    report,
    processes: systemProcesses(),
    interruption: {
      signal: new AbortController().signal,
      engineSignal: new AbortController().signal,
      onHardStop: () => undefined,
    },
  };
  const commands = program(context);
  const silent = {
    writeOut: (text: string) => void out.push(text),
    writeErr: (text: string) => void err.push(text),
  };
  [commands, ...commands.commands].forEach((command) => command.exitOverride().configureOutput(silent));
  try {
    await commands.parseAsync(["node", "cilium-fabric", ...args]);
    return (process.exitCode ?? ExitCode.Ok) as ExitCode;
  } catch (error) {
    return reportFailure(error, report);
  }
}

const file = (name: string, text: string): string => {
  fs.writeFileSync(path.join(folder, name), text);
  return path.join(folder, name);
};

describe("the command line", () => {
  it("refuses an unknown command, option and stack name as wrong usage", async () => {
    expect(await run("fly")).toBe(ExitCode.Usage);
    expect(await run("render")).toBe(ExitCode.Usage);
    expect(await run("check", "--simulator=deep")).toBe(ExitCode.Usage);
    expect(err.join("")).toContain("expected control-plane or full; a stack's name goes before it");
    expect(await run("down", "../x")).toBe(ExitCode.Usage);
    expect(err.at(-1)).toBe(
      'error: "../x" is not a stack name: expected up to 100 letters, digits, ".", "_" and "-", the first a letter or digit; name a stack such as dev, for which there is a file Pulumi.dev.yaml\n',
    );
  });

  it("names the stacks that there are where the one asked for is not", async () => {
    file("Pulumi.lab.yaml", stackFile());
    expect(await run("check", "dve")).toBe(ExitCode.Usage);
    expect(err).toEqual([
      `error: ${folder}/Pulumi.dve.yaml cannot be read; the stacks here are lab; give the name of a stack whose file Pulumi.<stack>.yaml is in this folder\n`,
    ]);
  });

  it("check says everything at once and ends with 1, in words and as JSON", async () => {
    file("Pulumi.dev.yaml", stackFile());
    const overlay = file("bad.yaml", "clusters: [{ name: west, id: one }, { name: west2, id: 1, kinds: 1 }]");
    expect(await run("check", "--overlay", overlay)).toBe(ExitCode.Refused);
    expect(err.length).toBeGreaterThan(1);
    expect(out.at(-1)).toMatch(/^dev: \d+ errors, no warnings\n$/);
  });

  it("check finds a kubeconfig that is not there", async () => {
    file("Pulumi.dev.yaml", stackFile());
    expect(await run("check")).toBe(ExitCode.Refused);
    expect(err).toEqual([
      "error: clusters[0].existing.kubeconfigPath: kubeconfig ./west.kubeconfig cannot be read; correct the path [kubeconfig-missing]\n",
    ]);
    expect(out).toEqual(["All clusters are there already; none is made.\n", "dev: 1 error, no warnings\n"]);
    expect(fs.readdirSync(folder)).toEqual(["Pulumi.dev.yaml"]);
  });

  it("up stops at errors before it touches anything", async () => {
    file("Pulumi.dev.yaml", stackFile());
    const overlay = file("bad.yaml", "clusters: [{ name: west, id: one }]");
    expect(await run("up", "--overlay", overlay)).toBe(ExitCode.Refused);
    expect(err.at(-1)).toBe("error: the stack has an error, see above; nothing was created; correct them\n");
    expect(fs.existsSync(path.join(folder, ".fabric"))).toBe(false);
  });

  it("render writes the same bytes twice, and nothing where the stack is wrong", async () => {
    file("Pulumi.dev.yaml", stackFile());
    const target = path.join(folder, "out");
    expect(await run("render", "--out", target)).toBe(ExitCode.Ok);
    expect(out).toEqual([`${target}: 2 files written, 0 as they were, 0 removed\n`]);
    expect(await run("render", "--out", target)).toBe(ExitCode.Ok);
    expect(out.at(-1)).toBe(`${target}: 0 files written, 2 as they were, 0 removed\n`);
    const overlay = file("bad.yaml", "clusters: [{ name: west, id: one }]");
    const nowhere = path.join(folder, "nowhere");
    expect(await run("render", "--out", nowhere, "--overlay", overlay)).toBe(ExitCode.Refused);
    expect(fs.existsSync(nowhere)).toBe(false);
  });

  it("up leaves nothing where the machine is not fit", async () => {
    file("Pulumi.dev.yaml", stackFile());
    // The engine is not needed to find that out, and may not be on this machine.
    vi.spyOn(tools, "provideTools").mockResolvedValue({});
    expect(await run("up")).toBe(ExitCode.Refused);
    expect(err.at(-1)).toBe(
      "error: this machine has an error, see above; nothing was created; mend it, or take the way out that each of them names\n",
    );
    expect(fs.readdirSync(folder)).toEqual(["Pulumi.dev.yaml"]);
  });

  it("G up and check refuse what the Cilium that runs cannot become, before anything is made", async () => {
    const api = await kubeApi({
      configmaps: [{ data: { "identity-allocation-mode": "crd" } }],
      ciliumendpoints: [{ status: { identity: { id: 4711 } } }],
    });
    const kubeconfig = file("west.kubeconfig", api.kubeconfig);
    file("Pulumi.dev.yaml", stackFile().replace("./west.kubeconfig", kubeconfig));
    const etcd = "{ mode: outside, endpoints: [http://192.0.2.9:2379], tls: { enabled: false } }";
    const jump = `clusters: [{ name: west, etcd: ${etcd} }]\ncilium: { identityAllocationMode: kvstore }\n`;
    const overlay = file("jump.yaml", jump);
    vi.spyOn(tools, "provideTools").mockResolvedValue({});
    const finding = expect.stringMatching(
      /^error: cilium\.identityAllocationMode: in cluster west identityAllocationMode would go from crd, which runs, to kvstore at once: .* \[identity-mode-jump\]\n$/,
    ) as string;
    try {
      expect(await run("check", "--overlay", overlay)).toBe(ExitCode.Refused);
      expect(err.filter((line) => line.startsWith("error"))).toEqual([finding]);
      err = [];
      expect(await run("up", "--overlay", overlay)).toBe(ExitCode.Refused);
      expect(err.filter((line) => line.startsWith("error"))).toEqual([
        finding,
        "error: the change of what runs already has an error, see above; nothing was created; take the way that each of them names\n",
      ]);
      expect(fs.existsSync(path.join(folder, ".fabric"))).toBe(false);
      process.exitCode = undefined;
      expect(await run("check")).toBe(ExitCode.Ok);
    } finally {
      await api.close();
    }
  });

  it("down of what was never up says so and is content", async () => {
    expect(await run("down")).toBe(ExitCode.Ok);
    expect(out).toEqual(["There is nothing of stack dev here.\n"]);
    expect(fs.readdirSync(folder)).toEqual([]);
  });

  it("down tidies up after a run that was killed before it did anything", async () => {
    const paths = stackPaths("dev", folder);
    fs.mkdirSync(paths.directory, { recursive: true });
    fs.writeFileSync(paths.lock, JSON.stringify({ pid: 1, start: "never", boot: "never", command: "up" }));
    fs.writeFileSync(paths.passphrase, "x");
    expect(await run("down")).toBe(ExitCode.Ok);
    expect(fs.readdirSync(folder)).toEqual([]);
  });
});

describe("a failure", () => {
  it("is one sentence with its fix where it is the user's, and tells its place where it is ours", () => {
    expect(reportFailure(new UserError("it rains", "take an umbrella", ExitCode.Busy), report)).toBe(
      ExitCode.Busy,
    );
    expect(err).toEqual(["error: it rains; take an umbrella\n"]);
    expect(reportFailure(new Error("boom"), report)).toBe(ExitCode.Failed);
    expect(err.at(-1)).toBe("error: something went wrong that should not: boom\n");
    expect(out.join("")).toContain("commands.test.ts");
  });
});

it("takes overlays from the environment first", () => {
  const env = { CILIUM_FABRIC_OVERLAY: `a.yaml${path.delimiter}b.yaml` };
  expect(stackSelection("dev", { overlay: ["c.yaml"] }, env)).toEqual({
    stack: "dev",
    overlay: ["a.yaml", "b.yaml", "c.yaml"],
  });
  expect(stackSelection("dev", { overlay: [], config: "x.yaml" }, {})).toEqual({
    stack: "dev",
    config: "x.yaml",
    overlay: [],
  });
});
