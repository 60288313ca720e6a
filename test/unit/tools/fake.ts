import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import type { ToolEvent, ToolOptions } from "../../../tools";

/** A go that answers questions about itself, and then does what the test says. */
const GO = `#!/bin/sh
if [ "$1" = env ]; then
  printf '%s\\n' "\${FAKE_GO:-go1.26.8}" "$FAKE/gocache" "$FAKE/gomod"
  exit 0
fi
echo "$GOFLAGS $GOWORK $CGO_ENABLED: $*" >>"$FAKE/calls"
while [ "$1" != -o ]; do shift; done
out=$2; shift 2
make() { for p; do [ "$p" = . ] && p=$PWD; b=\${p##*/}; printf '#!/bin/sh\\n%s\\n' "$PROGRAM" >"$out$b"; chmod +x "$out$b"; done; }
. "$FAKE/behave"
`;

export interface Fake {
  readonly folder: string;
  readonly cache: string;
  readonly env: NodeJS.ProcessEnv;
  readonly events: ToolEvent[];
  readonly options: ToolOptions;
  /** Shell text that "go build" runs; make "$@" writes the programs. */
  behave(script: string): void;
  calls(): string[];
  /** Puts a program on PATH. */
  program(name: string, script: string): string;
  remove(): void;
}

/** A machine of its own: home, cache, and a PATH with nothing but the system's folders and a fake go. */
export function fakeMachine(): Fake {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), "fabric-tools-"));
  const bin = path.join(folder, "bin");
  fs.mkdirSync(bin);
  const env: NodeJS.ProcessEnv = {
    PATH: `${bin}:/usr/bin:/bin`,
    HOME: folder,
    XDG_CACHE_HOME: path.join(folder, "cache"),
    FAKE: folder,
    GOFLAGS: "-mod=vendor -race",
  };
  const events: ToolEvent[] = [];
  const fake: Fake = {
    folder,
    cache: path.join(folder, "cache", "cilium-fabric"),
    env,
    events,
    options: { env, report: (event) => events.push(event) },
    behave: (script) => fs.writeFileSync(path.join(folder, "behave"), script),
    calls: () => {
      const file = path.join(folder, "calls");
      return fs.existsSync(file) ? fs.readFileSync(file, "utf8").trimEnd().split("\n") : [];
    },
    program: (name, script) => {
      const file = path.join(bin, name);
      fs.writeFileSync(file, script, { mode: 0o755 });
      return file;
    },
    remove: () => fs.rmSync(folder, { recursive: true, force: true }),
  };
  fake.program("go", GO);
  fake.behave('make "$@"');
  return fake;
}
