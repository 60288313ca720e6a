import type { SampleContainer, SampleManifest, SamplePodSpec } from "./types";

/** What a pod of the sample answers: which cluster and which pod it is. `$hostname` is nginx's own variable. */
function answers(clusterName: string): string {
  const answer = `{"Galaxy": "Alderaan", "Cluster": "${clusterName}", "Pod": "$hostname"}`;
  return [
    "server {",
    "    listen 80;",
    "    default_type application/json;",
    "    location / {",
    `        return 200 '${answer}\\n';`,
    "    }",
    "}",
    "",
  ].join("\n");
}

/** The Service that is exported, and the answers. */
export function rebelBaseObjects(namespace: string, clusterName: string): SampleManifest[] {
  return [
    {
      apiVersion: "v1",
      kind: "Service",
      metadata: { name: "rebel-base-mcsapi", namespace, labels: { app: "rebel-base" } },
      spec: { selector: { app: "rebel-base" }, ports: [{ name: "http", port: 80, targetPort: 80 }] },
    },
    {
      apiVersion: "v1",
      kind: "ConfigMap",
      metadata: { name: "rebel-base", namespace },
      data: { "default.conf": answers(clusterName) },
    },
  ];
}

/** What the sample's Deployment has beyond its image. */
export const answersMounted: Pick<SampleContainer, "volumeMounts"> & Pick<SamplePodSpec, "volumes"> = {
  volumeMounts: [{ name: "answers", mountPath: "/etc/nginx/conf.d", readOnly: true }],
  volumes: [{ name: "answers", configMap: { name: "rebel-base" } }],
};
