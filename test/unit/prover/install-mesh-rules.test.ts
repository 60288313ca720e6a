import { describe, expect, it } from "vitest";
import { expectedLines } from "./expected";
import { installed } from "./fixtures";

const cases: Record<string, () => string[]> = {
  "a bad name before 1.16": () => installed("1.15.19", { cluster: { name: "West" } }),
  "a peer timeout of half a second": () =>
    installed("1.18.2", {
      clustermesh: { apiserver: { kvstoremesh: { extraArgs: ["--per-cluster-ready-timeout=0.5s"] } } },
    }),
  "a bad name from 1.16 on": () => installed("1.16.19", { cluster: { name: "west-" } }),
  "an empty name": () => installed("1.18.2", { cluster: { name: "" } }),
  "an id with the default name": () => installed("1.18.2", { cluster: { id: 7 } }),
  "an id with the default name before 1.16": () => installed("1.15.19", { cluster: { id: 7 } }),
  "an id over 255": () => installed("1.18.2", { cluster: { name: "west", id: 256 } }),
  "an id over 511": () =>
    installed("1.18.2", { cluster: { name: "west", id: 512 }, clustermesh: { maxConnectedClusters: 511 } }),
  "a negative id": () => installed("1.18.2", { cluster: { name: "west", id: -1 } }),
  "an id over 255 on 1.14": () => installed("1.14.1", { cluster: { name: "west", id: 300 } }),
  "an id of 128 on ENI": () =>
    installed("1.18.2", {
      cluster: { name: "west", id: 128 },
      ipam: { mode: "eni" },
      eni: { enabled: true },
    }),
  "an id of 400 with AWS chaining": () =>
    installed("1.18.2", {
      cluster: { name: "west", id: 400 },
      cni: { chainingMode: "aws-cni" },
      clustermesh: { maxConnectedClusters: 511 },
    }),
  "half a mesh on 1.14": () => installed("1.14.1", { clustermesh: { config: { enabled: true } } }),
  "clustermesh-apiserver without its users on 1.19": () =>
    installed("1.19.6", { clustermesh: { useAPIServer: true } }),
  "peers as a map on 1.18": () =>
    installed("1.18.2", {
      clustermesh: { config: { enabled: true, clusters: { east: { ips: ["192.0.2.1"], port: 32379 } } } },
    }),
  "peers with faults": () =>
    installed("1.18.2", {
      cluster: { name: "west", id: 1 },
      clustermesh: {
        config: {
          enabled: true,
          clusters: [
            { ips: ["192.0.2.1"], port: 32379 },
            { name: "a", port: 32379 },
            { name: "b", ips: ["192.0.2.1"] },
            { name: "c", ips: ["192.0.2.1"], port: 70000 },
            { name: "d", ips: ["192.0.2.1", "node-1"], port: 32379 },
          ],
        },
      },
    }),
  "peers as a map with faults on 1.19": () =>
    installed("1.19.6", {
      clustermesh: {
        config: { enabled: true, clusters: { east: { port: 32379 }, north: { enabled: false } } },
      },
    }),
  "itself as a peer, and a peer twice": () =>
    installed("1.18.2", {
      cluster: { name: "west", id: 1 },
      clustermesh: {
        config: {
          enabled: true,
          clusters: [
            { name: "west", ips: ["192.0.2.1"], port: 32379 },
            { name: "east", ips: ["192.0.2.2"], port: 32379 },
            { name: "east", ips: ["192.0.2.3"], port: 32379 },
          ],
        },
      },
    }),
  "the MCS API on 1.16": () => installed("1.16.19", { clustermesh: { enableMCSAPISupport: true } }),
  "the MCS API without mesh on 1.18": () =>
    installed("1.18.2", { clustermesh: { enableMCSAPISupport: true } }),
  "the MCS API without mesh on 1.19": () =>
    installed("1.19.6", { clustermesh: { mcsapi: { enabled: true } } }),
  "cronJob certificates and Helm waiting": () =>
    installed(
      "1.17.6",
      {
        clustermesh: {
          useAPIServer: true,
          apiserver: { tls: { auto: { method: "cronJob", schedule: "0 0 1 */4 *" } } },
        },
      },
      true,
    ),
  "cronJob certificates of Hubble and Helm waiting": () =>
    installed("1.17.6", { hubble: { relay: { enabled: true }, tls: { auto: { method: "cronJob" } } } }, true),
  "cronJob certificates without schedule": () =>
    installed("1.18.2", {
      clustermesh: { useAPIServer: true, apiserver: { tls: { auto: { method: "cronJob" } } } },
    }),
  "a schedule of six fields": () =>
    installed("1.20.0", {
      clustermesh: {
        useAPIServer: true,
        config: { enabled: true },
        apiserver: { tls: { auto: { method: "cronJob", schedule: "0 0 0 1 */4 *" } } },
      },
    }),
  "cert-manager without issuer": () =>
    installed("1.18.2", {
      clustermesh: {
        useAPIServer: true,
        apiserver: { tls: { auto: { method: "certmanager", certManagerIssuerRef: {} } } },
      },
    }),
  "a CA without certificate": () => installed("1.18.2", { tls: { ca: { key: "S0VZ" } } }),
  "a CA in PEM": () =>
    installed("1.18.2", {
      tls: { ca: { cert: "-----BEGIN CERTIFICATE-----", key: "-----BEGIN PRIVATE KEY-----" } },
    }),
};

// The messages, word for word, are in expected/install-mesh-rules.txt.
describe("what one member's install is told", () => {
  const expected = expectedLines("install-mesh-rules");

  it.each(Object.entries(cases))("%s", (name, told) => {
    expect(told()).toEqual(expected.get(name));
  });

  it("expects nothing that is not tried", () => {
    expect([...expected.keys()]).toEqual(Object.keys(cases));
  });
});
