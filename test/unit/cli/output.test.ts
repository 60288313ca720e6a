import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { expect, it } from "vitest";
import { createReporter, redact } from "../../../cli/output";
import { lastDiagnostic, repairedSettings, withoutNoise } from "../../../cli/engine";

it("keeps the last runs' logs, readable by their owner alone, without colours and secrets", () => {
  const folder = path.join(fs.mkdtempSync(path.join(os.tmpdir(), "fabric-log-")), "logs");
  try {
    for (let run = 0; run < 7; run++) {
      const report = createReporter({ out: () => undefined, err: () => undefined });
      report.line("before the log there is none");
      report.logTo(folder, "up");
      report.raw("\u001b[31mred\u001b[0m token: abcdef\n");
      report.warn("tight");
      report.close();
      // Logs are named by the millisecond.
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 3);
    }
    const files = fs.readdirSync(folder).sort();
    expect(files).toHaveLength(5);
    const last = path.join(folder, files.at(-1)!);
    expect(fs.statSync(last).mode & 0o077).toBe(0);
    expect(fs.statSync(folder).mode & 0o077).toBe(0);
    expect(fs.readFileSync(last, "utf8")).toContain("red token: [secret]\nwarning: tight\n");
  } finally {
    fs.rmSync(path.dirname(folder), { recursive: true });
  }
});

it.each([
  ["a -----BEGIN EC PRIVATE KEY-----\nMHc\n-----END EC PRIVATE KEY----- b", "a [private key] b"],
  ["-----BEGIN PRIVATE KEY-----\ncut off", "[private key]"],
  ["client-key-data: LS0tLS1CRUdJTg==", "client-key-data: [secret]"],
  ['{"password": "p@ss","user":"u"}', '{"password": [secret],"user":"u"}'],
  ["-----BEGIN CERTIFICATE-----", "-----BEGIN CERTIFICATE-----"],
])("takes secrets out of a log: %j", (text, expected) => expect(redact(text)).toBe(expected));

it("passes the engine's lines on whole, without noise", () => {
  const written: string[] = [];
  const write = withoutNoise((text) => written.push(text));
  write("Updating (dev):\n  warning: using pulumi-resource-tls from $PA");
  write("TH at /x\n +  kubernetes");
  write(":core/v1:Service created\n    warning: a real one\n");
  expect(written.join("")).toBe(
    "Updating (dev):\n +  kubernetes:core/v1:Service created\n    warning: a real one\n",
  );
});

it.each([
  ["code: 255\n stderr: \nerror: update failed\nerror: port 1 is busy\n", "port 1 is busy"],
  ["error: west is not fit\nerror: update canceled\n", "west is not fit"],
  ["error: update failed", "error: update failed".replace("error: ", "")],
  ["error: 2 errors occurred:\n\t* it is full\n\t* it is wet\n", "2 errors occurred: it is full"],
  ["\n\nthe engine fell over\n at x", "the engine fell over"],
  ["", "unknown"],
])("repeats only the engine's last word: %j", (text, expected) =>
  expect(lastDiagnostic(text)).toBe(expected),
);

it("mends the engine's settings file after a run that was cut short in it", () => {
  const config = { "pulumi:disable-default-providers": ["kubernetes"] };
  expect(repairedSettings(undefined, undefined)).toEqual({ config });
  expect(repairedSettings("encryptionsalt: v1:abc\nconfig: {a: 1}\n", undefined)).toBeUndefined();
  expect(repairedSettings("encryptionsalt: v1:abc\nconfig: {a: 1}\n", "v1:abc")).toBeUndefined();
  expect(repairedSettings("", "v1:abc")).toEqual({ encryptionsalt: "v1:abc", config });
  expect(repairedSettings("config: {a: [", "v1:abc")).toEqual({ encryptionsalt: "v1:abc", config });
  expect(repairedSettings("config: {a: 1}", "v1:abc")).toEqual({ encryptionsalt: "v1:abc", config });
});
