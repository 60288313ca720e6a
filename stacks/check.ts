import { Finding } from "../components/internal/finding";
import { checkTopology } from "../components/prover";
import { StackConfig } from "./config";
import { toTopology } from "./topology";

/** Everything the prover has to say about a stack. */
export function checkStack(config: StackConfig): Finding[] {
  return checkTopology(toTopology(config));
}
