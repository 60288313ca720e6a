import { readFileSync } from "node:fs";
import * as path from "node:path";
import { formatFinding } from "../../../components/internal/finding";
import { checkStack, loadStack, StackConfig } from "../../../stacks";
import type { BgpPeerConfig, ClusterBgpConfig, ClusterConfig, RouterConfig } from "../../../stacks/config";

const text = readFileSync(path.join(__dirname, "../../../Pulumi.bgp.yaml"), "utf8");

/** Stack `bgp`, its parts at hand. */
export interface BgpStack {
  readonly config: StackConfig;
  readonly router: RouterConfig;
  readonly cluster: ClusterConfig;
  readonly bgp: ClusterBgpConfig;
  readonly peer: BgpPeerConfig;
}

/** What stack `bgp` is told after a change; nothing without one. */
export function told(change: (stack: BgpStack) => void): string[] {
  const { config } = loadStack(text);
  const [router, cluster] = [config?.routers[0], config?.clusters[0]];
  const [bgp, peer] = [cluster?.bgp, cluster?.bgp?.peers[0]];
  if (
    config === undefined ||
    router === undefined ||
    cluster === undefined ||
    bgp === undefined ||
    peer === undefined
  )
    throw new Error("Pulumi.bgp.yaml is not what these tests are about");
  change({ config, router, cluster, bgp, peer });
  return checkStack(config).map(formatFinding);
}

/** A node of the cluster by its place. */
export function node(
  { cluster }: BgpStack,
  i: number,
): NonNullable<NonNullable<ClusterConfig["kind"]>["nodes"]>[number] {
  const found = cluster.kind?.nodes?.[i];
  if (found === undefined) throw new Error(`no node ${i}`);
  return found;
}

/** A second cluster in the second rack, sound beside the first. */
export function addCluster(
  { config }: BgpStack,
  change: (cluster: ClusterConfig) => void = () => undefined,
): void {
  const other: ClusterConfig = {
    name: "east",
    id: 2,
    kind: {
      podSubnet: "172.21.0.0/16",
      serviceSubnet: "10.97.0.0/16",
      nodes: [{ role: "control-plane", rack: { name: "rack20", address: "192.168.20.110" } }],
    },
    cilium: { ipv4NativeRoutingCIDR: "172.21.0.0/16" },
    bgp: { asn: 65002, peers: [{ router: "router", gracefulRestart: { restartTimeSeconds: 15 } }] },
  };
  change(other);
  config.clusters.push(other);
  for (const service of config.services) service.clusters = [{ name: "bgp" }];
  for (const sample of config.samples) sample.clusters = ["bgp"];
  for (const pool of config.loadBalancerPools) pool.clusters = ["bgp"];
}

/** A second router in the first rack. */
export function addRouter(
  { config }: BgpStack,
  change: (router: RouterConfig) => void = () => undefined,
): void {
  const spine: RouterConfig = {
    name: "spine",
    asn: 65010,
    interfaces: [{ rack: "rack10", address: "192.168.10.210" }],
  };
  change(spine);
  config.routers.push(spine);
}
