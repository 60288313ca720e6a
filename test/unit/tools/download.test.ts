import { execFileSync } from "node:child_process";
import * as fs from "node:fs";
import * as http from "node:http";
import type { AddressInfo } from "node:net";
import * as path from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { toolSpec, type ToolSpec } from "../../../tools";
import { cached } from "../../../tools/cache";
import { downloadTool, findChecksum, isReachable, sha256 } from "../../../tools/download";
import { fakeMachine, type Fake } from "./fake";

let machine: Fake;
let server: http.Server;
let files: Record<string, Buffer>;
let origin: string;
beforeEach(async () => {
  machine = fakeMachine();
  files = {};
  server = http.createServer((request, response) => {
    const file = files[request.url ?? ""];
    response.writeHead(file === undefined ? 404 : 200).end(file);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterEach(() => {
  server.close();
  machine.remove();
});

const specOf = (folder?: string): ToolSpec => ({
  ...toolSpec("kwok"),
  download: () => ({
    url: `${origin}/tool.tgz`,
    checksums: `${origin}/sums`,
    ...(folder === undefined ? {} : { folder }),
  }),
});

const download = async (spec: ToolSpec): Promise<[boolean, string | undefined]> => [
  await downloadTool({ name: "kwok", spec, key: "k" }, machine.cache, machine.options),
  machine.events.at(-1)?.detail,
];

function archive(): Buffer {
  const folder = path.join(machine.folder, "make", "kwok-dir");
  fs.mkdirSync(folder, { recursive: true });
  fs.writeFileSync(path.join(folder, "kwok"), "program", { mode: 0o755 });
  fs.writeFileSync(path.join(folder, "helper"), "helper", { mode: 0o755 });
  return execFileSync("tar", ["-cz", "-C", path.dirname(folder), "kwok-dir"]);
}

describe("a vendor's release", () => {
  it("is unpacked with what belongs to it when its checksum is right", async () => {
    const bytes = archive();
    files = {
      "/tool.tgz": bytes,
      "/sums": Buffer.from(`${"0".repeat(64)}  other.tgz\n${sha256(bytes)}  tool.tgz\n`),
    };
    expect(await download(specOf("kwok-dir"))).toEqual([true, "downloaded release 0.8.0"]);
    const file = cached(machine.cache, "kwok", specOf("kwok-dir"), "k", "go1.26.8") ?? "";
    expect(fs.readFileSync(file, "utf8")).toBe("program");
    expect(fs.readdirSync(path.dirname(file)).sort()).toEqual(["helper", "kwok"]);
    expect(fs.readdirSync(path.join(machine.cache, "tools", "tmp"))).toEqual([]);
  });

  it("may be the program itself", async () => {
    files = { "/tool.tgz": Buffer.from("program"), "/sums": Buffer.from(sha256(Buffer.from("program"))) };
    expect((await download(specOf()))[0]).toBe(true);
    const file = cached(machine.cache, "kwok", specOf(), "k") ?? "";
    fs.accessSync(file, fs.constants.X_OK);
  });

  it("is refused when its checksum is wrong, and built instead", async () => {
    files = { "/tool.tgz": Buffer.from("evil"), "/sums": Buffer.from(`${"0".repeat(64)} *tool.tgz\n`) };
    expect(await download(specOf())).toEqual([
      false,
      `not used, building instead: ${origin}/tool.tgz has checksum ${sha256(Buffer.from("evil"))}, not ${"0".repeat(64)}`,
    ]);
    expect(cached(machine.cache, "kwok", specOf(), "k")).toBe(undefined);
  });

  it("is refused without a checksum", async () => {
    files = { "/tool.tgz": Buffer.from("x"), "/sums": Buffer.from("<html>not here</html>") };
    expect(await download(specOf())).toEqual([
      false,
      `not used, building instead: ${origin}/sums has no checksum of tool.tgz`,
    ]);
    files = {};
    expect(await download(specOf())).toEqual([
      false,
      `not used, building instead: ${origin}/sums answers 404`,
    ]);
  });

  it("is not asked for where its site cannot be reached, which is asked once", async () => {
    const closed = origin;
    await new Promise((resolve) => server.close(resolve));
    expect(await isReachable(closed)).toBe(false);
    expect(await download(specOf())).toEqual([false, undefined]);
  });
});

it("reads lists of checksums", () => {
  const sum = "a".repeat(64);
  expect(findChecksum(`${sum}  kind-linux-amd64\n`, "kind-linux-amd64")).toBe(sum);
  expect(findChecksum(`${sum.toUpperCase()}  ./dist/kind\n`, "kind")).toBe(sum);
  expect(findChecksum(`${sum}\n`, "kind")).toBe(sum);
  expect(findChecksum(`${sum}  other\n`, "kind")).toBe(undefined);
  expect(findChecksum("", "kind")).toBe(undefined);
});
