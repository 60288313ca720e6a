import * as pulumi from "@pulumi/pulumi";

/** A router's foot in a rack. At least one of `address` and `address6`. */
export interface FrrRouterInterfaceArgs {
  /** Name of the rack's Docker network, `network` of `Rack`. */
  network: pulumi.Input<string>;
  /** IPv4 address in the rack. */
  address?: string;
  /** IPv6 address in the rack. */
  address6?: string;
}

/** A router: FRR in a container that stands in racks and forwards between them. */
export interface FrrRouterArgs {
  /** Image of FRR, laid out as the project's own. A change replaces the container. Defaults to `quay.io/frrouting/frr:8.4.4`. */
  image?: string;
  /** Name of the container. Defaults to `<stack>-<name>`. */
  containerName?: string;
  /** Host name in the container, which FRR shows. Defaults to the component's name. */
  hostname?: string;
  /** The racks that it stands in, at least one. A change replaces the container. */
  interfaces: FrrRouterInterfaceArgs[];
  /**
   * FRR's `frr.conf`, a secret: it may hold passwords. A change is applied to the running daemons, as the difference to what they
   * run, so sessions that did not change stay up.
   */
  frrConf: pulumi.Input<string>;
  /** FRR's `daemons` file. A change replaces the container. Defaults to BGP and BFD, reachable inside the container alone. */
  daemons?: pulumi.Input<string>;
  /** Folder of this host for the files, made with mode 0700. Defaults to `.fabric/<stack>/routers/<container>` in the working folder. */
  directory?: string;
  /**
   * Kernel settings of the container, over the defaults: forwarding, next hops of equal cost chosen by addresses and ports
   * (`net.ipv4.fib_multipath_hash_policy=1`), loose `rp_filter`. A change replaces the container.
   */
  sysctls?: Record<string, string>;
  /** How long FRR may take to start or to take a change, 10–3600 seconds. Defaults to 60. */
  timeoutSeconds?: number;
}
