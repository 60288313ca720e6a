import { join, resolve } from "node:path";
import { parseIp } from "../internal/cidr";
import { type Finding, Severity } from "../internal/finding";

export const defaultFrrImage = "quay.io/frrouting/frr:8.4.4";

/** zebra and bgpd end at once where one of these is missing. */
export const capabilities = ["CAP_NET_ADMIN", "CAP_NET_RAW", "CAP_SYS_ADMIN"];

/** BGP, which the stock file has off, and BFD; the daemons' own terminals answer inside the container alone. */
export const defaultDaemons = `bgpd=yes
bfdd=yes
vtysh_enable=yes
zebra_options="-A 127.0.0.1 -s 90000000"
staticd_options="-A 127.0.0.1"
bgpd_options="-A 127.0.0.1"
bfdd_options="-A 127.0.0.1"
`;

/** The arguments of `FrrRouter` as far as they are plain. */
export interface FrrRouterInput {
  readonly image?: string;
  readonly containerName?: string;
  readonly hostname?: string;
  readonly interfaces: readonly { readonly address?: string; readonly address6?: string }[];
  readonly directory?: string;
  readonly sysctls?: Readonly<Record<string, string>>;
  readonly timeoutSeconds?: number;
}

/** A router with every default filled in. */
export interface FrrRouterPlan {
  readonly image: string;
  readonly containerName: string;
  readonly hostname: string;
  readonly directory: string;
  readonly sysctls: Readonly<Record<string, string>>;
  readonly timeoutSeconds: number;
}

export function planFrrRouter(name: string, stack: string, input: FrrRouterInput): FrrRouterPlan {
  const containerName = input.containerName ?? `${stack}-${name}`;
  return {
    image: input.image ?? defaultFrrImage,
    containerName,
    hostname: input.hostname ?? name,
    directory: resolve(input.directory ?? join(".fabric", stack, "routers", containerName)),
    sysctls: { ...defaultSysctls(input), ...input.sysctls },
    timeoutSeconds: input.timeoutSeconds ?? 60,
  };
}

function defaultSysctls({ interfaces }: FrrRouterInput): Record<string, string> {
  return {
    "net.ipv4.ip_forward": "1",
    "net.ipv4.fib_multipath_hash_policy": "1",
    // A packet may come in by another rack than the one that its answer goes out by.
    "net.ipv4.conf.all.rp_filter": "2",
    ...(interfaces.some(({ address6 }) => address6 !== undefined) && {
      "net.ipv6.conf.all.disable_ipv6": "0",
      "net.ipv6.conf.all.forwarding": "1",
      "net.ipv6.fib_multipath_hash_policy": "1",
    }),
  };
}

/** Everything about a router that Docker would refuse. */
export function validateFrrRouter(plan: FrrRouterPlan, input: FrrRouterInput): Finding[] {
  const findings: Finding[] = [];
  const report = (code: string, paths: readonly string[], message: string, fix: string): void => {
    findings.push({ severity: Severity.Error, code, paths, message, fix });
  };
  if (!/^[A-Za-z0-9][\w./:@-]*$/.test(plan.image))
    report(
      "frr-image",
      ["image"],
      `"${plan.image}" is no image reference`,
      `write one such as ${defaultFrrImage}`,
    );
  if (!/^[A-Za-z0-9][A-Za-z0-9_.-]*$/.test(plan.containerName))
    report(
      "frr-container-name",
      ["containerName"],
      `"${plan.containerName}" is no name of a container`,
      "write letters, digits, _ . and -, the first one a letter or digit",
    );
  if (!/^[A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?$/.test(plan.hostname))
    report(
      "frr-hostname",
      ["hostname"],
      `"${plan.hostname}" is no host name`,
      "write letters, digits and - within",
    );
  checkInterfaces(input, report);
  for (const key of Object.keys(plan.sysctls))
    if (!key.startsWith("net."))
      report(
        "frr-sysctl",
        [`sysctls.${key}`],
        `kernel setting ${key} is not a container's own: only those that begin with net. are`,
        "leave it out",
      );
  const seconds = plan.timeoutSeconds;
  if (!(Number.isInteger(seconds) && seconds >= 10 && seconds <= 3600))
    report(
      "frr-timeout",
      ["timeoutSeconds"],
      `${seconds} is no whole number of seconds between 10 and 3600`,
      "leave it out for 60",
    );
  return findings;
}

function checkInterfaces(
  { interfaces }: FrrRouterInput,
  report: (code: string, paths: readonly string[], message: string, fix: string) => void,
): void {
  if (interfaces.length === 0)
    report("frr-without-interface", ["interfaces"], "the router stands in no rack", "give it an interface");
  interfaces.forEach(({ address, address6 }, i) => {
    const at = `interfaces[${i}]`;
    if (address === undefined && address6 === undefined)
      report(
        "frr-interface-without-address",
        [at],
        "the interface has no address",
        "give it one of its rack",
      );
    for (const [key, text, family] of [
      ["address", address, "ipv4"],
      ["address6", address6, "ipv6"],
    ] as const)
      if (text !== undefined && parseIp(text)?.family !== family)
        report(
          "frr-address",
          [`${at}.${key}`],
          `"${text}" is no ${family === "ipv4" ? "IPv4" : "IPv6"} address`,
          "write one of the rack",
        );
  });
}
