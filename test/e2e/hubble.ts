import { spawnSync } from "node:child_process";
import * as http2 from "node:http2";
import * as path from "node:path";
import { HelmValues, valueAt } from "../../components/internal/helm-values";
import { loadStack, readOverlays } from "../../stacks/load";

/** What chart 1.18.1 runs for Hubble, by the part of its values that names another image. */
const IMAGES: readonly (readonly [key: string, image: string])[] = [
  ["hubble.relay.image", "quay.io/cilium/hubble-relay:v1.18.1"],
  ["hubble.ui.frontend.image", "quay.io/cilium/hubble-ui:v0.13.2"],
  ["hubble.ui.backend.image", "quay.io/cilium/hubble-ui-backend:v0.13.2"],
];

/** Why Hubble's relay and page cannot run in this place; undefined where they can. */
export function withoutHubble(stack: string): string | undefined {
  const files = (process.env["CILIUM_FABRIC_OVERLAY"] ?? "").split(path.delimiter).filter((f) => f !== "");
  const { config, findings } = loadStack(stack, readOverlays(files));
  if (config === undefined) throw new Error(`the stack cannot be read: ${findings[0]?.message ?? ""}`);
  const off = ["hubble.relay.enabled", "hubble.ui.enabled"].filter(
    (key) => valueAt(config.cilium, key) !== true,
  );
  if (off.length > 0) return `the place's overlay sets ${off.join(" and ")} to false`;
  const missing = IMAGES.filter(([key, image]) => !isNamed(config.cilium, key) && !canBeHad(image));
  return missing.length === 0
    ? undefined
    : `no ${missing.map(([, image]) => image).join(", ")} can be had, and no overlay names another image`;
}

/** An overlay that names an image knows that the nodes have it, wherever from. */
function isNamed(values: HelmValues, key: string): boolean {
  return [key, `values.${key}`].some((path) => valueAt(values, path) !== undefined);
}

/** In the engine, or in its registry, which is asked without taking the image. */
function canBeHad(image: string): boolean {
  const asked = ["image", "manifest"].map((what) => [what, "inspect", image]);
  return asked.some((args) => spawnSync("docker", args, { stdio: "ignore", timeout: 30_000 }).status === 0);
}

/** What relay says of the agents that it asks for flows. */
export interface RelayStatus {
  readonly connected: number;
  readonly unavailable: number;
}

/** Asks relay as `hubble status` does: gRPC without TLS, which is relay's own default. */
export async function relayStatus(address: string): Promise<RelayStatus> {
  const session = http2.connect(`http://${address}`);
  try {
    const message = await new Promise<Buffer>((resolve, reject) => {
      session.on("error", reject);
      const call = session.request({
        ":method": "POST",
        ":path": "/observer.Observer/ServerStatus",
        "content-type": "application/grpc",
        te: "trailers",
      });
      const chunks: Buffer[] = [];
      let status: unknown;
      const take = (headers: http2.IncomingHttpHeaders): void => {
        status = headers["grpc-status"] ?? status;
      };
      call.setTimeout(10_000, () => reject(new Error(`${address} does not answer within 10 s`)));
      call.on("response", take);
      call.on("trailers", take);
      call.on("data", (chunk: Buffer) => chunks.push(chunk));
      call.on("error", reject);
      call.on("end", () => {
        if (status === "0") resolve(Buffer.concat(chunks));
        else reject(new Error(`${address} answers with gRPC status ${String(status)}`));
      });
      // A message of no bytes: not compressed, of length 0.
      call.end(Buffer.alloc(5));
    });
    return readStatus(message.subarray(5));
  } finally {
    session.destroy();
  }
}

const CONNECTED = 5;
const UNAVAILABLE = 6;

/** Fields of observer.ServerStatusResponse; a number that is 0 is left out. */
export function readStatus(message: Buffer): RelayStatus {
  const fields = fieldsOf(message);
  const wrapped = (field: number): number => {
    const inner = fields.get(field);
    return Buffer.isBuffer(inner) ? Number(fieldsOf(inner).get(1) ?? 0) : 0;
  };
  return { connected: wrapped(CONNECTED), unavailable: wrapped(UNAVAILABLE) };
}

/** The fields of a message of protocol buffers, the last of each number. */
function fieldsOf(message: Buffer): Map<number, number | Buffer> {
  const fields = new Map<number, number | Buffer>();
  let at = 0;
  const varint = (): number => {
    for (let value = 0, factor = 1; ; factor *= 128) {
      const byte = message.readUInt8(at);
      at += 1;
      value += (byte & 0x7f) * factor;
      if (byte < 0x80) return value;
    }
  };
  while (at < message.length) {
    const tag = varint();
    const wire = tag % 8;
    if (wire === 0) fields.set((tag - wire) / 8, varint());
    else {
      const length = wire === 2 ? varint() : wire === 1 ? 8 : 4;
      fields.set((tag - wire) / 8, message.subarray(at, at + length));
      at += length;
    }
  }
  return fields;
}
