import semver from "semver";
import { minorOf } from "../cilium-version";

/** The Kubernetes minors that a Cilium minor is tested with upstream, and the oldest that its chart accepts. */
export interface KubernetesSupport {
  /** Oldest tested minor; left out where upstream names none. */
  readonly from?: number;
  readonly to: number;
  /** Helm refuses the chart below this minor (`kubeVersion` of the chart). */
  readonly chartFrom: number;
}

/** By Cilium minor; numbers are Kubernetes 1.x. */
export const kubernetesSupport: Readonly<Record<string, KubernetesSupport>> = {
  "1.14": { to: 27, chartFrom: 16 },
  "1.15": { from: 26, to: 29, chartFrom: 16 },
  "1.16": { from: 27, to: 30, chartFrom: 21 },
  "1.17": { from: 29, to: 32, chartFrom: 21 },
  "1.18": { from: 30, to: 33, chartFrom: 21 },
  "1.19": { from: 32, to: 35, chartFrom: 21 },
  "1.20": { from: 33, to: 36, chartFrom: 21 },
};

/** What upstream says about a Cilium version, or undefined where the table does not cover it. */
export function kubernetesSupportOf(version: string): KubernetesSupport | undefined {
  return kubernetesSupport[minorOf(version)];
}

/** `v1.33.2` → 33; undefined where the text is no version 1.x. */
export function kubernetesMinor(version: string): number | undefined {
  const parsed = semver.coerce(version);
  return parsed?.major === 1 ? parsed.minor : undefined;
}
