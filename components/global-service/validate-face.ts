import { labelFault } from "../internal/labels";
import type { GlobalServicePlan } from "./plan";
import type { Report } from "./validate";

/** What the Service shows to the outside: where traffic goes and by which labels others choose it. */
export function checkExternalTraffic(plan: GlobalServicePlan, report: Report): void {
  const policy = plan.externalTrafficPolicy;
  if (policy === undefined) return;
  if (!["Cluster", "Local"].includes(policy))
    report(
      "service-external-traffic-policy",
      ["externalTrafficPolicy"],
      `"${policy}" is no policy for traffic from outside, expected Cluster or Local`,
      "leave it out for Cluster",
    );
  if (plan.type === "ClusterIP")
    report(
      "service-external-traffic-type",
      ["externalTrafficPolicy", "type"],
      `externalTrafficPolicy ${policy} has no meaning for a Service of type ClusterIP, and Kubernetes refuses it`,
      "set type: LoadBalancer, or remove externalTrafficPolicy",
    );
}

export function checkLabels(plan: GlobalServicePlan, report: Report): void {
  for (const [key, value] of Object.entries(plan.labels).sort()) {
    const fault = labelFault(key, value);
    if (fault !== undefined)
      report("service-label", ["labels"], `label ${key}=${value}: ${fault}`, "correct the label");
  }
}
