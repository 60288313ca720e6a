import type { FabricPlan } from "../types";
import { routerOf, usesBfd } from "./conf";
import { linksOf } from "./neighbors";

/** FRR's `daemons` file: BGP on, which the stock file has off, BFD where a link uses it, and vty ports on loopback alone. */
export function renderFrrDaemons(plan: FabricPlan, routerName: string): string {
  const bfd = usesBfd(linksOf(plan, routerOf(plan, routerName)));
  return [
    "bgpd=yes",
    `bfdd=${bfd ? "yes" : "no"}`,
    // vtysh reads frr.conf into all daemons at start.
    "vtysh_enable=yes",
    'zebra_options="-A 127.0.0.1 -s 90000000"',
    'staticd_options="-A 127.0.0.1"',
    'bgpd_options="-A 127.0.0.1"',
    'bfdd_options="-A 127.0.0.1"',
    "",
  ].join("\n");
}
