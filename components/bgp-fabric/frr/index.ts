export { type FrrOptions, renderFrrConf } from "./conf";
export { renderFrrDaemons } from "./daemons";
export { linksOf, type Neighbor, type PeerGroup, peerGroupsOf } from "./neighbors";
