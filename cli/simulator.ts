import { CommandContext } from "./context";
import { UserError } from "./errors";
import { Depth } from "./hosting";
import { StackPaths } from "./paths";
import { SimulatedCluster } from "./place-overlay";
import { StackConfig } from "../stacks/config";
export function supportedDepth(): Promise<{ depth: Depth; reason: string }> {
  return Promise.resolve({ depth: Depth.Full, reason: "x" });
}
export function startStackSimulator(
  _c: StackConfig,
  _d: Depth,
  _p: StackPaths,
  _x: CommandContext,
): Promise<SimulatedCluster[]> {
  throw new UserError("no", "no");
}
export function stopStackSimulator(_p: StackPaths, _c: CommandContext): Promise<void> {
  return Promise.resolve();
}
