import { Finding, Severity, sortFindings } from "../../components/internal/finding";
import { HostFacts, portKey } from "./facts";
import { HostNeeds } from "./needs";

const GIB = 1024 ** 3;

/**
 * Memory of one kind node with Cilium, measured with two clusters of two nodes each: 0.43 GiB without Hubble and
 * Envoy is where it starts to swap; with the full images 0.8 GiB is comfortable.
 */
const kindNodeMemory = { least: 0.43 * GIB, enough: 0.8 * GIB };
/** Memory of a simulated cluster and of each of its nodes, measured: etcd, API server and controllers; the agent. */
const simulatedClusterMemory = { controlPlane: 0.65 * GIB, full: 0.85 * GIB, fullNode: 0.25 * GIB };
/** Writable layer of a kind node with Cilium's images. */
const kindNodeDisk = 1.4 * GIB;
/** State of a simulated cluster: etcd's log above all. */
const simulatedClusterDisk = 0.3 * GIB;
/** What a kind node takes of inotify, measured and rounded up, and what kind's own documentation recommends. */
const inotifyPerNode = { instances: 30, watches: 1_000 };
const inotifyAdvice = { instances: 512, watches: 524_288 };

/** Everything about the host that will keep the stack from coming up, with the way out of each. */
export function checkHost(needs: HostNeeds, facts: HostFacts): Finding[] {
  return sortFindings([
    ...engineFindings(needs, facts),
    ...imageFindings(needs, facts),
    ...portFindings(needs, facts),
    ...memoryFindings(needs, facts),
    ...diskFindings(needs, facts),
    ...kernelFindings(needs, facts),
    ...partFindings(needs, facts),
  ]);
}

/** Nodes of clusters that are not there yet: only they will take memory, disk and ports. */
function share(needs: HostNeeds, facts: HostFacts): number {
  if (needs.kindClusters.length === 0) return 1;
  const made = needs.kindClusters.filter((name) => facts.kindClusters.some((c) => c.name === name && c.own));
  return 1 - made.length / needs.kindClusters.length;
}

function engineFindings(needs: HostNeeds, facts: HostFacts): Finding[] {
  if (needs.hosting.kind !== "kind") return [];
  const found: Finding[] = [];
  if (facts.engineVersion === undefined) {
    found.push(
      error(
        "docker-engine-missing",
        [],
        "no Docker engine answers",
        "start Docker, or use the simulator: --simulator",
      ),
    );
  } else if (Number(facts.engineVersion.split(".")[0]) < 20) {
    const message = `the Docker engine is ${facts.engineVersion}, kind needs 20.10 or newer`;
    found.push(error("docker-engine-old", [], message, "update Docker, or use the simulator: --simulator"));
  }
  for (const cluster of facts.kindClusters.filter((c) => !c.own && needs.kindClusters.includes(c.name))) {
    found.push(
      error(
        "kind-cluster-exists",
        [],
        `there is a kind cluster ${cluster.name} that this stack did not make`,
        `if nobody needs it: kind delete cluster --name ${cluster.name}; else give this stack's cluster another kind.clusterName`,
      ),
    );
  }
  return found;
}

function imageFindings(needs: HostNeeds, facts: HostFacts): Finding[] {
  if (share(needs, facts) === 0) return [];
  return needs.images.flatMap(({ image, paths }) => {
    const fact = facts.images[image];
    if (fact?.state !== "missing") return [];
    const why = fact.reason === undefined ? "" : ` (${fact.reason})`;
    const message = `node image ${image} is not here and cannot be pulled${why}`;
    const others = facts.nodeImagesAtHand;
    const other =
      others.length === 0 ? "one that is here or can be pulled" : `one that is here: ${others.join(", ")}`;
    const fix = `use the simulator: --simulator; or name in an overlay ${other} (clusters: [{name: "*", kind: {nodeImage: …}}])`;
    return [error("node-image-missing", paths, message, fix)];
  });
}

function portFindings(needs: HostNeeds, facts: HostFacts): Finding[] {
  const own = new Set(facts.kindClusters.filter((c) => c.own).map((c) => c.name));
  return needs.ports.flatMap((need) => {
    const key = portKey(need.address, need.port, need.protocol);
    if (own.has(need.cluster) || !(key in facts.busyPorts)) return [];
    const holder = facts.busyPorts[key];
    const by = holder === undefined ? "" : `, by ${holder}`;
    const message = `port ${need.port}/${need.protocol} of the host, for cluster ${need.cluster}, is in use already${by}`;
    return [
      error(
        "host-port-busy",
        [need.path],
        message,
        "end what holds it, choose another hostPort, or use --simulator",
      ),
    ];
  });
}

function memoryFindings(needs: HostNeeds, facts: HostFacts): Finding[] {
  const have = facts.memoryAvailable;
  const { least, enough } = memoryNeed(needs, facts);
  if (have === undefined || have >= enough) return [];
  const short = have < least;
  const message = `${gib(have)} GiB of memory are available, ${needs.clusters.length} clusters with ${needs.nodes} nodes need ${short ? "at least" : "about"} ${gib(short ? least : enough)}`;
  const smaller = needs.hosting.kind === "kind" ? ", or use the simulator: --simulator=control-plane" : "";
  const fix = `end other programs, or bring up fewer clusters or nodes${smaller}`;
  return [short ? error("memory-short", [], message, fix) : warning("memory-tight", [], message, fix)];
}

function memoryNeed(needs: HostNeeds, facts: HostFacts): { least: number; enough: number } {
  if (needs.hosting.kind === "kind") {
    const nodes = needs.nodes * share(needs, facts);
    return { least: nodes * kindNodeMemory.least, enough: nodes * kindNodeMemory.enough };
  }
  if (needs.hosting.kind === "existing") return { least: 0, enough: 0 };
  const full = needs.hosting.depth === "full";
  const cluster = full ? simulatedClusterMemory.full : simulatedClusterMemory.controlPlane;
  const least = needs.clusters.length * cluster + (full ? needs.nodes * simulatedClusterMemory.fullNode : 0);
  return { least, enough: least };
}

function diskFindings(needs: HostNeeds, facts: HostFacts): Finding[] {
  if (facts.disk === undefined) return [];
  const need =
    needs.hosting.kind === "kind"
      ? needs.nodes * kindNodeDisk * share(needs, facts)
      : needs.hosting.kind === "simulator"
        ? needs.clusters.length * simulatedClusterDisk
        : 0;
  if (facts.disk.free >= need) return [];
  const message = `${gib(facts.disk.free)} GiB are free in ${facts.disk.folder}, the stack's clusters need about ${gib(need)}`;
  const fix = needs.hosting.kind === "kind" ? "make room, e.g. with docker system prune" : "make room";
  return [error("disk-short", [], message, fix)];
}

function kernelFindings(needs: HostNeeds, facts: HostFacts): Finding[] {
  if (needs.hosting.kind !== "kind") return [];
  const found = [
    inotify(needs, "instances", facts.inotifyInstances),
    inotify(needs, "watches", facts.inotifyWatches),
  ].filter((finding) => finding !== undefined);
  if (facts.ipForward === false) {
    const message =
      "the kernel does not forward packets between interfaces (net.ipv4.ip_forward is 0), so nodes cannot reach each other";
    found.push(error("ip-forward-off", [], message, "run: sudo sysctl -w net.ipv4.ip_forward=1"));
  }
  return found;
}

function inotify(
  needs: HostNeeds,
  what: "instances" | "watches",
  have: number | undefined,
): Finding | undefined {
  const need = needs.nodes * inotifyPerNode[what];
  const advised = Math.max(inotifyAdvice[what], 2 * need);
  if (have === undefined || have >= need) return undefined;
  const message = `fs.inotify.max_user_${what} is ${have}, ${needs.nodes} kind nodes with Cilium take up to ${need}`;
  const fix = `run: sudo sysctl -w fs.inotify.max_user_${what}=${advised}; or use the simulator: --simulator`;
  return error(`inotify-${what}-short`, [], message, fix);
}

function partFindings(needs: HostNeeds, facts: HostFacts): Finding[] {
  const plugins = facts.missingPlugins
    .filter((name) => needs.plugins.includes(name))
    .map((name) => {
      const message = `Pulumi's ${name} plugin is not installed and cannot be downloaded`;
      return error(
        "plugin-missing",
        [],
        message,
        `install it (pulumi plugin install resource ${name}), or use --simulator`,
      );
    });
  const charts = needs.charts.flatMap(({ source, path, version }) => {
    const where = "archive" in source ? source.archive : source.url;
    if (!facts.missingCharts.includes(where)) return [];
    const [message, fix] =
      "archive" in source
        ? [`chart archive ${where} is not there`, "correct the path, or remove it to take the official chart"]
        : [
            `chart repository ${where} does not answer, so chart ${version} cannot be fetched`,
            "check the network, or name an archive of the chart in an overlay (cilium: {chart: {archive: …}})",
          ];
    return [error("chart-missing", [path], message, fix)];
  });
  const kubeconfigs = needs.kubeconfigs
    .filter(({ file }) => facts.missingKubeconfigs.includes(file))
    .map(({ file, path }) =>
      error("kubeconfig-missing", [path], `kubeconfig ${file} cannot be read`, "correct the path"),
    );
  return [...plugins, ...charts, ...kubeconfigs, ...frrFindings(needs, facts)];
}

function frrFindings({ routers }: HostNeeds, { hasFrr }: HostFacts): Finding[] {
  if (routers.length === 0 || hasFrr !== false) return [];
  const message = `FRR, which runs the simulated ${routers.length === 1 ? "router" : "routers"} ${routers.join(", ")}, is not installed, and there is no apt-get to fetch it with`;
  const fix =
    "install FRR 8.4 or newer (zebra, bgpd, bfdd, staticd, vtysh), or use --simulator=control-plane, which runs no router";
  return [error("frr-missing", ["routers"], message, fix)];
}

function gib(bytes: number): string {
  return (bytes / GIB).toFixed(1);
}

function error(code: string, paths: readonly string[], message: string, fix: string): Finding {
  return { severity: Severity.Error, code, paths, message, fix };
}

function warning(code: string, paths: readonly string[], message: string, fix: string): Finding {
  return { severity: Severity.Warning, code, paths, message, fix };
}
