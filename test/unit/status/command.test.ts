import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { CommandContext } from "../../../cli/context";
import { ExitCode, UserError } from "../../../cli/errors";
import { program } from "../../../cli/main";
import { createReporter } from "../../../cli/output";
import { systemProcesses } from "../../../cli/recovery/processes";
import { StatusReport } from "../../../cli/status";

const root = path.resolve(__dirname, "..", "..", "..");
let folder: string;
let out: string[];
let err: string[];

beforeEach(() => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), "fabric-status-"));
  fs.copyFileSync(path.join(root, "Pulumi.bgp.yaml"), path.join(folder, "Pulumi.bgp.yaml"));
  vi.spyOn(process, "cwd").mockReturnValue(folder);
  [out, err] = [[], []];
  vi.spyOn(process.stdout, "write").mockImplementation((text) => {
    out.push(String(text));
    return true;
  });
});
afterEach(() => {
  fs.rmSync(folder, { recursive: true });
  process.exitCode = undefined;
});

async function run(...args: string[]): Promise<unknown> {
  const context = {
    report: createReporter({ out: (text) => out.push(text), err: (text) => err.push(text) }),
    processes: systemProcesses(),
    interruption: { signal: new AbortController().signal },
  } as unknown as CommandContext;
  try {
    await program(context).parseAsync(["node", "cilium-fabric", ...args]);
    return process.exitCode;
  } catch (error) {
    return error;
  }
}

describe("I status", () => {
  it("of a stack that is not up: nothing can be seen, says so, ends with 2, and makes no file", async () => {
    // No docker on PATH: what is not there cannot be asked by chance.
    vi.stubEnv("PATH", folder);
    expect(await run("status", "bgp", "--json")).toBe(ExitCode.Usage);
    const said = JSON.parse(out.join("")) as StatusReport;
    expect(said).toMatchObject({ version: 1, stack: "bgp", hosting: "kind", verdict: "blind" });
    expect(said.problems.map(({ code, message }) => `${code}: ${message.split(";")[0] ?? ""}`)).toEqual([
      "cluster-unreachable: its API server does not answer: the stack has no kubeconfig: it is not up",
      "router-unreachable: it cannot be asked: docker is not on PATH",
    ]);
    expect(said.sessions).toHaveLength(3);
    expect(said.globalServices).toEqual([
      { namespace: "default", name: "webpod", declared: ["bgp"], present: [], unseen: ["bgp"] },
    ]);
    expect(fs.readdirSync(folder)).toEqual(["Pulumi.bgp.yaml"]);
  });

  it("takes a kubeconfig from elsewhere, for stacks that pulumi itself brought up", async () => {
    vi.stubEnv("PATH", folder);
    fs.writeFileSync(path.join(folder, "k"), "contexts: []\n");
    expect(await run("status", "bgp", "--kubeconfig", path.join(folder, "k"), "--json")).toBe(ExitCode.Usage);
    expect(out.join("")).toContain("the stack's kubeconfig has no context bgp");
    const missing = await run("status", "bgp", "--kubeconfig", path.join(folder, "none"));
    expect(missing).toBeInstanceOf(UserError);
    expect((missing as UserError).exitCode).toBe(ExitCode.Usage);
  });

  it("of a stack that is none: ends with 2 and says what is wrong with it", async () => {
    fs.writeFileSync(path.join(folder, "Pulumi.bad.yaml"), "config:\n  cilium-fabric:clusters: []\n");
    const failure = await run("status", "bad");
    expect((failure as UserError).exitCode).toBe(ExitCode.Usage);
    expect(err.join("")).toContain("cilium");
    expect(((await run("status", "nowhere")) as UserError).exitCode).toBe(ExitCode.Usage);
  });
});
