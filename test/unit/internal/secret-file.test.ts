import {
  chmodSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { writeSecretFile } from "../../../components/internal/secret-file";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "secret-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));
const mode = (path: string): number => statSync(path).mode & 0o777;

it("writes for its owner alone, folder included", () => {
  const file = join(folder, "a/b/kubeconfig");
  expect(writeSecretFile(file, "text")).toBe(true);
  expect(readFileSync(file, "utf8")).toBe("text");
  expect([mode(file), mode(join(folder, "a")), mode(join(folder, "a/b"))]).toStrictEqual([
    0o600, 0o700, 0o700,
  ]);
});

it("replaces an open file by a closed one, leaves no draft, and does nothing the second time", () => {
  const file = join(folder, "kubeconfig");
  writeFileSync(file, "old", { mode: 0o644 });
  expect(writeSecretFile(file, "new")).toBe(true);
  const written = statSync(file).ino;
  expect(writeSecretFile(file, "new")).toBe(false);
  expect(statSync(file).ino).toBe(written);
  expect(mode(file)).toBe(0o600);
  expect(readdirSync(folder)).toStrictEqual(["kubeconfig"]);
});

it("closes a file that says the same but is open", () => {
  const file = join(folder, "kubeconfig");
  writeSecretFile(file, "text");
  chmodSync(file, 0o644);
  expect(writeSecretFile(file, "text")).toBe(false);
  expect(mode(file)).toBe(0o600);
});

it("replaces a link instead of writing where it leads", () => {
  const target = join(folder, "other");
  writeFileSync(target, "other's");
  symlinkSync(target, join(folder, "kubeconfig"));
  writeSecretFile(join(folder, "kubeconfig"), "text");
  expect(readFileSync(target, "utf8")).toBe("other's");
});

it("leaves nothing where it cannot write", () => {
  writeFileSync(join(folder, "file"), "");
  expect(() => writeSecretFile(join(folder, "file/kubeconfig"), "text")).toThrow();
  expect(existsSync(join(folder, "file/kubeconfig"))).toBe(false);
});
