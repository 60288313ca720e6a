/** Ids are places in the stack file, so that two things of one name, which is an error, are still two. */
export const clusterId = (index: number): string => `clusters[${index}]`;
export const nodeId = (cluster: number, node: number): string => `clusters[${cluster}].nodes[${node}]`;
export const rackId = (index: number): string => `racks[${index}]`;
export const routerId = (index: number): string => `routers[${index}]`;
export const groupId = (cluster: number, rack: string | undefined): string =>
  `clusters[${cluster}]/${rack ?? "nodes"}`;
/** An entry of a section in one of its clusters. */
export const placedId = (path: string, cluster: number): string => `${path}@${cluster}`;
