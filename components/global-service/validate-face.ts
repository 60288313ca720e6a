import { parseCidr, parseIp } from "../internal/cidr";
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

/** What only a Service of type LoadBalancer has. */
export function checkLoadBalancer(plan: GlobalServicePlan, report: Report): void {
  const named = plan.clusters.flatMap(({ written, loadBalancerAddresses: addresses }, i) => {
    const own = written.includes("loadBalancerAddresses");
    return addresses.map((address, j) => ({
      address,
      field: own ? `clusters[${i}].loadBalancerAddresses[${j}]` : `loadBalancerAddresses[${j}]`,
    }));
  });
  for (const { address, field } of named) {
    if (parseIp(address) === undefined)
      report(
        "service-load-balancer-address",
        [field],
        `"${address}" is not an IP address`,
        "write one such as 172.16.1.10",
      );
  }
  plan.loadBalancerSourceRanges.forEach((range, i) => {
    if (parseCidr(range)?.canonical !== range)
      report(
        "service-source-range",
        [`loadBalancerSourceRanges[${i}]`],
        `"${range}" is not the CIDR of a network`,
        `write one such as ${parseCidr(range)?.canonical ?? "192.168.10.0/24"}`,
      );
  });
  const set = [
    ...(named.length > 0 ? ["loadBalancerAddresses"] : []),
    ...(plan.loadBalancerClass !== undefined ? ["loadBalancerClass"] : []),
    ...(plan.loadBalancerSourceRanges.length > 0 ? ["loadBalancerSourceRanges"] : []),
  ];
  if (set.length > 0 && plan.type !== "LoadBalancer")
    report(
      "service-load-balancer-type",
      [...set, "type"],
      `${set.join(" and ")} ${set.length > 1 ? "have" : "has"} no meaning for a Service of type ${plan.type}`,
      `set type: LoadBalancer, or remove ${set.join(" and ")}`,
    );
}
