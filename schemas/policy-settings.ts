import type { JsonSchema, StackVariant } from "./stack-schema";

/** The key of a stack file about network policies. */
export const POLICY_SETTINGS: Record<string, JsonSchema> = {
  policies: {
    type: "array",
    description: "Network policies across clusters.",
    items: { allOf: [{ $ref: "#/definitions/NetworkPolicy" }] },
  },
};

/** The component's inputs as entries of the section: the stack knows each cluster's version, and the mesh. */
export const POLICY_VARIANTS: Record<string, StackVariant> = {
  NetworkPolicy: {
    of: "MeshPolicy",
    without: ["policyName", "meshClusters", "clusters"],
    with: {
      name: { type: "string", description: "Name of the policy." },
      clusters: {
        type: "array",
        items: { type: "string" },
        description: "Clusters that have it. Defaults to every member of the mesh, without a mesh to all.",
      },
    },
    requires: ["name"],
  },
};
