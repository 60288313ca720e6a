import { JsonSchema } from "./stack-schema";

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

/** The keys of a stack file, without their `cilium-fabric:` prefix. */
export const STACK_SETTINGS: Record<string, JsonSchema> = {
  clusters: { ...list(ref("Cluster"), "The clusters, each made by kind or there already."), minItems: 1 },
  cilium: ref("CiliumInstall", "Settings of every cluster's Cilium, grouped as in its chart."),
  mesh: ref("Mesh"),
  services: list(ref("Service"), "Services across clusters."),
  samples: list(ref("Sample"), "Small workloads to try things with."),
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
    },
    ["name", "id"],
  ),
  Existing: map("A cluster that is there already; it is never changed but by what the stack installs.", {
    kubeconfigPath: text("Path of a kubeconfig file; `~` is the home folder. Defaults to `~/.kube/config`."),
    context: text("Context in the kubeconfig. Defaults to its current one."),
    podSubnet: text("Pod CIDR, for checks before the cluster is asked."),
    serviceSubnet: text("Service CIDR, for checks before the cluster is asked."),
    nodes: list(
      map("A node.", { name: strings, role: { enum: ["control-plane", "worker"] }, address: strings }, [
        "name",
        "role",
        "address",
      ]),
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
      sample: { enum: ["webpod", "curl-pod", "userlist"], description: "Which one." },
      clusters: list(strings, "Clusters that run it. Defaults to all."),
      replicas: { type: "integer", minimum: 0, description: "Pods in each cluster. Defaults to the sample's." },
      namespace: text("Defaults to the sample's."),
      image: text("Defaults to the sample's."),
    },
    ["sample"],
  ),
};
