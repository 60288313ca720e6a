import { describe, expect, it } from "vitest";
import { expectedLines } from "./expected";
import { proved, service, workload } from "./fixtures";

const cases: Record<string, () => string[]> = {
  "bad names": () => proved({ services: [service({ name: "Web", namespace: "my_ns" })] }),
  "one service twice": () => proved({ services: [service(), service({}, 1)] }),
  "no ports": () => proved({ services: [service({ ports: [] })] }),
  "ports with faults": () =>
    proved({
      services: [
        service({ ports: [{ name: "Http", port: 65536, targetPort: "no port", protocol: "HTTP" }] }),
      ],
    }),
  "a target port out of range": () =>
    proved({
      services: [service({ ports: [{ name: "http", port: 80, targetPort: "0", protocol: "TCP" }] })],
    }),
  "one port and one name twice": () =>
    proved({
      services: [
        service({
          ports: [
            { name: "a", port: 80, protocol: "TCP" },
            { name: "a", port: 80, targetPort: "81", protocol: "TCP" },
          ],
        }),
      ],
    }),
  "a cluster twice, and one that is not there": () =>
    proved({ services: [service({ in: ["west", "east", "west", "north"] })] }),
  "a global service without mesh": () => proved({ members: null, services: [service({ in: ["west"] })] }),
  "a global service in a cluster outside the mesh": () =>
    proved({ members: ["west"], services: [service()] }).filter((line) => line.includes("services")),
  "an affinity that is none": () =>
    proved({ services: [service({ in: [{ cluster: "west", affinity: "nearest" }, "east"] })] }),
  "affinity, shared and clientOnly without global": () =>
    proved({
      services: [
        service({
          in: [
            { cluster: "west", global: false, affinity: "remote", shared: true, clientOnly: true },
            "east",
          ],
        }),
      ],
    }),
  "no selector": () => proved({ services: [service({ in: [{ cluster: "west", selector: {} }, "east"] })] }),
  "no selector on a version that loses such services": () =>
    proved({
      west: { version: "1.17.5", values: { clustermesh: { apiserver: { service: { nodePort: 32380 } } } } },
      east: {
        values: {
          clustermesh: { config: { clusters: [{ name: "west", ips: ["192.0.2.2"], port: 32380 }] } },
        },
      },
      services: [service({ in: [{ cluster: "west", selector: {} }, "east"] })],
    }),
  "clients everywhere": () =>
    proved({
      services: [
        service({
          in: [
            { cluster: "west", clientOnly: true },
            { cluster: "east", clientOnly: true },
          ],
        }),
      ],
    }),
  "clients, and nothing shared": () =>
    proved({
      services: [
        service({
          in: [
            { cluster: "west", clientOnly: true },
            { cluster: "east", shared: false },
          ],
        }),
      ],
    }),
  "an unnamed port on 1.18.0": () =>
    proved({
      west: { version: "1.18.0" },
      services: [service({ ports: [{ port: 80, protocol: "TCP" }] })],
    }).filter((line) => line.includes("services")),
  "one target port for two ports on 1.19.3": () =>
    proved({
      west: { version: "1.19.3" },
      services: [
        service({
          ports: [
            { name: "a", port: 80, protocol: "TCP" },
            { name: "b", port: 81, targetPort: "80", protocol: "TCP" },
          ],
          in: ["west"],
        }),
      ],
    }),
  "affinity none by hand on 1.19.5": () =>
    proved({
      west: { version: "1.19.5" },
      services: [service({ annotations: { "io.cilium/service-affinity": "none" }, in: ["west"] })],
    }),
  "an annotation by hand": () =>
    proved({
      services: [
        service({ annotations: { "service.cilium.io/global": "false", "example.org/owner": "me" } }),
      ],
    }),
  "a NodePort service beside kube-proxy": () =>
    proved({
      west: { values: { kubeProxyReplacement: false, bpf: { masquerade: false } } },
      services: [service({ type: "NodePort" })],
    }),
  "SCTP without its switch": () =>
    proved({ services: [service({ ports: [{ name: "s", port: 80, protocol: "SCTP" }] })] }),
  "pods in a client-only cluster": () =>
    proved({
      services: [service({ in: [{ cluster: "west", clientOnly: true }, "east"] })],
      workloads: [workload("west"), workload("east")],
    }),
  "a service that a sample brings along": () =>
    proved({
      services: [service()],
      workloads: [workload("west", { withService: true }), workload("east")],
    }),
  "a service that misses the workload of its name": () =>
    proved({ services: [service()], workloads: [workload("west", { labels: { app: "web" } })] }),
};

// The messages, word for word, are in expected/service-rules.txt.
describe("what services are told", () => {
  const expected = expectedLines("service-rules");

  it.each(Object.entries(cases))("%s", (name, told) => {
    expect(told()).toEqual(expected.get(name));
  });

  it("expects nothing that is not tried", () => {
    expect([...expected.keys()]).toEqual(Object.keys(cases));
  });
});
