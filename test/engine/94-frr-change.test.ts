import { spawnSync } from "node:child_process";
import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { renderFrrConf } from "../../components/bgp-fabric/frr";
import { planFabric } from "../../components/bgp-fabric/plan";
import { differenceScript } from "../../components/frr-router/difference";
import { generateFabric } from "../helpers/fabrics";

/** Generated fabrics; the routers of one AS follow each other, so that most changes are within one. */
const FABRICS = 20;

// The daemons change their user to FRR's own and need a network of their own: an installed FRR, and root.
const canRun = process.geteuid?.() === 0 && fs.existsSync("/usr/lib/frr/bgpd");

function confs(): string[] {
  const texts = Array.from({ length: FABRICS }, (_, seed) => {
    const plan = planFabric(generateFabric(seed));
    return plan.routers.map(({ name }) => renderFrrConf(plan, name));
  }).flat();
  const asn = (text: string): number => Number(/^router bgp (\d+)$/m.exec(text)?.[1]);
  return texts.sort((a, b) => asn(a) - asn(b));
}

/*
 * In a network and mounts of its own: what FRR starts with for each file, in its own words; then one FRR that is brought from
 * each file to the next as a router's container is. Prints a line per file: rounds, and what is not as FRR starts with it.
 */
const script = `set -u
mkdir -p /run/frr
for folder in /run/frr /etc/frr /var/log; do mount -t tmpfs tmpfs "$folder"; done
chown frr:frr /run/frr
echo 'service integrated-vtysh-config' >/etc/frr/vtysh.conf
ip link set lo up
daemons='zebra bgpd staticd bfdd'
answers() { for daemon in $daemons; do vtysh -d "$daemon" -c 'show version' >/dev/null 2>&1 || return 1; done; }
start() {
  cp "$1" /etc/frr/frr.conf
  for daemon in $daemons; do /usr/lib/frr/$daemon -d -A 127.0.0.1 >/dev/null 2>&1; done
  until answers; do sleep 0.05; done
  vtysh -b >/dev/null 2>&1
}
halt() {
  for daemon in $daemons; do
    pid=$(cat /run/frr/$daemon.pid)
    kill -9 "$pid"
    until grep -qs ') Z' "/proc/$pid/stat" || ! [ -d "/proc/$pid" ]; do sleep 0.02; done
  done
  rm -f /run/frr/*
}
trap halt EXIT
for file in *.conf; do start "$file"; vtysh -c 'show running-config' >"$file.wanted"; halt; done
set -- *.conf
start "$1"
for file in "$@"; do
  rounds=0
  vtysh -c 'show running-config' >live
  while [ "$rounds" -lt 4 ]; do
    awk "$DIFFERENCE" live "$file.wanted" >statements
    [ -s statements ] || break
    rounds=$((rounds + 1))
    vtysh -f /dev/stdin <statements >/dev/null 2>&1
    vtysh -c 'show running-config' >live
  done
  echo "$file $rounds $(awk -v compare=1 "$DIFFERENCE" live "$file.wanted" | tr '\\n' ';')"
done
`;

describe.skipIf(!canRun)("changes of a running FRR", () => {
  let folder: string;
  let files: string[];
  beforeAll(() => {
    folder = fs.mkdtempSync(path.join(os.tmpdir(), "frr-change-"));
    files = confs().map((text, i) => {
      const name = `${String(i).padStart(3, "0")}.conf`;
      fs.writeFileSync(path.join(folder, name), text);
      return name;
    });
  });
  afterAll(() => fs.rmSync(folder, { recursive: true, force: true }));

  it(`end in what FRR starts with, from each router of ${FABRICS} fabrics to the next`, () => {
    const done = spawnSync("unshare", ["--net", "--mount", "--propagation", "private", "sh", "-c", script], {
      cwd: folder,
      env: { ...process.env, DIFFERENCE: differenceScript },
      encoding: "utf8",
      timeout: 600_000,
    });
    expect([done.status, done.stderr]).toEqual([0, ""]);
    const lines = done.stdout.trim().split("\n");
    expect(lines.map((line) => line.replace(/ \d ?/, ""))).toEqual(files);
    const rounds = lines.map((line) => Number(line.split(" ")[1]));
    process.stdout.write(
      `${lines.length} changes; rounds: ${rounds.filter((n) => n < 2).length} one at most, ${rounds.filter((n) => n > 1).length} more\n`,
    );
    expect(files.length).toBeGreaterThan(2 * FABRICS);
    expect(rounds.filter((n) => n > 0).length).toBeGreaterThan(FABRICS);
  });
});
