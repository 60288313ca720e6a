import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import * as http2 from "node:http2";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import * as path from "node:path";
import { afterAll, afterEach, describe, expect, it, vi } from "vitest";
import { readStatus, relayStatus, withoutHubble } from "../../e2e/hubble";

/** num_flows 300, max_flows 8190, uptime, 2 connected, 1 unavailable and its name, a version, a rate. */
const status = Buffer.from(
  ["08ac02", "10fe3f", "20808090a4d1ad9604", "2a020802", "32020801", "3a0165", "4206312e31382e31"].join("") +
    "490000000000000840",
  "hex",
);

// The e2e test runs in few places; what it asks with is tried here.
describe("C5 how Hubble's relay is asked", () => {
  const servers: http2.Http2Server[] = [];
  afterEach(() => servers.splice(0).forEach((server) => server.close()));

  async function relay(message: Buffer, grpcStatus: string): Promise<{ address: string; asked: string[] }> {
    const asked: string[] = [];
    const server = http2.createServer();
    servers.push(server);
    server.on("stream", (stream, headers) => {
      const body: Buffer[] = [];
      stream.on("data", (chunk: Buffer) => body.push(chunk));
      stream.on("end", () => {
        asked.push(
          `${headers[":method"] ?? ""} ${headers[":path"] ?? ""} ${Buffer.concat(body).toString("hex")}`,
        );
        stream.respond({ ":status": 200, "content-type": "application/grpc" }, { waitForTrailers: true });
        stream.on("wantTrailers", () => stream.sendTrailers({ "grpc-status": grpcStatus }));
        const head = Buffer.alloc(5);
        head.writeUInt32BE(message.length, 1);
        stream.end(Buffer.concat([head, message]));
      });
    });
    await new Promise<void>((ready) => server.listen(0, "127.0.0.1", ready));
    return { address: `127.0.0.1:${(server.address() as AddressInfo).port}`, asked };
  }

  it("C5 reads how many agents it is connected to", () => {
    expect(readStatus(status)).toEqual({ connected: 2, unavailable: 1 });
    expect(readStatus(Buffer.alloc(0))).toEqual({ connected: 0, unavailable: 0 });
    // A number of 0 within a field that is there.
    expect(readStatus(Buffer.from("2a00", "hex"))).toEqual({ connected: 0, unavailable: 0 });
  });

  it("C5 asks as hubble status does, and takes an answer of gRPC alone", async () => {
    const good = await relay(status, "0");
    expect(await relayStatus(good.address)).toEqual({ connected: 2, unavailable: 1 });
    expect(good.asked).toEqual(["POST /observer.Observer/ServerStatus 0000000000"]);
    const bad = await relay(Buffer.alloc(0), "14");
    await expect(relayStatus(bad.address)).rejects.toThrow("gRPC status 14");
    await expect(relayStatus("127.0.0.1:1")).rejects.toThrow("ECONNREFUSED");
  });
});

describe("C5 where Hubble's relay and page can run", () => {
  const folder = mkdtempSync(path.join(tmpdir(), "place-"));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  afterEach(() => vi.unstubAllEnvs());

  const stack = readFileSync(path.join(__dirname, "../../../Pulumi.dev.yaml"), "utf8").replace(
    "    version: 1.18.1",
    "    version: 1.18.1\n    hubble: { relay: { enabled: true }, ui: { enabled: true } }",
  );
  const placed = (overlay: string): string | undefined => {
    const file = path.join(folder, "place.yaml");
    writeFileSync(file, overlay);
    vi.stubEnv("CILIUM_FABRIC_OVERLAY", file);
    // No engine and no registry is asked here.
    vi.stubEnv("PATH", folder);
    return withoutHubble(stack);
  };

  it("C5 is what the place's overlay says", () => {
    expect(placed("cilium: { hubble: { ui: { enabled: false } } }")).toBe(
      "the place's overlay sets hubble.ui.enabled to false",
    );
    const named = "image: { repository: r.example.com/hubble, tag: v1 }";
    expect(placed(`cilium: { values: { hubble: { relay: { ${named} } } } }`)).toBe(
      "no quay.io/cilium/hubble-ui:v0.13.2, quay.io/cilium/hubble-ui-backend:v0.13.2 can be had, and no overlay names another image",
    );
    const all = `{ relay: { ${named} }, ui: { frontend: { ${named} }, backend: { ${named} } } }`;
    expect(placed(`cilium: { hubble: ${all} }`)).toBeUndefined();
  });
});
