export * from "./args";
export { MeshPolicy } from "./meshPolicy";
