export * from "./args";
export { GlobalService } from "./globalService";
