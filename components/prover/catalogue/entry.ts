/** How a finding is told. */
export const Told = { Error: "error", Warning: "warning", Either: "error or warning" } as const;
export type Told = (typeof Told)[keyof typeof Told];

/** What a reader of the documentation is told about a finding. */
export interface CatalogueEntry {
  readonly told: Told;
  readonly meaning: string;
  /** Issues upstream (cilium/cilium), where there are any. */
  readonly upstream?: string;
}
