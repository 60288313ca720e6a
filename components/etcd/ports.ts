import type { Finding } from "../internal/finding";
import { enumerated, error, warning } from "../prover/report";
import type { EtcdPlan } from "./plan";

type At = (field: string) => string;

const FIELDS = ["clientPort", "peerPort", "metricsPort"] as const;

/** What listens on every node, or on control-plane nodes only. */
const TAKEN: readonly { ports: readonly number[]; by: string; controlPlane?: true }[] = [
  { ports: [2379, 2380, 2381], by: "the etcd of Kubernetes itself", controlPlane: true },
  { ports: [6443], by: "the API server", controlPlane: true },
  { ports: [10257, 10259], by: "the controller manager and the scheduler", controlPlane: true },
  { ports: [10248, 10250], by: "the kubelet" },
  { ports: [10249, 10256], by: "kube-proxy" },
  { ports: [4240, 4244, 9234, 9878, 9879, 9890, 9891, 9962, 9963, 9964], by: "Cilium" },
];

/** Ports that are none, that two uses share, or that something else on the members' nodes has. */
export function portFindings(plan: EtcdPlan, at: At): Finding[] {
  const invalid = FIELDS.filter((field) => !isPort(plan[field]));
  if (invalid.length > 0)
    return invalid.map((field) =>
      error(
        "etcd-port-invalid",
        [at(field)],
        `${field} is ${plan[field]}, expected a whole number from 1 to 65535`,
        "leave it out for the default",
      ),
    );
  return [...sharedPorts(plan, at), ...FIELDS.flatMap((field) => takenPort(plan, field, at))];
}

function isPort(port: number): boolean {
  return Number.isInteger(port) && port >= 1 && port <= 65_535;
}

function sharedPorts(plan: EtcdPlan, at: At): Finding[] {
  return [...new Set(FIELDS.map((field) => plan[field]))].flatMap((port) => {
    const fields = FIELDS.filter((field) => plan[field] === port);
    if (fields.length < 2) return [];
    const message = `${enumerated(fields)} are both ${port}`.replace(
      "both",
      fields.length > 2 ? "all" : "both",
    );
    return [error("etcd-port-taken", fields.map(at), message, "give each a port of its own")];
  });
}

function takenPort(plan: EtcdPlan, field: (typeof FIELDS)[number], at: At): Finding[] {
  const port = plan[field];
  const onControlPlane = plan.members.filter(({ name }) =>
    plan.nodes?.some((node) => node.name === name && node.role === "control-plane"),
  );
  const owner = TAKEN.find(
    ({ ports, controlPlane }) =>
      ports.includes(port) && (controlPlane === undefined || onControlPlane.length > 0),
  );
  if (owner !== undefined) {
    const where =
      owner.controlPlane === true ? ` on ${enumerated(onControlPlane.map(({ name }) => name))}` : "";
    const message = `${field} ${port} is the port of ${owner.by}${where}`;
    return [
      error("etcd-port-taken", [at(field)], message, "leave it out for the default, or choose a free port"),
    ];
  }
  if (port < 30_000 || port > 32_767) return [];
  return [
    warning(
      "etcd-port-taken",
      [at(field)],
      `${field} ${port} lies in the range of NodePorts, 30000–32767, so a Service may get it`,
      "choose a port below 30000",
    ),
  ];
}
