export * from "./args";
export { L2Announcement } from "./l2Announcement";
