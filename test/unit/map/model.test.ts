import { describe, expect, it } from "vitest";
import { Finding, Severity } from "../../../components/internal/finding";
import { HelmValues, mergeValues } from "../../../components/internal/helm-values";
import { MapCluster, MapModel, Row } from "../../../map/model";
import { fabricSettings, meshSettings } from "../../bench/topologies";
import { mapOf } from "../../helpers/maps";

const clustersOf = (settings: HelmValues): HelmValues[] => settings["clusters"] as HelmValues[];
/** The settings with more said of one cluster. */
const withCluster = (settings: HelmValues, index: number, more: HelmValues): HelmValues => ({
  ...settings,
  clusters: clustersOf(settings).map((cluster, i) => (i === index ? mergeValues(cluster, more) : cluster)),
});
const modelOf = (settings: HelmValues): MapModel => mapOf(settings, []).model;
const clusterOf = (model: MapModel, name: string): MapCluster =>
  model.clusters.find((cluster) => cluster.name === name)!;
const rowOf = (model: MapModel, cluster: string, label: string): Row | undefined =>
  clusterOf(model, cluster).rows.find((row) => row.label === label);

describe("I map: what is said of a mesh", () => {
  const port = (more: HelmValues, mesh: HelmValues = {}): string | undefined => {
    const settings = meshSettings(3, 1);
    const model = modelOf({ ...withCluster(settings, 0, { mesh: more }), mesh });
    return rowOf(model, "c1", "mesh")?.lines[0];
  };

  it.each<[string, HelmValues, HelmValues, number]>([
    ["the chart's", {}, {}, 32379],
    ["the cluster's own NodePort", { nodePort: 32400 }, {}, 32400],
    [
      "one at which it is reached otherwise",
      { nodePort: 32400, endpoints: ["192.0.2.1"], endpointPort: 4000 },
      {},
      4000,
    ],
    ["that of etcd behind a load balancer", {}, { service: { type: "LoadBalancer" } }, 2379],
  ])("the port that peers connect to: %s", (_, own, mesh, expected) => {
    expect(port(own, mesh)).toBe(`port ${expected}, peers c2, c3`);
  });

  it.each<[HelmValues, string]>([
    [{}, "NodePort · KVStoreMesh · certificates by helm · up to 255 clusters"],
    [
      {
        service: { type: "LoadBalancer" },
        kvstoreMesh: { enabled: false },
        tls: { method: "cronJob", schedule: "0 0 1 */4 *" },
        maxConnectedClusters: 511,
      },
      "LoadBalancer · no KVStoreMesh · certificates by cronJob · up to 511 clusters",
    ],
  ])("how it is made, from %j", (mesh, line) => {
    expect(modelOf({ ...meshSettings(2, 1), mesh }).meshNets[0]?.lines[1]).toBe(line);
  });

  it("links in one direction, from who lists to who is listed", () => {
    const settings = meshSettings(3, 1);
    // c1 and c2 list nobody but each other, c3 lists c1.
    const peers: string[][] = [["c2"], ["c1"], ["c1"]];
    const model = modelOf({
      ...settings,
      clusters: clustersOf(settings).map((cluster, i) => ({ ...cluster, mesh: { peers: peers[i] ?? [] } })),
    });
    expect(model.meshNets.map(({ lines, oneWay }) => [lines[0], oneWay])).toEqual([
      ["cluster mesh: 3 clusters, links as declared below", false],
      ["1 link by declared peers: c1 ↔ c2", false],
      ["1 link by declared peers: c3 → c1, one way", true],
    ]);
  });

  it.each([
    [4, "global: c1, c2, c3, c4"],
    [5, "global: all 5 clusters"],
  ])("%i clusters of a service: %s", (count, line) => {
    expect(modelOf(meshSettings(count, 1)).cards[0]?.lines).toEqual([line]);
  });

  it("what a service is in each cluster", () => {
    const settings = meshSettings(5, 1);
    const [service] = settings["services"] as HelmValues[];
    const clusters: HelmValues[] = [
      { name: "c1" },
      { name: "c2", shared: false },
      { name: "c3", affinity: "local" },
      { name: "c4", affinity: "none", shared: false },
      { name: "c5", clientOnly: true },
    ];
    const model = modelOf({ ...settings, services: [{ ...service, clusters }], samples: [] });
    expect(model.cards[0]?.lines).toEqual([
      "global: c1",
      "not shared: c2, c4",
      "affinity local: c3",
      "clients only: c5",
    ]);
  });
});

describe("I map: what is said of a cluster", () => {
  it("its own settings: values of what is about routing alone, of all others the name", () => {
    const own = { routingMode: "tunnel", k8sServiceHost: "not-to-be-told", debug: { enabled: true } };
    const model = modelOf(withCluster(meshSettings(2, 1), 0, { cilium: own }));
    expect(rowOf(model, "c1", "own")?.lines).toEqual(["debug", "k8sServiceHost", "routingMode tunnel"]);
    expect(rowOf(model, "c2", "own")).toBeUndefined();
    expect(JSON.stringify(model)).not.toContain("not-to-be-told");
  });

  it("the AS of nodes that speak BGP, and of no other", () => {
    const settings = fabricSettings(1, 2, 1);
    const nodes = { "c1-r0-n1": { enabled: false } };
    const model = modelOf(withCluster(settings, 0, { bgp: { nodes } }));
    expect(
      clusterOf(model, "c1").groups.flatMap((group) => group.nodes.map(({ name, asn }) => [name, asn])),
    ).toEqual([
      ["c1-r0-n0", 65001],
      ["c1-r0-n1", undefined],
    ]);
  });

  it.each([
    ["4", ["AS 65001, 8 sessions", ...[0, 1, 2, 3].map((i) => `leaf${i >> 1}-${i % 2} AS ${64600 + i} ×2`)]],
    ["5", ["AS 65001, 10 sessions", "leaf0-0 AS 64600 ×2, leaf0-1 AS 64601 ×2 and 3 more"]],
  ])("its routers in full, or in short: %s", (count, lines) => {
    const settings = fabricSettings(1, 2, 3);
    const routers = (settings["routers"] as HelmValues[]).slice(0, Number(count));
    const peers = routers.map(({ name }) => ({ router: name ?? "" }));
    const [cluster] = clustersOf(settings);
    const clusters = [{ ...cluster, bgp: { asn: 65001, peers } }];
    expect(rowOf(modelOf({ ...settings, clusters }), "c1", "BGP")?.lines).toEqual(lines);
  });

  it("ten rows at most where clusters are many, the last of them how many more there are", () => {
    const services = (count: number): HelmValues => ({
      services: Array.from({ length: count }, (_, i) => ({
        name: `s${i}`,
        selector: { app: "x" },
        ports: [{ name: "http", port: 80 }],
      })),
      samples: [],
    });
    const rows = (count: number): { drawn: number; more: string | undefined; all: number } => {
      const { model, scene } = mapOf({ ...meshSettings(7, 1), ...services(count) }, []);
      const own = clusterOf(model, "c1").rows;
      const ids = new Set(own.map(({ id }) => id));
      const texts = scene.elements
        .filter(({ id, inside }) => id === "" && inside === "clusters[0]")
        .flatMap(({ shapes }) => shapes.flatMap((shape) => (shape.type === "text" ? [shape.text] : [])));
      return {
        drawn: scene.elements.filter(({ id }) => ids.has(id)).length,
        more: texts.find((text) => text.startsWith("and ")),
        all: own.length,
      };
    };
    const fixed = rows(0).all;
    expect(rows(10 - fixed)).toEqual({ drawn: 10, more: undefined, all: 10 });
    expect(rows(11 - fixed)).toEqual({ drawn: 9, more: "and 2 more", all: 11 });
  });

  it("the first of two routers of one name", () => {
    const settings = fabricSettings(1, 1, 1);
    const routers = settings["routers"] as HelmValues[];
    const model = modelOf({ ...settings, routers: [...routers, { ...routers[0], asn: 65123 }] });
    expect(model.fabric.routers.map(({ id, name }) => [id, name])).toEqual([
      ["routers[0]", "leaf0-0"],
      ["routers[1]", "leaf0-1"],
      ["routers[2]", "spine0"],
      ["routers[3]", "spine1"],
    ]);
  });
});

describe("I map: what is said of the rest", () => {
  it("an etcd by where it runs", () => {
    const lines = (etcd: HelmValues): readonly string[] | undefined =>
      rowOf(modelOf(withCluster(meshSettings(2, 3), 0, { etcd })), "c1", "etcd")?.lines;
    expect(lines({})).toEqual(["1 member on nodes, TLS"]);
    const members = ["c1-control-plane", "c1-worker", "c1-worker2"];
    expect(lines({ members, tls: { enabled: false } })).toEqual(["3 members on nodes, no TLS"]);
    const endpoints = ["http://192.0.2.9:2379", "http://192.0.2.10:2379"];
    expect(lines({ mode: "outside", endpoints, tls: { enabled: false } })).toEqual([
      "outside, no TLS",
      ...endpoints,
    ]);
  });

  it("a router that somebody else configures", () => {
    const settings = fabricSettings(1, 1, 1);
    const [first, ...others] = settings["routers"] as HelmValues[];
    const model = modelOf({ ...settings, routers: [{ ...first, managed: false }, ...others] });
    expect(model.fabric.routers.map(({ lines }) => lines.includes("not managed here"))).toEqual([
      true,
      false,
      false,
      false,
    ]);
  });

  it("sessions of a router with a rack, by family", () => {
    const settings = fabricSettings(1, 2, 1);
    const [cluster] = clustersOf(settings);
    const [router, ...routers] = settings["routers"] as HelmValues[];
    const [rack, ...racks] = settings["racks"] as HelmValues[];
    const [foot, ...feet] = router?.["interfaces"] as HelmValues[];
    const existing = cluster?.["existing"] as HelmValues;
    const nodes = (existing["nodes"] as HelmValues[]).map((node, i) => ({
      ...node,
      rack: { name: "rack0", address6: `fd00::${i + 1}` },
    }));
    const peers = [{ router: "leaf0-0" }];
    const { fabric } = modelOf({
      ...settings,
      racks: [{ ...rack, subnet6: "fd00::/64" }, ...racks],
      routers: [{ ...router, interfaces: [{ ...foot, address6: "fd00::fa" }, ...feet] }, ...routers],
      clusters: [{ ...cluster, existing: { ...existing, nodes }, bgp: { asn: 65001, peers } }],
    });
    expect(fabric.bundles.map(({ family, from, count }) => [family, from, count])).toEqual([
      ["ipv4", "routers[0]", 2],
      ["ipv6", "routers[0]", 2],
    ]);
  });

  it("pools, policies and how many there are of them", () => {
    const settings = meshSettings(2, 1);
    const pool = { name: "p", blocks: [{ cidr: "172.31.0.0/24" }] };
    const policy = { endpointSelector: {}, ingress: [{}, {}], egress: [{}] };
    const model = modelOf({
      ...settings,
      loadBalancerPools: [
        { ...pool, disabled: true, clusters: ["c1"] },
        { ...pool, clusters: ["c2"] },
      ],
      policies: [
        { ...policy, name: "everywhere" },
        { ...policy, name: "here", clusters: ["c2"], clusterwide: true },
      ],
    });
    expect(rowOf(model, "c1", "pool")?.lines[0]).toBe("p (disabled)");
    expect(rowOf(model, "c2", "pool")?.lines[0]).toBe("p");
    expect(model.cards.slice(1).map(({ subtitle, lines }) => [subtitle, ...lines])).toEqual([
      ["default", "ingress: 2 rules", "egress: 1 rule", "in: c1, c2"],
      ["in every namespace", "ingress: 2 rules", "egress: 1 rule", "in: c2"],
    ]);
    expect(model.summary).toBe("2 clusters · 2 nodes · 1 service · 2 network policies · 2 pools");
  });
});

describe("I map: more findings at one place than it shows", () => {
  const severities = (...all: Severity[]): (Severity | undefined)[] => {
    const findings = all.map((severity): Finding => ({
      severity,
      code: "t",
      paths: ["mesh"],
      message: "",
      fix: "",
    }));
    const { scene } = mapOf(meshSettings(2, 1), findings);
    return scene.elements
      .filter(({ id }) => id === "mesh")
      .flatMap(({ shapes }) =>
        shapes.flatMap((shape) =>
          shape.type === "badge" && shape.number.startsWith("+") ? [shape.severity] : [],
        ),
      );
  };
  const { Error: error, Warning: warning } = Severity;

  it("are told as the worst of them", () => {
    expect(severities(warning, warning, warning, error)).toEqual([error]);
    expect(severities(error, error, warning, warning)).toEqual([warning]);
    expect(severities(error, error, warning)).toEqual([]);
  });
});
