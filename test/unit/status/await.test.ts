import { describe, expect, it } from "vitest";
import { awaitBgp } from "../../../cli/bgp";
import { UserError } from "../../../cli/errors";
import { createReporter } from "../../../cli/output";
import { stackPaths } from "../../../cli/paths";
import { BgpStatus } from "../../../cli/status";
import { loadStack } from "../../../stacks/load";
import { look, report, routerPeers, second, seen, speakers } from "./fixtures";

const down = look({
  router: { peers: routerPeers(second.address, {}) },
  cluster: { speakers: speakers(second.name, { peers: [] }) },
});
const statusOf = (what: typeof seen): BgpStatus => {
  const { sessions, problems } = report(what);
  return { sessions, awaited: sessions, reasons: problems.map(({ message }) => message) };
};
const stack = (name: string) => {
  const { config } = loadStack(
    `config: {cilium-fabric:cilium: {version: 1.18.1}, cilium-fabric:clusters: [{name: bgp, id: 1, existing: {}${name === "bgp" ? ", bgp: {asn: 65001, peers: []}" : ""}}]}`,
  );
  return config!;
};

describe("E1 E4 I up waits for BGP", () => {
  const lines: string[] = [];
  const reporter = createReporter({ out: (text) => void lines.push(text), err: () => undefined });
  const context = {
    report: reporter,
    interruption: { signal: new AbortController().signal },
  } as unknown as Parameters<typeof awaitBgp>[4];
  const wait = (look: () => Promise<BgpStatus>, timeout = 1000, name = "bgp") =>
    awaitBgp(
      stack(name),
      { kind: "kind" },
      stackPaths(name),
      { kubeconfig: "", timeout, interval: 1, look },
      context,
    );

  it("until every session is up, and says once for how many", async () => {
    const answers = [down, down, seen];
    lines.length = 0;
    const sessions = await wait(() => Promise.resolve(statusOf(answers.shift() ?? seen)));
    expect(sessions.map(({ state }) => state)).toEqual(["up", "up", "up"]);
    expect(lines).toEqual(["waiting for 1 of 3 BGP sessions\n"]);
  });

  it("no longer than it was told, and then says why", async () => {
    const failure = await wait(() => Promise.resolve(statusOf(down)), 5).catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(UserError);
    expect((failure as Error).message).toBe(
      "1 of 3 BGP sessions are not established after 0.005 s: the ipv4 session with bgp/bgp-worker is down: the agent knows no peer 192.168.10.200",
    );
  });

  it("not for routers of somebody else's, nor where nothing speaks BGP", async () => {
    const outside = { ...statusOf(down), awaited: [] };
    expect((await wait(() => Promise.resolve(outside))).map(({ state }) => state)).toEqual([
      "up",
      "down",
      "up",
    ]);
    expect(await wait(() => Promise.reject(new Error("never asked")), 1000, "plain")).toEqual([]);
  });
});
