import { HelmValue } from "../helm-values";

/** What a Helm key takes. `any` where the chart takes several kinds of value. */
export type SettingType = "boolean" | "integer" | "text" | "list" | "map" | "any";

/** One Helm key of Cilium's chart, or a whole tree of keys, and what each version makes of it. */
export interface Setting {
  readonly key: string;
  readonly type: SettingType;
  /** First version that has the key; left out where 1.14.0 has it. */
  readonly since?: string;
  /** First version that no longer has it. */
  readonly goneIn?: string;
  /** What holds where nothing is set, by the version from which it holds: what the agent does, not the chart's `null`. */
  readonly defaults?: Readonly<Record<string, HelmValue>>;
  /** The words that the key takes, by the version from which that list holds. */
  readonly words?: Readonly<Record<string, readonly HelmValue[]>>;
  /** What a version without the key does anyway; setting just that is no fault. */
  readonly absentMeans?: HelmValue;
  /** True where `kubeProxyReplacement: true` does the same in versions without the key. */
  readonly coveredByKubeProxyReplacement?: boolean;
  /** What to write where a version lacks the key. */
  readonly instead?: string;
}
