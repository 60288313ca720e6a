import * as fs from "node:fs";
import * as path from "node:path";
import { describe, expect, it } from "vitest";
import { bounded, inTurns } from "../../../cli/probes/bounded";
import { seeRouter } from "../../../cli/probes/router";
import { containerShell, RouterShell, simulatorShell } from "../../../cli/probes/router-shell";

/** What FRR 8.4.4 and Cilium 1.18.1 really answered, shortened. */
const answer = (name: string): string => fs.readFileSync(path.join(__dirname, "answers", name), "utf8");

const frr: Record<string, string> = {
  "show bgp summary json": answer("summary.json"),
  "show bgp neighbors json": answer("neighbors.json"),
  "show bgp ipv4 unicast json": answer("routes.json"),
};
const shell = (answers: Record<string, string>): RouterShell => ({
  run: (command) => Promise.resolve(answers[command] ?? "% Unknown command"),
});

describe("a router's end", () => {
  it("E1 is read from vtysh: states, counts, timers, passwords in use, next hops", async () => {
    expect(await seeRouter("tor", shell(frr), ["ipv4"])).toEqual({
      name: "tor",
      asn: 65000,
      routerId: "192.168.10.200",
      peers: [
        {
          address: "192.168.10.100",
          peerAsn: 65001,
          state: "established",
          upSeconds: 15,
          received: 3,
          sent: 4,
          signed: true,
          holdSeconds: 9,
          keepAliveSeconds: 3,
        },
        { address: "192.168.10.102", state: "connect", signed: true },
        { address: "192.168.10.104", state: "idle", shutDown: true, signed: false },
      ],
      routes: [
        {
          prefix: "10.10.1.0/24",
          family: "ipv4",
          paths: [{ nextHop: "0.0.0.0", used: false, stale: false }],
        },
        {
          prefix: "172.16.1.1/32",
          family: "ipv4",
          paths: [
            { from: "192.168.10.100", nextHop: "192.168.10.100", used: true, stale: false },
            { from: "192.168.10.101", nextHop: "192.168.10.101", used: true, stale: false },
          ],
        },
        {
          prefix: "172.20.0.0/24",
          family: "ipv4",
          paths: [{ from: "192.168.10.100", nextHop: "192.168.10.100", used: true, stale: false }],
        },
      ],
    });
  });

  it("says why a neighbour was refused, and who restarts", async () => {
    const summary = {
      ipv4Unicast: {
        as: 65000,
        peers: {
          "192.168.10.101": { state: "Idle", peerState: "OK" },
          "192.168.10.100": { state: "Connect", peerState: "NSF passive" },
        },
      },
    };
    const { peers } = await seeRouter(
      "tor",
      shell({ ...frr, "show bgp summary json": JSON.stringify(summary) }),
      ["ipv4"],
    );
    expect(peers).toMatchObject([
      { address: "192.168.10.100", state: "connect", restarting: true },
      { address: "192.168.10.101", lastError: "notification OPEN Message Error/Bad Peer AS" },
    ]);
  });

  it("counts a neighbour of both families in that of its address", async () => {
    const summary = {
      ipv4Unicast: {
        as: 65000,
        peers: {
          "192.0.2.1": { state: "Established", pfxRcd: 4 },
          "fd00::1": { state: "Established", pfxRcd: 9 },
        },
      },
      ipv6Unicast: { as: 65000, peers: { "fd00::1": { state: "Established", pfxRcd: 6 } } },
    };
    const table = {
      routes: {
        "fd00:1::/64": [
          {
            bestpath: true,
            peerId: "fd00::1",
            nexthops: [
              { ip: "fe80::1", scope: "link-local" },
              { ip: "fd00::1", scope: "global" },
            ],
          },
        ],
      },
    };
    const answers = {
      ...frr,
      "show bgp summary json": JSON.stringify(summary),
      "show bgp ipv6 unicast json": JSON.stringify(table),
    };
    const router = await seeRouter("tor", shell(answers), ["ipv6"]);
    expect(router.peers.map(({ address, received }) => [address, received])).toEqual([
      ["192.0.2.1", 4],
      ["fd00::1", 6],
    ]);
    expect(router.routes[0]?.paths).toEqual([
      { from: "fd00::1", nextHop: "fd00::1", used: true, stale: false },
    ]);
  });

  it("says in one sentence why it does not answer", async () => {
    expect(await seeRouter("tor", shell({ "show bgp summary json": "bgpd is not running\n" }), [])).toEqual({
      name: "tor",
      fault: "vtysh says: bgpd is not running",
      peers: [],
      routes: [],
    });
    const broken = {
      run: () => Promise.reject(new Error("container tor is not running, it is exited\nmore")),
    };
    expect((await seeRouter("tor", broken, [])).fault).toBe("container tor is not running, it is exited");
    expect((await seeRouter("tor", simulatorShell(undefined, "tor"), [])).fault).toBe(
      "the simulator does not run",
    );
  });

  it("is asked no longer than some seconds, and the question is withdrawn then", async () => {
    let withdrawn = false;
    const deaf: RouterShell = {
      run: (_command, signal) =>
        new Promise(() => {
          signal?.addEventListener("abort", () => {
            withdrawn = true;
          });
        }),
    };
    const router = await seeRouter("tor", deaf, [], 30);
    expect(router.fault).toBe("vtysh (show bgp summary json) did not answer within 0.03 s");
    expect(withdrawn).toBe(true);
  });
});

describe("a container's shell", () => {
  const asDocker = async (script: string): Promise<string> => {
    const folder = fs.mkdtempSync("/tmp/status-docker-");
    const before = process.env["PATH"];
    try {
      if (script !== "")
        fs.writeFileSync(path.join(folder, "docker"), `#!/bin/sh\n${script}\n`, { mode: 0o755 });
      process.env["PATH"] = script === "" ? folder : `${folder}:${before ?? ""}`;
      return (await seeRouter("tor", containerShell("bgp-tor"), [])).fault ?? "answered";
    } finally {
      process.env["PATH"] = before;
      fs.rmSync(folder, { recursive: true, force: true });
    }
  };

  it("says whether docker, the container or vtysh is at fault", async () => {
    expect(await asDocker("")).toBe("docker is not on PATH");
    expect(
      await asDocker('[ "$1" = inspect ] && echo exited || { echo "is not running" >&2; exit 1; }'),
    ).toBe("container bgp-tor is not running, it is exited");
    expect(await asDocker('echo "Error: No such object: $4" >&2; exit 1')).toBe(
      "there is no container bgp-tor",
    );
    expect(await asDocker('echo "Cannot connect to the Docker daemon" >&2; exit 1')).toBe(
      "Docker does not answer for container bgp-tor: Cannot connect to the Docker daemon",
    );
    expect(
      await asDocker(
        '[ "$1" = inspect ] && echo running || { echo "Exiting: failed to connect to any daemons."; exit 1; }',
      ),
    ).toBe("Exiting: failed to connect to any daemons.");
  });

  it("asks vtysh in the container, and nothing else", async () => {
    expect(await asDocker('[ "$1" = inspect ] && { echo running; exit 0; }; echo "$*" >&2; exit 1')).toBe(
      "exec bgp-tor vtysh -c show bgp summary json",
    );
  });
});

describe("asking many", () => {
  it("goes on in turns and keeps the order", async () => {
    let running = 0;
    let most = 0;
    const answers = await inTurns([5, 1, 3, 2, 4], 2, async (n) => {
      most = Math.max(most, (running += 1));
      await new Promise((resolve) => setTimeout(resolve, n));
      running -= 1;
      return n * 10;
    });
    expect(answers).toEqual([50, 10, 30, 20, 40]);
    expect(most).toBe(2);
    expect(await inTurns([], 2, () => Promise.reject(new Error("never")))).toEqual([]);
  });

  it("ends a question that nobody answers", async () => {
    await expect(bounded(new Promise(() => undefined), 20, "the API server")).rejects.toThrow(
      "the API server did not answer within 0.02 s",
    );
    await expect(bounded(Promise.resolve(1), 1000, "x")).resolves.toBe(1);
  });
});
