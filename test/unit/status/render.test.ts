import * as fs from "node:fs";
import * as path from "node:path";
import { describe, expect, it } from "vitest";
import { stripColor } from "../../../cli/output";
import { grouped, listed } from "../../../cli/status/problems";
import { formatReport } from "../../../cli/status/render";
import { ProblemCode, SessionRow } from "../../../cli/status/report";
import { duration, sessionTable } from "../../../cli/status/session-table";
import {
  cluster,
  declared,
  first,
  look,
  report,
  router,
  routerPeers,
  second,
  seen,
  speakers,
  webpod,
} from "./fixtures";

describe("the report for people", () => {
  const text = (what = seen): string => stripColor(formatReport(report(what)));

  it("shows every session from both ends, what was learned, pools and addresses", () => {
    const lines = text();
    expect(lines).toContain(`│ ${router}                    │ established │ ${cluster}/${first.name}`);
    expect(lines).toContain(
      "│ 192.168.10.200 AS 65000 │ 61 s        │ 192.168.10.100 AS 65001 │ 61 s        │",
    );
    expect(lines).toMatch(/172\.16\.1\.1\/32 │ Service default\/webpod +│ 3 of 3 +│ 192\.168\.10\.100/);
    expect(lines).toMatch(/cilium-pool │ 172\.16\.1\.0\/24 │ ready │ 3 +│ 253/);
    expect(lines.split("\n").at(-1)).toBe("Everything that can be seen is as declared.");
  });

  it("F says who announces an address: speakers of BGP, the node that answers ARP, both or nobody", () => {
    const said = (service: object, fabric = declared.fabric): string =>
      stripColor(
        formatReport(
          report(look({ cluster: { services: [{ ...webpod, ...service }] } }), { ...declared, fabric }),
        ),
      );
    const silent = { ...declared.fabric, sessions: [], routers: [] };
    expect(said({})).toMatch(/│ cilium-pool │ all nodes +│/);
    expect(said({ externalLocal: true })).toMatch(/│ cilium-pool │ nodes with a backend +│/);
    expect(said({ answering: second.name })).toContain(`all nodes; ${second.name} (ARP, NDP)`);
    expect(said({ answering: second.name }, silent)).toContain(`│ cilium-pool │ ${second.name} (ARP, NDP)`);
    expect(said({}, silent)).toMatch(/│ cilium-pool │ – +│/);
  });

  it("ends with what is wrong, why, and what to do", () => {
    const down = look({
      router: { peers: routerPeers(second.address, {}) },
      cluster: { speakers: speakers(second.name, { peers: [] }) },
    });
    expect(text(down).split("\n").slice(-3)).toEqual([
      "One thing is not as declared:",
      "✗ router tor0: the ipv4 session with bgp/bgp-worker is down: the agent knows no peer 192.168.10.200",
      "  → bring the stack up again; if it stays, look at the log of that end [neighbour-missing]",
    ]);
  });

  it("of very many sessions shows those that need attention first, and says how many it leaves out", () => {
    const session = (n: number, state: "up" | "down"): SessionRow => ({
      a: { kind: "router", name: "tor", address: "10.0.0.1", asn: 1, state: "established" },
      b: { kind: "node", name: `node${n}`, cluster, address: `10.0.1.${n}`, asn: 2, state: "established" },
      family: "ipv4",
      state,
    });
    const many = Array.from({ length: 60 }, (_, n) => session(n, n === 59 ? "down" : "up"));
    const table = stripColor(sessionTable(many));
    expect(table).toContain(`${cluster}/node59`);
    expect(table).not.toContain(`${cluster}/node58`);
    expect(table.split("\n").at(-1)).toBe("… and 20 more sessions; --json has them all");
  });

  it("says times in whole units", () => {
    expect([0.4, 119, 121, 7199, 7200, 172_799, 172_800].map(duration)).toEqual([
      "0 s",
      "119 s",
      "2 min",
      "119 min",
      "2 h",
      "47 h",
      "2 d",
    ]);
  });
});

describe("the report for programs", () => {
  it("is JSON with these fields, and docs/status.md names all of them and all codes", () => {
    const said = JSON.parse(JSON.stringify(report(seen))) as Record<string, unknown>;
    expect(Object.keys(said)).toEqual([
      "version",
      "stack",
      "hosting",
      "verdict",
      "clusters",
      "mesh",
      "routers",
      "sessions",
      "routes",
      "pools",
      "loadBalancers",
      "globalServices",
      "identityStores",
      "multiClusterServices",
      "problems",
      "notes",
    ]);
    expect(said["version"]).toBe(1);
    const page = fs.readFileSync(path.join(__dirname, "../../../docs/status.md"), "utf8");
    for (const word of [...Object.keys(said), ...Object.values(ProblemCode)])
      expect(page).toContain(`\`${word}\``);
  });
});

describe("problems of the same cause", () => {
  const cause = (member: string, message = "node % is not ready") => ({
    code: ProblemCode.NodeNotReady,
    subject: "cluster west",
    member,
    message,
    fix: "mend it",
  });

  it("are one problem that names all it is about", () => {
    expect(
      grouped([cause("a"), cause("b", "% is gone"), cause("c"), cause("a")]).map((p) => p.message),
    ).toEqual(["node a and c is not ready", "b is gone"]);
    expect(grouped([cause("$&")])[0]?.message).toBe("node $& is not ready");
  });

  it("name some and count the rest where they are many", () => {
    const names = Array.from({ length: 9 }, (_, i) => `n${i}`);
    expect(listed(names)).toBe("n0, n1, n2, n3, n4, n5 and 3 more");
    expect(listed(names.slice(0, 7))).toBe("n0, n1, n2, n3, n4, n5 and n6");
    expect([listed([]), listed(["a"]), listed(["a", "b"])]).toEqual(["", "a", "a and b"]);
  });
});
