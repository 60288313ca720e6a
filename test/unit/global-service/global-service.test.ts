import { describe, expect, it } from "vitest";
import { sharingAnnotations } from "../../../components/global-service/annotations";
import {
  noBackendsSelector,
  renderManifests,
  serviceDnsName,
} from "../../../components/global-service/manifest";
import {
  type GlobalServiceClusterInput,
  type GlobalServiceInput,
  planGlobalService,
} from "../../../components/global-service/plan";
import { validateGlobalService } from "../../../components/global-service/validate";
import { formatFinding } from "../../../components/internal/finding";

const base: GlobalServiceInput = {
  ports: [{ name: "http", port: 80 }],
  selector: { app: "webpod" },
  clusters: [{ name: "west" }, { name: "east" }],
};
const render = (input: Partial<GlobalServiceInput>) =>
  renderManifests(planGlobalService("webpod", { ...base, ...input }));
const found = (input: Partial<GlobalServiceInput>, name = "webpod"): string[] =>
  validateGlobalService(planGlobalService(name, { ...base, ...input })).map(formatFinding);
const west = (cluster: Partial<GlobalServiceClusterInput>) => ({ clusters: [{ name: "west", ...cluster }] });

describe("annotations", () => {
  const sharing = { global: true, shared: true, affinity: "none", clientOnly: false };

  it("are only what differs from Cilium's defaults: no affinity none (#46623), no shared true", () => {
    expect(sharingAnnotations(sharing)).toStrictEqual({ "service.cilium.io/global": "true" });
  });

  it.each([
    [{ affinity: "local" }, { "service.cilium.io/affinity": "local" }],
    [{ affinity: "remote" }, { "service.cilium.io/affinity": "remote" }],
    [{ shared: false }, { "service.cilium.io/shared": "false" }],
    [{ clientOnly: true }, { "service.cilium.io/shared": "false" }],
  ])("say %j", (change, more) => {
    expect(sharingAnnotations({ ...sharing, ...change })).toStrictEqual({
      "service.cilium.io/global": "true",
      ...more,
    });
  });

  it("are none for a Service that is not global", () => {
    expect(sharingAnnotations({ ...sharing, global: false, shared: false })).toStrictEqual({});
  });
});

describe("a global service", () => {
  it("is the same Service in every cluster, with named ports (#41104)", () => {
    const manifest = {
      apiVersion: "v1",
      kind: "Service",
      metadata: { name: "webpod", namespace: "default", annotations: { "service.cilium.io/global": "true" } },
      spec: {
        type: "ClusterIP",
        selector: { app: "webpod" },
        ports: [{ name: "port-80", port: 80, targetPort: 80, protocol: "TCP" }],
      },
    };
    expect(render({ ports: [{ port: 80 }] })).toStrictEqual({ west: manifest, east: manifest });
  });

  it("E7 E8 carries labels for advertisements and pools, and says where traffic from outside goes", () => {
    const own = { type: "LoadBalancer", externalTrafficPolicy: "Local", labels: { app: "webpod" } };
    const west = render(own)["west"];
    expect(west?.metadata.labels).toStrictEqual({ app: "webpod" });
    expect(west?.spec.externalTrafficPolicy).toBe("Local");
    expect(found(own)).toStrictEqual([]);
    expect(found({ externalTrafficPolicy: "Near", labels: { "a b": "c" } })).toStrictEqual([
      'error: externalTrafficPolicy: "Near" is no policy for traffic from outside, expected Cluster or Local; leave it out for Cluster [service-external-traffic-policy]',
      "error: externalTrafficPolicy, type: externalTrafficPolicy Near has no meaning for a Service of type ClusterIP, and Kubernetes refuses it; set type: LoadBalancer, or remove externalTrafficPolicy [service-external-traffic-type]",
      "error: labels: label a b=c: the key's name must be letters, digits, -, _ and ., first and last a letter or digit; correct the label [service-label]",
    ]);
  });

  it("D5 leads to a port of the pods by number or name: userlist 80 to 8181", () => {
    const ports = [
      { name: "http", port: 80, targetPort: "8181" },
      { name: "metrics", port: 9090, targetPort: "prom", protocol: "UDP", nodePort: 30090 },
    ];
    expect(render({ type: "NodePort", ports })["west"]?.spec.ports).toStrictEqual([
      { name: "http", port: 80, targetPort: 8181, protocol: "TCP" },
      { name: "metrics", port: 9090, targetPort: "prom", protocol: "UDP", nodePort: 30090 },
    ]);
  });

  it("D6 selects nothing and exports nothing in a client-only cluster", () => {
    const service = render({ clusters: [{ name: "west", clientOnly: true }, { name: "east" }] });
    expect(service["west"]?.spec.selector).toStrictEqual(noBackendsSelector);
    expect(service["west"]?.metadata.annotations).toStrictEqual({
      "service.cilium.io/global": "true",
      "service.cilium.io/shared": "false",
    });
    expect(service["east"]?.spec.selector).toStrictEqual({ app: "webpod" });
  });

  it("may select other pods in one cluster", () => {
    expect(render(west({ selector: { app: "other" } }))["west"]?.spec.selector).toStrictEqual({
      app: "other",
    });
  });

  it("keeps the user's annotations, and has none where there are none", () => {
    expect(render({ annotations: { "a/b": "c" } })["west"]?.metadata.annotations).toStrictEqual({
      "a/b": "c",
      "service.cilium.io/global": "true",
    });
    expect(render(west({ global: false }))["west"]?.metadata).toStrictEqual({
      name: "webpod",
      namespace: "default",
    });
  });

  it("is called by the ordinary name of the Service", () => {
    expect(serviceDnsName(planGlobalService("userlist", { ...base, namespace: "song" }))).toBe(
      "userlist.song.svc.cluster.local",
    );
  });
});

describe("validation", () => {
  it("has nothing against the uses that there are", () => {
    expect(found({})).toStrictEqual([]);
    expect(found(west({ affinity: "none", shared: true, global: false }))).toStrictEqual([]);
    expect(found({ selector: {}, ...west({ clientOnly: true }) })).toStrictEqual([]);
    expect(
      found({
        ports: [
          { name: "dns", port: 53 },
          { name: "dns-udp", port: 53, protocol: "UDP" },
        ],
      }),
    ).toStrictEqual([]);
  });

  it.each<[string, Partial<GlobalServiceInput>, string]>([
    [
      "name",
      { serviceName: "1a" },
      'error: serviceName: Service name "1a" must start with a letter and end with a letter or digit; choose a name such as webpod [service-name]',
    ],
    [
      "namespace",
      { namespace: "A" },
      'error: namespace: namespace "A" has characters other than a–z, 0–9 and -; choose a name such as default [service-namespace]',
    ],
    [
      "type",
      { type: "ExternalName" },
      'error: type: "ExternalName" is no Service type, expected ClusterIP, NodePort, LoadBalancer; leave it out for ClusterIP [service-type]',
    ],
    [
      "no port",
      { ports: [] },
      'error: ports: global service "webpod" has no port; name at least one [service-no-port]',
    ],
    [
      "port",
      { ports: [{ port: 0 }] },
      "error: ports[0].port: 0 is no port; write a whole number between 1 and 65535 [service-port]",
    ],
    [
      "port name",
      { ports: [{ name: "HTTP", port: 80 }] },
      'error: ports[0].name: port name "HTTP" has characters other than a–z, 0–9 and -; choose a name such as http [service-port-name]',
    ],
    [
      "target port",
      { ports: [{ port: 80, targetPort: "70000" }] },
      'error: ports[0].targetPort: target port "70000" is no port; write a port of the pods, or its name [service-target-port]',
    ],
    [
      "target port name",
      { ports: [{ port: 80, targetPort: "a_b" }] },
      'error: ports[0].targetPort: target port "a_b" has characters other than a–z, 0–9 and -; write a port of the pods, or its name [service-target-port]',
    ],
    [
      "protocol",
      { ports: [{ port: 80, protocol: "tcp" }] },
      'error: ports[0].protocol: "tcp" is no protocol, expected TCP, UDP or SCTP; leave it out for TCP [service-protocol]',
    ],
    [
      "node port",
      { type: "NodePort", ports: [{ port: 80, nodePort: 80 }] },
      "error: ports[0].nodePort: 80 is no node port; write a whole number between 30000 and 32767 [service-node-port]",
    ],
    [
      "node port of a ClusterIP",
      { ports: [{ port: 80, nodePort: 30080 }] },
      "error: ports[0].nodePort, type: node port 30080 has no meaning for a Service of type ClusterIP; set type: NodePort, or remove nodePort [service-node-port-type]",
    ],
    [
      "port name twice",
      {
        ports: [
          { name: "a", port: 80 },
          { name: "a", port: 81 },
        ],
      },
      'error: ports[0].name, ports[1].name: two ports are named "a"; rename one [service-port-name-twice]',
    ],
    [
      "port twice",
      {
        ports: [
          { name: "a", port: 80 },
          { name: "b", port: 80 },
        ],
      },
      "error: ports[0].port, ports[1].port: port 80/TCP is named twice; remove one [service-port-twice]",
    ],
    [
      "annotation of ours",
      { annotations: { "service.cilium.io/affinity": "none" } },
      "error: annotations: annotation service.cilium.io/affinity is written from the clusters' global, shared and affinity; set those instead [service-annotation-owned]",
    ],
    [
      "annotation",
      { annotations: { "a b": "" } },
      'error: annotations: annotation "a b": the key\'s name must be letters, digits, -, _ and ., first and last a letter or digit; correct the annotation [service-annotation]',
    ],
    [
      "no cluster",
      { clusters: [] },
      'error: clusters: global service "webpod" is in no cluster; name at least one [service-no-cluster]',
    ],
    [
      "cluster twice",
      { clusters: [{ name: "west" }, { name: "west" }] },
      'error: clusters[0].name, clusters[1].name: cluster "west" is named twice; remove one [service-cluster-twice]',
    ],
    [
      "affinity",
      west({ affinity: "near" }),
      'error: clusters[0].affinity: "near" is no affinity, expected none, local or remote; leave it out for none [service-affinity]',
    ],
    [
      "shared alone",
      west({ global: false, shared: false }),
      'error: clusters[0].shared, clusters[0].global: cluster "west" sets shared for a Service that is not global, where Cilium ignores it; set global: true, or remove shared [service-shared-not-global]',
    ],
    [
      "affinity alone",
      west({ global: false, affinity: "local" }),
      'error: clusters[0].affinity, clusters[0].global: cluster "west" sets affinity local for a Service that is not global, where Cilium ignores it; set global: true, or remove affinity [service-affinity-not-global]',
    ],
    [
      "clients alone",
      west({ global: false, clientOnly: true }),
      'error: clusters[0].clientOnly, clusters[0].global: cluster "west" has clients only, but its Service is not global and so leads nowhere; remove global: false [service-client-only-not-global]',
    ],
    [
      "clients with pods",
      west({ clientOnly: true, selector: { a: "b" } }),
      'error: clusters[0].clientOnly, clusters[0].selector: cluster "west" has clients only, but names pods; remove selector, or clientOnly [service-client-only-selector]',
    ],
    [
      "no selector",
      { selector: {}, ...west({}) },
      'error: selector: global service "webpod" selects no pod in cluster "west"; name the pods\' labels, or set clientOnly: true [service-no-selector]',
    ],
    [
      "selector",
      { selector: { app: "a b" } },
      "error: selector: label app=a b: the value must be letters, digits, -, _ and ., first and last a letter or digit; correct the label [service-selector]",
    ],
  ])("refuses a bad %s", (_, input, message) => {
    expect(found(input)).toStrictEqual([message]);
  });

  it("tells all faults at once, at the paths of the caller's input", () => {
    const plan = planGlobalService("webpod", { ...base, type: "x", namespace: "-", ports: [] });
    expect(validateGlobalService(plan, (field) => `services[2].${field}`).map((f) => f.paths)).toStrictEqual([
      ["services[2].namespace"],
      ["services[2].type"],
      ["services[2].ports"],
    ]);
  });
});
