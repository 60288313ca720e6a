import { CatalogueEntry, Told } from "./entry";

/** Findings about the Multi-Cluster Services API. */
export const multiClusterFindings = {
  "mcs-not-usable": {
    told: Told.Error,
    meaning: "Cilium serves the MCS API from 1.17 on; 1.16 has the key of it, but nothing behind it.",
  },
  "mcs-without-mesh": {
    told: Told.Error,
    meaning: "The MCS API needs a mesh: useAPIServer and config.enabled.",
  },
  "mcs-switched-off": {
    told: Told.Error,
    meaning: "A stack with mcs, but a member's final values switch the MCS API off.",
  },
  "mcs-definitions-missing": {
    told: Told.Either,
    meaning:
      "Nobody makes the kinds ServiceExport and ServiceImport: the operator of 1.17 and 1.18 ends without them, again and again. A warning where the cluster may have them already.",
  },
  "mcs-no-cluster": { told: Told.Error, meaning: "Multi-cluster services without a cluster." },
  "mcs-cluster-twice": { told: Told.Error, meaning: "A cluster is named twice." },
  "mcs-no-export": {
    told: Told.Warning,
    meaning:
      "Multi-cluster services that export nothing: the last step before mcs is taken out, or an API for others' exports.",
  },
  "mcs-export-name": { told: Told.Error, meaning: "Not a name of a Service, or of a namespace." },
  "mcs-export-twice": { told: Told.Error, meaning: "One Service has two entries." },
  "mcs-export-nowhere": { told: Told.Error, meaning: "An export with an empty list of clusters." },
  "mcs-export-unknown-cluster": {
    told: Told.Error,
    meaning: "An export names a cluster that is not in the mesh.",
  },
  "mcs-export-without-service": {
    told: Told.Warning,
    meaning:
      "A cluster exports a Service that the stack does not make there; the export stays invalid until it is there.",
  },
  "mcs-export-conflict": {
    told: Told.Warning,
    meaning: "The exporting clusters' Services have different ports; the ports of the oldest export win.",
  },
  "mcs-namespace-missing": {
    told: Told.Either,
    meaning:
      "A cluster without an export's namespace imports nothing of it. A warning where the cluster may have it already.",
  },
  "mcs-timeout": { told: Told.Error, meaning: "A time to wait outside 1 s to one day." },
  "mcs-dns-word": { told: Told.Error, meaning: "Not a mode, plugin or route of clusterset.local's DNS." },
  "mcs-dns-name": { told: Told.Error, meaning: "Not a name of a Kubernetes object." },
  "mcs-dns-number": {
    told: Told.Error,
    meaning: "A number of pods outside 1 to 100, or a time outside 1 s to one day.",
  },
  "mcs-dns-no-effect": { told: Told.Error, meaning: "Settings of a dedicated CoreDNS where there is none." },
  "mcs-dns-too-old": {
    told: Told.Error,
    meaning:
      "CoreDNS before 1.12.2 does not know multicluster and does not start with it: the image given, or what the kind node image brings.",
  },
  "mcs-dns-chart-too-old": { told: Told.Error, meaning: "Charts before 1.19 cannot teach CoreDNS." },
} as const satisfies Record<string, CatalogueEntry>;
