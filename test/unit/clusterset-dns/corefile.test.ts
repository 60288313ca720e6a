import { describe, expect, it } from "vitest";
import {
  answeringBlock,
  dedicatedCorefile,
  extendedCorefile,
  forwardingBlock,
} from "../../../components/clusterset-dns/corefile";
import { deployment, deploymentAdditions } from "../../../components/clusterset-dns/manifest";
import { planDns } from "../../../components/clusterset-dns/plan";

describe("H names under clusterset.local", () => {
  it("H come from ServiceImports, by the option of CoreDNS's own plugin", () => {
    expect(dedicatedCorefile("kubernetes")).toBe(`clusterset.local:53 {
    errors
    health {
        lameduck 5s
    }
    ready
    kubernetes clusterset.local {
        multicluster clusterset.local
        ttl 30
    }
    prometheus :9153
    cache 30
    reload
    loadbalance
}
`);
  });

  it("H or by the plugin of older builds, on a line of its own", () => {
    expect(dedicatedCorefile("multicluster")).toContain(
      "    ready\n    multicluster clusterset.local\n    prom",
    );
  });

  it("H are known to the cluster's CoreDNS by a file that imports its own", () => {
    expect(extendedCorefile(forwardingBlock("10.2.0.77"))).toBe(`import /etc/coredns/cluster/Corefile

clusterset.local:53 {
    errors
    forward . 10.2.0.77
}
`);
    expect(answeringBlock()).toContain(
      "    kubernetes clusterset.local {\n        multicluster clusterset.local\n",
    );
  });

  it("H add one volume, one mount and one annotation to its Deployment, and nothing that is there", () => {
    const { metadata, spec } = deploymentAdditions("coredns", "text");
    expect(metadata).toEqual({ name: "coredns", namespace: "kube-system" });
    expect(Object.keys(spec)).toEqual(["template"]);
    const { containers, volumes } = spec.template.spec;
    expect(containers).toEqual([
      {
        name: "coredns",
        volumeMounts: [{ name: "coredns-clusterset-zone", mountPath: "/etc/coredns/", readOnly: true }],
      },
    ]);
    expect(volumes.map(({ name }) => name)).toEqual(["coredns-clusterset-zone"]);
    // Pods are rolled when the text changes, and only then.
    const hash = (text: string): string =>
      deploymentAdditions("coredns", text).spec.template.metadata.annotations["cilium-fabric.io/corefile"];
    expect(hash("text")).toMatch(/^[0-9a-f]{16}$/);
    expect(hash("text")).toBe(hash("text"));
    expect(hash("other")).not.toBe(hash("text"));
  });

  it("H are served by pods with the rights of a CoreDNS and no more", () => {
    const [container] = deployment(planDns({})).spec.template.spec.containers;
    expect(container?.image).toBe("registry.k8s.io/coredns/coredns:v1.13.1");
    expect(container?.securityContext).toEqual({
      allowPrivilegeEscalation: false,
      readOnlyRootFilesystem: true,
      capabilities: { add: ["NET_BIND_SERVICE"], drop: ["ALL"] },
    });
  });
});
