import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { differenceScript } from "../../../components/frr-router/difference";

/*
 * Statements for known pairs of configurations. That they bring a real FRR from each configuration to the other is shown with
 * FRR itself in test/engine/94-frr-change.test.ts.
 */
let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "frr-difference-"));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function difference(from: string, to: string, ...options: string[]): string[] {
  const files = [from, to].map((text, i) => {
    const file = join(folder, String(i));
    writeFileSync(file, text);
    return file;
  });
  const done = spawnSync("awk", [...options, differenceScript, ...files], { encoding: "utf8" });
  expect([done.status, done.stderr]).toEqual([0, ""]);
  return done.stdout.split("\n").filter((line) => line !== "");
}

const head = `Building configuration...

Current configuration:
!
frr version 8.4.4
frr defaults traditional
hostname tor
no ipv6 forwarding
service integrated-vtysh-config
!
`;

interface Parts {
  general?: string[];
  family?: string[];
  below?: string;
  asn?: number;
}

function running({ general = [], family = [], below = "", asn = 65000 }: Parts = {}): string {
  return `${head}router bgp ${asn}
 bgp router-id 192.168.10.200
 neighbor CILIUM peer-group
 neighbor CILIUM remote-as external
 neighbor CILIUM timers 3 9
 neighbor 192.168.10.100 peer-group CILIUM
${general.map((line) => ` ${line}\n`).join("")} !
 address-family ipv4 unicast
  network 10.10.1.0/24
${family.map((line) => `  ${line}\n`).join("")}  maximum-paths 4
 exit-address-family
exit
!
${below}end
`;
}

const inRouter = (...lines: string[]): string[] =>
  lines.flatMap((line) => ["router bgp 65000", line, "exit"]);
const inFamily = (...lines: string[]): string[] =>
  lines.flatMap((line) => ["router bgp 65000", "address-family ipv4 unicast", line, "exit", "exit"]);

describe("what brings a router from one configuration to another", () => {
  it("is nothing where they say the same, whatever FRR writes around it", () => {
    const other = running()
      .replace("hostname tor", "hostname x")
      .replace("no ipv6 forwarding", "ip forwarding");
    expect(difference(running(), other)).toEqual([]);
    expect(difference(running(), other, "-v", "compare=1")).toEqual([]);
  });

  it("says what is new and takes back what is gone, in its block", () => {
    const more = running({ general: ["bgp graceful-restart"], family: ["network 10.10.2.0/24"] });
    expect(difference(running(), more)).toEqual([
      ...inRouter("bgp graceful-restart"),
      ...inFamily("network 10.10.2.0/24"),
    ]);
    expect(difference(more, running())).toEqual([
      ...inRouter("no bgp graceful-restart"),
      ...inFamily("no network 10.10.2.0/24"),
    ]);
  });

  it("only says a value that takes another's place: taking `remote-as` back would end the neighbor", () => {
    const changed = running()
      .replace("timers 3 9", "timers 5 15")
      .replace("remote-as external", "remote-as 65001")
      .replace("maximum-paths 4", "maximum-paths 8")
      .replace("router-id 192.168.10.200", "router-id 1.1.1.1");
    expect(difference(running(), changed)).toEqual([
      ...inRouter("bgp router-id 1.1.1.1", "neighbor CILIUM remote-as 65001", "neighbor CILIUM timers 5 15"),
      ...inFamily("maximum-paths 8"),
    ]);
  });

  it("switches by the one statement that says no", () => {
    const open = running({ general: ["no bgp ebgp-requires-policy"] });
    expect(difference(running(), open)).toEqual(inRouter("no bgp ebgp-requires-policy"));
    expect(difference(open, running())).toEqual(inRouter("bgp ebgp-requires-policy"));
    const active = running({ family: ["neighbor CILIUM activate"] });
    const passive = running({ family: ["no neighbor CILIUM activate"] });
    expect(difference(active, passive)).toEqual(inFamily("no neighbor CILIUM activate"));
    expect(difference(passive, active)).toEqual(inFamily("neighbor CILIUM activate"));
  });

  it("adds a neighbor with all that is its own, and takes it away with one statement", () => {
    const more = running({
      general: ["neighbor 192.168.10.101 peer-group CILIUM", "neighbor 192.168.10.101 password hush"],
      family: ["neighbor 192.168.10.101 weight 7"],
    });
    expect(difference(running(), more)).toEqual([
      ...inRouter("neighbor 192.168.10.101 peer-group CILIUM", "neighbor 192.168.10.101 password hush"),
      ...inFamily("neighbor 192.168.10.101 weight 7"),
    ]);
    expect(difference(more, running())).toEqual(inRouter("no neighbor 192.168.10.101"));
  });

  it("makes a neighbor anew that goes to another group, and a group goes after its members", () => {
    const moved = running().replaceAll("CILIUM", "NODES");
    expect(difference(running(), moved)).toEqual(
      inRouter(
        "no neighbor 192.168.10.100",
        "no neighbor CILIUM peer-group",
        "neighbor NODES peer-group",
        "neighbor NODES remote-as external",
        "neighbor NODES timers 3 9",
        "neighbor 192.168.10.100 peer-group NODES",
      ),
    );
  });

  it("takes a password back from one neighbor alone", () => {
    const secret = running({ general: ["neighbor 192.168.10.100 password hush"] });
    expect(difference(secret, running())).toEqual(inRouter("no neighbor 192.168.10.100 password hush"));
    expect(difference(secret, running({ general: ["neighbor 192.168.10.100 password shh"] }))).toEqual(
      inRouter("neighbor 192.168.10.100 password shh"),
    );
  });

  const policy = (...prefixes: string[]): string =>
    `${prefixes.map((prefix, i) => `ip prefix-list PODS seq ${5 * (i + 1)} permit ${prefix}\n`).join("")}!
route-map IN permit 10
 match ip address prefix-list PODS
exit
!
`;

  it("has lists and maps there before a neighbor uses them, and until none does", () => {
    const guarded = running({
      family: ["neighbor CILIUM route-map IN in"],
      below: policy("172.20.0.0/16 le 24"),
    });
    const list = "ip prefix-list PODS seq 5 permit 172.20.0.0/16 le 24";
    expect(difference(running(), guarded)).toEqual([
      list,
      "route-map IN permit 10",
      "exit",
      "route-map IN permit 10",
      "match ip address prefix-list PODS",
      "exit",
      ...inFamily("neighbor CILIUM route-map IN in"),
    ]);
    expect(difference(guarded, running())).toEqual([
      ...inFamily("no neighbor CILIUM route-map IN in"),
      `no ${list}`,
      "no route-map IN permit 10",
    ]);
  });

  it("turns an entry of a route map where it stands, and never takes its number back", () => {
    const denies = running({ below: "route-map IN deny 10\nexit\n!\n" });
    const permits = running({ below: "route-map IN permit 10\nexit\n!\n" });
    expect(difference(denies, permits)).toEqual(["route-map IN permit 10", "exit"]);
    expect(difference(permits, denies)).toEqual(["route-map IN deny 10", "exit"]);
  });

  it("frees an entry of a list from its old number before it gets another, and only then", () => {
    const one = running({ below: policy("172.20.0.0/16 le 24", "172.16.1.0/24") });
    const two = running({ below: policy("10.1.0.0/16", "172.20.0.0/16 le 24") });
    expect(difference(one, two)).toEqual([
      "no ip prefix-list PODS seq 5 permit 172.20.0.0/16 le 24",
      "ip prefix-list PODS seq 5 permit 10.1.0.0/16",
      "ip prefix-list PODS seq 10 permit 172.20.0.0/16 le 24",
    ]);
  });

  it("makes a router of another AS anew, with one statement for the old one", () => {
    const statements = difference(running(), running({ asn: 65010 }));
    expect(statements.slice(0, 2)).toEqual(["no router bgp 65000", "router bgp 65010"]);
    expect(statements).toContain("neighbor 192.168.10.100 peer-group CILIUM");
    expect(statements.filter((line) => line.startsWith("no "))).toHaveLength(1);
  });

  it("empties blocks that cannot be taken away, such as an interface", () => {
    const described = `${running().replace(/end\n$/, "")}interface eth0\n description to the nodes\nexit\n!\nend\n`;
    expect(difference(described, running())).toEqual([
      "interface eth0",
      "no description to the nodes",
      "exit",
    ]);
    expect(difference(running(), described).slice(-3)).toEqual([
      "interface eth0",
      "description to the nodes",
      "exit",
    ]);
  });

  it("tells what each has that the other has not, to check what came of it", () => {
    const other = running({ family: ["network 10.10.2.0/24"] }).replace(
      " bgp router-id 192.168.10.200\n",
      "",
    );
    expect(difference(running(), other, "-v", "compare=1").sort()).toEqual([
      "missing: router bgp 65000|address-family ipv4 unicast|network 10.10.2.0/24",
      "too much: router bgp 65000|bgp router-id 192.168.10.200",
    ]);
  });
});
