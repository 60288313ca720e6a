import { randomBytes } from "node:crypto";
import {
  chmodSync,
  closeSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeSync,
} from "node:fs";
import { basename, dirname, join } from "node:path";

/**
 * Writes a file that only its owner can read (0600), in one step: a reader sees the old text or the new one, also after a crash.
 * Folders that are missing are made with mode 0700. Returns false where the file already says the same.
 */
export function writeSecretFile(path: string, text: string): boolean {
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  if (saysAlready(path, text)) return false;
  const draft = join(dirname(path), `.${basename(path)}.${randomBytes(6).toString("hex")}`);
  try {
    // Mode at creation, so that the text is never there for others, and "x" so that nobody's link is followed.
    const file = openSync(draft, "wx", 0o600);
    try {
      writeSync(file, text);
      fsyncSync(file);
    } finally {
      closeSync(file);
    }
    renameSync(draft, path);
  } catch (error) {
    rmSync(draft, { force: true });
    throw error;
  }
  return true;
}

function saysAlready(path: string, text: string): boolean {
  try {
    if (readFileSync(path, "utf8") !== text) return false;
    if ((statSync(path).mode & 0o077) !== 0) chmodSync(path, 0o600);
    return true;
  } catch {
    return false;
  }
}
