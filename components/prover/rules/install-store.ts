import { atLeast, minorOf } from "../../internal/cilium-version";
import { Finding } from "../../internal/finding";
import { endpointsInCluster, faultOf, replacesKubeProxy, textsOf } from "../../internal/versions";
import type { InstallRule } from "../install";
import { error, quoted, warning } from "../report";

const kvstoreModes = ["kvstore", "doublewrite-readkvstore", "doublewrite-readcrd"];

const storeOfIdentities: InstallRule = ({ on, text, at }) => {
  const mode = text("identityAllocationMode");
  if (!kvstoreModes.includes(mode) || on("etcd.enabled")) return [];
  return [
    error(
      "kvstore-without-etcd",
      [at("identityAllocationMode"), at("etcd.enabled")],
      `identityAllocationMode is ${mode}, but etcd is not enabled`,
      "set etcd.enabled: true and etcd.endpoints, or identityAllocationMode: crd",
    ),
  ];
};

const etcdEndpoints: InstallRule = ({ values, version, on, at }) => {
  if (!on("etcd.enabled")) return [];
  const endpoints = textsOf(values, "etcd.endpoints", version);
  const found: Finding[] = [];
  if (endpoints.length === 0 || endpoints.some((endpoint) => endpoint.includes("CHANGE-ME"))) {
    found.push(
      error(
        "etcd-endpoints-missing",
        [at("etcd.endpoints")],
        "etcd is enabled, but etcd.endpoints is not set",
        "set etcd.endpoints to the addresses of etcd, e.g. http://172.18.0.2:2379",
      ),
    );
    return found;
  }
  const scheme = on("etcd.ssl") ? "https://" : "http://";
  const wrong = endpoints.filter((endpoint) => !endpoint.startsWith(scheme) && !endpoint.includes("${"));
  if (wrong.length > 0) {
    found.push(
      error(
        "etcd-scheme",
        [at("etcd.endpoints"), at("etcd.ssl")],
        `etcd.ssl is ${String(on("etcd.ssl"))}, but ${quoted(wrong)} in etcd.endpoints does not start with ${scheme}`,
        `write the endpoints with ${scheme}, or set etcd.ssl: ${String(!on("etcd.ssl"))}`,
      ),
    );
  }
  return found;
};

/** etcd in a pod whose network needs Cilium: a circle that a restart of the node does not leave. */
const etcdInCluster: InstallRule = ({ values, version, at }) => {
  const inside = endpointsInCluster(values, version);
  const refused =
    faultOf("kvstore-behind-service", version) !== undefined && replacesKubeProxy(values, version);
  if (inside.length === 0 || refused || !atLeast(version, "1.16.0")) return [];
  const state = atLeast(version, "1.17.0") ? "not supported" : "deprecated";
  return [
    warning(
      "etcd-in-cluster",
      [at("etcd.endpoints")],
      `${quoted(inside)} is a Service of the cluster itself; etcd in a pod that Cilium connects is ${state} in Cilium ${minorOf(version)} and may not come up after a restart of its node`,
      "run etcd on the host network or outside, and give its node address",
    ),
  ];
};

/** Which identity stores clustermesh-apiserver works with, by version. */
const meshAndStore: InstallRule = ({ version, on, text, at }) => {
  const mode = text("identityAllocationMode");
  if (!on("clustermesh.useAPIServer") || mode === "crd" || mode === "") return [];
  const paths = [at("clustermesh.useAPIServer"), at("identityAllocationMode")];
  if (atLeast(version, "1.18.0")) {
    if (on("clustermesh.apiserver.kvstoremesh.enabled")) return [];
    return [
      error(
        "mesh-identity-store",
        [...paths, at("clustermesh.apiserver.kvstoremesh.enabled")],
        `clustermesh-apiserver with identityAllocationMode ${mode} needs KVStoreMesh, which is off`,
        "set clustermesh.apiserver.kvstoremesh.enabled: true",
      ),
    ];
  }
  const allowed = atLeast(version, "1.17.0") && mode.startsWith("doublewrite");
  if (allowed) return [];
  return [
    error(
      "mesh-identity-store",
      paths,
      `clustermesh-apiserver does not work with identityAllocationMode ${mode} in Cilium ${version}; the first version that allows it is 1.18.0`,
      "set identityAllocationMode: crd, or use Cilium 1.18.0 or newer",
    ),
  ];
};

const meshAndEndpoints: InstallRule = ({ on, text, at }) =>
  on("clustermesh.useAPIServer") && on("disableEndpointCRD") && text("identityAllocationMode") === "crd"
    ? [
        error(
          "mesh-without-endpoint-objects",
          [at("clustermesh.useAPIServer"), at("disableEndpointCRD")],
          "clustermesh-apiserver needs CiliumEndpoints, but disableEndpointCRD is true",
          "set disableEndpointCRD: false",
        ),
      ]
    : [];

/** Agents refuse to start: they keep egress gateways by the addresses of CiliumEndpoints. */
const egressAndStore: InstallRule = ({ on, text, at }) => {
  const mode = text("identityAllocationMode");
  if (!on("egressGateway.enabled") || !kvstoreModes.includes(mode)) return [];
  return [
    error(
      "egress-gateway-identity-store",
      [at("egressGateway.enabled"), at("identityAllocationMode")],
      `agents with an egress gateway do not start with identityAllocationMode ${mode}`,
      "set identityAllocationMode: crd, or egressGateway.enabled: false",
    ),
  ];
};

const externalStore: InstallRule = ({ on, text, number, at }) => {
  const key = "clustermesh.apiserver.kvstoremesh.kvstoreMode";
  if (text(key) !== "external") return [];
  const needs: [string, boolean, string][] = [
    ["clustermesh.useAPIServer", on("clustermesh.useAPIServer"), "true"],
    ["clustermesh.apiserver.kvstoremesh.enabled", on("clustermesh.apiserver.kvstoremesh.enabled"), "true"],
    ["clustermesh.apiserver.replicas", (number("clustermesh.apiserver.replicas") ?? 1) === 1, "1"],
    ["identityAllocationMode", kvstoreModes.includes(text("identityAllocationMode")), "kvstore"],
  ];
  return needs
    .filter(([, met]) => !met)
    .map(([need, , value]) =>
      error(
        "kvstoremesh-external-store",
        [at(key), at(need)],
        `${key} external needs ${need}: ${value}`,
        `set ${need}: ${value}, or ${key}: internal`,
      ),
    );
};

export const storeRules: readonly InstallRule[] = [
  storeOfIdentities,
  etcdEndpoints,
  etcdInCluster,
  meshAndStore,
  meshAndEndpoints,
  egressAndStore,
  externalStore,
];
