import { execFile } from "node:child_process";
import * as dgram from "node:dgram";
import * as fs from "node:fs";
import * as net from "node:net";
import { promisify } from "node:util";
import { hasCode } from "../errors";
import { portKey } from "./facts";
import { PortNeed } from "./needs";

const run = promisify(execFile);

/** Which of the ports are in use, and by whom where that can be told. */
export async function busyPorts(needs: readonly PortNeed[]): Promise<Record<string, string | undefined>> {
  const busy: Record<string, string | undefined> = {};
  for (const need of needs) {
    if (!(await isBusy(need))) continue;
    busy[portKey(need.address, need.port, need.protocol)] = await holderOf(need);
  }
  return busy;
}

function isBusy(need: PortNeed): Promise<boolean> {
  const protocol = need.protocol.toUpperCase();
  if (protocol === "TCP") return isBusyTcp(need);
  return protocol === "UDP" ? isBusyUdp(need) : Promise.resolve(false);
}

function isBusyTcp({ address, port }: PortNeed): Promise<boolean> {
  return new Promise((resolve) => {
    const server = net.createServer();
    server.once("error", (error) => resolve(hasCode(error, "EADDRINUSE")));
    server.listen({ host: address, port, exclusive: true }, () => server.close(() => resolve(false)));
  });
}

function isBusyUdp({ address, port }: PortNeed): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = dgram.createSocket(address.includes(":") ? "udp6" : "udp4");
    socket.once("error", (error) => {
      socket.close();
      resolve(hasCode(error, "EADDRINUSE"));
    });
    socket.bind({ address, port, exclusive: true }, () => socket.close(() => resolve(false)));
  });
}

async function holderOf(need: PortNeed): Promise<string | undefined> {
  return (await containerWith(need)) ?? (await processWith(need));
}

async function containerWith({ port, protocol }: PortNeed): Promise<string | undefined> {
  try {
    const filter = `publish=${port}/${protocol.toLowerCase()}`;
    const { stdout } = await run("docker", ["ps", "--filter", filter, "--format", "{{.Names}}"], {
      timeout: 5_000,
    });
    const name = stdout.trim().split("\n")[0];
    return name === undefined || name === "" ? undefined : `container ${name}`;
  } catch {
    return undefined;
  }
}

/** Only what this user may see: with other users' processes the holder stays unknown. */
async function processWith({ port, protocol }: PortNeed): Promise<string | undefined> {
  if (process.platform === "linux") return linuxProcessWith(port, protocol);
  try {
    const { stdout } = await run("lsof", ["-nP", `-i${protocol}:${port}`, "-Fpc"], { timeout: 5_000 });
    const [pid, name] = [/^p(\d+)$/m.exec(stdout)?.[1], /^c(.+)$/m.exec(stdout)?.[1]];
    return pid === undefined ? undefined : `process ${pid} (${name ?? "unknown"})`;
  } catch {
    return undefined;
  }
}

function linuxProcessWith(port: number, protocol: string): string | undefined {
  const hex = port.toString(16).toUpperCase().padStart(4, "0");
  const tables = [`/proc/net/${protocol.toLowerCase()}`, `/proc/net/${protocol.toLowerCase()}6`];
  const inodes = new Set(
    tables
      .filter((file) => fs.existsSync(file))
      .flatMap((file) => fs.readFileSync(file, "utf8").split("\n").slice(1))
      .map((line) => line.trim().split(/\s+/))
      // 0A is "listening"; an unconnected UDP socket is 07.
      .filter(
        ([, local, , state]) => local?.endsWith(`:${hex}`) === true && (state === "0A" || state === "07"),
      )
      .map((fields) => `socket:[${fields[9] ?? ""}]`),
  );
  if (inodes.size === 0) return undefined;
  for (const pid of fs.readdirSync("/proc").filter((entry) => /^\d+$/.test(entry))) {
    if (openFiles(pid).some((target) => inodes.has(target))) return `process ${pid} (${commandName(pid)})`;
  }
  return undefined;
}

function openFiles(pid: string): string[] {
  try {
    return fs.readdirSync(`/proc/${pid}/fd`).map((fd) => {
      try {
        return fs.readlinkSync(`/proc/${pid}/fd/${fd}`);
      } catch {
        return "";
      }
    });
  } catch {
    return [];
  }
}

function commandName(pid: string): string {
  try {
    return fs.readFileSync(`/proc/${pid}/comm`, "utf8").trim();
  } catch {
    return "unknown";
  }
}
