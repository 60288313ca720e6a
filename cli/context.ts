import { Interruption } from "./interruption";
import { Reporter } from "./output";
import { ProcessTable } from "./recovery/processes";

/** What every command works with. */
export interface CommandContext {
  readonly report: Reporter;
  readonly interruption: Interruption;
  readonly processes: ProcessTable;
}
