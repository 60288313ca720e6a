import { StackConfig } from "./config";
import { deployMesh } from "./mesh";

/** The Pulumi program of a stack: makes its topology's resources and returns its outputs. */
export function deployStack(config: StackConfig): Promise<Record<string, unknown>> {
  return Promise.resolve(deployMesh(config));
}
