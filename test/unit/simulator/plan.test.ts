import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import {
  findSimulator,
  SIMULATOR_PROGRAMS,
  SimulatorDepth,
  startSimulator,
  stopSimulator,
} from "../../../simulator";
import { parseStatus } from "../../../simulator/daemon";
import { hasCapabilities } from "../../../simulator/depth";
import { renderPlan, writePlan } from "../../../simulator/plan";
import type { SimulatorSpec } from "../../../simulator/types";

let directory: string;

beforeEach(() => {
  directory = fs.mkdtempSync(path.join(os.tmpdir(), "simulator-"));
});

afterEach(() => {
  fs.rmSync(directory, { recursive: true, force: true });
});

/** A program that answers like the daemon's, and notes how it was called. */
function program(script: string): string {
  const file = path.join(directory, "program");
  fs.writeFileSync(file, `#!/bin/sh\necho "$@" >>"${directory}/calls"\n${script}\n`, { mode: 0o755 });
  return file;
}

function spec(daemon: string): SimulatorSpec {
  return {
    directory: path.join(directory, "state"),
    depth: SimulatorDepth.ControlPlane,
    programs: Object.fromEntries(SIMULATOR_PROGRAMS["control-plane"].map((name) => [name, daemon])),
    clusters: ["west", "east"].map((name, i) => ({
      name,
      id: i + 1,
      podSubnet: `10.${i}.0.0/16`,
      serviceSubnet: `10.${i + 2}.0.0/16`,
      nodes: [{ name: `${name}-control-plane`, role: "control-plane", labels: { b: "2", a: "1" } }],
    })),
  };
}

const READY = `case $1 in
status) echo '{"running":false,"clusters":[]}' ;;
start) echo 'cluster west is up' >&2; echo '{"running":true,"state":"ready","depth":"control-plane","clusters":[{"name":"west"}]}' ;;
esac`;

describe("the plan", () => {
  it("is the same text for the same clusters in any order", () => {
    const one = spec("/bin/true");
    const other = { ...one, clusters: [...one.clusters].reverse() };
    expect(renderPlan(other)).toBe(renderPlan(one));
    expect(JSON.parse(renderPlan(one))).toMatchObject({
      depth: "control-plane",
      clusters: [
        { name: "east", id: 2 },
        { name: "west", podSubnet: "10.0.0.0/16", nodes: [{ labels: { a: "1", b: "2" } }] },
      ],
    });
  });

  it("is for the owner's eyes only", () => {
    const wanted = spec("/bin/true");
    writePlan(wanted);
    expect(fs.statSync(wanted.directory).mode & 0o777).toBe(0o700);
    expect(fs.statSync(path.join(wanted.directory, "plan.json")).mode & 0o777).toBe(0o600);
  });

  it("stays untouched when nothing changes", () => {
    const wanted = spec("/bin/true");
    writePlan(wanted);
    const before = fs.statSync(path.join(wanted.directory, "plan.json"));
    writePlan(wanted);
    expect(fs.statSync(path.join(wanted.directory, "plan.json")).ino).toBe(before.ino);
  });
});

describe("routers in the plan", () => {
  const router = (name: string) => ({
    name,
    addresses: [{ address: "192.168.10.200", bits: 24 }],
    frrConf: "router bgp 65000\n",
    daemons: "bgpd=yes\n",
  });
  const frr = {
    root: "/",
    programs: "/usr/lib/frr",
    vtysh: "/usr/bin/vtysh",
    libraries: [],
    difference: "{ print }",
  };
  const full = (daemon: string): SimulatorSpec => ({
    ...spec(daemon),
    depth: SimulatorDepth.Full,
    programs: Object.fromEntries(SIMULATOR_PROGRAMS.full.map((name) => [name, daemon])),
    frr,
    routers: [router("tor"), router("spine")],
  });
  const started = `case $1 in
status) echo '{"running":false,"clusters":[]}' ;;
start) echo '{"running":true,"state":"ready","depth":"full","clusters":[],"routers":[{"name":"tor","addresses":["192.168.10.200/24"],"daemons":["bgpd","zebra"]}]}' ;;
exec) shift; echo "$@" ;;
esac`;

  it("stand there by name, with FRR's place and nodes' addresses", () => {
    const wanted = full("/bin/true");
    const [west] = wanted.clusters;
    const nodes = [{ ...west!.nodes[0]!, address: "192.168.10.100/24", address6: "fd10::100/64" }];
    const plan: unknown = JSON.parse(renderPlan({ ...wanted, clusters: [{ ...west!, nodes }] }));
    expect(plan).toMatchObject({
      frr,
      routers: [
        { name: "spine" },
        {
          name: "tor",
          addresses: ["192.168.10.200/24"],
          frrConf: "router bgp 65000\n",
          daemons: "bgpd=yes\n",
        },
      ],
      clusters: [{ nodes: [{ address: "192.168.10.100/24", address6: "fd10::100/64" }] }],
    });
    expect(JSON.parse(renderPlan(spec("/bin/true")))).not.toHaveProperty("routers");
  });

  it("are refused where they cannot run", async () => {
    const daemon = program(started);
    const { frr: _, ...without } = full(daemon);
    await expect(startSimulator(without)).rejects.toThrow(
      "frr is missing; expected where FRR's programs are",
    );
    await expect(startSimulator({ ...spec(daemon), frr, routers: [router("tor")] })).rejects.toThrow(
      "the control-plane simulator runs no routers; it was asked for tor",
    );
  });

  it("answer commands", async () => {
    const wanted = full(program(started));
    const { routers } = await startSimulator(wanted);
    expect(routers.map(({ name, daemons }) => [name, daemons])).toEqual([["tor", ["bgpd", "zebra"]]]);
    expect(await routers[0]!.run("show bgp summary json")).toBe(
      `--directory ${wanted.directory} --router tor -- vtysh -c show bgp summary json\n`,
    );
    expect(await routers[0]!.exec(["ip", "route"])).toContain("--router tor -- ip route");
  });

  it("stay with the clusters that are to stay", async () => {
    const wanted = full(program(started));
    await startSimulator(wanted);
    const { routers: _, frr: __, ...less } = wanted;
    await startSimulator({ ...less, clusters: [] }, { keepOthers: true });
    const file = path.join(wanted.directory, "plan.json");
    expect(JSON.parse(fs.readFileSync(file, "utf8"))).toMatchObject({
      frr,
      clusters: [{ name: "east" }, { name: "west" }],
      routers: [{ name: "spine" }, { name: "tor", addresses: ["192.168.10.200/24"] }],
    });
    await startSimulator({ ...less, clusters: [] });
    expect(JSON.parse(fs.readFileSync(file, "utf8"))).not.toHaveProperty("routers");
  });
});

describe("starting", () => {
  it("reports progress and gives the clusters", async () => {
    const lines: string[] = [];
    const simulator = await startSimulator(spec(program(READY)), { report: (line) => lines.push(line) });
    expect(lines).toEqual([
      "starting the simulator (control-plane): 2 clusters, 2 nodes",
      "cluster west is up",
    ]);
    expect(simulator.clusters.map((cluster) => cluster.name)).toEqual(["west"]);
  });

  it("names all missing programs", async () => {
    const wanted = spec("/nowhere/program");
    await expect(
      startSimulator({ ...wanted, programs: { etcd: "/bin/true", kwok: "kwok" } }),
    ).rejects.toThrow(
      "the control-plane simulator lacks programs: fabric-sim, kube-apiserver, kube-controller-manager, kube-scheduler, kwok, cilium-operator-generic; expected absolute paths of existing files in programs",
    );
  });

  it("tells the daemon's own words when it fails", async () => {
    const daemon = program(
      `case $1 in status) echo '{"running":false,"clusters":[]}' ;; *) printf 'fabric-sim: first\\nsecond\\n' >&2; exit 1 ;; esac`,
    );
    await expect(startSimulator(spec(daemon))).rejects.toThrow("first\nsecond");
  });

  it("does not change the depth of a running one", async () => {
    const daemon = program(`echo '{"running":true,"depth":"full","clusters":[]}'`);
    const wanted = spec(daemon);
    await expect(startSimulator(wanted)).rejects.toThrow(
      `the simulator in ${wanted.directory} runs in depth full; stop it before it can run in depth control-plane`,
    );
    expect(fs.readFileSync(path.join(directory, "calls"), "utf8")).not.toContain("start");
  });
});

describe("finding and stopping", () => {
  it("asks the program that the plan names", async () => {
    const wanted = spec(program(`echo '{"running":true,"depth":"control-plane","clusters":[]}'`));
    writePlan(wanted);
    expect((await findSimulator(wanted.directory))?.depth).toBe("control-plane");
    await stopSimulator(wanted.directory);
    expect(fs.readFileSync(path.join(directory, "calls"), "utf8")).toContain(
      `stop --directory ${wanted.directory}`,
    );
  });

  it("removes the files although the program is gone", async () => {
    const wanted = spec("/nowhere/program");
    writePlan(wanted);
    fs.mkdirSync(path.join(wanted.directory, "clusters", "west"), { recursive: true });
    await stopSimulator(wanted.directory);
    expect(fs.existsSync(wanted.directory)).toBe(false);
  });

  it("is fine where there never was one", async () => {
    await stopSimulator(path.join(directory, "none"));
    expect(await findSimulator(path.join(directory, "none"))).toBeUndefined();
  });
});

describe("what others tell", () => {
  it("takes no other JSON for a status", () => {
    expect(() => parseStatus("[1]")).toThrow("the simulator's daemon told something that is no status: [1]");
  });

  it("reads capabilities", () => {
    expect(hasCapabilities("CapEff:\t000001ffffffffff\n")).toBe(true);
    expect(hasCapabilities("CapEff:\t00000000a80425fb\n")).toBe(false);
    expect(hasCapabilities("")).toBe(false);
  });
});
