export * from "./args";
export { Rack } from "./rack";
export { RackNodes } from "./rackNodes";
