import { describe, expect, it } from "vitest";
import { planFabric } from "../../../components/bgp-fabric/plan";
import { type Manifest, renderBgpResources } from "../../../components/bgp-fabric/resources";
import { documentsWith, leafSpine } from "./fixtures";

type Input = ReturnType<typeof documentsWith>;
const rendered = (input: Input, cluster = "bgp") => renderBgpResources(planFabric(input), cluster);
const ofKind = (manifests: readonly Manifest[], kind: string) => manifests.filter((m) => m.kind === kind);
const specOf = (input: Input, kind: string) => ofKind(rendered(input), kind)[0]?.spec;
const alpha = "cilium.io/v2alpha1";

describe("a cluster's resources", () => {
  it("E4 follow the Cilium version: v2alpha1 with a full reference up to 1.17, v2 with a name from 1.18", () => {
    for (const [version, apiVersion, reference] of [
      ["1.16.19", alpha, { group: "cilium.io", kind: "CiliumBGPPeerConfig", name: "cilium-peer" }],
      ["1.17.6", alpha, { group: "cilium.io", kind: "CiliumBGPPeerConfig", name: "cilium-peer" }],
      ["1.18.1", "cilium.io/v2", { name: "cilium-peer" }],
      ["1.20.0", "cilium.io/v2", { name: "cilium-peer" }],
    ] as const) {
      const nodes = [{ name: "n", rack: "rack0", address: "192.168.10.100", routerId: "1.1.1.1" }];
      const manifests = rendered(documentsWith({ ciliumVersion: version, nodes }));
      expect(manifests.map((m) => [m.apiVersion, m.kind, m.metadata.name])).toStrictEqual([
        [apiVersion, "CiliumBGPAdvertisement", "bgp-advertisements"],
        [apiVersion, "CiliumBGPAdvertisement", "bgp-advertisements-lb-exip-webpod"],
        [apiVersion, "CiliumBGPClusterConfig", "cilium-bgp"],
        [apiVersion, "CiliumBGPNodeConfigOverride", "n"],
        [apiVersion, "CiliumBGPPeerConfig", "cilium-peer"],
      ]);
      expect(JSON.stringify(ofKind(manifests, "CiliumBGPClusterConfig")[0]?.spec)).toContain(
        `"peerConfigRef":${JSON.stringify(reference)}`,
      );
    }
  });

  it("E5 has an override for each node with something of its own, and for no other", () => {
    const nodes = [
      {
        name: "a",
        rack: "rack0",
        address: "192.168.10.1",
        routerId: "10.0.0.1",
        localPort: 1790,
        asn: 65099,
      },
      { name: "b", rack: "rack0", address: "192.168.10.2", asn: 65001 },
      { name: "c", rack: "rack0", address: "192.168.10.3", enabled: false, routerId: "10.0.0.3" },
    ];
    expect(ofKind(rendered(documentsWith({ nodes })), "CiliumBGPNodeConfigOverride")).toStrictEqual([
      {
        apiVersion: "cilium.io/v2",
        kind: "CiliumBGPNodeConfigOverride",
        metadata: { name: "a" },
        spec: {
          bgpInstances: [{ name: "instance-65001", routerID: "10.0.0.1", localPort: 1790, localASN: 65099 }],
        },
      },
    ]);
  });

  it("listen on a port by the instance from 1.17, by each node below", () => {
    const instance = (input: Input) => specOf(input, "CiliumBGPClusterConfig")?.["bgpInstances"] as [object];
    expect(instance(documentsWith({ localPort: 179 }))[0]).toMatchObject({ localPort: 179 });
    const old = documentsWith({ localPort: 179, ciliumVersion: "1.16.19" });
    expect(instance(old)[0]).not.toHaveProperty("localPort");
    expect(ofKind(rendered(old), "CiliumBGPNodeConfigOverride")).toHaveLength(3);
  });

  it("keep a password in a Secret of the BGP secrets namespace, and only there", () => {
    const input = documentsWith({ secretsNamespace: "bgp-secrets" }, { password: "s3cret" });
    const [secret, ...rest] = rendered(input);
    expect(secret).toStrictEqual({
      apiVersion: "v1",
      kind: "Secret",
      metadata: { name: "cilium-peer-password", namespace: "bgp-secrets" },
      type: "Opaque",
      stringData: { password: "s3cret" },
    });
    expect(specOf(input, "CiliumBGPPeerConfig")?.["authSecretRef"]).toBe("cilium-peer-password");
    expect(JSON.stringify(rest)).not.toContain("s3cret");
    const hidden = renderBgpResources(planFabric(input), "bgp", { hidePasswords: true });
    expect(hidden[0]?.stringData).toStrictEqual({ password: "<hidden>" });
  });

  it("say nothing of hops inside one AS", () => {
    expect(specOf(documentsWith({ asn: 65000 }), "CiliumBGPPeerConfig")).not.toHaveProperty("ebgpMultihop");
  });

  it("announce with the attributes declared", () => {
    const advertisements = [
      {
        name: "a",
        labels: { advertise: "all" },
        type: "Service" as const,
        serviceAddresses: ["LoadBalancerIP" as const, "ExternalIP" as const],
        selector: { matchLabels: { app: "web" } },
        attributes: {
          communities: ["65001:100"],
          wellKnownCommunities: ["no-export"],
          largeCommunities: ["65001:1:2"],
          localPreference: 150,
        },
      },
    ];
    expect(ofKind(rendered(documentsWith({ advertisements })), "CiliumBGPAdvertisement")[0]).toStrictEqual({
      apiVersion: "cilium.io/v2",
      kind: "CiliumBGPAdvertisement",
      metadata: { name: "a", labels: { advertise: "all" } },
      spec: {
        advertisements: [
          {
            advertisementType: "Service",
            service: { addresses: ["LoadBalancerIP", "ExternalIP"] },
            selector: { matchLabels: { app: "web" } },
            attributes: {
              communities: {
                standard: ["65001:100"],
                wellKnown: ["no-export"],
                large: ["65001:1:2"],
              },
              localPreference: 150,
            },
          },
        ],
      },
    });
  });

  it("announce the pod CIDRs where nothing is said, to peers that take the default labels", () => {
    const west = rendered(leafSpine, "west");
    expect(west.map(({ kind, metadata }) => [kind, metadata.name])).toStrictEqual([
      ["CiliumBGPAdvertisement", "bgp-advertisements"],
      ["CiliumBGPClusterConfig", "cilium-bgp"],
      ["CiliumBGPPeerConfig", "leaf0"],
    ]);
    expect(west[2]?.spec?.["timers"]).toStrictEqual({
      connectRetryTimeSeconds: 5,
      holdTimeSeconds: 9,
      keepAliveTimeSeconds: 3,
    });
  });

  it("are of clusters that the fabric has", () => {
    expect(() => rendered(leafSpine, "north")).toThrow('the fabric has no cluster "north"');
  });
});
