import { readdirSync, readFileSync } from "node:fs";
import * as path from "node:path";
import { load } from "js-yaml";
import { describe, expect, it } from "vitest";
import { loadStack, renderStack } from "../../stacks";

const { config } = loadStack(readFileSync(path.join(__dirname, "../../Pulumi.bgp.yaml"), "utf8"));
const files = renderStack(config!);
const folder = path.join(__dirname, "bgp");

function manifest(name: string): Record<string, unknown> {
  return load(files[`clusters/bgp/manifests/${name}.yaml`] ?? "") as Record<string, unknown>;
}

// The routed lab of the documents: each file as people reviewed it, and the documents' own names and values in them.
describe("the files of stack bgp", () => {
  it.each(Object.keys(files))("%s is as reviewed", async (file) => {
    await expect(files[file]).toMatchFileSnapshot(path.join(folder, file));
  });

  it("are all there is", () => {
    const reviewed = readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => path.relative(folder, path.join(entry.parentPath, entry.name)));
    expect(reviewed.sort()).toEqual(Object.keys(files).sort());
  });

  it("E1 E2 the router speaks as the documents' does", () => {
    const lines = (files["routers/router/frr.conf"] ?? "").split("\n").map((line) => line.trim());
    expect(lines).toEqual(
      expect.arrayContaining([
        "router bgp 65000",
        "bgp router-id 192.168.10.200",
        "no bgp ebgp-requires-policy",
        "bgp graceful-restart",
        "bgp bestpath as-path multipath-relax",
        "neighbor CILIUM peer-group",
        "neighbor CILIUM remote-as external",
        "neighbor 192.168.10.100 peer-group CILIUM",
        "neighbor 192.168.10.101 peer-group CILIUM",
        "neighbor 192.168.20.100 peer-group CILIUM",
        "network 10.10.1.0/24",
        "maximum-paths 4",
      ]),
    );
    expect(files["routers/router/daemons"]).toMatch(/^bgpd=yes$/m);
  });

  it("E3 E4 the cluster's resources have the documents' names and values", () => {
    expect(manifest("ciliumbgpclusterconfig-cilium-bgp")).toEqual({
      apiVersion: "cilium.io/v2",
      kind: "CiliumBGPClusterConfig",
      metadata: { name: "cilium-bgp" },
      spec: {
        nodeSelector: { matchLabels: { "enable-bgp": "true" } },
        bgpInstances: [
          {
            name: "instance-65001",
            localASN: 65001,
            peers: [
              {
                name: "tor-switch",
                peerASN: 65000,
                peerAddress: "192.168.10.200",
                peerConfigRef: { name: "cilium-peer" },
              },
            ],
          },
        ],
      },
    });
    expect(manifest("ciliumbgppeerconfig-cilium-peer")).toMatchObject({
      spec: {
        timers: { holdTimeSeconds: 9, keepAliveTimeSeconds: 3 },
        ebgpMultihop: 2,
        gracefulRestart: { enabled: true, restartTimeSeconds: 15 },
        families: [{ afi: "ipv4", safi: "unicast", advertisements: { matchLabels: { advertise: "bgp" } } }],
      },
    });
    expect(manifest("ciliumbgpadvertisement-bgp-advertisements")).toMatchObject({
      metadata: { name: "bgp-advertisements", labels: { advertise: "bgp" } },
      spec: { advertisements: [{ advertisementType: "PodCIDR" }] },
    });
  });

  it("E6 every node gets the documents' route, by the router in its rack", () => {
    const topology = JSON.parse(files["topology.json"] ?? "") as {
      bgp: { nodeRoutes: { node: string; destination: string; via: string }[] }[];
    };
    const routes = topology.bgp[0]?.nodeRoutes.filter(({ destination }) => destination === "172.20.0.0/16");
    expect(routes?.map(({ node, via }) => [node, via])).toEqual([
      ["bgp-control-plane", "192.168.10.200"],
      ["bgp-worker", "192.168.10.200"],
      ["bgp-worker2", "192.168.20.200"],
    ]);
  });

  it("E7 the pool, the Service and its advertisement are the documents'", () => {
    expect(manifest("ciliumbgpadvertisement-bgp-advertisements-lb-exip-webpod")).toMatchObject({
      metadata: { labels: { advertise: "bgp" } },
      spec: {
        advertisements: [
          {
            advertisementType: "Service",
            service: { addresses: ["LoadBalancerIP"] },
            selector: { matchExpressions: [{ key: "app", operator: "In", values: ["webpod"] }] },
          },
        ],
      },
    });
    expect(manifest("ciliumloadbalancerippool-cilium-pool")).toMatchObject({
      spec: { blocks: [{ cidr: "172.16.1.0/24" }], allowFirstLastIPs: "No" },
    });
    expect(manifest("service-default-webpod")).toMatchObject({
      metadata: { labels: { app: "webpod" } },
      spec: { type: "LoadBalancer" },
    });
  });

  it("E11 three webpods apart from each other, and a curl-pod on a node of its own choice", () => {
    expect(manifest("deployment-default-webpod")).toMatchObject({ spec: { replicas: 3 } });
    expect(manifest("pod-default-curl-pod")).toMatchObject({ spec: { nodeName: "bgp-control-plane" } });
  });
});
