import { HelmValues } from "../internal/helm-values";
import { isOn, numberOf, textOf } from "../internal/versions";

/** A NodePort that a port of some host leads to, as kind's port mappings do. */
export interface PortOnHost {
  readonly nodePort: number;
  readonly hostPort: number;
  readonly hostAddress?: string;
}

/** Where NodePorts of a cluster are reached from outside. */
export interface NodePortAccess {
  readonly nodeAddress?: string;
  readonly portsOnHost?: readonly PortOnHost[];
}

/** Where Hubble is reached from outside; empty for what has no NodePort, or where nobody knows a node's address. */
export interface HubbleAccess {
  /** For a browser. */
  readonly ui?: string;
  /** For `hubble --server`: address and port. */
  readonly relay?: string;
}

/** The parts of Hubble that a NodePort can show, and their Helm keys. */
export const HUBBLE_NODE_PORTS = {
  ui: { what: "Hubble's UI", enabled: "hubble.ui.enabled", service: "hubble.ui.service" },
  relay: { what: "Hubble's relay", enabled: "hubble.relay.enabled", service: "hubble.relay.service" },
} as const;

/** The NodePort of a part of Hubble, or undefined where it has none. */
export function hubbleNodePort(
  values: HelmValues,
  version: string,
  part: keyof typeof HUBBLE_NODE_PORTS,
): number | undefined {
  const { enabled, service } = HUBBLE_NODE_PORTS[part];
  const shown =
    isOn(values, "hubble.enabled", version) &&
    isOn(values, enabled, version) &&
    textOf(values, `${service}.type`, version) === "NodePort";
  return shown ? numberOf(values, `${service}.nodePort`, version) : undefined;
}

export function hubbleAccess(values: HelmValues, version: string, access: NodePortAccess): HubbleAccess {
  const ui = reached(hubbleNodePort(values, version, "ui"), access);
  const relay = reached(hubbleNodePort(values, version, "relay"), access);
  const base = textOf(values, "hubble.ui.baseUrl", version).replace(/^\/?/, "/");
  return {
    ...(ui === undefined ? {} : { ui: `http://${ui}${base === "/" ? "" : base}` }),
    ...(relay === undefined ? {} : { relay }),
  };
}

const EVERY_ADDRESS = /^(0\.0\.0\.0|::)?$/;

/** Every node answers on a NodePort; what the host maps is reached without a route to the nodes. */
function reached(
  port: number | undefined,
  { nodeAddress, portsOnHost = [] }: NodePortAccess,
): string | undefined {
  if (port === undefined) return undefined;
  // Port 0 is one that Docker chooses, which nobody knows beforehand.
  const mapped = portsOnHost.find(({ nodePort, hostPort }) => nodePort === port && hostPort !== 0);
  if (mapped !== undefined) {
    const { hostAddress = "", hostPort } = mapped;
    return `${bracketed(EVERY_ADDRESS.test(hostAddress) ? "127.0.0.1" : hostAddress)}:${hostPort}`;
  }
  return nodeAddress === undefined || nodeAddress === "" ? undefined : `${bracketed(nodeAddress)}:${port}`;
}

function bracketed(address: string): string {
  return address.includes(":") ? `[${address}]` : address;
}
