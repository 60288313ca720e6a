import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { expect, it } from "vitest";
import { authorityFindings } from "../../../cli/host";
import { formatFinding } from "../../../components/internal/finding";
import { loadSettings } from "../../../stacks";

it("finds a CA's files that are not there, and is content when they are", () => {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), "authority-"));
  const [certificateFile, privateKeyFile] = ["ca.crt", "ca.key"].map((name) => path.join(folder, name));
  const { config } = loadSettings({
    clusters: [{ name: "west", id: 1, existing: {} }],
    cilium: { version: "1.18.1" },
    mesh: { certificateAuthority: { certificateFile: certificateFile!, privateKeyFile: privateKeyFile! } },
  });
  fs.writeFileSync(certificateFile!, "");
  expect(authorityFindings(config!).map(formatFinding)).toEqual([
    `error: mesh.certificateAuthority.privateKeyFile: ${privateKeyFile!} cannot be read; correct the path, or leave certificateAuthority out to have a CA made [certificate-authority-unreadable]`,
  ]);
  fs.writeFileSync(privateKeyFile!, "");
  expect(authorityFindings(config!)).toEqual([]);
  fs.rmSync(folder, { recursive: true });
});
