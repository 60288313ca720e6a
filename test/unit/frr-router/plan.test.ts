import { resolve } from "node:path";
import { describe, expect, it } from "vitest";
import {
  defaultDaemons,
  defaultFrrImage,
  type FrrRouterInput,
  planFrrRouter,
  validateFrrRouter,
} from "../../../components/frr-router/plan";
import { formatFinding } from "../../../components/internal/finding";

const interfaces = [{ address: "192.168.10.200" }, { address: "192.168.20.200" }];
const faults = (input: FrrRouterInput): string[] =>
  validateFrrRouter(planFrrRouter("tor", "bgp", input), input).map(formatFinding);

describe("a router", () => {
  it("E1 E9 is FRR 8.4.4 that forwards and spreads by ports, unless it is given other settings", () => {
    expect(planFrrRouter("tor", "bgp", { interfaces })).toEqual({
      image: "quay.io/frrouting/frr:8.4.4",
      containerName: "bgp-tor",
      hostname: "tor",
      directory: resolve(".fabric/bgp/routers/bgp-tor"),
      sysctls: {
        "net.ipv4.ip_forward": "1",
        "net.ipv4.fib_multipath_hash_policy": "1",
        "net.ipv4.conf.all.rp_filter": "2",
      },
      timeoutSeconds: 60,
    });
    const sysctls = { "net.ipv4.fib_multipath_hash_policy": "0" };
    expect(
      planFrrRouter("tor", "bgp", {
        interfaces,
        sysctls,
        image: "frr:10",
        containerName: "r1",
        directory: "/x",
      }),
    ).toMatchObject({
      image: "frr:10",
      containerName: "r1",
      directory: "/x",
      sysctls: { "net.ipv4.ip_forward": "1", "net.ipv4.fib_multipath_hash_policy": "0" },
    });
    expect(defaultFrrImage).toBe("quay.io/frrouting/frr:8.4.4");
    expect(defaultDaemons).toMatch(/^bgpd=yes$/m);
  });

  it("forwards IPv6 where it has an address of that family", () => {
    const plan = planFrrRouter("tor", "bgp", { interfaces: [{ address6: "fd00:10::200" }] });
    expect(plan.sysctls).toMatchObject({
      "net.ipv6.conf.all.forwarding": "1",
      "net.ipv6.conf.all.disable_ipv6": "0",
      "net.ipv6.fib_multipath_hash_policy": "1",
    });
  });

  it("is refused with all that Docker would refuse, at once", () => {
    expect(faults({ interfaces })).toEqual([]);
    expect(
      faults({
        image: " frr",
        containerName: "-r",
        hostname: "a.b",
        interfaces: [{}, { address: "fd00::1", address6: "10.0.0.1" }],
        sysctls: { "kernel.shmmax": "1" },
        timeoutSeconds: 3,
      }),
    ).toEqual([
      'error: image: " frr" is no image reference; write one such as quay.io/frrouting/frr:8.4.4 [frr-image]',
      'error: containerName: "-r" is no name of a container; write letters, digits, _ . and -, the first one a letter or digit [frr-container-name]',
      'error: hostname: "a.b" is no host name; write letters, digits and - within [frr-hostname]',
      "error: interfaces[0]: the interface has no address; give it one of its rack [frr-interface-without-address]",
      'error: interfaces[1].address: "fd00::1" is no IPv4 address; write one of the rack [frr-address]',
      'error: interfaces[1].address6: "10.0.0.1" is no IPv6 address; write one of the rack [frr-address]',
      "error: sysctls.kernel.shmmax: kernel setting kernel.shmmax is not a container's own: only those that begin with net. are; leave it out [frr-sysctl]",
      "error: timeoutSeconds: 3 is no whole number of seconds between 10 and 3600; leave it out for 60 [frr-timeout]",
    ]);
    expect(faults({ interfaces: [] })).toEqual([
      "error: interfaces: the router stands in no rack; give it an interface [frr-without-interface]",
    ]);
  });
});
