export { chartOutline, isRead, KeyLookup, lookUpKey } from "./lookup";
export { nearestKey } from "./nearest";
export { ChartKey, ChartKind } from "./outline";
