import * as fs from "node:fs";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { census, Census } from "../helpers/census";
import { eventually, helmHistory } from "../helpers/clusters";
import { Killer, Moment } from "../helpers/killed";
import { RoutedLab } from "../helpers/routed-lab";
import { bgpRoutes } from "../helpers/routers";
import { Workspace } from "../helpers/workspace";

const NODES = ["192.168.10.100", "192.168.10.101", "192.168.20.100"];
const UP = ["up", "bgp", "--simulator"];
const DOWN = ["down", "bgp"];

/**
 * A router starts beside the clusters and in steps: files, zebra, the other daemons. Kills come in the midst of these, of
 * the command line alone, whose simulator goes on, or of both, which leaves half a router.
 */
describe("E1 I runs of a routed stack killed with SIGKILL", () => {
  let workspace: Workspace;
  let before: Census;
  let killer: Killer;

  /** Whether this run wrote a file of the router; earlier ones may have left theirs. */
  const written = (file: string): Moment => {
    return (began) => {
      const path = workspace.path(".fabric/bgp/simulator/routers/router", file);
      return fs.existsSync(path) && fs.statSync(path).mtimeMs >= began;
    };
  };
  /** The simulator's daemon, with everything that runs in it. */
  const killSimulator = async (): Promise<void> => {
    const file = workspace.path(".fabric/bgp/simulator/lock");
    const pid = fs.existsSync(file) ? Number(fs.readFileSync(file, "utf8")) : 0;
    if (pid > 1 && fs.existsSync(`/proc/${pid}`)) process.kill(pid, "SIGKILL");
    const gone = (): Promise<boolean> => Promise.resolve(!isThere(pid));
    expect(await eventually(gone, (is) => is)).toBe(true);
  };
  const expectWhole = async (networks: readonly string[]): Promise<void> => {
    const lab = await RoutedLab.of(workspace);
    expect(await lab.peersUp(NODES.length)).toEqual(NODES);
    const pods = Object.values(await lab.podCidrs());
    expect(pods).toHaveLength(NODES.length);
    const own = async (): Promise<string[]> =>
      Object.keys(await bgpRoutes(lab.router)).filter((prefix) => !prefix.endsWith("/32"));
    const wanted = [...networks, ...pods].sort();
    expect((await eventually(own, (seen) => seen.length === wanted.length)).sort()).toEqual(wanted);
    expect(await helmHistory(lab.kubeconfig)).toEqual(["1 deployed"]);
    expect(await workspace.succeed(...UP)).toMatch(/Nothing had to be changed/);
  };

  beforeAll(() => {
    workspace = Workspace.withStack("bgp");
    killer = new Killer(workspace);
    before = census(workspace.folder);
  });
  afterAll(() => workspace.dispose("bgp"));

  it.each<[string, () => Moment, number]>([
    ["while clusters start", () => /starting the simulator/, 700],
    ["when the router has its files", () => written("etc/frr.conf"), 0],
    ["when the router's zebra starts", () => written("log/zebra.log"), 0],
    ["when the router's bgpd starts", () => written("log/bgpd.log"), 0],
  ])("E1 up and the simulator, %s", async (_, moment, delay) => {
    await killer.at(UP, moment(), delay);
    await killSimulator();
  });

  it.each<[string, () => Moment, number]>([
    ["when the router's zebra starts", () => written("log/zebra.log"), 0],
    ["when the engine begins", () => /Updating \(bgp\)|Resources:/, 0],
    ["while Helm installs", () => /release creating|Resources:/, 1500],
    ["when the first BGP resource is made", () => /CiliumBGP\w+ \S+ creat|Resources:/, 0],
    ["while sessions are awaited", () => /Resources:/, 0],
  ])("E1 up alone, %s", async (_, moment, delay) => {
    await killer.at(UP, moment(), delay);
  });

  it("E1 the next up has every session, every route and one Helm revision", async () => {
    await workspace.succeed(...UP);
    await expectWhole(["10.10.1.0/24"]);
  });

  it.each([
    ["up alone", false, 0],
    ["up alone, later", false, 300],
    ["up and the simulator", true, 150],
  ])("E1 a change of the router, %s", async (_, both, delay) => {
    const text = workspace.read("Pulumi.bgp.yaml");
    workspace.write("Pulumi.bgp.yaml", text.replace("[10.10.1.0/24]", "[10.10.1.0/24, 10.10.2.0/24]"));
    await killer.at(UP, /(found|starting) the simulator/, delay);
    if (both) await killSimulator();
  });

  it("E1 the next up has the change, and every session again", async () => {
    await workspace.succeed(...UP);
    await expectWhole(["10.10.1.0/24", "10.10.2.0/24"]);
  });

  it.each([
    ["before anything is gone", /simulat/],
    ["while the simulator stops", /stopping the simulator|nothing of stack/],
  ])("E1 down, %s", async (_, moment) => {
    await killer.at(DOWN, moment);
  });

  it("E1 were alive when they were killed, ten at least", () => {
    expect(killer.hits).toBeGreaterThanOrEqual(10);
  });

  it("E1 A9 the next down leaves nothing", async () => {
    await workspace.succeed(...DOWN);
    expect(census(workspace.folder)).toEqual(before);
    expect(fs.readdirSync(workspace.folder)).toEqual(["Pulumi.bgp.yaml"]);
  });
});

function isThere(pid: number): boolean {
  // What its parent has not asked after yet is gone all the same.
  const state = fs.existsSync(`/proc/${pid}/stat`) ? fs.readFileSync(`/proc/${pid}/stat`, "utf8") : ") Z";
  return pid > 1 && !state.includes(") Z");
}
