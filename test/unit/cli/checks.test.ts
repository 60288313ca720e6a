import { describe, expect, it } from "vitest";
import { formatFinding } from "../../../components/internal/finding";
import { checkHost } from "../../../cli/preflight/checks";
import { HostFacts } from "../../../cli/preflight/facts";
import { HostNeeds } from "../../../cli/preflight/needs";

const GIB = 1024 ** 3;

const needs: HostNeeds = {
  hosting: { kind: "kind" },
  clusters: ["west", "east"],
  kindClusters: ["west", "east"],
  nodes: 4,
  images: [
    { image: "kindest/node:v1.33.2", paths: ["clusters[0].kind.nodeImage", "clusters[1].kind.nodeImage"] },
  ],
  ports: [
    {
      address: "0.0.0.0",
      port: 30001,
      protocol: "TCP",
      cluster: "west",
      path: "clusters[0].kind.nodes[0].portMappings[1].hostPort",
    },
  ],
  charts: [{ version: "1.18.1", source: { url: "https://helm.cilium.io" }, path: "cilium.chart" }],
  kubeconfigs: [],
  plugins: ["command", "tls"],
  routers: [],
};

const good: HostFacts = {
  engineVersion: "28.1.1",
  kindClusters: [],
  images: { "kindest/node:v1.33.2": { state: "present" } },
  nodeImagesAtHand: [],
  busyPorts: {},
  memoryAvailable: 8 * GIB,
  disk: { folder: "/var/lib/docker", free: 40 * GIB },
  inotifyInstances: 512,
  inotifyWatches: 524_288,
  ipForward: true,
  missingPlugins: [],
  missingCharts: [],
  missingKubeconfigs: [],
};

const said = (facts: Partial<HostFacts>, more: Partial<HostNeeds> = {}): string[] =>
  checkHost({ ...needs, ...more }, { ...good, ...facts }).map(formatFinding);

describe("the host preflight", () => {
  it("has nothing to say about a host that has all", () => {
    expect(said({})).toEqual([]);
  });

  it("names an engine that is missing or too old", () => {
    const { engineVersion: _, ...without } = good;
    expect(checkHost(needs, without).map(formatFinding)).toEqual([
      "error: no Docker engine answers; start Docker, or use the simulator: --simulator [docker-engine-missing]",
    ]);
    expect(said({ engineVersion: "19.03.5" })).toEqual([
      "error: the Docker engine is 19.03.5, kind needs 20.10 or newer; update Docker, or use the simulator: --simulator [docker-engine-old]",
    ]);
  });

  it("names a node image that cannot be had, and those that are there", () => {
    const images = { "kindest/node:v1.33.2": { state: "missing", reason: "no such host" } } as const;
    expect(said({ images, nodeImagesAtHand: ["kindest/node:v1.33.13"] })).toEqual([
      'error: clusters[0].kind.nodeImage, clusters[1].kind.nodeImage: node image kindest/node:v1.33.2 is not here and cannot be pulled (no such host); use the simulator: --simulator; or name in an overlay one that is here: kindest/node:v1.33.13 (clusters: [{name: "*", kind: {nodeImage: …}}]) [node-image-missing]',
    ]);
    expect(said({ images })).toEqual([expect.stringContaining("one that is here or can be pulled")]);
  });

  it("needs no image, port, memory or disk for clusters that are there already", () => {
    const facts: Partial<HostFacts> = {
      kindClusters: [
        { name: "west", own: true },
        { name: "east", own: true },
      ],
      images: { "kindest/node:v1.33.2": { state: "missing" } },
      busyPorts: { "0.0.0.0:30001/tcp": "container west-control-plane" },
      memoryAvailable: 0,
      disk: { folder: "/var/lib/docker", free: 0 },
    };
    expect(said(facts)).toEqual([]);
  });

  it("names a cluster of the same name that somebody else made", () => {
    expect(said({ kindClusters: [{ name: "east", own: false }] })).toEqual([
      "error: there is a kind cluster east that this stack did not make; if nobody needs it: kind delete cluster --name east; else give this stack's cluster another kind.clusterName [kind-cluster-exists]",
    ]);
    expect(said({ kindClusters: [{ name: "other", own: false }] })).toEqual([]);
  });

  it("names a busy port and who holds it, where that is known", () => {
    const text = (by: string): string =>
      `error: clusters[0].kind.nodes[0].portMappings[1].hostPort: port 30001/TCP of the host, for cluster west, is in use already${by}; end what holds it, choose another hostPort, or use --simulator [host-port-busy]`;
    expect(said({ busyPorts: { "0.0.0.0:30001/tcp": "process 812 (nginx)" } })).toEqual([
      text(", by process 812 (nginx)"),
    ]);
    expect(said({ busyPorts: { "0.0.0.0:30001/tcp": undefined } })).toEqual([text("")]);
  });

  it("tells memory that is short from memory that is tight", () => {
    const fix =
      "end other programs, or bring up fewer clusters or nodes, or use the simulator: --simulator=control-plane";
    expect(said({ memoryAvailable: 1.5 * GIB })).toEqual([
      `error: 1.5 GiB of memory are available, 2 clusters with 4 nodes need at least 1.7; ${fix} [memory-short]`,
    ]);
    expect(said({ memoryAvailable: 2 * GIB })).toEqual([
      `warning: 2.0 GiB of memory are available, 2 clusters with 4 nodes need about 3.2; ${fix} [memory-tight]`,
    ]);
  });

  it("counts memory and disk of simulated clusters by depth", () => {
    const full = {
      hosting: { kind: "simulator", depth: "full", why: "" },
      kindClusters: [],
      ports: [],
      charts: [],
      plugins: [],
    } as const;
    expect(said({ memoryAvailable: 2 * GIB }, full)).toEqual([
      "error: 2.0 GiB of memory are available, 2 clusters with 4 nodes need at least 2.7; end other programs, or bring up fewer clusters or nodes [memory-short]",
    ]);
    const shallow = { ...full, hosting: { kind: "simulator", depth: "control-plane", why: "" } } as const;
    expect(said({ memoryAvailable: 2 * GIB }, shallow)).toEqual([]);
    expect(said({ disk: { folder: "/home/me", free: 0.1 * GIB } }, shallow)).toEqual([
      "error: 0.1 GiB are free in /home/me, the stack's clusters need about 0.6; make room [disk-short]",
    ]);
  });

  it("names a disk that is too full for the nodes", () => {
    expect(said({ disk: { folder: "/var/lib/docker", free: 3 * GIB } })).toEqual([
      "error: 3.0 GiB are free in /var/lib/docker, the stack's clusters need about 5.6; make room, e.g. with docker system prune [disk-short]",
    ]);
  });

  it("gives the sysctl line for inotify limits and forwarding", () => {
    expect(said({ inotifyInstances: 64, inotifyWatches: 2048, ipForward: false })).toEqual([
      "error: fs.inotify.max_user_instances is 64, 4 kind nodes with Cilium take up to 120; run: sudo sysctl -w fs.inotify.max_user_instances=512; or use the simulator: --simulator [inotify-instances-short]",
      "error: fs.inotify.max_user_watches is 2048, 4 kind nodes with Cilium take up to 4000; run: sudo sysctl -w fs.inotify.max_user_watches=524288; or use the simulator: --simulator [inotify-watches-short]",
      "error: the kernel does not forward packets between interfaces (net.ipv4.ip_forward is 0), so nodes cannot reach each other; run: sudo sysctl -w net.ipv4.ip_forward=1 [ip-forward-off]",
    ]);
    expect(said({ inotifyInstances: 64, ipForward: false }, { hosting: { kind: "existing" } })).toEqual([]);
  });

  it("is content with Linux' own inotify limits for two clusters of two nodes", () => {
    expect(said({ inotifyInstances: 128, inotifyWatches: 8192 })).toEqual([]);
  });

  it("names plugins, charts and kubeconfigs that are not to be had", () => {
    const archive = {
      version: "1.17.6",
      source: { archive: "cilium.tgz" },
      path: "clusters[0].cilium.chart",
    };
    const kubeconfig = { file: "~/.kube/west", path: "clusters[0].existing.kubeconfigPath" };
    const facts = {
      missingPlugins: ["tls"],
      missingCharts: ["https://helm.cilium.io", "cilium.tgz"],
      missingKubeconfigs: ["~/.kube/west"],
    };
    expect(said(facts, { charts: [...needs.charts, archive], kubeconfigs: [kubeconfig] })).toEqual([
      "error: Pulumi's tls plugin is not installed and cannot be downloaded; install it (pulumi plugin install resource tls), or use --simulator [plugin-missing]",
      "error: cilium.chart: chart repository https://helm.cilium.io does not answer, so chart 1.18.1 cannot be fetched; check the network, or name an archive of the chart in an overlay (cilium: {chart: {archive: …}}) [chart-missing]",
      "error: clusters[0].cilium.chart: chart archive cilium.tgz is not there; correct the path, or remove it to take the official chart [chart-missing]",
      "error: clusters[0].existing.kubeconfigPath: kubeconfig ~/.kube/west cannot be read; correct the path [kubeconfig-missing]",
    ]);
  });

  it("names the routers that FRR is missing for", () => {
    const simulator = { kind: "simulator", depth: "full", why: "" } as const;
    const more = { hosting: simulator, routers: ["spine", "tor"] };
    expect(said({ hasFrr: true }, more)).toEqual([]);
    expect(said({ hasFrr: false }, more)).toEqual([
      "error: routers: FRR, which runs the simulated routers spine, tor, is not installed, and there is no apt-get to fetch it with; install FRR 8.4 or newer (zebra, bgpd, bfdd, staticd, vtysh), or use --simulator=control-plane, which runs no router [frr-missing]",
    ]);
  });
});
