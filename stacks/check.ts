import { peerFindings } from "../components/cluster-mesh/rules/peers";
import { Finding, sortFindings } from "../components/internal/finding";
import { checkTopology } from "../components/prover";
import { StackConfig } from "./config";
import { asMember, meshMembers } from "./memberships";
import { resolveClusters } from "./resolve";
import { toTopology } from "./topology";

/** Everything the prover has to say about a stack. */
export function checkStack(config: StackConfig): Finding[] {
  return sortFindings([...checkTopology(toTopology(config)), ...declaredPeers(config)]);
}

/** Names in a list of peers that lead nowhere; memberships leave them out, so the prover cannot see them. */
function declaredPeers(config: StackConfig): Finding[] {
  if (config.mesh === undefined) return [];
  const members = meshMembers(config.mesh, resolveClusters(config));
  const given = { nodes: true, endpoints: false, kubeconfig: true };
  const findings = peerFindings(members.map((cluster) => ({ ...asMember(cluster), given })));
  return findings
    .filter((finding) => finding.code !== "mesh-peer-one-sided")
    .map((finding) => ({
      ...finding,
      paths: finding.paths.map((path) =>
        path.replace(/^members\[(\d+)\]/, (_, i) => `clusters[${members[Number(i)]?.index ?? i}].mesh`),
      ),
    }));
}
