export * from "./args";
export { FrrRouter } from "./frrRouter";
