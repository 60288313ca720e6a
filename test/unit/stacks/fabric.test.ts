import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { formatFinding } from "../../../components/internal/finding";
import {
  checkStack,
  loadStack,
  renderStack,
  resolveClusters,
  StackConfig,
  toTopology,
} from "../../../stacks";

const text = fs.readFileSync(path.join(__dirname, "../../../Pulumi.bgp.yaml"), "utf8");

function bgpStack(change: (config: StackConfig) => void = () => undefined): StackConfig {
  const { config } = loadStack(text);
  if (config === undefined) throw new Error("Pulumi.bgp.yaml cannot be read");
  change(config);
  return config;
}

describe("a stack's fabric", () => {
  it("A8 has nodes under kind's names, with their addresses in their racks", () => {
    const [cluster] = resolveClusters(bgpStack());
    expect(cluster?.nodes.map(({ name, address }) => [name, address])).toEqual([
      ["bgp-control-plane", "192.168.10.100"],
      ["bgp-worker", "192.168.10.101"],
      ["bgp-worker2", "192.168.20.100"],
    ]);
    const topology = toTopology(bgpStack()).clusters[0];
    expect(topology?.nodes.map(({ network }) => network)).toEqual([
      "192.168.10.0/24",
      "192.168.10.0/24",
      "192.168.20.0/24",
    ]);
  });

  it("is what the cluster, its pools and its BGP say together", () => {
    expect(toTopology(bgpStack()).fabric?.input.clusters[0]).toMatchObject({
      name: "bgp",
      ciliumVersion: "1.18.1",
      asn: 65001,
      podCidrs: ["172.20.0.0/16"],
      poolCidrs: ["172.16.1.0/24"],
      nodes: [
        { name: "bgp-control-plane", rack: "rack10", address: "192.168.10.100" },
        { name: "bgp-worker", rack: "rack10", address: "192.168.10.101" },
        { name: "bgp-worker2", rack: "rack20", address: "192.168.20.100" },
      ],
    });
  });

  it.each([
    ["racks[1].subnet", "racks[1].subnet"],
    ["routers[0].interfaces[1].address", "routers[0].interfaces[1].address"],
    ["links[0].password", "routerLinks[0].passwordFile"],
    ["clusters[0]", "clusters[0].bgp"],
    ["clusters[0].name", "clusters[0].name"],
    ["clusters[0].ciliumVersion", "cilium.version"],
    ["clusters[0].podCidrs[0]", "clusters[0].kind.podSubnet"],
    ["clusters[0].poolCidrs[0]", "loadBalancerPools[0].blocks[0]"],
    ["clusters[0].secretsNamespace", "cilium.bgpControlPlane.secretsNamespace.name"],
    ["clusters[0].nodes", "clusters[0].kind.nodes"],
    ["clusters[0].nodes[2]", "clusters[0].kind.nodes[2]"],
    ["clusters[0].nodes[2].rack", "clusters[0].kind.nodes[2].rack.name"],
    ["clusters[0].nodes[2].address", "clusters[0].kind.nodes[2].rack.address"],
    ["clusters[0].nodes[2].routerId", "clusters[0].bgp.nodes.bgp-worker2.routerId"],
    ["clusters[0].peers[0].password", "clusters[0].bgp.peers[0].passwordFile"],
    ["clusters[0].peers[0].holdTimeSeconds", "clusters[0].bgp.peers[0].holdTimeSeconds"],
    ["clusters[0].advertisements[1].selector", "clusters[0].bgp.advertisements[1].selector"],
  ])("traces %s back to %s", (inFabric, inStack) => {
    expect(toTopology(bgpStack()).fabric?.at(inFabric)).toBe(inStack);
  });

  it("takes pods' addresses from where Cilium does, and the namespace of secrets from the install", () => {
    const { fabric } = toTopology(
      bgpStack((config) => {
        config.cilium = {
          ...config.cilium,
          ipam: {
            mode: "cluster-pool",
            operator: { clusterPoolIPv4PodCIDRList: ["10.50.0.0/16"], clusterPoolIPv4MaskSize: 25 },
          },
          bgpControlPlane: { enabled: true, secretsNamespace: { create: true, name: "bgp-secrets" } },
        };
      }),
    );
    expect(fabric?.input.clusters[0]).toMatchObject({
      podCidrs: ["10.50.0.0/16"],
      nodeCidrMaskSize: 25,
      secretsNamespace: "bgp-secrets",
    });
    expect(fabric?.at("clusters[0].podCidrs[0]")).toBe("cilium.ipam.operator.clusterPoolIPv4PodCIDRList");
  });

  it("leaves out nodes that are said to stay out, and has none without racks, routers and BGP", () => {
    const { fabric } = toTopology(
      bgpStack((config) => {
        const [cluster] = config.clusters;
        delete cluster?.kind?.nodes?.[1]?.rack;
        if (cluster?.bgp !== undefined) cluster.bgp.nodes = { "bgp-worker": { enabled: false } };
      }),
    );
    expect(fabric?.input.clusters[0]?.nodes.map(({ name }) => name)).toEqual([
      "bgp-control-plane",
      "bgp-worker2",
    ]);
    expect(fabric?.at("clusters[0].nodes[1].address")).toBe("clusters[0].kind.nodes[2].rack.address");
    const without = bgpStack((config) => {
      config.racks = [];
      config.routers = [];
      for (const cluster of config.clusters) delete cluster.bgp;
    });
    expect(toTopology(without).fabric).toBeUndefined();
  });

  it("keeps an existing node's own address, whichever of the two places says it", () => {
    const [cluster] = resolveClusters(
      bgpStack((config) => {
        const [first] = config.clusters;
        delete first?.kind;
        if (first === undefined) return;
        first.existing = {
          nodes: [
            { name: "a", role: "control-plane", address: "192.168.10.100", rack: { name: "rack10" } },
            {
              name: "b",
              role: "worker",
              address: "fd00:10::2",
              rack: { name: "rack10", address: "192.168.10.3" },
            },
          ],
        };
      }),
    );
    expect(cluster?.nodes).toEqual([
      {
        name: "a",
        role: "control-plane",
        address: "192.168.10.100",
        rack: { name: "rack10", address: "192.168.10.100" },
      },
      {
        name: "b",
        role: "worker",
        address: "192.168.10.3",
        rack: { name: "rack10", address: "192.168.10.3", address6: "fd00:10::2" },
      },
    ]);
  });
});

describe("passwords", () => {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), "passwords-"));
  const file = path.join(folder, "bgp");
  afterAll(() => fs.rmSync(folder, { recursive: true }));

  const withFile = (name: string): StackConfig =>
    bgpStack((config) => {
      const peer = config.clusters[0]?.bgp?.peers[0];
      if (peer !== undefined) peer.passwordFile = name;
      const [router] = config.routers;
      if (router !== undefined) config.routers.push({ ...spine });
      config.routerLinks.push({ from: "router", to: "spine", passwordFile: name });
    });
  const spine = { name: "spine", asn: 65010, interfaces: [{ rack: "rack10", address: "192.168.10.210" }] };

  it("are read, without the newline at the end, and never rendered", () => {
    fs.writeFileSync(file, "s3cret-of-both\n", { mode: 0o600 });
    const config = withFile(file);
    expect(checkStack(config)).toEqual([]);
    expect(toTopology(config).fabric?.input.clusters[0]?.peers[0]?.password).toBe("s3cret-of-both");
    const rendered = Object.values(renderStack(config)).join("\n");
    expect(rendered).not.toContain("s3cret-of-both");
    expect(rendered).toContain("neighbor CILIUM password ${bgp.bgp.tor-switch.password}");
    expect(rendered).toContain("password ${bgp.router-spine.password}");
  });

  it("in files that others read, or that are not there, are refused, each where it is named", () => {
    fs.chmodSync(file, 0o640);
    expect(checkStack(withFile(file)).map(formatFinding)).toEqual([
      `error: clusters[0].bgp.peers[0].passwordFile: ${file} has mode 0640, so others can read the password, expected 0600; chmod 600 ${file} [password-file-open]`,
      `error: routerLinks[0].passwordFile: ${file} has mode 0640, so others can read the password, expected 0600; chmod 600 ${file} [password-file-open]`,
    ]);
    const missing = path.join(folder, "missing");
    expect(checkStack(withFile(missing)).map(({ code }) => code)).toEqual([
      "password-file-unreadable",
      "password-file-unreadable",
    ]);
  });

  it("that no end takes are refused without a word of them", () => {
    fs.writeFileSync(file, "two words");
    fs.chmodSync(file, 0o600);
    const lines = checkStack(withFile(file)).map(formatFinding);
    expect(lines).toHaveLength(2);
    expect(lines.join("\n")).toContain("clusters[0].bgp.peers[0].passwordFile: the password of peer");
    expect(lines.join("\n")).not.toContain("two words");
  });
});

describe("what racks and routers themselves refuse", () => {
  it("is found before anything is created", () => {
    const findings = checkStack(
      bgpStack((config) => {
        const [rack] = config.racks;
        if (rack !== undefined) rack.network = "no name";
        const [router] = config.routers;
        if (router !== undefined) router.sysctls = { "kernel.pid_max": "1" };
      }),
    );
    expect(findings.map(({ code, paths }) => [code, ...paths])).toEqual([
      ["rack-network-name", "racks[0].network"],
      ["frr-sysctl", "routers[0].sysctls.kernel.pid_max"],
    ]);
  });

  it("holds for nodes of clusters without BGP too", () => {
    const findings = checkStack(
      bgpStack((config) => {
        for (const cluster of config.clusters) delete cluster.bgp;
        const node = config.clusters[0]?.kind?.nodes?.[1];
        if (node !== undefined) node.rack = { name: "rack10", address: "192.168.10.100" };
      }),
    );
    expect(findings.map(({ code, paths }) => [code, ...paths])).toEqual([
      [
        "rack-address-twice",
        "clusters[0].kind.nodes[0].rack.address",
        "clusters[0].kind.nodes[1].rack.address",
      ],
    ]);
  });
});
