import { spawnSync } from "node:child_process";
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { applyScript, installScript, uninstallScript, unit } from "../../../components/rack/in-node";

/*
 * The scripts as they are, but with their paths below a folder, and with a kernel of files in place of `ip` and a systemd that
 * runs the unit. What a real node makes of them is proved by the e2e suite.
 */
const fakeIp = `#!/bin/sh
family=4
case "$1" in -4 | -6) family=\${1#-}; shift ;; *) case "$*" in *:*) family=6 ;; esac ;; esac
kernel=$ROOT/routes$family
touch "$kernel"
case "$2" in
  show) grep "proto $4\\$" "$kernel" | sed 's/ proto.*//' || : ;;
  replace) grep -v "^$3 " "$kernel" >"$kernel.new"; echo "$3 via $5 dev eth1 proto $7" >>"$kernel.new"; mv "$kernel.new" "$kernel" ;;
  del) grep -v "^$3 " "$kernel" >"$kernel.new"; mv "$kernel.new" "$kernel" ;;
esac
`;
const fakeSystemctl = `#!/bin/sh
echo "$*" >>"$ROOT/calls"
case "$*" in
  "show --property=MainPID --value kubelet") cat "$ROOT/kubelet.pid" ;;
  "restart kubelet") mkdir -p "$ROOT/proc/1"; tr ' "' '\\n\\n' <"$ROOT/var/lib/kubelet/kubeadm-flags.env" | tr '\\n' '\\0' >"$ROOT/proc/1/cmdline" ;;
  "restart cilium-fabric-rack.service") sh "$ROOT/etc/cilium-fabric/apply" ;;
esac
`;

const flags = (addresses: string): string =>
  `KUBELET_KUBEADM_ARGS="--container-runtime-endpoint=unix:///x ${addresses}--node-labels= --provider-id=kind://docker/west/west-worker"\n`;

let root: string;
const at = (path: string): string => join(root, path);
const read = (path: string): string => readFileSync(at(path), "utf8");
const calls = (): string[] => read("calls").trim().split("\n");
const restarts = (): number => calls().filter((call) => call === "restart kubelet").length;

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "rack-node-"));
  for (const folder of ["bin", "etc/systemd/system", "var/lib/kubelet", "proc"])
    mkdirSync(at(folder), { recursive: true });
  for (const [tool, text] of [["ip", fakeIp] as const, ["systemctl", fakeSystemctl] as const]) {
    writeFileSync(at(`bin/${tool}`), text);
    chmodSync(at(`bin/${tool}`), 0o755);
  }
  writeFileSync(at("kubelet.pid"), "1\n");
  writeFileSync(at("calls"), "");
  writeFileSync(at("etc/gai.conf"), "# as it was\n");
  writeFileSync(at("var/lib/kubelet/kubeadm-flags.env"), flags("--node-ip=172.18.0.3 "));
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

function moved(script: string): string {
  return script.replace(/\/(etc\/|var\/|proc\/)/g, `${root}/$1`);
}

function run(
  script: string,
  addresses: string,
  routes = "",
): { out: string; err: string; code: number | null } {
  const done = spawnSync("sh", ["-c", moved(script)], {
    env: {
      PATH: `${at("bin")}:${process.env["PATH"] ?? ""}`,
      ROOT: root,
      NODE_IPS: addresses,
      PREFER: "precedence ::ffff:172.18.0.0/112 15",
      APPLY: moved(applyScript),
      UNIT: unit,
    },
    input: routes,
    encoding: "utf8",
  });
  return { out: done.stdout.trim(), err: done.stderr.trim(), code: done.status };
}

const well = { out: "", err: "", code: 0 };
const routes = "172.20.0.0/16 192.168.10.200\n192.168.20.0/24 192.168.10.200\n";

describe("a node that comes into a rack", () => {
  it("A8 gets its address into kubelet's flags, its routes into the kernel, and a unit for the next start", () => {
    expect(run(installScript, "192.168.10.101", routes)).toEqual(well);
    expect(read("var/lib/kubelet/kubeadm-flags.env")).toBe(flags("--node-ip=192.168.10.101 "));
    expect(read("routes4")).toBe(
      "172.20.0.0/16 via 192.168.10.200 dev eth1 proto 196\n192.168.20.0/24 via 192.168.10.200 dev eth1 proto 196\n",
    );
    expect(read("etc/systemd/system/cilium-fabric-rack.service")).toBe(unit);
    expect(calls()).toContain("--quiet enable cilium-fabric-rack.service");
    expect(restarts()).toBe(1);
    expect(read("etc/gai.conf")).toBe(
      "# as it was\n# cilium-fabric begin\nprecedence ::ffff:172.18.0.0/112 15\n# cilium-fabric end\n",
    );
  });

  it("is left in peace where nothing changed: kubelet runs on", () => {
    run(installScript, "192.168.10.101", routes);
    const files = ["routes4", "etc/gai.conf", "var/lib/kubelet/kubeadm-flags.env"].map(read);
    expect(run(installScript, "192.168.10.101", routes)).toEqual(well);
    expect(["routes4", "etc/gai.conf", "var/lib/kubelet/kubeadm-flags.env"].map(read)).toEqual(files);
    expect(restarts()).toBe(1);
  });

  it("E6 loses routes that are no longer wanted, and nobody else's", () => {
    run(installScript, "192.168.10.101", `${routes}2.20.0.0/16 192.168.10.200\n`);
    writeFileSync(at("routes4"), `${read("routes4")}10.0.0.0/8 via 172.18.0.1 dev eth0 proto static\n`);
    run(installScript, "192.168.10.101", "172.20.0.0/16 192.168.10.201\nfd00:20::/64 fd00:10::200\n");
    expect(read("routes4").trim().split("\n").sort()).toEqual([
      "10.0.0.0/8 via 172.18.0.1 dev eth0 proto static",
      "172.20.0.0/16 via 192.168.10.201 dev eth1 proto 196",
    ]);
    expect(read("routes6")).toBe("fd00:20::/64 via fd00:10::200 dev eth1 proto 196\n");
  });

  it("has its families in the order that kind gave them", () => {
    const of = (before: string, addresses: string): string => {
      rmSync(at("etc/cilium-fabric"), { recursive: true, force: true });
      writeFileSync(at("var/lib/kubelet/kubeadm-flags.env"), flags(before));
      expect(run(installScript, addresses)).toEqual(well);
      return /--node-ip=(\S+)/.exec(read("var/lib/kubelet/kubeadm-flags.env"))?.[1] ?? "";
    };
    expect(of("--node-ip=172.18.0.3 ", "192.168.10.1 fd00::1")).toBe("192.168.10.1,fd00::1");
    expect(of("--node-ip=172.18.0.3,fc00::3 ", "192.168.10.1 fd00::1")).toBe("192.168.10.1,fd00::1");
    expect(of("--node-ip=fc00::3,172.18.0.3 ", "192.168.10.1 fd00::1")).toBe("fd00::1,192.168.10.1");
    expect(of("--node-ip=fc00::3 ", "fd00::1")).toBe("fd00::1");
    expect(of("", "192.168.10.1")).toBe("192.168.10.1");
  });

  it("gets its address back at the next start, after kind's entrypoint wrote another", () => {
    run(installScript, "192.168.10.101", routes);
    writeFileSync(at("var/lib/kubelet/kubeadm-flags.env"), flags("--node-ip=172.18.0.9 "));
    rmSync(at("routes4"));
    expect(run(applyScript, "")).toEqual(well);
    expect(read("var/lib/kubelet/kubeadm-flags.env")).toBe(flags("--node-ip=192.168.10.101 "));
    expect(read("routes4").trim().split("\n")).toHaveLength(2);
  });
});

describe("a node that leaves its rack", () => {
  it("has what it had before, but the address that it has in kind's network now", () => {
    run(installScript, "192.168.10.101", routes);
    run(installScript, "192.168.10.102", routes);
    expect(run(uninstallScript, "172.18.0.7 fc00::7")).toEqual({ ...well, out: "172.18.0.7" });
    expect(read("var/lib/kubelet/kubeadm-flags.env")).toBe(flags("--node-ip=172.18.0.7 "));
    expect(read("routes4")).toBe("");
    expect(read("etc/gai.conf")).toBe("# as it was\n");
    expect(existsSync(at("etc/cilium-fabric"))).toBe(false);
    expect(existsSync(at("etc/systemd/system/cilium-fabric-rack.service"))).toBe(false);
    expect(restarts()).toBe(3);
  });

  it("keeps both families in their order, and is content where it never came in", () => {
    writeFileSync(at("var/lib/kubelet/kubeadm-flags.env"), flags("--node-ip=fc00::3,172.18.0.3 "));
    run(installScript, "192.168.10.101");
    expect(run(uninstallScript, "172.18.0.7 fc00::7")).toEqual({ ...well, out: "fc00::7 172.18.0.7" });
    expect(run(uninstallScript, "172.18.0.7 fc00::7")).toEqual(well);
  });
});
