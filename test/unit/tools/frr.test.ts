import * as fs from "node:fs";
import * as path from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { ensureFrr, frrBelow, frrState } from "../../../tools";
import { plannedPackages } from "../../../tools/frr";
import { fakeMachine, type Fake } from "./fake";

let machine: Fake;
beforeEach(() => {
  machine = fakeMachine();
});
afterEach(() => machine.remove());

const programs = ["zebra", "bgpd", "bfdd", "staticd"];

function install(root: string, names = programs): void {
  for (const file of [...names.map((name) => `usr/lib/frr/${name}`), "usr/bin/vtysh"]) {
    fs.mkdirSync(path.dirname(path.join(root, file)), { recursive: true });
    fs.writeFileSync(path.join(root, file), "");
  }
}

/** A machine whose apt-get brings two packages; `fails` is shell text for the first try. */
function withApt(fails = ":"): void {
  machine.program(
    "apt-get",
    `echo "$*" >>"$FAKE/calls"
case "$*" in
*update*) ;;
*--simulate*) ${fails}
  echo 'Inst libyang2 (2.1.30-2 Debian:12 [amd64])'; echo 'Inst frr (8.4.4-1.1 Debian:12 [amd64]) []' ;;
*download*) touch libyang2.deb frr.deb ;;
esac`,
  );
  machine.program(
    "dpkg-deb",
    `mkdir -p "$3/usr/lib/frr" "$3/usr/bin" "$3/usr/lib/x86_64-linux-gnu/frr"
case "$2" in
*/frr.deb) for p in zebra bgpd bfdd staticd; do touch "$3/usr/lib/frr/$p"; done; touch "$3/usr/bin/vtysh" "$3/usr/lib/x86_64-linux-gnu/frr/libfrr.so.0" ;;
*) touch "$3/usr/lib/x86_64-linux-gnu/libyang.so.2" ;;
esac`,
  );
}

const nowhere = (): string => path.join(machine.folder, "system");
const fetched = (): string => path.join(machine.cache, "tools", "frr", "8.4.4-1.1");

describe("FRR", () => {
  it("is found as distributions install it, all of it or none", () => {
    install(nowhere(), ["zebra", "bgpd", "staticd"]);
    expect(frrBelow(nowhere())).toBeUndefined();
    install(nowhere());
    expect(frrBelow(nowhere())).toMatchObject({
      programs: path.join(nowhere(), "usr/lib/frr"),
      vtysh: path.join(nowhere(), "usr/bin/vtysh"),
    });
    expect(frrState(machine.env, nowhere())).toBe("installed");
  });

  it("is taken from the distribution's packages where it is not installed, with the libraries they bring", async () => {
    withApt();
    expect(frrState(machine.env, nowhere())).toBe("obtainable");
    const frr = await ensureFrr(machine.options, nowhere());
    expect(frr).toEqual({
      root: fetched(),
      programs: path.join(fetched(), "usr/lib/frr"),
      vtysh: path.join(fetched(), "usr/bin/vtysh"),
      libraries: [
        path.join(fetched(), "usr/lib/x86_64-linux-gnu"),
        path.join(fetched(), "usr/lib/x86_64-linux-gnu/frr"),
      ],
    });
    expect(machine.events.map(({ phase, detail }) => `${phase} ${detail}`)).toEqual([
      "download Debian packages libyang2, frr",
      "ready unpacked 8.4.4-1.1",
    ]);
    const calls = machine.calls().length;
    expect(frrState(machine.env, nowhere())).toBe("fetched");
    expect(await ensureFrr(machine.options, nowhere())).toEqual(frr);
    expect(machine.calls()).toHaveLength(calls);
    expect(fs.readdirSync(path.join(machine.cache, "tools", "tmp"))).toEqual([]);
  });

  it("makes package lists of its own where the system has none", async () => {
    withApt('case "$*" in *Dir::State::lists*) ;; *) exit 100 ;; esac');
    await ensureFrr(machine.options, nowhere());
    expect(machine.calls().map((call) => call.replace(/^.*Sandbox::User=root /, "own "))).toEqual([
      "install --simulate --no-install-recommends frr",
      "own update -qq",
      "own install --simulate --no-install-recommends frr",
      "own download -qq libyang2 frr",
    ]);
  });

  it("says what to do where it cannot be had", async () => {
    const env = { ...machine.env, PATH: path.join(machine.folder, "bin") };
    expect(frrState(env, nowhere())).toBe("missing");
    await expect(ensureFrr({ ...machine.options, env }, nowhere())).rejects.toThrow(
      "FRR is not installed: install FRR 8.4 or newer (on Debian and Ubuntu: apt-get install frr) and run this again.",
    );
    withApt("echo 'E: no network' >&2; exit 100");
    await expect(ensureFrr(machine.options, nowhere())).rejects.toThrow(
      "FRR is not installed and its packages could not be fetched (E: no network): install FRR 8.4 or newer",
    );
    expect(fs.existsSync(fetched())).toBe(false);
  });

  it("is not kept when its packages lack a program", async () => {
    withApt();
    machine.program("dpkg-deb", 'mkdir -p "$3/usr/lib/frr"');
    await expect(ensureFrr(machine.options, nowhere())).rejects.toThrow(
      "the packages libyang2, frr hold no FRR with zebra, bgpd, bfdd, staticd",
    );
    expect(frrState(machine.env, nowhere())).toBe("obtainable");
  });
});

it("reads what an installation would bring, upgrades too", () => {
  const plan = `NOTE: This is only a simulation!
Inst libc-ares2 (1.18.1-3 Debian:12 [amd64])
Inst libyang2 [2.1.0-1] (2.1.30-2 Debian:12 [amd64])
Conf libyang2 (2.1.30-2 Debian:12 [amd64])
`;
  expect([...plannedPackages(plan)]).toEqual([
    ["libc-ares2", "1.18.1-3"],
    ["libyang2", "2.1.30-2"],
  ]);
});
