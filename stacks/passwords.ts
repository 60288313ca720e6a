import * as fs from "node:fs";
import { Finding, Severity } from "../components/internal/finding";
import { StackConfig } from "./config";

/** A password of a BGP session, as a stack names it. */
export interface PasswordFile {
  readonly file: string;
  /** Input of the stack file that names it. */
  readonly path: string;
  /** Stands for it where no secret may be read, e.g. `${bgp.west.tor-switch.password}`. */
  readonly placeholder: string;
}

/** How a part of the stack takes passwords; undefined is no password. */
export type PasswordReader = (password: PasswordFile) => string | undefined;

/** For what people and tools other than the engine see. */
export const placeholders: PasswordReader = ({ placeholder }) => placeholder;

/** For the engine, which keeps them secret; throws where one cannot be read. */
export const passwords: PasswordReader = ({ file }) => readPassword(file);

/** For checks: what cannot be read has a finding of its own. */
export const readablePasswords: PasswordReader = (password) => {
  try {
    return readPassword(password.file);
  } catch {
    return password.placeholder;
  }
};

/** The newline that editors put at a file's end is no part of it. */
function readPassword(file: string): string {
  return fs.readFileSync(file, "utf8").replace(/\r?\n$/, "");
}

export function peerPassword(config: StackConfig, cluster: number, peer: number): PasswordFile | undefined {
  const owner = config.clusters[cluster];
  const declared = owner?.bgp?.peers[peer];
  if (owner === undefined || declared?.passwordFile === undefined) return undefined;
  return {
    file: declared.passwordFile,
    path: `clusters[${cluster}].bgp.peers[${peer}].passwordFile`,
    placeholder: `\${bgp.${owner.name}.${declared.name ?? declared.router}.password}`,
  };
}

export function linkPassword(config: StackConfig, link: number): PasswordFile | undefined {
  const declared = config.routerLinks[link];
  if (declared?.passwordFile === undefined) return undefined;
  return {
    file: declared.passwordFile,
    path: `routerLinks[${link}].passwordFile`,
    placeholder: `\${bgp.${declared.from}-${declared.to}.password}`,
  };
}

/** Files of passwords that are not there, or that others can read. */
export function passwordFileFindings(config: StackConfig): Finding[] {
  const named = [
    ...config.clusters.flatMap((cluster, c) =>
      (cluster.bgp?.peers ?? []).map((_, p) => peerPassword(config, c, p)),
    ),
    ...config.routerLinks.map((_, l) => linkPassword(config, l)),
  ];
  return named.flatMap((password) => (password === undefined ? [] : fileFindings(password)));
}

function fileFindings({ file, path }: PasswordFile): Finding[] {
  const wrong = (code: string, message: string, fix: string): Finding[] => [
    { severity: Severity.Error, code, paths: [path], message, fix },
  ];
  try {
    const { mode } = fs.statSync(file);
    fs.accessSync(file, fs.constants.R_OK);
    // Windows has no such modes.
    if (process.platform === "win32" || (mode & 0o077) === 0) return [];
    const octal = (mode & 0o777).toString(8).padStart(4, "0");
    return wrong(
      "password-file-open",
      `${file} has mode ${octal}, so others can read the password, expected 0600`,
      `chmod 600 ${file}`,
    );
  } catch (error) {
    const reason = (error as NodeJS.ErrnoException).code ?? String(error);
    return wrong(
      "password-file-unreadable",
      `${file} cannot be read: ${reason}`,
      "name a file with the password, relative to the working folder",
    );
  }
}
