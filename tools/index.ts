export { cacheRoot } from "./cache";
export { MODULE_CHARTS } from "./chart-modules";
export { bundledCharts, ensureChart } from "./charts";
export { ensureFrr, frrBelow, frrState, type Frr, type FrrState } from "./frr";
export { findOnPath } from "./go";
export { acquireLock, readOwner, type Lock, type LockOptions, type LockOwner } from "./lock";
export { pluginAvailability, type PluginAvailability, type PluginName, type PluginOptions } from "./plugins";
export { formatEvent, streamReporter } from "./progress";
export { ensureTools, isToolName, toolEnvironment, toolNames, toolSpec } from "./toolchain";
export {
  ToolchainError,
  type Phase,
  type ToolEvent,
  type ToolName,
  type ToolOptions,
  type ToolSpec,
} from "./types";
