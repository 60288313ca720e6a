import { execFile } from "node:child_process";
import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { renderFrrConf } from "../../components/bgp-fabric/frr";
import { planFabric } from "../../components/bgp-fabric/plan";
import { loadStack } from "../../stacks/load";
import { simulatedRouters } from "../../cli/simulator";
import { generateFabric } from "../helpers/fabrics";
import { ensureFrr, type Frr } from "../../tools";

const FABRICS = 250;

interface Conf {
  name: string;
  text: string;
}

/** frr.conf of every router of the repository's routed stack and of many generated fabrics. */
function confs(): Conf[] {
  const text = fs.readFileSync(path.join(__dirname, "../../Pulumi.bgp.yaml"), "utf8");
  const { config, findings } = loadStack(text, []);
  if (config === undefined) throw new Error(JSON.stringify(findings));
  const stack = simulatedRouters(config, () => undefined);
  const generated = Array.from({ length: FABRICS }, (_, seed) => {
    const plan = planFabric(generateFabric(seed));
    return plan.routers.map(({ name }) => ({ name: `${seed}/${name}`, text: renderFrrConf(plan, name) }));
  });
  return [...stack.map(({ name, frrConf }) => ({ name: `bgp/${name}`, text: frrConf })), ...generated.flat()];
}

describe("FRR itself, asked about what is rendered for it", () => {
  let frr: Frr;
  let folder: string;
  let all: Conf[];

  beforeAll(async () => {
    frr = await ensureFrr({ report: () => undefined });
    folder = fs.mkdtempSync(path.join(os.tmpdir(), "frr-syntax-"));
    fs.chmodSync(folder, 0o755); // bgpd reads as FRR's own user
    all = confs();
  });
  afterAll(() => fs.rmSync(folder, { recursive: true, force: true }));

  /** Standard output and error, and whether it ended well. */
  async function ask(program: string, text: string): Promise<{ well: boolean; said: string }> {
    const file = path.join(folder, "asked.conf");
    fs.writeFileSync(file, text, { mode: 0o644 });
    const env = { ...process.env, LD_LIBRARY_PATH: frr.libraries.join(":") };
    const asked = promisify(execFile)(program, ["-C", "-f", file], { env });
    try {
      const { stdout, stderr } = await asked;
      return { well: true, said: stdout + stderr };
    } catch (error) {
      const { stdout = "", stderr = "" } = error as { stdout?: string; stderr?: string };
      return { well: false, said: stdout + stderr };
    } finally {
      // FRR leaves a folder for its crashes.
      const crashes = `/var/tmp/frr/${path.basename(program)}.${String(asked.child.pid)}`;
      fs.rmSync(crashes, { recursive: true, force: true });
    }
  }

  /**
   * What vtysh refuses first, many files at a time: it says which line of them all it did not know, and after that it
   * knows nothing more.
   */
  async function refused(files: readonly Conf[]): Promise<string[]> {
    const found: string[] = [];
    for (let i = 0; i < files.length; i += 50) {
      const batch = files.slice(i, i + 50);
      const { well, said } = await ask(frr.vtysh, batch.map(({ text }) => text).join(""));
      const [, line, what] = /^line (\d+): (.*)$/m.exec(said) ?? [];
      if (line !== undefined) found.push(`${fileOf(batch, Number(line))}: ${what ?? ""}`);
      else if (!well || said !== "") found.push(said);
    }
    return found;
  }

  function fileOf(batch: readonly Conf[], line: number): string {
    let last = 0;
    for (const { name, text } of batch) {
      last += text.split("\n").length - 1;
      if (line <= last) return name;
    }
    return "?";
  }

  it(`E1 vtysh accepts every router's frr.conf of the bgp stack and of ${FABRICS} fabrics`, async () => {
    expect(all.length).toBeGreaterThan(2 * FABRICS);
    expect(all[0]?.text).toContain("router bgp 65000");
    expect(await refused(all)).toEqual([]);
  });

  it("vtysh names the one file among many that is wrong, wherever it stands", async () => {
    for (const wrong of [0, 33, 49]) {
      const files = all
        .slice(0, 50)
        .map((conf, i) =>
          i === wrong ? { ...conf, text: conf.text.replace("router bgp ", "router bpg ") } : conf,
        );
      expect(await refused(files)).toEqual([
        expect.stringMatching(`^${files[wrong]?.name ?? ""}: % Unknown command.*router bpg`),
      ]);
    }
  });

  /** What bgpd has to complain about, beside its own folders; it takes graceful restart for something to be told about. */
  async function complaints(text: string): Promise<string[]> {
    const { well, said } = await ask(path.join(frr.programs, "bgpd"), withoutBfd(text));
    const lines = said.split("\n").filter((line) => line !== "" && !notAbout.test(line));
    return well ? lines : ["ended badly", ...lines];
  }

  const notAbout = /^Graceful restart config|failed to mkdir|crashlog/;

  /** vtysh gives each program what is its own; the profiles of BFD are bfdd's. */
  function withoutBfd(text: string): string {
    return text.replace(/^bfd\n( .*\n)*exit\n/m, "");
  }

  // bgpd changes its user to FRR's own, which takes an installed FRR, and root.
  const canAsk = process.geteuid?.() === 0 && fs.existsSync("/usr/lib/frr/bgpd");

  it.runIf(canAsk)(
    "bgpd itself takes them: groups, maps and lists are there when they are used",
    async () => {
      const some = all.filter((_, i) => i % 8 === 0);
      const found = [];
      for (const { name, text } of some)
        found.push(...(await complaints(text)).map((line) => `${name}: ${line}`));
      expect(found).toEqual([]);
    },
  );

  it.runIf(canAsk)("bgpd would say so if they were not", async () => {
    const text = all[0]?.text ?? "";
    expect(await complaints(text)).toEqual([]);
    const orphaned = text.replace(/ neighbor (\S+) peer-group\n/, "");
    expect(orphaned).not.toBe(text);
    expect((await complaints(orphaned)).join("\n")).toMatch(/peer-group first|Config Failed/);
  });
});
