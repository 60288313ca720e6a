export * from "./args";
export { SampleWorkload } from "./sampleWorkload";
