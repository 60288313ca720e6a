import { Declared, DeclaredExport } from "./declared";
import { Cause, listed } from "./problems";
import { MultiClusterServiceRow, ProblemCode } from "./report";
import { Seen, SeenCluster, SeenMultiCluster } from "./seen";

type Looked = SeenCluster & { readonly multiCluster: SeenMultiCluster };

/** Services of the Multi-Cluster Services API: who exports them, and what every member imports. */
export function judgeMultiCluster(
  { exports }: Declared,
  seen: Seen,
): { rows: MultiClusterServiceRow[]; causes: Cause[] } {
  const clusters = seen.clusters.filter((cluster): cluster is Looked => cluster.multiCluster !== undefined);
  return {
    rows: exports.map((one) => rowOf(one, clusters)),
    causes: clusters.flatMap((cluster) => [
      ...dnsCauses(cluster),
      ...exports.flatMap((one) => exportCauses(one, cluster)),
      ...exports.flatMap((one) => importCauses(one, cluster)),
    ]),
  };
}

function same(
  one: DeclaredExport,
): (other: { readonly name: string; readonly namespace: string }) => boolean {
  return ({ name, namespace }) => name === one.name && namespace === one.namespace;
}

function rowOf(one: DeclaredExport, clusters: readonly Looked[]): MultiClusterServiceRow {
  const { namespace, name, hostName, exporting, importing } = one;
  const accepted = clusters.filter(({ multiCluster }) =>
    multiCluster.exports.some((there) => same(one)(there) && there.troubles.length === 0),
  );
  return {
    namespace,
    name,
    hostName,
    declared: exporting,
    exported: accepted.map((cluster) => cluster.name).filter((cluster) => exporting.includes(cluster)),
    imports: clusters.flatMap((cluster) => {
      const found = cluster.multiCluster.imports.find(same(one));
      if (found === undefined) return [];
      return [{ cluster: cluster.name, addresses: found.ips, from: found.clusters }];
    }),
    unseen: importing.filter((cluster) => !clusters.some((looked) => looked.name === cluster)),
  };
}

function dnsCauses({ name, multiCluster: { dns } }: Looked): Cause[] {
  if (dns === undefined || (dns.wanted > 0 && dns.ready === dns.wanted)) return [];
  const message =
    dns.wanted === 0
      ? "has no CoreDNS for names of the clusterset"
      : `CoreDNS for names of the clusterset: ${dns.ready} of ${dns.wanted} pods are ready`;
  return [
    {
      code: ProblemCode.ClustersetDns,
      subject: `cluster ${name}`,
      member: name,
      message,
      fix: "look at it with kubectl -n kube-system describe deployment coredns-clusterset",
    },
  ];
}

function exportCauses(one: DeclaredExport, { name, multiCluster }: Looked): Cause[] {
  if (!one.exporting.includes(name)) return [];
  const about = { subject: `cluster ${name}`, member: `${one.namespace}/${one.name}` };
  const there = multiCluster.exports.find(same(one));
  if (there === undefined) {
    const message = "has no ServiceExport %";
    return [{ ...about, code: ProblemCode.ExportMissing, message, fix: "bring the stack up again" }];
  }
  return there.troubles.map((trouble) => ({
    ...about,
    code: ProblemCode.ExportRefused,
    message: `ServiceExport %: ${trouble}`,
    fix: "see docs/mcs.md; the Service must be there, and alike in every exporting cluster",
  }));
}

function importCauses(one: DeclaredExport, { name, multiCluster }: Looked): Cause[] {
  if (!one.importing.includes(name)) return [];
  const about = {
    code: ProblemCode.ImportMissing,
    subject: `cluster ${name}`,
    member: `${one.namespace}/${one.name}`,
  };
  const found = multiCluster.imports.find(same(one));
  const fix = "look at the exporting clusters' ServiceExports and at the mesh";
  if (found === undefined) return [{ ...about, message: "has no ServiceImport %", fix }];
  const absent = one.exporting.filter((cluster) => !found.clusters.includes(cluster));
  if (absent.length > 0) return [{ ...about, message: `ServiceImport % leaves out ${listed(absent)}`, fix }];
  if (found.type === "Headless" || found.ips.length > 0) return [];
  return [{ ...about, message: "ServiceImport % has no address", fix }];
}
