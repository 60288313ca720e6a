import { kubernetesMinor } from "./kubernetes";

/** The CoreDNS that kubeadm brings, and with it kind, by the Kubernetes minor from which on. */
const coreDns: readonly (readonly [minor: number, version: string])[] = [
  [28, "1.10.1"],
  [29, "1.11.1"],
  [31, "1.11.3"],
  [33, "1.12.0"],
  [34, "1.12.1"],
  [35, "1.13.1"],
];

/** CoreDNS of a Kubernetes version as kubeadm brings it, or undefined where the table does not reach back so far. */
export function coreDnsOf(kubernetesVersion: string): string | undefined {
  const minor = kubernetesMinor(kubernetesVersion);
  if (minor === undefined) return undefined;
  return coreDns.filter(([from]) => minor >= from).at(-1)?.[1];
}
