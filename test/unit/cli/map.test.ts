import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { CommandContext } from "../../../cli/context";
import { ExitCode } from "../../../cli/errors";
import { program, reportFailure } from "../../../cli/main";
import { createReporter } from "../../../cli/output";
import { systemProcesses } from "../../../cli/recovery/processes";

let folder: string;
let said: string[];
let written: string;

const cluster = (name: string, id: number, pods: string, services: string): string =>
  `    - { name: ${name}, id: ${id}, existing: { context: ${name}, podSubnet: ${pods}, serviceSubnet: ${services} } }`;
const stackFile = (eastPods: string): string => `config:
  cilium-fabric:clusters:
${cluster("west", 1, "10.0.0.0/16", "10.2.0.0/16")}
${cluster("east", 2, eastPods, "10.3.0.0/16")}
  cilium-fabric:cilium: { version: 1.18.2, ipam: { mode: kubernetes } }
  cilium-fabric:mesh: {}
`;

beforeEach(() => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), "fabric-map-"));
  vi.spyOn(process, "cwd").mockReturnValue(folder);
  [said, written] = [[], ""];
  vi.spyOn(process.stdout, "write").mockImplementation((text) => {
    written += String(text);
    return true;
  });
});
afterEach(() => {
  vi.restoreAllMocks();
  fs.rmSync(folder, { recursive: true });
});

const map = (...args: string[]): Promise<ExitCode> => run("map", ...args);

async function run(...args: string[]): Promise<ExitCode> {
  const say = (text: string): void => void said.push(text);
  const report = createReporter({ out: say, err: say });
  const { signal } = new AbortController();
  const context: CommandContext = {
    report,
    processes: systemProcesses(),
    interruption: { signal, engineSignal: signal, onHardStop: () => undefined },
  };
  const commands = program(context);
  [commands, ...commands.commands].forEach((command) =>
    command.exitOverride().configureOutput({ writeOut: say, writeErr: say }),
  );
  try {
    await commands.parseAsync(["node", "cilium-fabric", ...args]);
    const code = process.exitCode ?? ExitCode.Ok;
    process.exitCode = undefined;
    return code as ExitCode;
  } catch (error) {
    return reportFailure(error, report);
  }
}

const stack = (name: string, text: string): void =>
  fs.writeFileSync(path.join(folder, `Pulumi.${name}.yaml`), text);

describe("I map: the command", () => {
  it("prints the picture, and nothing else", async () => {
    stack("dev", stackFile("10.1.0.0/16"));
    expect(await map()).toBe(ExitCode.Ok);
    expect(written).toMatch(/^<svg xmlns="[^"]*"[\s\S]*<\/svg>\n$/);
    expect(said).toEqual([]);
  });

  it("writes a file in the format of its ending, or as told, and says what is in it", async () => {
    stack("dev", stackFile("10.1.0.0/16"));
    const [page, picture] = [path.join(folder, "out", "map.html"), path.join(folder, "map.svg")];
    expect(await map("dev", "--out", page)).toBe(ExitCode.Ok);
    expect(fs.readFileSync(page, "utf8")).toMatch(/^<!doctype html>/);
    expect(said).toEqual([`${page}: 2 clusters; no findings\n`]);
    expect(await map("dev", "--out", picture)).toBe(ExitCode.Ok);
    expect(fs.readFileSync(picture, "utf8")).toMatch(/^<svg /);
    expect(await map("dev", "--out", picture, "--format", "html")).toBe(ExitCode.Ok);
    expect(fs.readFileSync(picture, "utf8")).toMatch(/^<!doctype html>/);
    expect(fs.readdirSync(path.dirname(page))).toEqual(["map.html"]);
  });

  it("draws a stack with errors, each at its culprits", async () => {
    stack("wrong", stackFile("10.0.0.0/16"));
    expect(await map("wrong")).toBe(ExitCode.Ok);
    expect(written).toContain("[pod-cidr-overlap]");
    // The number stands in the element of each cluster's pod CIDR.
    for (const i of [0, 1]) {
      const [, row = ""] = written.split(`<g data-id="clusters[${i}].podSubnet">`);
      expect(row.slice(0, row.indexOf("</g>"))).toContain('<rect class="error"');
    }
  });

  it("takes overlays as the other commands do", async () => {
    stack("dev", stackFile("10.1.0.0/16"));
    const overlay = path.join(folder, "over.yaml");
    fs.writeFileSync(overlay, "cilium: { version: 1.18.3 }\n");
    expect(await map("dev", "--overlay", overlay)).toBe(ExitCode.Ok);
    expect(written).toContain("Cilium 1.18.3");
  });

  const noStack: readonly (readonly [string, string, number])[] = [
    ["settings of the wrong form", "config:\n  cilium-fabric:clusters: 3\n  cilium-fabric:mash: {}\n", 3],
    [
      "a cluster of no kind",
      stackFile("10.1.0.0/16").replace(/existing: \{.*?\}/, "cilium: { tunel: x }"),
      1,
    ],
    ["no YAML", "config: [", 1],
    ["nothing", "", 1],
    ["no settings", "runtime: nodejs\n", 1],
  ];
  it.each(noStack)(
    "says of %s all that check says, ends as it does, and draws nothing",
    async (_, text, n) => {
      stack("bad", text);
      const page = path.join(folder, "map.html");
      expect(await run("check", "bad")).toBe(ExitCode.Refused);
      const findings = said.slice(0, -1);
      expect(findings).toHaveLength(n);
      for (const finding of findings) expect(finding).toMatch(/^error: .+; .+ \[[a-z-]+\]\n$/);
      said = [];
      expect(await map("bad")).toBe(ExitCode.Refused);
      expect(await map("bad", "--out", page)).toBe(ExitCode.Refused);
      const errors = n === 1 ? "an error" : `${n} errors`;
      const end = `error: the stack has ${errors}, see above; nothing was drawn; correct them\n`;
      expect(said).toEqual([...findings, end, ...findings, end]);
      expect(written).toBe("");
      expect(fs.existsSync(page)).toBe(false);
    },
  );

  it("refuses a format that it does not know, and says where it cannot write", async () => {
    stack("dev", stackFile("10.1.0.0/16"));
    expect(await map("dev", "--format", "png")).toBe(ExitCode.Usage);
    expect(said.join("")).toContain("expected svg or html");
    expect(await map("dev", "--out", path.join(folder, "Pulumi.dev.yaml", "map.svg"))).toBe(ExitCode.Usage);
    expect(said.at(-1)).toContain("cannot be written");
  });
});
