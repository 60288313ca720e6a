import { afterEach, describe, expect, it } from "vitest";
import { releaseReader, waitForRelease } from "../../../components/internal/wait";
import { daemonSet, deployment, kubeApi, KubeApi, kubeconfigFor, KubeLists } from "../../helpers/kube-api";

const apis: KubeApi[] = [];

async function cluster(lists: KubeLists): Promise<KubeApi> {
  const api = await kubeApi(lists);
  apis.push(api);
  return api;
}

async function waitFor(kubeconfig: string, timeoutSeconds: number): Promise<void> {
  const reader = await releaseReader(kubeconfig, "kube-system", "cilium");
  await waitForRelease(reader, 'Cilium install "west"', { timeoutSeconds, pollMs: 20 });
}

afterEach(async () => {
  await Promise.all(apis.splice(0).map((api) => api.close()));
});

describe("I waitForRelease", () => {
  it("takes one look where all is ready", async () => {
    const api = await cluster({
      daemonsets: [daemonSet("cilium", 2, 2)],
      deployments: [deployment("cilium-operator", true)],
    });
    await waitFor(api.kubeconfig, 5);
    expect([...api.asked].sort()).toEqual([
      "/apis/apps/v1/namespaces/kube-system/daemonsets?labelSelector=app.kubernetes.io%2Fmanaged-by%3DHelm",
      "/apis/apps/v1/namespaces/kube-system/deployments?labelSelector=app.kubernetes.io%2Fmanaged-by%3DHelm",
    ]);
  });

  it("waits until it is", async () => {
    const api = await cluster({ daemonsets: [daemonSet("cilium", 1, 2)] });
    setTimeout(() => (api.lists["daemonsets"] = [daemonSet("cilium", 2, 2)]), 100);
    await waitFor(api.kubeconfig, 10);
    expect(api.asked.length).toBeGreaterThan(2);
  });

  it("leaves other releases' workloads alone", async () => {
    const other = {
      ...(deployment("other", false) as { metadata: object }),
      metadata: { name: "other", generation: 1 },
    };
    const api = await cluster({ daemonsets: [daemonSet("cilium", 1, 1)], deployments: [other] });
    await waitFor(api.kubeconfig, 1);
  });

  it("fails with workload, pod, container and event", async () => {
    const api = await cluster({
      daemonsets: [daemonSet("cilium", 2, 2)],
      deployments: [deployment("clustermesh-apiserver", false)],
      pods: [
        {
          metadata: { name: "clustermesh-apiserver-0" },
          spec: { nodeName: "west-worker" },
          status: {
            conditions: [{ type: "Ready", status: "False" }],
            initContainerStatuses: [
              {
                name: "etcd-init",
                ready: false,
                state: { terminated: { exitCode: 0, reason: "Completed" } },
              },
            ],
            containerStatuses: [
              {
                name: "etcd",
                ready: false,
                state: { waiting: { reason: "CreateContainerConfigError", message: "no key" } },
              },
            ],
          },
        },
      ],
      events: [
        {
          type: "Warning",
          reason: "FailedMount",
          message: 'secret "clustermesh-apiserver-server-cert" not found',
          involvedObject: { kind: "Pod", name: "clustermesh-apiserver-0" },
          metadata: {},
        },
      ],
    });
    await expect(waitFor(api.kubeconfig, 0.2)).rejects.toThrow(
      [
        'Cilium install "west" is not ready after 0.2 s:',
        "  Deployment clustermesh-apiserver: 0 of 1 pods are ready",
        "    pod clustermesh-apiserver-0 on west-worker: container etcd is waiting: CreateContainerConfigError (no key); " +
          'last event: FailedMount: secret "clustermesh-apiserver-server-cert" not found',
      ].join("\n"),
    );
    expect(api.asked).toContain(
      "/api/v1/namespaces/kube-system/pods?labelSelector=k8s-app%3Dclustermesh-apiserver",
    );
  });

  it("names three pods and counts the rest", async () => {
    const pods = [1, 2, 3, 4, 5].map((i) => ({ metadata: { name: `cilium-${i}` }, spec: {}, status: {} }));
    const api = await cluster({ daemonsets: [daemonSet("cilium", 0, 5)], pods });
    await expect(waitFor(api.kubeconfig, 0.1)).rejects.toThrow(
      "    pod cilium-3: is not ready\n    and 2 more pods",
    );
  });

  it("says when there is nothing to wait for", async () => {
    const api = await cluster({});
    await expect(waitFor(api.kubeconfig, 0.1)).rejects.toThrow(
      'Cilium install "west" is not ready after 0.1 s:\n  its release has no DaemonSets and Deployments',
    );
  });

  it("is patient with a cluster that does not answer, but not for ever", async () => {
    const gone = await kubeApi({});
    await gone.close();
    const port = Number(/127\.0\.0\.1:(\d+)/.exec(gone.kubeconfig)?.[1]);
    await expect(waitFor(kubeconfigFor(port), 0.2)).rejects.toThrow(
      /^Cilium install "west" is not ready after 0.2 s:\n {2}the cluster does not answer: .*ECONNREFUSED/,
    );
  });
});
