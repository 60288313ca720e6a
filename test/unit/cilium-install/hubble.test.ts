import { describe, expect, it } from "vitest";
import { hubbleAccess, NodePortAccess } from "../../../components/cilium-install/hubble";
import { HelmValues } from "../../../components/internal/helm-values";

const ui = (service: HelmValues = {}, more: HelmValues = {}): HelmValues => ({
  hubble: {
    relay: { enabled: true },
    ui: { enabled: true, service: { type: "NodePort", ...service }, ...more },
  },
});
const relay = (service: HelmValues): HelmValues => ({ hubble: { relay: { enabled: true, service } } });
const node: NodePortAccess = { nodeAddress: "172.18.0.2" };
const mapped = (hostPort: number, hostAddress?: string): NodePortAccess => ({
  ...node,
  portsOnHost: [
    { nodePort: 30000, hostPort: 30000 },
    { nodePort: 30001, hostPort, ...(hostAddress === undefined ? {} : { hostAddress }) },
  ],
});

describe("C5 where Hubble is reached", () => {
  it.each<[string, HelmValues, NodePortAccess, { ui?: string; relay?: string }]>([
    [
      "the documents' port of west, mapped",
      ui({ nodePort: 30001 }),
      mapped(30001),
      { ui: "http://127.0.0.1:30001" },
    ],
    [
      "mapped to another port",
      ui({ nodePort: 30001 }),
      mapped(8080, "0.0.0.0"),
      { ui: "http://127.0.0.1:8080" },
    ],
    ["on one address", ui({ nodePort: 30001 }), mapped(80, "192.0.2.1"), { ui: "http://192.0.2.1:80" }],
    ["on one IPv6 address", ui({ nodePort: 30001 }), mapped(80, "fd00::1"), { ui: "http://[fd00::1]:80" }],
    ["a port that Docker chooses", ui({ nodePort: 30001 }), mapped(0), { ui: "http://172.18.0.2:30001" }],
    ["no mapping", ui({ nodePort: 30001 }), node, { ui: "http://172.18.0.2:30001" }],
    ["an IPv6 node", ui(), { nodeAddress: "fd00::2" }, { ui: "http://[fd00::2]:31235" }],
    ["the chart's own port", ui(), node, { ui: "http://172.18.0.2:31235" }],
    ["below a path", ui({}, { baseUrl: "/hubble" }), node, { ui: "http://172.18.0.2:31235/hubble" }],
    ["nobody knows a node", ui(), {}, {}],
    ["no NodePort", ui({ type: "ClusterIP" }), node, {}],
    ["the UI is off", ui({}, { enabled: false }), node, {}],
    [
      "Hubble is off",
      { hubble: { enabled: false, ui: { enabled: true, service: { type: "NodePort" } } } },
      node,
      {},
    ],
    ["the relay", relay({ type: "NodePort", nodePort: 30002 }), node, { relay: "172.18.0.2:30002" }],
    ["the relay on the chart's own port", relay({ type: "NodePort" }), node, { relay: "172.18.0.2:31234" }],
    ["the relay without NodePort", relay({ type: "LoadBalancer" }), node, {}],
  ])("%s", (_, values, access, expected) => {
    expect(hubbleAccess(values, "1.17.6", access)).toEqual(expected);
  });
});
