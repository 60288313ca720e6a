import * as k8s from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import { MeshServiceArgs } from "./args";
import { SERVICE_PORT } from "./topology";

const NAME = "clustermesh-apiserver";

/** The Service that the chart is told not to make (`externallyCreated`); returns its address or DNS name. */
export function loadBalancer(
  name: string,
  annotations: MeshServiceArgs["annotations"],
  opts: pulumi.CustomResourceOptions,
): pulumi.Output<string> {
  const service = new k8s.core.v1.Service(
    name,
    {
      metadata: {
        name: NAME,
        namespace: "kube-system",
        labels: { "k8s-app": NAME },
        annotations: pulumi.output(annotations ?? {}).apply((own) => ({
          ...own,
          // Its pods come later, with Cilium; until then the address is all there is to wait for.
          "pulumi.com/waitFor": "jsonpath={.status.loadBalancer.ingress}",
        })),
      },
      spec: {
        type: "LoadBalancer",
        selector: { "k8s-app": NAME },
        ports: [{ name: "apiserv", port: SERVICE_PORT, targetPort: SERVICE_PORT, protocol: "TCP" }],
      },
    },
    opts,
  );
  return service.status.loadBalancer.ingress.apply(([first]) => first?.ip ?? first?.hostname ?? "");
}
