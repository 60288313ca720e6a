import { spawnSync } from "node:child_process";
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { applyScript, removeScript, writeScript } from "../../../components/frr-router/scripts";

/*
 * An engine of files: FRR runs what `live` says. A container of its own spells frr.conf out as it stands there; statements read by
 * vtysh become lines of `live`, and lines that are taken back leave it. FRR itself is in test/engine and in the e2e suite.
 */
const fakeDocker = `#!/bin/sh
printf '%s\\n' "$*" >>"$ENGINE/argv"
case "$1" in
  inspect) cat "$ENGINE/state" 2>/dev/null || exit 1 ;;
  logs) echo "bgpd: neighbor 1.2.3.4 password hush refused" ;;
  run) [ -z "\${NO_START:-}" ] || { echo "no such image" >&2; exit 125; }; cat "$FABRIC_DIRECTORY/etc/frr.conf" ;;
  exec)
    case "$*" in
      *"test -f"*) [ -z "\${BLIND:-}" ] && [ -f "$FABRIC_DIRECTORY/etc/\${5##*/}" ] ;;
      *answers) [ ! -f "$ENGINE/silent" ] || { echo "bgpd does not answer"; exit 1; } ;;
      *"vtysh -C"*) file=$FABRIC_DIRECTORY/etc/\${6##*/}
        if grep -n nonsense "$file" >"$ENGINE/said"; then sed 's/^\\([0-9]*\\):/line \\1: % Unknown command: /' "$ENGINE/said"; exit 2; fi ;;
      *"show running-config") cat "$ENGINE/live" ;;
      *"-f /dev/stdin") echo round >>"$ENGINE/rounds"
        while read -r line; do
          case "$line" in
            "stuck"*) echo "line 1: % refused: neighbor 1.2.3.4 password hush" ;;
            "no "*) grep -vxF "\${line#no }" "$ENGINE/live" >"$ENGINE/live.new"; mv "$ENGINE/live.new" "$ENGINE/live" ;;
            *) echo "$line" >>"$ENGINE/live" ;;
          esac
        done ;;
      *clear*) echo soft >>"$ENGINE/cleared" ;;
    esac ;;
esac
`;

let root: string;
let own: string;
const at = (path: string): string => join(root, path);
const read = (path: string): string => (existsSync(at(path)) ? readFileSync(at(path), "utf8") : "");
const runs = (): void => writeFileSync(at("state"), "true bgp-tor\n");
const conf = "log stdout\nip route 10.0.0.0/8 Null0\n";

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "frr-scripts-"));
  own = at(".fabric/bgp/routers/bgp-tor");
  mkdirSync(at("bin"));
  writeFileSync(at("bin/docker"), fakeDocker);
  chmodSync(at("bin/docker"), 0o755);
  writeFileSync(at("live"), conf);
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

function run(script: string, input = conf, extra: Record<string, string> = {}) {
  const done = spawnSync("/bin/sh", ["-c", script], {
    env: {
      PATH: `${at("bin")}:${process.env["PATH"] ?? ""}`,
      ENGINE: root,
      FABRIC_CONTAINER: "bgp-tor",
      FABRIC_DIRECTORY: own,
      FABRIC_DAEMONS: "bgpd=yes\n",
      FABRIC_HOSTNAME: "tor",
      FABRIC_IMAGE: "sha256:1",
      FABRIC_TIMEOUT: "1",
      ...extra,
    },
    input,
    encoding: "utf8",
  });
  return { code: done.status, out: done.stdout.trim(), err: done.stderr.trim() };
}

const well = { code: 0, out: "", err: "" };

describe("a router's files", () => {
  it("are their owner's alone, as are all folders that were made for them", () => {
    expect(run(writeScript)).toEqual(well);
    expect(readdirSync(join(own, "etc")).sort()).toEqual([
      "answers",
      "daemons",
      "frr.conf",
      "spell",
      "vtysh.conf",
    ]);
    for (const name of readdirSync(join(own, "etc")))
      expect(statSync(join(own, "etc", name)).mode & 0o777).toBe(0o600);
    for (const folder of ["etc", ".", "..", "../.."])
      expect(statSync(join(own, folder)).mode & 0o777).toBe(0o700);
    expect(readFileSync(join(own, "etc/frr.conf"), "utf8")).toBe(conf);
    expect(readFileSync(join(own, "etc/daemons"), "utf8")).toBe("bgpd=yes\n");
  });

  it("stay as they are where the running router does not take a new frr.conf; no password is told", () => {
    run(writeScript);
    runs();
    expect(run(writeScript, "router bgp 1\n nonsense password hush\n")).toEqual({
      code: 1,
      out: "",
      err: "line 2: % Unknown command:  nonsense password (hidden)\nrouter bgp-tor does not take the new frr.conf and keeps the one that it has; FRR says why above",
    });
    expect(readFileSync(join(own, "etc/frr.conf"), "utf8")).toBe(conf);
    expect(readdirSync(join(own, "etc"))).not.toContain("frr.conf.new");
  });

  it("are not judged by a router of somebody else, nor by one that sees another folder", () => {
    run(writeScript);
    writeFileSync(at("state"), "true \n");
    expect(run(writeScript, "nonsense\n")).toEqual(well);
    runs();
    expect(run(writeScript, "nonsense\n", { BLIND: "yes" })).toEqual(well);
  });

  it("never take the place of somebody else's", () => {
    mkdirSync(join(own, "etc"), { recursive: true });
    writeFileSync(join(own, "etc/frr.conf"), "mine\n");
    expect(run(writeScript)).toEqual({
      code: 1,
      out: "",
      err: `folder ${own}/etc holds files that are not of this router; give directory another value`,
    });
    expect(readFileSync(join(own, "etc/frr.conf"), "utf8")).toBe("mine\n");
  });

  it("go with the folders that were made for them, as far as nothing else is there", () => {
    run(writeScript);
    expect(run(removeScript)).toEqual(well);
    expect(existsSync(at(".fabric"))).toBe(false);
    run(writeScript);
    writeFileSync(at(".fabric/bgp/run.json"), "{}");
    run(removeScript);
    expect(readdirSync(at(".fabric/bgp"))).toEqual(["run.json"]);
    const elsewhere = { FABRIC_DIRECTORY: at("mine/router") };
    run(writeScript, conf, elsewhere);
    run(removeScript, conf, elsewhere);
    expect(readdirSync(at("mine"))).toEqual([]);
  });
});

describe("bringing a running router to its frr.conf", () => {
  it("does nothing where it runs that already", () => {
    run(writeScript);
    runs();
    expect(run(applyScript)).toEqual({ ...well, out: "bgp-tor" });
    expect([read("rounds"), read("cleared")]).toEqual(["", ""]);
    expect(readdirSync(own)).toEqual(["etc"]);
  });

  it("says the difference once, and has routes judged anew without ending sessions", () => {
    run(writeScript, "log stdout\nip route 10.1.0.0/16 Null0\n");
    runs();
    expect(run(applyScript)).toEqual({ ...well, out: "bgp-tor" });
    expect(read("live")).toBe("log stdout\nip route 10.1.0.0/16 Null0\n");
    expect(read("rounds")).toBe("round\n");
    expect(
      read("argv")
        .split("\n")
        .filter((line) => line.includes("clear")),
    ).toEqual([
      "exec bgp-tor vtysh -c clear bgp ipv4 unicast * soft",
      "exec bgp-tor vtysh -c clear bgp ipv6 unicast * soft",
    ]);
  });

  it("keeps passwords out of arguments and of what it says, also when FRR refuses something", () => {
    run(writeScript, "stuck neighbor 1.2.3.4 password hush\n");
    runs();
    const done = run(applyScript, "stuck neighbor 1.2.3.4 password hush\n");
    expect(done).toEqual({
      code: 1,
      out: "",
      err: [
        "line 1: % refused: neighbor 1.2.3.4 password (hidden)",
        "missing: stuck neighbor 1.2.3.4 password (hidden)",
        "router bgp-tor does not run what its frr.conf says, as above; this starts it anew with the file: docker restart bgp-tor",
      ].join("\n"),
    });
    expect(read("argv")).not.toContain("hush");
    expect(readdirSync(own)).toEqual(["etc"]);
  });

  it("says why where the router does not run, does not answer, or does not take its file", () => {
    const failsWith = (...lines: string[]): void =>
      expect(run(applyScript)).toEqual({ code: 1, out: "", err: lines.join("\n") });
    run(writeScript);
    failsWith(
      "bgpd: neighbor 1.2.3.4 password (hidden)",
      "router bgp-tor does not run; the end of its log is above",
    );
    runs();
    writeFileSync(at("silent"), "");
    failsWith(
      "bgpd: neighbor 1.2.3.4 password (hidden)",
      "router bgp-tor did not answer within 1 seconds: bgpd does not answer; the end of its log is above",
    );
    rmSync(at("silent"));
    writeFileSync(join(own, "etc/frr.conf"), "nonsense\n");
    failsWith(
      "line 1: % Unknown command: nonsense",
      "router bgp-tor does not take all of its frr.conf; FRR says above what it leaves out",
    );
    expect(run(applyScript, conf, { BLIND: "yes" }).err).toBe(
      "the folder of router bgp-tor was made anew since its container was started; this lets it see the files: docker restart bgp-tor",
    );
    writeFileSync(join(own, "etc/frr.conf"), conf);
    expect(run(applyScript, conf, { NO_START: "yes" }).err).toBe(
      "no such image\nimage of router bgp-tor could not start FRR with its frr.conf in a container of its own",
    );
  });
});
