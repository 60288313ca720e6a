import * as path from "node:path";
import { CoordinationV1Api, CoreV1Api } from "@kubernetes/client-node";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { connect } from "../../cli/probes";
import { eventually, kubeconfigOf } from "../helpers/clusters";
import { Workspace } from "../helpers/workspace";
import { loadStack, readOverlays, readStackFile, stackFilePath } from "../../stacks/load";
import { EngineCensus, engineCensus, withoutDocker } from "./docker";
import { docker } from "./router";

const network = "rack-ingress-rack10";
/** Who the stack's policy lets in, and somebody else in the same rack. */
const ADMITTED = "192.168.10.200";
const OTHER = "192.168.10.201";

const reason = withoutDocker() ?? withoutEnvoy();

/** Images of the place may lack what this stack is about: BPF programs that answer ARP, and Envoy. */
function withoutEnvoy(): string | undefined {
  const files = (process.env["CILIUM_FABRIC_OVERLAY"] ?? "").split(path.delimiter).filter((f) => f !== "");
  const text = readStackFile(stackFilePath("ingress", path.resolve(__dirname, "../..")));
  const { findings } = loadStack(text, readOverlays(files));
  if (findings.length > 0) throw new Error(`stack ingress cannot be read: ${findings[0]?.message ?? ""}`);
  const off = readOverlays(files).some((overlay) => /^\s*l7Proxy:\s*false\s*$/m.test(overlay));
  return off ? "the place's overlay switches l7Proxy off, so that there is no Envoy" : undefined;
}

/** What a client with this address in the rack is told: the code, and the pod that answered. */
function request(client: string, url: string): { code: string; pod: string } {
  const script = `curl -s -m 5 -o /tmp/answer -w 'code %{http_code}\\n' '${url}'; sed -n 's/^Hostname: /pod /p' /tmp/answer 2>/dev/null`;
  const said = inRack(client, script).split("\n");
  const word = (kind: string): string =>
    said.find((line) => line.startsWith(`${kind} `))?.split(" ")[1] ?? "";
  return { code: word("code"), pod: word("pod") };
}

/** MAC addresses that answer ARP for an address: what a client has in its table once it has called. */
function answersArp(address: string): string[] {
  const said = inRack(ADMITTED, `curl -s -m 3 -o /dev/null http://${address}/; ip neigh show ${address}`);
  return [
    ...new Set([...said.matchAll(/([0-9a-f]{2}(?::[0-9a-f]{2}){5})/gi)].map(([mac]) => mac.toLowerCase())),
  ];
}

function inRack(client: string, script: string): string {
  const image = "nicolaka/netshoot:v0.13";
  const address = ["--network", network, "--ip", client];
  return docker("run", "--rm", ...address, "--entrypoint", "sh", image, "-c", `${script}; true`);
}

function macOf(node: string): string {
  const format = `{{(index .NetworkSettings.Networks "${network}").MacAddress}}`;
  return docker("inspect", node, "--format", format).trim().toLowerCase();
}

describe.skipIf(reason !== undefined)(
  `stack ingress on kind${reason === undefined ? "" : ` (${reason})`}`,
  () => {
    let workspace: Workspace;
    let before: EngineCensus;
    let addresses: { shared: string; dedicated: string };

    beforeAll(async () => {
      before = engineCensus();
      workspace = Workspace.withStack("ingress");
      await workspace.succeed("up", "ingress");
      const core = connect(kubeconfigOf(workspace, "ingress", "ingress")).makeApiClient(CoreV1Api);
      const addressOf = async (namespace: string, name: string): Promise<string> => {
        const service = await core.readNamespacedService({ namespace, name });
        return service.status?.loadBalancer?.ingress?.[0]?.ip ?? "";
      };
      addresses = {
        shared: await addressOf("kube-system", "cilium-ingress"),
        dedicated: await addressOf("default", "cilium-ingress-dedicated-ingress"),
      };
    });
    afterAll(() => workspace.dispose("ingress"));

    it("F answers ARP for each address from one node, the holder of its lease", async () => {
      const leases = connect(kubeconfigOf(workspace, "ingress", "ingress")).makeApiClient(CoordinationV1Api);
      for (const [address, service] of [
        [addresses.shared, "kube-system-cilium-ingress"],
        [addresses.dedicated, "default-cilium-ingress-dedicated-ingress"],
      ] as const) {
        const macs = await eventually(
          () => Promise.resolve(answersArp(address)),
          (seen) => seen.length > 0,
        );
        const lease = await leases.readNamespacedLease({
          namespace: "kube-system",
          name: `cilium-l2announce-${service}`,
        });
        expect(macs).toEqual([macOf(lease.spec?.holderIdentity ?? "")]);
      }
    });

    it("F leads the admitted client by path to its service, at the shared and the dedicated address", async () => {
      for (const address of Object.values(addresses)) {
        const details = await eventually(
          () => Promise.resolve(request(ADMITTED, `http://${address}/details`)),
          ({ code }) => code === "200",
        );
        expect(details.pod).toMatch(/^details-/);
        expect(request(ADMITTED, `http://${address}/`).pod).toMatch(/^productpage-/);
      }
    });

    it("F refuses every other client outside", () => {
      for (const address of Object.values(addresses))
        expect(request(OTHER, `http://${address}/details`)).toEqual({ code: "403", pod: "" });
    });

    it("A9 F leaves nothing behind", async () => {
      await workspace.succeed("down", "ingress");
      expect(engineCensus()).toEqual(before);
    });
  },
);
