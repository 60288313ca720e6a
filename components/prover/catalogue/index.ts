import { faults } from "../../internal/versions";
import { bgpFindings } from "./bgp";
import { CatalogueEntry, Told } from "./entry";
import { etcdFindings } from "./etcd";
import { installsFindings } from "./installs";
import { loadBalancingFindings } from "./load-balancing";
import { meshFindings } from "./mesh";
import { multiClusterFindings } from "./multi-cluster";
import { networksFindings } from "./networks";
import { policiesFindings } from "./policies";

export { CatalogueEntry, Told } from "./entry";

const own = {
  ...bgpFindings,
  ...etcdFindings,
  ...installsFindings,
  ...networksFindings,
  ...loadBalancingFindings,
  ...meshFindings,
  ...multiClusterFindings,
  ...policiesFindings,
};

/** A code that a rule may report; the compiler keeps rules and catalogue together. */
export type FindingCode = keyof typeof own;

/** Every finding by its code, known faults of Cilium among them. */
export const catalogue: Readonly<Record<string, CatalogueEntry>> = {
  ...own,
  ...Object.fromEntries(
    faults
      .filter((fault) => fault.listedOnly !== true)
      .map((fault): [string, CatalogueEntry] => [
        fault.code,
        {
          // A number that the user chose in both clusters is respected.
          told: fault.code === "mesh-node-port-clash" ? Told.Either : fault.severity,
          meaning: `${sentence(fault.symptom)} Affected: ${fault.affected.join(", ")}.`,
          upstream: fault.upstream,
        },
      ]),
  ),
};

function sentence(text: string): string {
  return `Cilium ${text}.`;
}

/** The catalogue as the tables of `docs/prover.md`. */
export function catalogueMarkdown(): string {
  const rows = Object.entries(catalogue)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([code, { told, meaning, upstream }]) => row([`\`${code}\``, told, meaning, upstream ?? ""]));
  return [row(["Code", "Told as", "Meaning", "Upstream"]), row(["---", "---", "---", "---"]), ...rows].join(
    "\n",
  );
}

/** Faults that no check can see coming, as a table. */
export function listedFaultsMarkdown(): string {
  const rows = faults
    .filter((fault) => fault.listedOnly === true)
    .map((fault) =>
      row([fault.affected.join(", "), sentence(fault.symptom), fault.wayRound ?? "", fault.upstream]),
    );
  return [
    row(["Affected", "Fault", "Way round", "Upstream"]),
    row(["---", "---", "---", "---"]),
    ...rows,
  ].join("\n");
}

function row(cells: readonly string[]): string {
  return `| ${cells.map((cell) => cell.replaceAll("|", "\\|")).join(" | ")} |`;
}
