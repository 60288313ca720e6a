import { readdirSync, readFileSync } from "node:fs";
import * as path from "node:path";
import { describe, expect, it } from "vitest";
import { formatFinding } from "../../../components/internal/finding";
import { checkStack, loadStack } from "../../../stacks";

const root = path.join(__dirname, "../../..");

/** What is known and kept: these stacks are the notes' own, value for value. */
const known: Record<string, string[]> = {
  ingress: [
    "warning: l2Announcements[0], cilium.version: Cilium 1.18.1 may forget an address that it announces on L2, and then answers no ARP for it until its agent restarts (#45197, #45068); announce by BGP, or use Cilium 1.19.4 or newer [l2-arp]",
  ],
  "mesh-notes": [
    'warning: clusters[0].kind.nodeImage, cilium.version, clusters[1].kind.nodeImage: Kubernetes 1.33.2 of clusters "west" and "east" is newer than what Cilium 1.17 is tested with (1.29 to 1.32); that mostly works; use Kubernetes 1.29 to 1.32, or Cilium 1.18 [kubernetes-version-untested]',
    'warning: clusters[0].mesh.nodePort, clusters[1].mesh.nodePort: clusters "west" and "east" have the same NodePort 32379: Cilium 1.17.6 with kubeProxyReplacement answers a peer\'s NodePort itself where its own is the same, so that the mesh connects to itself after a reconnect (#24692, #41337); give cluster "east" NodePort 32380, or use Cilium 1.18.2 or newer [mesh-node-port-clash]',
  ],
};

const stacks = readdirSync(root).flatMap((name) => /^Pulumi\.(.+)\.yaml$/.exec(name)?.[1] ?? []);

describe("the stacks of this repository", () => {
  it("are some", () => {
    expect(stacks).toEqual(expect.arrayContaining(["dev", "k3s", "mesh-notes"]));
  });

  it.each(stacks)("%s raises no false alarm", (stack) => {
    const { config, findings } = loadStack(readFileSync(path.join(root, `Pulumi.${stack}.yaml`), "utf8"));
    expect(findings).toEqual([]);
    expect(config === undefined ? ["no config"] : checkStack(config).map(formatFinding)).toEqual(
      known[stack] ?? [],
    );
  });
});
