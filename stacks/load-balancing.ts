import type { TopologyPool } from "../components/prover/topology";
import { StackConfig } from "./config";

/** The pools of load-balancer addresses that a stack's sections are, and where each of their inputs stands. */
export function stackPools(_config: StackConfig): TopologyPool[] {
  return [];
}
