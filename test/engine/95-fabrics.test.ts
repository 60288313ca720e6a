import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { renderFrrConf, renderFrrDaemons } from "../../components/bgp-fabric/frr";
import { expectedRoutes } from "../../components/bgp-fabric/expected";
import { differenceScript } from "../../components/frr-router/difference";
import { planFabric } from "../../components/bgp-fabric/plan";
import type { FabricPlan } from "../../components/bgp-fabric/types";
import {
  SIMULATOR_PROGRAMS,
  SimulatorDepth,
  startSimulator,
  supportedDepth,
  type RunningRouter,
  type RunningSimulator,
  type SimulatedRouter,
  type SimulatorSpec,
} from "../../simulator";
import { ensureFrr, ensureTools } from "../../tools";
import { generateFabric } from "../helpers/fabrics";
import { eventually } from "../helpers/clusters";
import { fabricOnTheWire, farEnd } from "../helpers/frr-nodes";
import { establishedPeers, learnedFrom, sessionLives } from "../helpers/routers";

const plans = Array.from({ length: 200 }, (_, seed) => ({ seed, plan: planFabric(generateFabric(seed)) }));

/** The smallest generated fabric of a kind; each speaker is four processes. */
function smallest(isWanted: (plan: FabricPlan) => boolean): { seed: number; plan: FabricPlan } {
  const size = ({ routers, sessions }: FabricPlan): number =>
    routers.length + new Set(sessions.map(({ b }) => `${b.cluster ?? ""}/${b.name}`)).size;
  const [first] = plans
    .filter(({ plan }) => isWanted(plan))
    .sort((a, b) => size(a.plan) - size(b.plan) || a.seed - b.seed);
  if (first === undefined) throw new Error("no generated fabric is like that");
  return first;
}

const nodeSessions = (plan: FabricPlan) => plan.sessions.filter(({ b }) => b.kind === "node");
const kinds: [name: string, isWanted: (plan: FabricPlan) => boolean][] = [
  [
    "eBGP in two families with passwords",
    (plan) => {
      const sessions = nodeSessions(plan);
      return (
        new Set(sessions.filter(({ external }) => external).map(({ family }) => family)).size === 2 &&
        sessions.some(({ password }) => password !== undefined)
      );
    },
  ],
  [
    "iBGP nodes at routers of one AS, with a link that BFD watches",
    (plan) =>
      nodeSessions(plan).some(({ external }) => !external) &&
      plan.sessions.some(({ bfd, external }) => bfd && !external),
  ],
  [
    "leaves of several ASes with a spine, by policy",
    (plan) =>
      plan.routers.length >= 3 &&
      new Set(plan.routers.map(({ asn }) => asn)).size >= 3 &&
      plan.routers.every(({ policy }) => policy === "declared") &&
      nodeSessions(plan).length >= 3,
  ],
  [
    "nodes of several clusters at one router, and one that is several hops away",
    (plan) =>
      plan.routers.length === 1 &&
      plan.clusters.length >= 2 &&
      nodeSessions(plan).some(({ a, b, ebgpMultihop }) => ebgpMultihop > 1 && a.rack !== b.rack),
  ],
];

describe.runIf(process.geteuid?.() === 0)("generated fabrics, each router and node by FRR of its own", () => {
  let folder: string;
  let base: Omit<SimulatorSpec, "routers">;

  beforeAll(async () => {
    expect((await supportedDepth()).depth).toBe(SimulatorDepth.Full);
    const quiet = { report: () => undefined };
    const programs = await ensureTools(SIMULATOR_PROGRAMS.full, quiet);
    folder = fs.mkdtempSync(path.join(os.tmpdir(), "fabrics-"));
    const directory = path.join(folder, "simulator");
    const frr = { ...(await ensureFrr(quiet)), difference: differenceScript };
    base = { directory, depth: SimulatorDepth.Full, programs, clusters: [], frr };
  });
  afterAll(async () => {
    await (await simulate([])).stop();
    expect(fs.existsSync(base.directory)).toBe(false);
    fs.rmSync(folder, { recursive: true });
  });

  const simulate = (routers: readonly SimulatedRouter[]): Promise<RunningSimulator> =>
    startSimulator({ ...base, routers });
  const routerIn = ({ routers }: RunningSimulator, name: string): RunningRouter => {
    const router = routers.find((candidate) => candidate.name === name);
    if (router === undefined) throw new Error(`${name} does not run`);
    return router;
  };

  it.each(kinds)("E1 come up with every session and route that the plan says: %s", async (_, isWanted) => {
    const { plan } = smallest(isWanted);
    const { routers, facts } = fabricOnTheWire(plan);
    const simulator = await simulate(routers);
    for (const { name } of plan.routers) {
      const router = routerIn(simulator, name);
      const peers = plan.sessions
        .filter(({ a, b }) => [a, b].some((end) => end.kind === "router" && end.name === name))
        .map((session) => farEnd(session, name).address)
        .sort();
      const up = await eventually(
        async () => (await establishedPeers(router)).sort(),
        (found) => found.length === peers.length,
        60_000,
      );
      expect(up).toEqual(peers);
      expect(Object.keys(await sessionLives(router)).sort()).toEqual(peers);
    }
    for (const { name } of plan.routers) {
      const due = expectedRoutes(plan, name, facts).map(({ prefix, from }) => [
        prefix,
        from.map(({ address }) => address).sort(),
      ]);
      expect(due.length).toBeGreaterThan(0);
      const wanted = Object.fromEntries(due) as Record<string, string[]>;
      const seen = await eventually(
        () => learnedFrom(routerIn(simulator, name)),
        (found) => JSON.stringify(sorted(found)) === JSON.stringify(sorted(wanted)),
        30_000,
      );
      expect({ router: name, routes: sorted(seen) }).toEqual({ router: name, routes: sorted(wanted) });
    }
  });

  const sorted = (routes: Record<string, string[]>): [string, string[]][] =>
    Object.entries(routes).sort(([a], [b]) => (a < b ? -1 : 1));

  it("change from one to the next into what a fresh router of the next would be, with the daemons that ran", async () => {
    const tors = plans
      .filter(({ plan }) => plan.routers.some(({ name }) => name === "tor0"))
      .slice(0, 16)
      .map(({ seed, plan }) => ({
        seed,
        frrConf: renderFrrConf(plan, "tor0"),
        daemons: renderFrrDaemons(plan, "tor0").replace("bfdd=no", "bfdd=yes"),
      }));
    expect(tors.length).toBe(16);
    let bgpd: string | undefined;
    for (const { seed, frrConf, daemons } of tors) {
      const router = (name: string, host: number): SimulatedRouter => ({
        name,
        addresses: [{ address: `10.99.0.${host}`, bits: 24 }],
        frrConf,
        daemons,
      });
      const simulator = await simulate([router("changed", 1), router(`fresh${seed}`, 2)]);
      const [changed, fresh] = [routerIn(simulator, "changed"), routerIn(simulator, `fresh${seed}`)];
      const show = (one: RunningRouter): Promise<string> => one.run("show running-config no-header");
      expect({ seed, text: normal(await show(changed)) }).toEqual({ seed, text: normal(await show(fresh)) });
      const pid = await changed.exec(["cat", "/run/frr/bgpd.pid"]);
      if (bgpd !== undefined) {
        expect(changed.note).toMatch(/^configuration changed by \d+ lines$/);
        expect(pid).toBe(bgpd);
      }
      bgpd = pid;
    }
  });

  /** Route maps stand in the order in which they came; a router's name is its own. */
  function normal(text: string): string {
    const blocks = text
      .split(/^(?=\S)/m)
      .filter((block) => !/^(!|exit|end|hostname|Building|Current)/.test(block));
    return blocks.sort().join("");
  }
});
