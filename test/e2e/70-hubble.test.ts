import * as fs from "node:fs";
import { createServer, type AddressInfo } from "node:net";
import * as path from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { eventually } from "../helpers/clusters";
import { Workspace } from "../helpers/workspace";
import { EngineCensus, engineCensus, withoutDocker } from "./docker";
import { relayStatus, withoutHubble } from "./hubble";

const UI = 30001;
const RELAY = 30002;

/** Stack dev with Hubble's relay and page in each cluster; west's ports lead to this host as well. */
function stack(hostPorts: { ui: number; relay: number }): string {
  const text = fs.readFileSync(path.resolve(__dirname, "../../Pulumi.dev.yaml"), "utf8");
  const mapping = (containerPort: number, hostPort: number): string =>
    `{ containerPort: ${containerPort}, hostPort: ${hostPort}, listenAddress: 127.0.0.1 }`;
  const mappings = `[${mapping(UI, hostPorts.ui)}, ${mapping(RELAY, hostPorts.relay)}]`;
  const nodes = `nodes: [{ role: control-plane, portMappings: ${mappings} }, { role: worker }]`;
  const service = (nodePort: number): string => `service: { type: NodePort, nodePort: ${nodePort} }`;
  const hubble = `hubble: { relay: { enabled: true, ${service(RELAY)} }, ui: { enabled: true, ${service(UI)} } }`;
  return text
    .replace("podSubnet: 10.0.0.0/16", `podSubnet: 10.0.0.0/16\n        ${nodes}`)
    .replace("    version: 1.18.1", `    version: 1.18.1\n    ${hubble}`);
}

const reason = withoutDocker() ?? withoutHubble(stack({ ui: UI, relay: RELAY }));

/**
 * Needs what chart 1.18.1 runs for Hubble, and agents whose Hubble answers. Nobody has run the inside of this group yet: no
 * place of ours has these images.
 */
describe.skipIf(reason !== undefined)(
  `C5 Hubble of each cluster on kind${reason === undefined ? "" : ` (${reason})`}`,
  () => {
    let workspace: Workspace;
    let before: EngineCensus;
    let hostPorts: { ui: number; relay: number };
    let told: Record<string, string>;

    beforeAll(async () => {
      before = engineCensus();
      hostPorts = { ui: await freePort(), relay: await freePort() };
      workspace = new Workspace({ "Pulumi.dev.yaml": stack(hostPorts) });
      const output = await workspace.succeed("up", "dev");
      const addresses = [...output.matchAll(/Hubble (UI|relay) of (\w+)\W+?((?:http:\/\/)?[\d.]+:\d+)/g)];
      told = Object.fromEntries(
        addresses.map(([, part = "", cluster = "", at = ""]) => [`${cluster} ${part}`, at]),
      );
    });
    afterAll(() => workspace.dispose("dev"));

    it("C5 tells where they are: on this host where kind leads a port to it, else on a node", () => {
      expect(told).toEqual({
        "west UI": `http://127.0.0.1:${hostPorts.ui}`,
        "west relay": `127.0.0.1:${hostPorts.relay}`,
        "east UI": expect.stringMatching(new RegExp(`^http://\\d+\\.\\d+\\.\\d+\\.\\d+:${UI}$`)) as string,
        "east relay": expect.stringMatching(new RegExp(`^\\d+\\.\\d+\\.\\d+\\.\\d+:${RELAY}$`)) as string,
      });
    });

    it.each(["west", "east"])("C5 gives %s's page to a browser", async (cluster) => {
      const ask = async (): Promise<{ status: number; type: string; page: string }> => {
        const answer = await fetch(told[`${cluster} UI`] ?? "", { signal: AbortSignal.timeout(10_000) });
        const type = answer.headers.get("content-type") ?? "";
        return { status: answer.status, type, page: await answer.text() };
      };
      const refused = { status: 0, type: "", page: "" };
      const seen = await eventually(
        () => ask().catch(() => refused),
        ({ status }) => status === 200,
      );
      expect(seen).toMatchObject({ status: 200, type: expect.stringContaining("text/html") as string });
      expect(seen.page).toMatch(/<title>[^<]*hubble/i);
    });

    it.each(["west", "east"])(
      "C5 has %s's relay answer, connected to the agents of both nodes",
      async (cluster) => {
        const ask = () =>
          relayStatus(told[`${cluster} relay`] ?? "").catch((error: unknown) => ({ error: String(error) }));
        const whole = { connected: 2, unavailable: 0 };
        const seen = await eventually(ask, (status) => JSON.stringify(status) === JSON.stringify(whole));
        expect(seen).toEqual(whole);
      },
    );

    it("C5 A9 leaves nothing behind", async () => {
      await workspace.succeed("down", "dev");
      expect(engineCensus()).toEqual(before);
    });
  },
);

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((ready) => server.listen(0, "127.0.0.1", ready));
  const { port } = server.address() as AddressInfo;
  await new Promise((closed) => server.close(closed));
  return port;
}
