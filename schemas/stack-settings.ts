import { LOAD_BALANCER_SERVICE_SETTINGS, LOAD_BALANCING_SETTINGS, LOAD_BALANCING_VARIANTS } from "./load-balancing-settings";
import { POLICY_SETTINGS, POLICY_VARIANTS } from "./policy-settings";
import type { JsonSchema, StackVariant } from "./stack-schema";

/** A map with fixed keys. */
function map(description: string, properties: Record<string, JsonSchema>, required: string[] = []): JsonSchema {
  return { type: "object", description, properties, required, additionalProperties: false };
}

function text(description: string): JsonSchema {
  return { type: "string", description };
}

function list(items: JsonSchema, description: string): JsonSchema {
  return { type: "array", description, items };
}

function ref(name: string, description?: string): JsonSchema {
  return { allOf: [{ $ref: `#/definitions/${name}` }], ...(description !== undefined ? { description } : {}) };
}

const strings = { type: "string" };
const port: JsonSchema = { type: "integer" };
const labels: JsonSchema = { type: "object", additionalProperties: { type: "string" } };

/** What a cluster's BGP takes from the cluster itself. */
const SAID_BY_THE_CLUSTER = [
  "name",
  "ciliumVersion",
  "nodes",
  "podCidrs",
  "poolCidrs",
  "secretsNamespace",
  "kubeconfig",
  "clusterIdentifier",
  "deletedWith",
];

/** The keys of a stack file, without their `cilium-fabric:` prefix. */
export const STACK_SETTINGS: Record<string, JsonSchema> = {
  clusters: { ...list(ref("Cluster"), "The clusters, each made by kind or there already."), minItems: 1 },
  cilium: ref("CiliumInstall", "Settings of every cluster's Cilium, grouped as in its chart."),
  mesh: ref("Mesh"),
  services: list(ref("Service"), "Services across clusters."),
  samples: list(ref("Sample"), "Small workloads to try things with."),
  racks: list(ref("Rack"), "Networks that nodes and routers stand in."),
  routers: list(ref("Router"), "Routers that clusters with `bgp` peer with."),
  routerLinks: list(ref("RouterLink"), "Sessions between routers."),
  ...LOAD_BALANCING_SETTINGS,
  ...POLICY_SETTINGS,
  mcs: ref("MultiCluster", "Services by the Multi-Cluster Services API among the mesh's members."),
  overlay: text(
    "Path of an overlay: a file of the same keys (without prefix) that adapts the stack to a place. Applied last.",
  ),
};

/** The types that only stack files have. */
export const STACK_TYPES: Record<string, JsonSchema> = {
  Cluster: map(
    "One cluster: exactly one of `kind` and `existing`.",
    {
      name: text("Name of the cluster, `cluster.name` in Cilium: 1–32 characters of a–z, 0–9 and `-`."),
      id: { type: "integer", description: "`cluster.id` in Cilium: 1–255, or 1–511 with 511 clusters at most." },
      kind: ref("KindCluster", "Make the cluster with kind."),
      existing: ref("Existing"),
      cilium: ref("CiliumOverride", "Settings of this cluster's Cilium alone, over the shared ones."),
      mesh: ref("Member"),
      bgp: ref("ClusterBgp", "BGP of its nodes. Left out where they do not speak it."),
      etcd: ref("ClusterEtcd", "An etcd for its identities, there before Cilium. Left out where they stay in the API server."),
    },
    ["name", "id"],
  ),
  Existing: map("A cluster that is there already; it is never changed but by what the stack installs.", {
    kubeconfigPath: text("Path of a kubeconfig file; `~` is the home folder. Defaults to `~/.kube/config`."),
    context: text("Context in the kubeconfig. Defaults to its current one."),
    podSubnet: text("Pod CIDR, for checks before the cluster is asked."),
    serviceSubnet: text("Service CIDR, for checks before the cluster is asked."),
    nodes: list(
      map(
        "A node.",
        { name: strings, role: { enum: ["control-plane", "worker"] }, address: strings, rack: ref("NodeRack") },
        ["name", "role", "address"],
      ),
      "Nodes. Defaults to what the API server says.",
    ),
    timeoutSeconds: { type: "integer", description: "How long the API server may take to answer. Defaults to 30." },
  }),
  Member: map("What the mesh must know of this cluster alone.", {
    nodePort: { ...port, description: "NodePort of clustermesh-apiserver. Defaults to a safe one." },
    endpoints: list(strings, "Addresses, or one DNS name, under which peers reach this cluster."),
    endpointPort: { ...port, description: "Port that goes with `endpoints`. Defaults to 2379." },
    peers: list(strings, "Names of the members this one connects to. Defaults to all."),
  }),
  Mesh: map("ClusterMesh. Present means that the clusters are meshed.", {
    members: list(strings, "Names of the clusters in the mesh. Defaults to all."),
    maxConnectedClusters: { type: "integer", description: "255 or 511, fixed for life. Defaults to 255." },
    service: ref("MeshServiceArgs"),
    kvstoreMesh: ref("MeshKvstoreMeshArgs"),
    tls: ref("MeshTlsArgs"),
    peerAddresses: ref("MeshPeerAddresses", "Which node addresses peers are told. Defaults to `all-nodes`."),
    certificateAuthority: map(
      "A CA brought along. Defaults to one that the stack makes.",
      {
        certificateFile: text("PEM file of the CA's certificate."),
        privateKeyFile: text("PEM file of the CA's private key; readable by its owner only."),
      },
      ["certificateFile", "privateKeyFile"],
    ),
    protectCertificateAuthority: {
      type: "boolean",
      description: "Whether the CA made by the stack refuses deletion. Defaults to false in stacks.",
    },
  }),
  Service: map(
    "A global service: the same Service in every cluster listed.",
    {
      name: text("Name of the Service."),
      namespace: text("Namespace of the Service. Defaults to `default`."),
      selector: { ...labels, description: "Labels of the pods behind it." },
      ports: { ...list(ref("GlobalServicePortArgs"), "Ports, at least one."), minItems: 1 },
      type: { enum: ["ClusterIP", "NodePort", "LoadBalancer"], description: "Defaults to `ClusterIP`." },
      externalTrafficPolicy: ref("ServiceExternalTrafficPolicy", "Where traffic from outside goes. Defaults to `Cluster`."),
      ...LOAD_BALANCER_SERVICE_SETTINGS,
      labels: { ...labels, description: "Labels of the Service itself, by which pools and BGP advertisements choose it." },
      annotations: { ...labels, description: "Further annotations, the same in every cluster." },
      clusters: list(
        map(
          "The service in one cluster.",
          {
            name: text("Name of the cluster."),
            global: { type: "boolean", description: "Whether it takes part in the global service. Defaults to true." },
            shared: { type: "boolean", description: "Whether its backends are offered to others. Defaults to true." },
            affinity: ref("ServiceAffinity", "Which backends its clients prefer. Defaults to none."),
            clientOnly: { type: "boolean", description: "Clients but no backends. Defaults to false." },
            loadBalancerAddresses: list(strings, "Addresses asked of this cluster's pools. Defaults to the service's."),
            selector: { ...labels, description: "Labels of the pods in this cluster." },
          },
          ["name"],
        ),
        "Defaults to every member of the mesh.",
      ),
    },
    ["name", "selector", "ports"],
  ),
  Sample: map(
    "A small workload.",
    {
      sample: { enum: ["webpod", "curl-pod", "bookinfo", "userlist", "rebel-base"], description: "Which one." },
      clusters: list(strings, "Clusters that run it. Defaults to all."),
      replicas: { type: "integer", minimum: 0, description: "Pods in each cluster. Defaults to the sample's." },
      namespace: text("Defaults to the sample's."),
      image: text("Defaults to the sample's."),
      nodeSelector: { ...labels, description: "Labels that a pod's node must have. Defaults to none." },
      nodeName: text("Node to pin the pods to, past the scheduler. Defaults to none."),
    },
    ["sample"],
  ),
  NodeRack: map(
    "The rack that a node stands in, and its addresses there.",
    {
      name: text("Name of the rack."),
      address: text("IPv4 address in the rack's `subnet`; the node's InternalIP."),
      address6: text("IPv6 address in the rack's `subnet6`."),
    },
    ["name"],
  ),
};

const etcdTls = map("TLS of an etcd.", {
  enabled: { type: "boolean", description: "Defaults to true; `pod` has none." },
  certificates: map(
    "Certificates brought along, as PEM files. Defaults to ones that the stack makes.",
    {
      caCertificateFile: text("The CA's certificate; several in one file are all trusted."),
      clientCertificateFile: text("Certificate that Cilium shows."),
      clientPrivateKeyFile: text("Its private key; readable by its owner only."),
      memberCertificateFile: text("Certificate of all members, with each one's address. For `nodes` only."),
      memberPrivateKeyFile: text("Its private key; readable by its owner only. For `nodes` only."),
    },
    ["caCertificateFile", "clientCertificateFile", "clientPrivateKeyFile"],
  ),
  validityHours: {
    type: "integer",
    description: "Validity of certificates made here, in hours, at least 24. Defaults to 26280, three years.",
  },
  protectCertificateAuthority: {
    type: "boolean",
    description: "Whether the CA made by the stack refuses deletion. Defaults to false in stacks.",
  },
});

const passwordFile = text("File with the TCP MD5 password, readable by its owner only. Defaults to no password.");

/** What only stacks know of the components' own types. */
export const STACK_VARIANTS: Record<string, StackVariant> = {
  ...LOAD_BALANCING_VARIANTS,
  ...POLICY_VARIANTS,
  MultiCluster: { of: "MultiClusterServices", without: ["clusters"], with: {} },
  KindNodeArgs: {
    of: "KindNodeArgs",
    with: { rack: ref("NodeRack", "The rack that the node stands in. Defaults to none: kind's own network only.") },
  },
  Rack: {
    of: "BgpRackArgs",
    with: {
      network: text("Name of the Docker network. Defaults to `rack-<stack>-<name>`."),
      gateway: text("IPv4 address that Docker takes for this host. Defaults to the first of `subnet`."),
      gateway6: text("IPv6 address that Docker takes for this host. Defaults to the first of `subnet6`."),
    },
  },
  Router: {
    of: "BgpRouterArgs",
    with: {
      managed: {
        type: "boolean",
        description:
          "False for a router that is there: its configuration is rendered and left to its owner. Defaults to true.",
      },
      image: text("Image of FRR. Defaults to `quay.io/frrouting/frr:8.4.4`."),
      containerName: text("Name of its container. Defaults to `<stack>-<name>`."),
      sysctls: {
        ...labels,
        description:
          "Kernel settings of the container, over the defaults (forwarding, layer-4 hash for equal paths, loose rp_filter).",
      },
    },
  },
  ClusterEtcd: {
    of: "Etcd",
    without: ["ciliumVersion", "nodes", "kubeconfig", "identityAllocationMode"],
    with: { tls: etcdTls },
  },
  RouterLink: { of: "BgpRouterLinkArgs", without: ["password"], with: { passwordFile } },
  BgpPeer: { of: "BgpPeerArgs", without: ["password"], with: { passwordFile } },
  ClusterBgp: {
    of: "BgpClusterArgs",
    without: SAID_BY_THE_CLUSTER,
    with: {
      peers: list(ref("BgpPeer"), "Routers that all its nodes peer with."),
      nodes: {
        type: "object",
        description: "What a single node has of its own, by node name.",
        additionalProperties: map("A node's own.", {
          enabled: { type: "boolean", description: "Whether it speaks BGP. Defaults to true." },
          routerId: text("Router id, an IPv4 address. Defaults to Cilium's own choice."),
          localPort: { ...port, description: "Port to listen on. Defaults to the cluster's." },
          asn: { type: "integer", description: "AS number of this node alone. Defaults to the cluster's." },
        }),
      },
      nodeRoutes: {
        type: "boolean",
        description:
          "Whether kind nodes get routes to the other racks by the rack's router. Defaults to true: Cilium learns no routes.",
      },
    },
  },
};
