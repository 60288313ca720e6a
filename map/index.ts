import { Finding } from "../components/internal/finding";
import { StackConfig } from "../stacks/config";
import { Mark, marksOf } from "./marks";
import { MapModel, mapModel } from "./model";
import { Scene, sceneOf } from "./scene";
import { svgOf } from "./svg";
import { htmlOf } from "./html";

/** A stack's declared topology, laid out, with what is wrong with it marked where it is. */
export interface StackMap {
  readonly model: MapModel;
  readonly marks: readonly Mark[];
  readonly scene: Scene;
}

/** Pure: the same stack and findings always give the same map. */
export function mapStack(stack: string, config: StackConfig, findings: readonly Finding[]): StackMap {
  const model = mapModel(stack, config);
  const marks = marksOf(model, findings);
  return { model, marks, scene: sceneOf(model, marks) };
}

export const mapSvg = (map: StackMap): string => svgOf(map.scene);
export const mapHtml = ({ model, marks, scene }: StackMap): string => htmlOf(model, marks, scene);
