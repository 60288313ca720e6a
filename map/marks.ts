import { Finding } from "../components/internal/finding";
import { Item, MapModel } from "./model";

/** A finding with its number in the map and the ids of what it is marked at. */
export interface Mark {
  readonly number: number;
  readonly finding: Finding;
  readonly at: readonly string[];
}

/** What stands for the stack as a whole, and for every input that nothing drawn stands for. */
export const STACK_ID = "stack";

/** Findings in the order given, each at what stands nearest to its inputs. */
export function marksOf(model: MapModel, findings: readonly Finding[]): Mark[] {
  const byPath = new Map<string, string[]>();
  for (const item of itemsOf(model))
    for (const path of item.paths) byPath.set(path, [...(byPath.get(path) ?? []), item.id]);
  return findings.map((finding, i) => {
    const at = finding.paths.flatMap((path) => nearest(byPath, path));
    return { number: i + 1, finding, at: at.length === 0 ? [STACK_ID] : [...new Set(at)] };
  });
}

/** The things of the longest beginning of a path: `services[0].ports[1].port` has none of its own, `services[0]` has. */
function nearest(byPath: ReadonlyMap<string, string[]>, path: string): string[] {
  for (let part = path; part !== ""; part = shorter(part)) {
    const found = byPath.get(part);
    if (found !== undefined) return found;
  }
  return [STACK_ID];
}

function shorter(path: string): string {
  return path.slice(0, Math.max(path.lastIndexOf("."), path.lastIndexOf("["), 0));
}

/** Everything in a map that can be pointed at. */
export function itemsOf(model: MapModel): Item[] {
  const { fabric } = model;
  return [
    model.shared,
    ...model.clusters.flatMap((cluster) => [
      cluster,
      ...cluster.groups.flatMap((group) => [group, ...group.nodes]),
      ...cluster.rows,
    ]),
    ...fabric.routers,
    ...fabric.networks,
    ...fabric.cables,
    ...fabric.sessions,
    ...fabric.bundles,
    ...model.meshNets,
    ...model.cards,
  ];
}

/** Marks by the id of what they are at. */
export function marksById(marks: readonly Mark[]): ReadonlyMap<string, readonly Mark[]> {
  const byId = new Map<string, Mark[]>();
  for (const mark of marks) for (const id of mark.at) byId.set(id, [...(byId.get(id) ?? []), mark]);
  return byId;
}
