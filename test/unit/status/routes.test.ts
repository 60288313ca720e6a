import { describe, expect, it } from "vitest";
import { planFabric } from "../../../components/bgp-fabric/plan";
import { documents } from "../bgp-fabric/fixtures";
import {
  cluster,
  declared,
  first,
  look,
  nodes,
  own,
  podCidr,
  problems,
  report,
  route,
  router,
  routerPeers,
  second,
  seen,
  seenRouter,
  service,
  speakers,
  third,
  webpod,
} from "./fixtures";

const names = nodes.map(({ name }) => `${cluster}/${name}`);
const without = (prefix: string) => seenRouter.routes.filter((r) => r.prefix !== prefix);

describe("E4 E7 routes received against routes declared", () => {
  it("are the nodes' pod CIDRs and the Services' addresses, with the next hops in use", () => {
    const said = report(seen);
    expect(said.routes).toEqual([
      {
        router,
        prefix: service,
        what: "Service default/webpod",
        declared: names,
        learned: names,
        nextHops: nodes.map(({ address }) => address),
        stale: false,
        state: "learned",
      },
      ...nodes.map(({ name, address }, i) => ({
        router,
        prefix: podCidr(i),
        what: `pod CIDR of ${name}`,
        declared: [`${cluster}/${name}`],
        learned: [`${cluster}/${name}`],
        nextHops: [address],
        stale: false,
        state: "learned",
      })),
    ]);
    expect(said.routers).toMatchObject([{ routesDeclared: 4, routesLearned: 4 }]);
  });

  it("declared but not learned: says from whom, and why where the router's filter is to blame", () => {
    const partly = look({ router: { routes: [...without(service), route(service, [first.address])] } });
    expect(problems(partly)).toEqual([
      `route-missing router ${router}: ${service} (Service default/webpod) is not learned from ${cluster}/${second.name} and ${cluster}/${third.name}, although the session is up`,
    ]);
    expect(report(partly).routes[0]).toMatchObject({ state: "partly", learned: [names[0]] });
    const strict = {
      ...declared,
      fabric: planFabric({
        ...documents,
        routers: documents.routers.map((r) => ({ ...r, policy: "declared" as const })),
        clusters: documents.clusters.map((c) => ({ ...c, poolCidrs: [] })),
      }),
    };
    const filtered = report(look({ router: { routes: without(service) } }), strict);
    expect(filtered.problems.map(({ fix }) => fix)).toEqual([
      "the router takes only what is declared: add the prefix to the cluster's pools, or make its policy open",
    ]);
    expect(filtered.routes[0]).toMatchObject({ state: "missing" });
  });

  it("are not missed one by one where their session is down", () => {
    const down = look({
      router: {
        peers: routerPeers(second.address, {}),
        routes: [
          ...without(podCidr(1)).filter((r) => r.prefix !== service),
          route(service, [first.address, third.address]),
        ],
      },
      cluster: {
        speakers: speakers(second.name, { peers: [{ address: "192.168.10.200", state: "active" }] }),
      },
    });
    expect(report(down).problems.map(({ code }) => code)).toEqual(["session-down"]);
    expect(report(down).routers).toMatchObject([{ routesDeclared: 4, routesLearned: 3, sessionsUp: 2 }]);
  });

  it("learned but not declared: says from whom", () => {
    const more = look({
      router: { routes: [...seenRouter.routes, route("10.99.0.0/24", [second.address])] },
    });
    expect(problems(more)).toEqual([
      `route-undeclared router ${router}: it learned 10.99.0.0/24 from ${cluster}/${second.name}, which the stack does not declare`,
    ]);
    expect(report(more).routes.at(-1)).toMatchObject({
      prefix: "10.99.0.0/24",
      what: "",
      state: "undeclared",
    });
  });

  it("E8 of a Service that keeps traffic local: only nodes with a backend announce it", () => {
    const local = { ...webpod, externalLocal: true, backendNodes: [third.name] };
    const right = look({
      cluster: { services: [local] },
      router: { routes: [...without(service), route(service, [third.address])] },
    });
    expect(problems(right)).toEqual([]);
    expect(report(right).routes[0]).toMatchObject({
      declared: [names[2]],
      learned: [names[2]],
      state: "learned",
    });
    const stillAll = look({ cluster: { services: [local] } });
    expect(problems(stillAll)).toEqual([
      `route-undeclared router ${router}: it learned ${service} from ${cluster}/${first.name}, which the stack does not declare`,
      `route-undeclared router ${router}: it learned ${service} from ${cluster}/${second.name}, which the stack does not declare`,
    ]);
  });

  it("of a Service that no advertisement selects, or that another controller balances: none", () => {
    const unselected = look({
      cluster: { services: [{ ...webpod, labels: {} }] },
      router: { routes: without(service) },
    });
    expect(problems(unselected)).toEqual([]);
    const foreign = look({
      cluster: { services: [{ ...webpod, loadBalancerClass: "example.com/lb" }] },
      router: { routes: without(service) },
    });
    expect(problems(foreign)).toEqual([]);
  });

  it("of its own that the router does not announce, as it has none itself", () => {
    const idle = look({ router: { routes: [...without("10.10.1.0/24"), own("10.10.1.0/24", false)] } });
    expect(problems(idle)).toEqual([
      `route-missing router ${router}: it does not announce its network 10.10.1.0/24: it has no route to it itself`,
    ]);
  });

  it("kept while a speaker restarts are marked", () => {
    const stale = look({
      router: { routes: [...without(podCidr(1)), route(podCidr(1), [second.address], true)] },
    });
    expect(report(stale).routes.find((r) => r.prefix === podCidr(1))).toMatchObject({
      stale: true,
      state: "learned",
    });
  });
});
