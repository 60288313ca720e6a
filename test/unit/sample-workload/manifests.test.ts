import { describe, expect, it } from "vitest";
import { formatFinding } from "../../../components/internal/finding";
import {
  planSample,
  renderSample,
  type SampleInput,
  samplePods,
  validateSample,
} from "../../../components/sample-workload/manifests";

const render = (input: SampleInput) => renderSample(planSample(input));

describe("webpod", () => {
  it("D1 is whoami twice, on different nodes where it can be, on port 80", () => {
    expect(render({ sample: "webpod" })).toStrictEqual([
      {
        apiVersion: "apps/v1",
        kind: "Deployment",
        metadata: { name: "webpod", namespace: "default" },
        spec: {
          replicas: 2,
          selector: { matchLabels: { app: "webpod" } },
          template: {
            metadata: { labels: { app: "webpod" } },
            spec: {
              terminationGracePeriodSeconds: 0,
              tolerations: [
                { key: "node-role.kubernetes.io/control-plane", operator: "Exists", effect: "NoSchedule" },
              ],
              affinity: {
                podAntiAffinity: {
                  preferredDuringSchedulingIgnoredDuringExecution: [
                    {
                      weight: 100,
                      podAffinityTerm: {
                        labelSelector: { matchLabels: { app: "webpod" } },
                        topologyKey: "kubernetes.io/hostname",
                      },
                    },
                  ],
                },
              },
              topologySpreadConstraints: [
                {
                  maxSkew: 1,
                  topologyKey: "kubernetes.io/hostname",
                  whenUnsatisfiable: "DoNotSchedule",
                  labelSelector: { matchLabels: { app: "webpod" } },
                },
              ],
              containers: [
                { name: "webpod", image: "traefik/whoami:v1.11.0", ports: [{ containerPort: 80 }] },
              ],
            },
          },
        },
      },
    ]);
  });

  it("D2 may be none: the failover of the notes", () => {
    expect(samplePods(planSample({ sample: "webpod", replicas: 0 }))).toStrictEqual([
      { name: "webpod", namespace: "default", labels: { app: "webpod" }, replicas: 0 },
    ]);
  });
});

describe("curl-pod", () => {
  it("E11 is a client that may be pinned to a node", () => {
    const [pod] = render({ sample: "curl-pod", nodeName: "west-worker", nodeSelector: { rack: "a" } });
    expect(pod).toMatchObject({
      kind: "Pod",
      metadata: { name: "curl-pod", namespace: "default", labels: { app: "curl-pod" } },
      spec: {
        nodeName: "west-worker",
        nodeSelector: { rack: "a" },
        containers: [{ image: "nicolaka/netshoot:v0.13", command: ["tail", "-f", "/dev/null"] }],
      },
    });
  });
});

describe("userlist", () => {
  it("D5 is in namespace song, on 8181, with its client curltest", () => {
    const manifests = render({ sample: "userlist" });
    expect(manifests.map((m) => `${m.kind} ${m.metadata.name}`)).toStrictEqual([
      "Namespace song",
      "Deployment userlist",
      "Pod curltest",
    ]);
    expect(manifests[1]).toMatchObject({
      metadata: { namespace: "song" },
      spec: {
        template: {
          spec: { containers: [{ image: "ssongman/userlist:v1", ports: [{ containerPort: 8181 }] }] },
        },
      },
    });
  });

  it.each([
    [{ namespace: "default" }, 2],
    [{ createNamespace: false }, 2],
    [{ namespace: "other" }, 3],
  ])("makes the namespace where it is not there: %j", (input, count) => {
    expect(render({ sample: "userlist", ...input })).toHaveLength(count);
  });
});

it.each<[SampleInput, string]>([
  [
    { sample: "web" },
    'error: sample: "web" is no sample, expected webpod, bookinfo, curl-pod, userlist, rebel-base; choose one of them [sample-unknown]',
  ],
  [
    { sample: "webpod", replicas: -1 },
    "error: replicas: -1 is no number of pods; write a whole number between 0 and 1000 [sample-replicas]",
  ],
  [
    { sample: "curl-pod", replicas: 2 },
    "error: replicas: curl-pod is one pod, not 2; remove replicas [sample-replicas]",
  ],
  [
    { sample: "webpod", namespace: "A" },
    'error: namespace: namespace "A" has characters other than a–z, 0–9 and -; choose a name such as default [sample-namespace]',
  ],
])("refuses %j", (input, message) => {
  expect(validateSample(planSample(input)).map(formatFinding)).toStrictEqual([message]);
});

describe("bookinfo", () => {
  it("F is details and productpage on 9080, each with its Service, and says which one answers", () => {
    const manifests = render({ sample: "bookinfo" });
    expect(manifests.map((m) => `${m.kind} ${m.metadata.name}`)).toStrictEqual([
      "Service details",
      "Deployment details",
      "Service productpage",
      "Deployment productpage",
    ]);
    expect(manifests[0]).toStrictEqual({
      apiVersion: "v1",
      kind: "Service",
      metadata: { name: "details", namespace: "default", labels: { app: "details" } },
      spec: { selector: { app: "details" }, ports: [{ name: "http", port: 9080, targetPort: 9080 }] },
    });
    expect(manifests[1]).toMatchObject({
      spec: {
        template: {
          spec: {
            containers: [
              {
                name: "details",
                image: "traefik/whoami:v1.11.0",
                env: [
                  { name: "WHOAMI_NAME", value: "details" },
                  { name: "WHOAMI_PORT_NUMBER", value: "9080" },
                ],
                ports: [{ containerPort: 9080 }],
              },
            ],
          },
        },
      },
    });
  });

  it("counts its pods, not its Services", () => {
    expect(
      samplePods(planSample({ sample: "bookinfo", replicas: 2 })).map((p) => [p.name, p.replicas]),
    ).toStrictEqual([
      ["details", 2],
      ["productpage", 2],
    ]);
  });
});
