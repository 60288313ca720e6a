import { validateIngress } from "../../cilium-ingress/validate";
import { atLeast } from "../../internal/cilium-version";
import { HelmValue } from "../../internal/helm-values";
import { Finding } from "../../internal/finding";
import { effectiveValue } from "../../internal/versions";
import { enumerated, error, groupBy } from "../report";
import { Topology, TopologyIngress } from "../topology";
import { ingressesIn, LoadBalancingCluster, loadBalancingOf, modeOf } from "./load-balancing-view";

/** Ingresses of class `cilium`. */
export function ciliumIngresses(topology: Topology): Finding[] {
  return loadBalancingOf(topology).flatMap((view) => {
    const here = ingressesIn(topology, view.cluster.name);
    if (here.length === 0) return [];
    return [
      ...here.flatMap(({ plan, at }) => validateIngress(plan, at)),
      ...controllerOff(view, here),
      ...pathsTwice(view, here),
      ...here.flatMap((ingress) => addresses(view, ingress)),
      ...here.flatMap((ingress) => backends(topology, ingress)),
    ];
  });
}

function controllerOff(
  { cluster, install }: LoadBalancingCluster,
  here: readonly TopologyIngress[],
): Finding[] {
  if (install.on("ingressController.enabled")) return [];
  return here.map(({ plan, at }) =>
    error(
      "ingress-controller-off",
      [at(""), install.at("ingressController.enabled")],
      `ingress "${plan.ingressName}" is in cluster "${cluster.name}", where ingressController.enabled is false, so nobody acts on it`,
      "set ingressController.enabled: true",
    ),
  );
}

interface Route {
  readonly ingress: TopologyIngress;
  readonly host: string;
  readonly path: string;
  readonly where: string;
}

/** Behind one load balancer the same path of the same host would lead to one Service or the other. */
function pathsTwice({ cluster, install }: LoadBalancingCluster, here: readonly TopologyIngress[]): Finding[] {
  const groups = groupBy(here, (ingress) =>
    modeOf(ingress, install) === "shared" ? "shared" : ingress.at(""),
  );
  return [...groups.values()].flatMap((ingresses) => {
    const routes = ingresses.flatMap(routesOf);
    const key = ({ host, path }: Route): string => `${host} ${path}`;
    return [...groupBy(routes, key).values()]
      .filter((same) => same.length > 1)
      .map((same) => {
        const names = [...new Set(same.map(({ ingress }) => `"${ingress.plan.ingressName}"`))];
        const [{ host, path } = { host: "", path: "" }] = same;
        const who =
          names.length > 1
            ? `shared ingresses ${enumerated(names)} of cluster "${cluster.name}" both have`
            : `ingress ${names[0] ?? ""} has`;
        return error(
          "ingress-path-twice",
          same.map(({ where }) => where),
          `${who} path ${path} of ${host === "" ? "all hosts" : `host ${host}`}${names.length > 1 ? "" : " twice"}`,
          names.length > 1
            ? "give them different hosts or paths, or set loadbalancerMode: dedicated for one"
            : "remove one of them",
        );
      });
  });
}

function routesOf(ingress: TopologyIngress): Route[] {
  return ingress.plan.rules.flatMap(({ host = "", paths }, i) =>
    paths.map(({ path, pathType }, j) => ({
      ingress,
      host,
      path: `${path} (${pathType})`,
      where: ingress.at(`rules[${i}].paths[${j}]`),
    })),
  );
}

/** Who can ask for an address, and whether the asking arrives. */
function addresses({ cluster, install }: LoadBalancingCluster, ingress: TopologyIngress): Finding[] {
  const { plan, at } = ingress;
  const { values, version } = install;
  if (plan.loadBalancerAddresses.length === 0) return [];
  if (modeOf(ingress, install) === "shared")
    return [
      error(
        "ingress-addresses-shared",
        [
          at("loadBalancerAddresses"),
          ...(plan.loadbalancerMode === undefined ? [] : [at("loadbalancerMode")]),
        ],
        `ingress "${plan.ingressName}" asks for addresses, but is a shared one in cluster "${cluster.name}": all of those have the address of one Service`,
        "set loadbalancerMode: dedicated, or ask in ingressController.service.annotations",
      ),
    ];
  const key = "ingressController.ingressLBAnnotationPrefixes";
  if (atLeast(version, "1.16.0") || copies(effectiveValue(values, key, version))) return [];
  return [
    error(
      "ingress-addresses-not-copied",
      [at("loadBalancerAddresses"), install.at(key)],
      `ingress "${plan.ingressName}" asks for addresses, but Cilium ${version} does not copy the annotation io.cilium/lb-ipam-ips to its Service`,
      `add io.cilium to ${key} (beside service.beta.kubernetes.io, service.kubernetes.io and cloud.google.com), or use Cilium 1.16 or newer`,
    ),
  ];
}

function copies(prefixes: HelmValue | undefined): boolean {
  const list = Array.isArray(prefixes)
    ? prefixes
    : typeof prefixes === "string"
      ? prefixes.split(/[ ,]+/)
      : [];
  return list.some(
    (prefix) => typeof prefix === "string" && prefix !== "" && "io.cilium/lb-ipam-ips".startsWith(prefix),
  );
}

/** Services of the stack are known; others may be anybody's. */
function backends(topology: Topology, { plan, cluster, at }: TopologyIngress): Finding[] {
  return plan.rules.flatMap(({ paths }, i) =>
    paths.flatMap(({ path, serviceName, servicePort, servicePortName }, j) => {
      const service = topology.services.find(
        ({ name, namespace, clusters }) =>
          name === serviceName &&
          namespace === plan.namespace &&
          clusters.some((entry) => entry.cluster === cluster),
      );
      const wanted = servicePort ?? servicePortName;
      const fits = service?.ports.some(({ port, name = `port-${port}` }) =>
        servicePort !== undefined ? port === servicePort : name === servicePortName,
      );
      if (service === undefined || wanted === undefined || fits === true) return [];
      const has = service.ports.map(({ port, name }) =>
        name === undefined ? `${port}` : `${port} (${name})`,
      );
      return [
        error(
          "ingress-backend-unknown",
          [at(`rules[${i}].paths[${j}]`), service.at("ports")],
          `path ${path} of ingress "${plan.ingressName}" leads to port ${wanted} of service "${serviceName}", which has ${enumerated(has)}`,
          "use a port that the service has",
        ),
      ];
    }),
  );
}
