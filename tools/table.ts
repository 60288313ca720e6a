import type { DownloadSource, Platform, ToolSpec } from "./types";

const KUBERNETES = "1.33.13";
const PULUMI = "3.228.0";
const PROVIDER = "4.25.0";
const KIND = "0.33.0";
const CILIUM = "1.18.1";

const kubernetes = (program: string, seconds: number): ToolSpec => {
  const variable = "k8s.io/component-base/version.git";
  return {
    version: KUBERNETES,
    module: "tools/go/kubernetes",
    package: `k8s.io/kubernetes/cmd/${program}`,
    ldflags: [
      `-X ${variable}Version=v${KUBERNETES}`,
      `-X ${variable}Major=1`,
      `-X ${variable}Minor=33`,
      `-X ${variable}TreeState=clean`,
    ],
    seconds,
    megabytes: 3500,
  };
};

const cilium = (program: string, seconds: number): ToolSpec => ({
  version: CILIUM,
  module: "simulator/cilium",
  package: `./cmd/${program}`,
  tags: ["osusergo", "ipam_provider_operator"],
  seconds,
  megabytes: 4500,
});

function pulumiRelease({ os, arch }: Platform): DownloadSource {
  const release = `https://github.com/pulumi/pulumi/releases/download/v${PULUMI}`;
  return {
    url: `${release}/pulumi-v${PULUMI}-${os}-${arch === "amd64" ? "x64" : arch}.tar.gz`,
    checksums: `${release}/pulumi-${PULUMI}-checksums.txt`,
    folder: "pulumi",
  };
}

function kindRelease({ os, arch }: Platform): DownloadSource {
  const url = `https://kind.sigs.k8s.io/dl/v${KIND}/kind-${os}-${arch}`;
  return { url, checksums: `${url}.sha256sum` };
}

/** Every tool, by name. Times are those of an empty Go build cache on two cores, each module by itself. */
export const TOOLS = {
  pulumi: {
    version: PULUMI,
    module: "tools/go/pulumi",
    package: "github.com/pulumi/pulumi/pkg/v3/cmd/pulumi",
    // Without it the Automation API cannot tell which version it talks to.
    ldflags: [`-X github.com/pulumi/pulumi/sdk/v3/go/common/version.Version=v${PULUMI}`],
    seconds: 105,
    megabytes: 2500,
    path: { version: { arguments: ["version"], accepts: ">=3.200.0 <4" } },
    download: pulumiRelease,
  },
  "pulumi-resource-kubernetes": {
    version: PROVIDER,
    module: "tools/go/pulumi-kubernetes",
    package: ".",
    built: "pulumi-kubernetes",
    ldflags: [`-X github.com/pulumi/pulumi-kubernetes/provider/v4/pkg/version.Version=${PROVIDER}`],
    seconds: 390,
    megabytes: 4500,
    // It does not tell its version; the engine takes the one on PATH in any case.
    path: {},
    plugin: "kubernetes",
  },
  kind: {
    version: KIND,
    module: "tools/go/kind",
    package: "sigs.k8s.io/kind",
    seconds: 5,
    megabytes: 200,
    path: { version: { arguments: ["version"], accepts: ">=0.27.0 <1" } },
    download: kindRelease,
  },
  kindcheck: { version: KIND, module: "tools/go/kindcheck", package: ".", seconds: 5, megabytes: 200 },
  helm: {
    version: "3.22.0",
    module: "tools/go/helm",
    package: "helm.sh/helm/v3/cmd/helm",
    seconds: 120,
    megabytes: 2000,
    path: { version: { arguments: ["version", "--short"], accepts: ">=3.14.0 <4" } },
  },
  charts: { version: "1.18.1", module: "tools/go/charts", package: ".", seconds: 2, megabytes: 150 },
  kwok: {
    version: "0.8.0",
    module: "tools/go/kwok",
    package: "sigs.k8s.io/kwok/cmd/kwok",
    seconds: 65,
    megabytes: 1500,
  },
  etcd: { version: "3.5.35", module: "tools/go/etcd", package: ".", seconds: 40, megabytes: 1200 },
  etcdctl: {
    version: "3.5.35",
    module: "tools/go/etcd",
    package: "go.etcd.io/etcd/etcdctl/v3",
    built: "etcdctl",
    seconds: 25,
    megabytes: 1200,
  },
  coredns: {
    version: "1.15.0",
    module: "tools/go/coredns",
    package: ".",
    seconds: 60,
    megabytes: 1500,
  },
  "kube-apiserver": kubernetes("kube-apiserver", 110),
  "kube-controller-manager": kubernetes("kube-controller-manager", 50),
  "kube-scheduler": kubernetes("kube-scheduler", 15),
  kubectl: kubernetes("kubectl", 30),
  "fabric-sim": {
    version: "0.1.0",
    module: "simulator/daemon",
    package: ".",
    built: "daemon",
    seconds: 60,
    megabytes: 1500,
  },
  "cilium-identities": {
    ...cilium("cilium-identities", 60),
    module: "tools/go/identities",
    package: ".",
    built: "identities",
  },
  "cilium-operator-generic": cilium("cilium-operator-generic", 200),
  "clustermesh-apiserver": cilium("clustermesh-apiserver", 60),
  "cilium-dbg": cilium("cilium-dbg", 60),
  "cilium-sim-agent": cilium("cilium-sim-agent", 90),
} as const satisfies Record<string, ToolSpec>;
