import { Finding } from "../../components/internal/finding";
import { HelmValues } from "../../components/internal/helm-values";
import { mapStack, StackMap } from "../../map";
import { checkStack, loadSettings } from "../../stacks";
import { Box, Element, Scene, Shape, textWidth } from "../../map/scene";

/** The map of settings as a stack file has them, with what the prover says of them. */
export function mapOf(settings: HelmValues, findings?: readonly Finding[]): StackMap {
  const loaded = loadSettings(settings);
  if (loaded.config === undefined) throw new Error(JSON.stringify(loaded.findings));
  return mapStack("test", loaded.config, findings ?? checkStack(loaded.config));
}

/** Everything in a scene that is drawn where it should not be, each as a sentence. */
export function faultsOf(scene: Scene): string[] {
  const boxed = scene.elements.filter((element) => element.box !== undefined);
  return [
    ...overlapping(boxed.filter(({ inside }) => inside === undefined)),
    ...[...new Set(boxed.flatMap(({ inside }) => inside ?? []))].flatMap((parent) => [
      ...overlapping(boxed.filter(({ inside }) => inside === parent)),
      ...boxed.filter(({ inside }) => inside === parent).flatMap((child) => outside(child, boxed, parent)),
    ]),
    ...scene.elements.flatMap(textsOutside),
    ...scene.elements.flatMap((element) => beyondPage(element, scene)),
  ];
}

const right = ({ x, width }: Box): number => x + width;
const bottom = ({ y, height }: Box): number => y + height;

function overlapping(elements: readonly Element[]): string[] {
  const sorted = elements
    .map((element) => ({ element, box: element.box! }))
    // A label on a line may stand before what it is about.
    .filter(({ element }) => !element.shapes.some((shape) => shape.type === "rect" && shape.look === "tag"))
    .sort((a, b) => a.box.x - b.box.x);
  return sorted.flatMap(({ element, box }, i) => {
    const faults: string[] = [];
    for (const other of sorted.slice(i + 1)) {
      if (other.box.x >= right(box) - 0.01) break;
      if (other.box.y < bottom(box) - 0.01 && box.y < bottom(other.box) - 0.01)
        faults.push(`${element.id} and ${other.element.id} overlap`);
    }
    return faults;
  });
}

function outside(child: Element, boxed: readonly Element[], parent: string): string[] {
  const owner = boxed.find(({ id, inside }) => id === parent && inside !== parent)?.box;
  const box = child.box!;
  if (owner === undefined) return [`${child.id} is in ${parent}, which is not there`];
  const fits =
    box.x >= owner.x && box.y >= owner.y && right(box) <= right(owner) && bottom(box) <= bottom(owner);
  return fits ? [] : [`${child.id} leaves ${parent}`];
}

type Text = Extract<Shape, { type: "text" }>;

export function extentOf({ text, size, anchor, at }: Text): { left: number; right: number } {
  const width = textWidth(text, size);
  const left = anchor === "middle" ? at.x - width / 2 : anchor === "end" ? at.x - width : at.x;
  return { left, right: left + width };
}

function textsOutside({ id, box, shapes }: Element): string[] {
  if (box === undefined) return [];
  return shapes.flatMap((shape) => {
    if (shape.type !== "text") return [];
    const extent = extentOf(shape);
    const fits =
      extent.left >= box.x - 0.6 &&
      extent.right <= right(box) + 0.6 &&
      shape.at.y >= box.y &&
      shape.at.y <= bottom(box);
    return fits ? [] : [`"${shape.text}" leaves ${id}`];
  });
}

function beyondPage({ id, shapes }: Element, { width, height }: Scene): string[] {
  return shapes.flatMap((shape) => {
    const points =
      shape.type === "rect"
        ? [shape.box, { x: right(shape.box), y: bottom(shape.box) }]
        : shape.type === "path"
          ? [...shape.d.matchAll(/(-?[\d.]+) (-?[\d.]+)/g)].map(([, x, y]) => ({
              x: Number(x),
              y: Number(y),
            }))
          : shape.type === "text"
            ? [
                { x: extentOf(shape).left, y: shape.at.y },
                { x: extentOf(shape).right, y: shape.at.y },
              ]
            : [shape.at];
    const fits = points.every(({ x, y }) => x >= 0 && y >= 0 && x <= width && y <= height);
    return fits ? [] : [`${id} leaves the page`];
  });
}
