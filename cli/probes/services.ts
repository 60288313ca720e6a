import { CoreV1Api, KubeConfig } from "@kubernetes/client-node";
import { askAgent, connect, listAgents } from "./connect";

/** A backend of a service, as an agent has it in its table. */
export interface ServiceBackend {
  readonly address: string;
  readonly port: number;
  /** `active`, `terminating`, `quarantined` or `maintenance`. */
  readonly state: string;
  /** Chosen over the others because of the service's affinity. */
  readonly preferred: boolean;
}

/** A service in one agent's table. */
export interface AgentServiceTable {
  readonly node: string;
  readonly frontend: string;
  readonly backends: readonly ServiceBackend[];
}

/** Asks every agent for the backends behind a Service's ClusterIP; one row for each port. */
export async function serviceBackends(
  kubeconfig: string,
  namespace: string,
  name: string,
): Promise<AgentServiceTable[]> {
  const config = connect(kubeconfig);
  const clusterIp = await clusterIpOf(config, namespace, name);
  const agents = await listAgents(config);
  const tables = await Promise.all(
    agents.map(async (agent) => {
      const rows = parseServiceList(await askAgent(config, agent, ["service", "list", "-o", "json"]));
      return rows.filter((row) => row.address === clusterIp).map((row) => ({ node: agent.node, ...row }));
    }),
  );
  return tables.flat().map(({ node, frontend, backends }) => ({ node, frontend, backends }));
}

async function clusterIpOf(config: KubeConfig, namespace: string, name: string): Promise<string> {
  const service = await config.makeApiClient(CoreV1Api).readNamespacedService({ namespace, name });
  const address = service.spec?.clusterIP;
  if (address === undefined || address === "None")
    throw new Error(`service ${namespace}/${name} has no ClusterIP`);
  return address;
}

interface RawService {
  spec?: RawSpec;
  status?: { realized?: RawSpec };
}

interface RawSpec {
  "frontend-address"?: { ip?: string; port?: number };
  "backend-addresses"?: { ip?: string; port?: number; state?: string; preferred?: boolean }[] | null;
}

/** Reads `cilium-dbg service list -o json`. */
export function parseServiceList(
  json: string,
): { address: string; frontend: string; backends: ServiceBackend[] }[] {
  return ((JSON.parse(json) as RawService[] | null) ?? []).map((service) => {
    const spec = service.status?.realized ?? service.spec ?? {};
    const { ip = "", port = 0 } = spec["frontend-address"] ?? {};
    const backends = (spec["backend-addresses"] ?? []).map((backend) => ({
      address: backend.ip ?? "",
      port: backend.port ?? 0,
      state: backend.state ?? "active",
      preferred: backend.preferred ?? false,
    }));
    return {
      address: ip,
      frontend: `${ip}:${port}`,
      backends: backends.sort((a, b) => (`${a.address}:${a.port}` < `${b.address}:${b.port}` ? -1 : 1)),
    };
  });
}
