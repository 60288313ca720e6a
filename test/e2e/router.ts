import { spawnSync } from "node:child_process";

/** Runs docker and gives what it prints; fails with what it says. */
export function docker(...args: string[]): string {
  const { stdout, stderr, status } = spawnSync("docker", args, { encoding: "utf8", timeout: 180_000 });
  if (status !== 0) throw new Error(`docker ${args.slice(0, 4).join(" ")}: ${stderr}`);
  return stdout;
}

/** Routes of this host, without what changes by itself. */
export function hostRoutes(): string[] {
  const { stdout } = spawnSync("ip", ["route", "show", "table", "all"], { encoding: "utf8" });
  return stdout
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => line !== "" && !/ dev (veth|docker|br-|lo)/.test(line))
    .sort();
}

/** A neighbor as FRR's summary has it; only what is looked at here. */
export interface Neighbor {
  readonly state: string;
  readonly peerUptimeMsec: number;
  readonly connectionsEstablished: number;
}

export function neighbors(router: string): Record<string, Neighbor> {
  const said = JSON.parse(docker("exec", router, "vtysh", "-c", "show bgp ipv4 unicast summary json")) as {
    peers?: Record<string, Neighbor>;
  };
  return said.peers ?? {};
}

/** Addresses by which the router's kernel sends packets to an address, sorted. */
export function nextHops(router: string, address: string): string[] {
  const said = docker("exec", router, "ip", "route", "show", address);
  return [...said.matchAll(/via (\S+)/g)].map(([, hop]) => hop ?? "").sort();
}

/** What became of requests that left the router: who answered, and by which next hop each left. */
export interface Spread {
  /** Calls by the name of the pod that answered; `-` for none. */
  readonly pods: Record<string, number>;
  /** Connections by address of the next hop. */
  readonly hops: Record<string, number>;
}

const watched = `tcp dst port 80 and tcp[tcpflags] & (tcp-syn|tcp-ack) == tcp-syn`;

/** Calls the address from the router's own network; the next hops are read off the packets, as the kernel sends them. */
export function requestsFrom(router: string, address: string, calls: number): Spread {
  const script = `cd /tmp
    interfaces=$(ls /sys/class/net | grep eth)
    for i in $interfaces; do tcpdump -lnne -i "$i" 'dst host ${address} and ${watched}' >"$i.seen" 2>"$i.said" & done
    for i in $interfaces; do until grep -q listening "$i.said"; do sleep 0.1; done; done
    for i in $(seq ${calls}); do curl -s -m 5 http://${address}/ | sed -n 's/^Hostname: /pod /p' | grep . || echo pod -; done
    sleep 1
    for i in $interfaces; do sed -n 's/.* > \\([0-9a-f:]\\{17\\}\\), .*/sent \\1/p' "$i.seen"; done
    ip neigh show | sed -n 's/^\\([0-9.]*\\) .* lladdr \\([0-9a-f:]*\\).*/at \\2 \\1/p'`;
  const capabilities = ["--cap-add", "NET_ADMIN", "--cap-add", "NET_RAW"];
  const image = "nicolaka/netshoot:v0.13";
  const said = docker(
    ...["run", "--rm", "--network", `container:${router}`, ...capabilities, "--entrypoint", "sh", image],
    ...["-c", script],
  );
  const words = said.split("\n").map((line) => line.trim().split(" "));
  const owner = new Map(words.filter(([kind]) => kind === "at").map(([, mac = "", ip = ""]) => [mac, ip]));
  return {
    pods: counted(words.filter(([kind]) => kind === "pod").map(([, name = ""]) => name)),
    hops: counted(
      words.filter(([kind]) => kind === "sent").map(([, mac = ""]) => owner.get(mac) ?? `unknown ${mac}`),
    ),
  };
}

function counted(names: readonly string[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const name of [...names].sort()) counts[name] = (counts[name] ?? 0) + 1;
  return counts;
}
