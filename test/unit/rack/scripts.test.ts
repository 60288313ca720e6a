import { spawnSync } from "node:child_process";
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { attachScript, detachScript } from "../../../components/rack/scripts";

/*
 * An engine of files: a node's network is a file with its addresses, and Kubernetes knows a node by what kubelet was last told.
 * `half` in an address's place is a connection that failed, as Docker remembers it.
 */
const fakeDocker = `#!/bin/sh
[ ! -f "$ENGINE/down" ] || { echo "no engine" >&2; exit 1; }
printf '%s\\n' "$1 $2" >>"$ENGINE/calls"
node=$ENGINE/node
case "$1 $2" in
  "version "*) echo 1 ;;
  "inspect --format")
    [ -f "$node/state" ] || exit 1
    case "$3" in
      *State.Running*) cat "$node/state" ;;
      *EndpointID*)
        net=$(printf '%s' "$3" | sed 's/.*Networks "\\([^"]*\\)".*/\\1/')
        [ ! -f "$node/net/$net" ] || { grep -q half "$node/net/$net" && echo failed || cat "$node/net/$net"; } ;;
      *) cat "$node/home" ;;
    esac ;;
  "network connect")
    shift 2; v4=; v6=
    while [ $# -gt 2 ]; do case "$1" in --ip) v4=$2 ;; --ip6) v6=$2 ;; esac; shift 2; done
    [ "$v4" != "$TAKEN" ] || { echo half >"$node/net/$1"; echo "Error response from daemon: Address already in use" >&2; exit 1; }
    echo "$v4 $v6" >"$node/net/$1"
    echo "connected $1 $v4 $v6" >>"$ENGINE/calls" ;;
  "network disconnect")
    grep -q half "$node/net/$3" && { echo "is not connected" >&2; exit 1; }
    rm "$node/net/$3" ;;
  "network inspect") echo 172.18.0.0/16; echo fc00:f853:ccd:e793::/64 ;;
  exec\\ *)
    ips=; prefer=; shift
    while :; do case "$1" in
      --interactive) shift ;;
      --env) case "$2" in NODE_IPS=*) ips=\${2#NODE_IPS=} ;; PREFER=*) prefer=\${2#PREFER=} ;; esac; shift 2 ;;
      *) break ;; esac; done
    shift
    case "$*" in
      *"route show default"*) [ -f "$node/net/$GREEDY" ] && echo "default via 10.0.0.1" || echo "default via 172.18.0.1" ;;
      *kubectl*) [ -n "\${DEAF:-}" ] && echo 172.18.0.3 || cat "$node/known" ;;
      *journalctl*"unit=kubelet"*) echo "I1 fine"; echo "E1 node IP is wrong" ;;
      *"rm -rf /etc/cilium-fabric"*) cut -d' ' -f1 "$node/home" | tee "$node/known" ;;
      *) [ -z "\${BREAK:-}" ] || { echo "sed: no such file" >&2; exit 1; }
        cat >"$node/routes"; printf '%s' "$prefer" >"$node/prefer"; for ip in $ips; do echo "$ip"; done >"$node/known" ;;
    esac ;;
esac
`;

let root: string;
const at = (path: string): string => join(root, path);
const read = (path: string): string => readFileSync(at(path), "utf8");
const network = (name = "rack-a"): string | undefined =>
  existsSync(at(`node/net/${name}`)) ? read(`node/net/${name}`).trim() : undefined;
const count = (call: string): number =>
  read("calls")
    .split("\n")
    .filter((line) => line.startsWith(call)).length;

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "rack-scripts-"));
  mkdirSync(at("bin"));
  mkdirSync(at("node/net"), { recursive: true });
  writeFileSync(at("bin/docker"), fakeDocker);
  chmodSync(at("bin/docker"), 0o755);
  writeFileSync(at("calls"), "");
  writeFileSync(at("node/state"), "true west\n");
  writeFileSync(at("node/home"), "172.18.0.3 fc00::3\n");
  writeFileSync(at("node/known"), "172.18.0.3\n");
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

function run(script: string, extra: Record<string, string> = {}, routes = "") {
  const done = spawnSync("/bin/sh", ["-c", script], {
    env: {
      PATH: `${at("bin")}:${process.env["PATH"] ?? ""}`,
      ENGINE: root,
      TAKEN: "192.168.10.1",
      GREEDY: "a-rack",
      FABRIC_CLUSTER: "west",
      FABRIC_NODE: "west-worker",
      FABRIC_NETWORK: "rack-a",
      FABRIC_ADDRESS: "192.168.10.101",
      FABRIC_ADDRESS6: "",
      FABRIC_TIMEOUT: "5",
      ...extra,
    },
    input: routes,
    encoding: "utf8",
  });
  return { code: done.status, out: done.stdout.trim(), err: done.stderr.trim() };
}

describe("attaching a node", () => {
  it("A8 connects it by its address, hands it its routes, and ends when Kubernetes knows it so", () => {
    const routes = "172.20.0.0/16 192.168.10.200\n";
    expect(run(attachScript, {}, routes)).toEqual({ code: 0, out: "192.168.10.101", err: "" });
    expect(network()).toBe("192.168.10.101");
    expect(read("node/known")).toBe("192.168.10.101\n");
    expect(read("node/routes")).toBe(routes);
    expect(read("node/prefer").split("\n").slice(-2)).toEqual([
      "precedence ::ffff:172.18.0.0/112 15",
      "precedence fc00:f853:ccd:e793::/64 45",
    ]);
  });

  it("takes both families, and connects once however often it runs", () => {
    const both = { FABRIC_ADDRESS6: "fd00:10::101" };
    for (let i = 0; i < 2; i += 1)
      expect(run(attachScript, both)).toEqual({ code: 0, out: "192.168.10.101 fd00:10::101", err: "" });
    expect(count("connected")).toBe(1);
    expect(network()).toBe("192.168.10.101 fd00:10::101");
  });

  it("connects it anew where its address is another, and where an earlier connection failed half-way", () => {
    run(attachScript);
    expect(run(attachScript, { FABRIC_ADDRESS: "192.168.10.102" }).code).toBe(0);
    expect(network()).toBe("192.168.10.102");
    writeFileSync(at("node/net/rack-a"), "half\n");
    expect(run(attachScript).code).toBe(0);
    expect(network()).toBe("192.168.10.101");
  });

  it("leaves no half connection where an address is taken", () => {
    expect(run(attachScript, { FABRIC_ADDRESS: "192.168.10.1" })).toEqual({
      code: 1,
      out: "",
      err: [
        "Error response from daemon: Address already in use",
        "node west-worker could not get 192.168.10.1  in network rack-a; Docker says why above (the first address of a subnet is Docker's own unless the rack gives another as gateway)",
      ].join("\n"),
    });
    expect(network()).toBeUndefined();
  });

  it("refuses a network that would take the node's way to the world", () => {
    const done = run(attachScript, { FABRIC_NETWORK: "a-rack" });
    expect(done).toEqual({
      code: 1,
      out: "",
      err: "network a-rack would become the way to the world of node west-worker, and the cluster's host ports would go there too: Docker takes a network with IPv6 before one without, then the one whose name sorts first; give it a name that sorts after kind, e.g. rack-a-rack, and no IPv6 where kind has none",
    });
    expect(network("a-rack")).toBeUndefined();
  });

  it("touches no container of somebody else, and says what is not there", () => {
    const failsWith = (message: string, extra: Record<string, string> = {}): void =>
      expect(run(attachScript, extra)).toEqual({ code: 1, out: "", err: message });
    writeFileSync(at("node/state"), "true east\n");
    failsWith("container west-worker is no node of kind cluster west; it is left as it is");
    writeFileSync(at("node/state"), "false west\n");
    failsWith("node west-worker does not run; start it with: docker start west-worker");
    rmSync(at("node/state"));
    failsWith("kind cluster west has no node west-worker; see kind get nodes --name west");
    writeFileSync(at("down"), "");
    failsWith("node west-worker needs a Docker engine and none answers; start it and run again");
    failsWith("node west-worker needs docker, which is not on PATH; install it and run again", {
      PATH: at("none"),
    });
    expect(count("connected")).toBe(0);
  });

  it("says what kubelet says where the address does not come about in time, or what the node says at once", () => {
    expect(run(attachScript, { DEAF: "yes", FABRIC_TIMEOUT: "1" })).toEqual({
      code: 1,
      out: "",
      err: [
        "E1 node IP is wrong",
        "node west-worker was to have the InternalIP 192.168.10.101 , but after 1 seconds it is: 172.18.0.3 ; see what kubelet says above",
      ].join("\n"),
    });
    expect(run(attachScript, { BREAK: "yes" })).toEqual({
      code: 1,
      out: "",
      err: "sed: no such file\nnode west-worker could not be given its rack address and routes; it says why above",
    });
  });
});

describe("detaching a node", () => {
  it("gives it back its address in kind's network, and the network its place", () => {
    run(attachScript);
    expect(run(detachScript)).toEqual({ code: 0, out: "", err: "" });
    expect(network()).toBeUndefined();
    expect(read("node/known")).toBe("172.18.0.3\n");
    expect(run(detachScript).code).toBe(0);
  });

  it("is content where the node is gone or somebody else's, and says so where it does not run", () => {
    run(attachScript);
    writeFileSync(at("node/state"), "false west\n");
    expect(run(detachScript)).toMatchObject({
      code: 1,
      err: expect.stringContaining("docker start west-worker") as string,
    });
    writeFileSync(at("node/state"), "true east\n");
    expect(run(detachScript)).toEqual({ code: 0, out: "", err: "" });
    expect(network()).toBe("192.168.10.101");
    rmSync(at("node/state"));
    expect(run(detachScript)).toEqual({ code: 0, out: "", err: "" });
  });
});
