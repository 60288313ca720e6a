import { describe, expect, it } from "vitest";
import {
  judgeModeChange,
  MODE_ORDER,
  RunningIdentities,
} from "../../../components/cilium-install/identity-mode/judge";
import { identitiesOf, parseKeys, usedBy } from "../../../components/cilium-install/identity-mode/read";
import { renderValues } from "../../../components/cilium-install/values";

const labels = "k8s:app=webpod;k8s:io.kubernetes.pod.namespace=default";
const both = new Map([[4711, labels]]);
const running = (mode: string, more: Partial<RunningIdentities> = {}): RunningIdentities => ({
  mode,
  used: [4711],
  objects: both,
  keys: both,
  ...more,
});
const told = (from: RunningIdentities, wanted: string): string[] =>
  judgeModeChange(from, wanted).map(
    ({ severity, code, message, fix }) => `${severity} ${code}: ${message}; ${fix}`,
  );

describe("G a change of identityAllocationMode on a running cluster", () => {
  const codes = MODE_ORDER.flatMap((from) =>
    MODE_ORDER.map(
      (to) => [from, to, Math.abs(MODE_ORDER.indexOf(from) - MODE_ORDER.indexOf(to)) > 1] as const,
    ),
  );
  it.each(codes)("from %s to %s is a jump: %s", (from, to, isJump) => {
    const objects = from === "kvstore" ? new Map<number, string>() : both;
    expect(judgeModeChange(running(from, { objects }), to).map(({ code }) => code)).toEqual(
      isJump ? ["identity-mode-jump"] : [],
    );
  });

  it("names the steps of a jump, in the order of its direction", () => {
    expect(told(running("crd"), "kvstore")).toEqual([
      "error identity-mode-jump: identityAllocationMode would go from crd, which runs, to kvstore at once: the 1 identity in use would get other numbers, and policies drop or let pass what they should not until the last agent has restarted; go there in steps, one `up` each, with Cilium 1.17 or newer: doublewrite-readcrd, doublewrite-readkvstore, kvstore",
    ]);
    expect(told(running("kvstore", { used: [300, 4711] }), "crd")[0]).toMatch(
      /the 2 identities in use .*: doublewrite-readkvstore, doublewrite-readcrd, crd$/,
    );
  });

  it("lets a cluster without an identity in use go anywhere", () => {
    expect(told(running("crd", { used: [], objects: new Map() }), "kvstore")).toEqual([]);
  });

  it("waits until the store that is read next has all that is used", () => {
    const some = running("doublewrite-readcrd", { used: [300, 301, 302, 303, 304, 305, 4711] });
    expect(told(some, "doublewrite-readkvstore")).toEqual([
      "error identity-mode-unfinished: 6 of 7 identities in use are not yet in the kvstore, which doublewrite-readkvstore reads: 300, 301, 302, 303, 304, …; run the same command again later: agents write them within their identity-allocation-sync-interval, 5 minutes by default",
    ]);
    const back = running("doublewrite-readkvstore", { objects: new Map() });
    expect(told(back, "doublewrite-readcrd")[0]).toMatch(
      /^error identity-mode-unfinished: 1 of 1 identity in use is not yet in CiliumIdentity objects, which doublewrite-readcrd reads: 4711;/,
    );
  });

  it("refuses to read a number that stands for other labels than in the store read before", () => {
    const keys = new Map([[4711, "k8s:app=other"]]);
    expect(told(running("doublewrite-readcrd", { keys }), "doublewrite-readkvstore")).toEqual([
      "error identity-mode-differs: 1 identity in use stands for other labels in the kvstore than in CiliumIdentity objects: 4711; one store has entries of an earlier time; docs/kvstore.md says how to start from an empty one",
    ]);
  });

  it("does not take an identity for another where only one store has it yet", () => {
    expect(told(running("doublewrite-readcrd", { objects: new Map() }), "doublewrite-readkvstore")).toEqual(
      [],
    );
    const { keys: _, ...known } = running("doublewrite-readkvstore");
    expect(told({ ...known, keys: new Map() }, "doublewrite-readcrd")).toEqual([]);
  });

  it("names the lowest numbers, in whatever order they are used", () => {
    const used = [900, 300, 800, 400, 700, 500, 600];
    expect(told(running("doublewrite-readcrd", { used }), "doublewrite-readkvstore")[0]).toContain(
      "7 of 7 identities in use are not yet in the kvstore, which doublewrite-readkvstore reads: 300, 400, 500, 600, 700, …;",
    );
  });

  it("does not mind entries that no endpoint uses", () => {
    const objects = new Map([...both, [500, "k8s:app=gone"]]);
    expect(told(running("doublewrite-readcrd", { objects }), "doublewrite-readkvstore")).toEqual([]);
  });

  it("warns where the kvstore cannot be asked", () => {
    const { keys: _, ...blind } = running("doublewrite-readcrd");
    expect(told(blind, "doublewrite-readkvstore")[0]).toMatch(
      /^warning identity-mode-unfinished: nobody could be asked/,
    );
  });

  it("has objects of an earlier time removed before they are read again", () => {
    expect(told(running("kvstore"), "doublewrite-readkvstore")).toEqual([
      "error identity-mode-leftovers: 1 CiliumIdentity object of an earlier time is left, which nobody reads in mode kvstore and doublewrite-readkvstore would take for true; remove them while kvstore still runs: kubectl delete ciliumidentities --all",
    ]);
    expect(told(running("kvstore", { used: [] }), "crd")[0]).toMatch(/identity-mode-leftovers/);
  });
});

describe("G identities as they are read", () => {
  it("come from endpoints, each number once, without reserved ones", () => {
    const of = (id?: number) => (id === undefined ? {} : { status: { identity: { id } } });
    expect(usedBy([of(4711), of(300), of(4), of(4711), of(), { status: {} }])).toEqual([300, 4711]);
    expect(usedBy([of(255), of(256)])).toEqual([256]);
  });

  it("read alike from objects and from keys", () => {
    const object = {
      metadata: { name: "4711" },
      "security-labels": {
        "k8s:io.kubernetes.pod.namespace": "default",
        "k8s:app": "webpod",
        "k8s:plain": "",
      },
    };
    const value = "k8s:app=webpod;k8s:io.kubernetes.pod.namespace=default;k8s:plain=;";
    const text = JSON.stringify({
      "cilium/state/identities/v1/id/4711": { Data: Buffer.from(value).toString("base64"), ModRevision: 7 },
    });
    const line = 'time=1970-01-01 level=info msg="Creating etcd client" subsys=cilium-dbg';
    for (const printed of [text, JSON.stringify(JSON.parse(text), undefined, 2)]) {
      expect(parseKeys(`${line}\n${printed}\n${line}\n`)).toEqual(identitiesOf([object]));
    }
    expect(parseKeys("{}\n").size).toBe(0);
    expect(() => parseKeys("level=info msg=nothing")).toThrow();
    expect([...parseKeys(text)]).toEqual([
      [4711, "k8s:app=webpod;k8s:io.kubernetes.pod.namespace=default;k8s:plain="],
    ]);
  });
});

describe("G what restarts pods for another store", () => {
  const etcd = { enabled: true, endpoints: ["http://b:2379", "http://a:2379"] };
  const annotations = (identityAllocationMode: string | undefined, more: object = {}) => {
    const values = renderValues({ settings: { etcd, identityAllocationMode, ...more } as never }, "1.18.1");
    return [values["podAnnotations"], (values["operator"] as { podAnnotations?: object }).podAnnotations];
  };
  const at = "http://a:2379,http://b:2379";

  it("differs for agents by what they read, for the operator by what is written", () => {
    const key = "cilium-fabric/identity-store";
    expect(MODE_ORDER.map((mode) => annotations(mode))).toEqual([
      [{ [key]: `crd ${at}` }, { [key]: `crd ${at}` }],
      [{ [key]: `doublewrite-readcrd ${at}` }, { [key]: `doublewrite ${at}` }],
      [{ [key]: `doublewrite-readkvstore ${at}` }, { [key]: `doublewrite ${at}` }],
      [{ [key]: `kvstore ${at}` }, { [key]: `kvstore ${at}` }],
    ]);
    expect(annotations(undefined)).toEqual(annotations("crd"));
  });

  it("is not there without an etcd, and leaves what was asked for alone", () => {
    expect(renderValues({ settings: { identityAllocationMode: "crd" } }, "1.18.1")).toEqual({
      identityAllocationMode: "crd",
    });
    const [agents, operator] = annotations("kvstore", {
      podAnnotations: { a: "b", "cilium-fabric/identity-store": "mine" },
      operator: { podAnnotations: { c: "d" } },
    });
    expect(agents).toEqual({ a: "b", "cilium-fabric/identity-store": "mine" });
    expect(operator).toEqual({ c: "d", "cilium-fabric/identity-store": `kvstore ${at}` });
  });
});
