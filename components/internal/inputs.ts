import * as pulumi from "@pulumi/pulumi";

/**
 * The plain value of an input as far as the program can know it before the engine runs, or undefined where any part
 * of it is an Output or a Promise. Lets a component refuse known faults at once and keep the rest for later.
 */
export function knownNow<T>(input: pulumi.Input<T> | undefined): pulumi.Unwrap<T> | undefined {
  return isKnown(input) ? (input as pulumi.Unwrap<T> | undefined) : undefined;
}

function isKnown(value: unknown): boolean {
  if (typeof value !== "object" || value === null) return true;
  if (pulumi.Output.isInstance(value) || value instanceof Promise) return false;
  return Object.values(value).every(isKnown);
}
