import { describe, expect, it } from "vitest";
import { AgentStatus, KvstoreState } from "../../../cli/probes";
import { stripColor } from "../../../cli/output";
import { Declared, declaredOf } from "../../../cli/status/declared";
import { formatReport } from "../../../cli/status/render";
import { Seen, SeenMultiCluster } from "../../../cli/status/seen";
import { loadStack } from "../../../stacks";
import { readStackFile, stackFilePath } from "../../../stacks/load";
import { cluster, declared, look, problems, report, seenCluster } from "./fixtures";

const of = (stack: string): Declared => {
  const { config } = loadStack(readStackFile(stackFilePath(stack)), []);
  if (config === undefined) throw new Error(`stack ${stack} cannot be read`);
  return declaredOf(config);
};
const text = (seen: Seen, against: Declared): string => stripColor(formatReport(report(seen, against)));

describe("G where identities are kept", () => {
  const endpoint = "https://172.18.0.2:12379";
  const inEtcd: Declared = {
    ...declared,
    clusters: declared.clusters.map((c) => ({
      ...c,
      identityMode: "kvstore",
      usesEtcd: true,
      etcdEndpoints: [endpoint],
    })),
  };
  const agent = (node: string, kvstore?: KvstoreState, fault?: string): AgentStatus => ({
    node,
    pod: `cilium-${node}`,
    restarts: 0,
    globalServices: 0,
    remotes: [],
    ...(kvstore !== undefined ? { kvstore } : {}),
    ...(fault !== undefined ? { fault } : {}),
  });
  const connected = { connected: true, status: "etcd: 1/1 connected" };
  const seen = (identityMode: string, ...statuses: AgentStatus[]): Seen =>
    look({ cluster: { identityMode, statuses } });

  it("G is shown with the etcd and the agents that are connected to it", () => {
    const all = seen("kvstore", agent("a", connected), agent("b", connected));
    expect(report(all, inEtcd).identityStores).toEqual([
      {
        cluster,
        declaredMode: "kvstore",
        mode: "kvstore",
        endpoints: [endpoint],
        agents: 2,
        agentsConnected: 2,
      },
    ]);
    expect(problems(all, inEtcd)).toEqual([]);
    expect(text(all, inEtcd)).toMatch(/kvstore +│ https:\/\/172\.18\.0\.2:12379 +│ 2 of 2/);
  });

  it("G is shown with addresses that only the running cluster knows", () => {
    const [node] = seenCluster.nodes;
    const at = (endpoint: string): Declared => ({
      ...inEtcd,
      clusters: inEtcd.clusters.map((c) => ({ ...c, etcdEndpoints: [endpoint] })),
    });
    const shown = (endpoint: string): readonly string[] | undefined =>
      report(seen("kvstore", agent("a", connected)), at(endpoint)).identityStores[0]?.endpoints;
    expect(shown(`https://\${${cluster}.nodes[0].address}:12379`)).toEqual([
      `https://${node?.address}:12379`,
    ]);
    expect(shown(`http://\${${cluster}.nodes[${node?.name}].address}:2379`)).toEqual([
      `http://${node?.address}:2379`,
    ]);
    expect(shown(`http://\${${cluster}.nodes[9].address}:2379`)).toEqual([
      `http://\${${cluster}.nodes[9].address}:2379`,
    ]);
  });

  it("G is no matter where an etcd has nothing to do with it", () => {
    expect(report(seen("crd")).identityStores).toEqual([]);
    expect(text(seen("crd"), declared)).not.toContain("identities");
  });

  it("G names agents that are not connected, once for each cause", () => {
    const lost = { connected: false, status: "quorum lost" };
    const said = problems(
      seen(
        "kvstore",
        agent("a", connected),
        agent("b", lost),
        agent("c", lost),
        agent("d"),
        agent("e", undefined, "x"),
      ),
      inEtcd,
    );
    const start = `etcd-disconnected cluster ${cluster}: the agent on`;
    expect(said).toEqual([
      `${start} b and c is not connected to its etcd: quorum lost`,
      `${start} d is not connected to its etcd: it was told of none`,
      `${start} e is not connected to its etcd: it does not answer`,
    ]);
  });

  it("G names a mode that runs and is not declared, in either direction", () => {
    const start = `identity-mode-differs cluster ${cluster}: keeps identities in mode`;
    expect(problems(seen("kvstore"))).toEqual([`${start} kvstore, declared is crd`]);
    expect(problems(seen("crd"), inEtcd)).toEqual([`${start} crd, declared is kvstore`]);
    expect(text(seen("kvstore"), declared)).toMatch(/│ kvstore +│ – +│ not asked/);
  });

  it("G is taken from the stack, whose etcd says where it is", () => {
    expect(of("kvstore").clusters).toMatchObject([{ identityMode: "kvstore", usesEtcd: true }]);
    expect(of("kvstore").clusters[0]?.etcdEndpoints).toEqual([expect.stringMatching(/^https:\/\/.*:12379$/)]);
    expect(of("dev").clusters.map((c) => [c.identityMode, c.usesEtcd, c.etcdEndpoints])).toEqual([
      ["crd", false, []],
      ["crd", false, []],
    ]);
  });
});

describe("H services of the Multi-Cluster Services API", () => {
  const shop = { namespace: "default", name: "shop" };
  const shared: Declared = {
    ...declared,
    ownDns: true,
    clusters: [cluster, "east"].map((name) => ({ ...declared.clusters[0]!, name, nodes: [] })),
    exports: [
      {
        ...shop,
        hostName: "shop.default.svc.clusterset.local",
        exporting: [cluster, "east"].sort(),
        importing: [cluster, "east"],
      },
    ],
  };
  const imported = { ...shop, type: "ClusterSetIP", ips: ["10.2.0.9"], clusters: [cluster, "east"].sort() };
  const good: SeenMultiCluster = {
    exports: [{ ...shop, troubles: [] }],
    imports: [imported],
    dns: { ready: 2, wanted: 2 },
  };
  const seen = (change: Partial<SeenMultiCluster> = {}): Seen => ({
    clusters: [
      { ...seenCluster, multiCluster: good },
      {
        ...seenCluster,
        name: "east",
        nodes: [],
        agents: [],
        speakers: [],
        multiCluster: { ...good, ...change },
      },
    ],
    routers: look().routers,
  });
  const wrong = (change: Partial<SeenMultiCluster>): string[] =>
    problems(seen(change), shared).filter((line) => line.includes("cluster east"));

  it("H are shown with who exports them and what every member imports", () => {
    expect(wrong({})).toEqual([]);
    const [row] = report(seen(), shared).multiClusterServices;
    expect(row).toEqual({
      ...shop,
      hostName: "shop.default.svc.clusterset.local",
      declared: [cluster, "east"].sort(),
      exported: [cluster, "east"].sort(),
      imports: [cluster, "east"].map((name) => ({
        cluster: name,
        addresses: ["10.2.0.9"],
        from: [cluster, "east"].sort(),
      })),
      unseen: [],
    });
    expect(text(seen(), shared)).toMatch(/shop\.default\.svc\.clusterset\.local │ .*east: 10\.2\.0\.9 from/s);
  });

  it.each<[string, Partial<SeenMultiCluster>, string]>([
    [
      "without a ServiceExport",
      { exports: [] },
      "export-missing cluster east: has no ServiceExport default/shop",
    ],
    [
      "whose ServiceExport is refused, in Cilium's words",
      { exports: [{ ...shop, troubles: ["Valid is False (NoService)"] }] },
      "export-refused cluster east: ServiceExport default/shop: Valid is False (NoService)",
    ],
    [
      "without a ServiceImport",
      { imports: [] },
      "import-missing cluster east: has no ServiceImport default/shop",
    ],
    [
      "whose ServiceImport leaves a cluster out",
      { imports: [{ ...imported, clusters: ["east"] }] },
      `import-missing cluster east: ServiceImport default/shop leaves out ${cluster}`,
    ],
    [
      "whose ServiceImport has no address",
      { imports: [{ ...imported, ips: [] }] },
      "import-missing cluster east: ServiceImport default/shop has no address",
    ],
    [
      "without its CoreDNS",
      { dns: { ready: 0, wanted: 0 } },
      "clusterset-dns cluster east: has no CoreDNS for names of the clusterset",
    ],
    [
      "whose CoreDNS is not ready",
      { dns: { ready: 1, wanted: 2 } },
      "clusterset-dns cluster east: CoreDNS for names of the clusterset: 1 of 2 pods are ready",
    ],
  ])("H a cluster %s", (_, change, expected) => {
    expect(wrong(change)).toEqual([expected]);
  });

  it("H a refused export is not shown as accepted", () => {
    const refused = seen({ exports: [{ ...shop, troubles: ["Conflict is True"] }] });
    expect(report(refused, shared).multiClusterServices[0]?.exported).toEqual([cluster]);
  });

  it("H nobody misses an export or import of a cluster that is to have none", () => {
    const bare = { exports: [], imports: [{ ...imported, clusters: [cluster] }] };
    const importer = shared.exports.map((one) => ({ ...one, exporting: [cluster] }));
    expect(problems(seen(bare), { ...shared, exports: importer })).toEqual([]);
    const outside = importer.map((one) => ({ ...one, importing: [cluster] }));
    expect(problems(seen({ exports: [], imports: [] }), { ...shared, exports: outside })).toEqual([]);
  });

  it("H a headless Service needs no address", () => {
    expect(wrong({ imports: [{ ...imported, type: "Headless", ips: [] }] })).toEqual([]);
  });

  it("H a cluster that was not asked is said to be so, and is no fault of the Service's", () => {
    const [west] = seen().clusters;
    const half: Seen = {
      clusters: [west!, { ...seenCluster, name: "east", nodes: [], agents: [] }],
      routers: look().routers,
    };
    expect(report(half, shared).multiClusterServices[0]).toMatchObject({
      unseen: ["east"],
      exported: [cluster],
    });
    expect(problems(half, shared).filter((line) => line.includes("shop"))).toEqual([]);
    expect(text(half, shared)).toContain("east: not seen");
  });

  it("H are taken from the stack", () => {
    const { exports, ownDns, clusters } = of("mcs");
    expect(ownDns).toBe(true);
    const names = clusters.map(({ name }) => name);
    expect(exports.map(({ hostName, importing }) => [hostName, importing])).toEqual([
      ["rebel-base-mcsapi.default.svc.clusterset.local", names],
    ]);
  });
});
