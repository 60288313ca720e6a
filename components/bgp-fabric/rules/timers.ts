import type { Finding } from "../../internal/finding";
import { error, groupBy, plural, quoted, warning } from "../../prover/report";
import { defaults } from "../defaults";
import { clustersOf, type Fabric, isWhole, peerPlans } from "./view";

/** Timers of one end as they were written, and where. */
interface Timers {
  readonly of: string;
  readonly path: string;
  /** Links may switch the hold timer off. */
  readonly mayBeZero: boolean;
  readonly holdTimeSeconds?: number;
  readonly keepAliveTimeSeconds?: number;
  readonly connectRetryTimeSeconds?: number;
}

function timersOf(fabric: Fabric): Timers[] {
  const links = (fabric.input.links ?? []).map((link, i) => ({
    ...written(link),
    of: `the link of routers "${link.from}" and "${link.to}"`,
    path: `links[${i}]`,
    mayBeZero: true,
  }));
  const peers = clustersOf(fabric).flatMap(({ cluster, path }) =>
    cluster.peers.map((peer, i) => ({
      ...written(peer),
      of: `peer "${peer.name ?? peer.router}" of cluster "${cluster.name}"`,
      path: `${path}.peers[${i}]`,
      mayBeZero: false,
    })),
  );
  return [...links, ...peers];
}

type Written = Pick<Timers, "holdTimeSeconds" | "keepAliveTimeSeconds" | "connectRetryTimeSeconds">;

function written({ holdTimeSeconds, keepAliveTimeSeconds, connectRetryTimeSeconds }: Written): Written {
  return {
    ...(holdTimeSeconds !== undefined && { holdTimeSeconds }),
    ...(keepAliveTimeSeconds !== undefined && { keepAliveTimeSeconds }),
    ...(connectRetryTimeSeconds !== undefined && { connectRetryTimeSeconds }),
  };
}

export function timers(fabric: Fabric): Finding[] {
  return timersOf(fabric).flatMap((own) => [
    ...holdTime(fabric, own),
    ...keepAlive(fabric, own),
    ...retry(fabric, own),
  ]);
}

function holdTime({ at }: Fabric, { of, path, mayBeZero, holdTimeSeconds: hold }: Timers): Finding[] {
  if (hold === undefined || isWhole(hold, 3, 65535) || (mayBeZero && hold === 0)) return [];
  const range = mayBeZero ? "0 or 3–65535" : "3–65535";
  return [
    error(
      "bgp-hold-time-range",
      [at(`${path}.holdTimeSeconds`)],
      `hold time ${hold} s of ${of} is not ${range}; BGP knows no shorter one than 3 s`,
      `set holdTimeSeconds: ${defaults.holdTimeSeconds}`,
    ),
  ];
}

function keepAlive({ at }: Fabric, own: Timers): Finding[] {
  const { of, path, holdTimeSeconds, keepAliveTimeSeconds } = own;
  const hold = holdTimeSeconds ?? defaults.holdTimeSeconds;
  const keep = keepAliveTimeSeconds ?? defaults.keepAliveTimeSeconds;
  if (holdTimeSeconds === undefined && keepAliveTimeSeconds === undefined) return [];
  // No hold timer, or none that could be.
  if (hold < 3) return [];
  if (!isWhole(keep, 1, 65535))
    return [
      error(
        "bgp-keepalive-range",
        [at(`${path}.keepAliveTimeSeconds`)],
        `keepalive interval ${keep} s of ${of} is not 1–65535`,
        `set keepAliveTimeSeconds: ${defaults.keepAliveTimeSeconds}`,
      ),
    ];
  const paths = [at(`${path}.holdTimeSeconds`), at(`${path}.keepAliveTimeSeconds`)];
  if (keep > hold)
    return [
      error(
        "bgp-keepalive-over-hold",
        paths,
        `${of} sends a keepalive every ${keep} s, but the session is given up after ${hold} s without one`,
        `set holdTimeSeconds: ${Math.max(keep * 3, 3)}`,
      ),
    ];
  if (hold >= keep * 3) return [];
  return [
    warning(
      "bgp-hold-time-short",
      paths,
      `hold time ${hold} s of ${of} is less than three keepalives of ${keep} s, so one that is lost may end the session`,
      `set holdTimeSeconds: ${keep * 3}, or keepAliveTimeSeconds: ${Math.max(Math.floor(hold / 3), 1)}`,
    ),
  ];
}

const longRetry = 30;

function retry({ at }: Fabric, { of, path, connectRetryTimeSeconds: seconds }: Timers): Finding[] {
  if (seconds === undefined) return [];
  const place = [at(`${path}.connectRetryTimeSeconds`)];
  if (!isWhole(seconds, 1, 2147483647))
    return [
      error(
        "bgp-connect-retry-range",
        place,
        `connect-retry time ${seconds} s of ${of} is not 1–2147483647`,
        `set connectRetryTimeSeconds: ${defaults.connectRetryTimeSeconds}`,
      ),
    ];
  if (seconds <= longRetry) return [];
  return [
    warning(
      "bgp-connect-retry-long",
      place,
      `with a connect-retry time of ${seconds} s, ${of} finds a router that comes late up to ${seconds} s later`,
      `set connectRetryTimeSeconds: ${defaults.connectRetryTimeSeconds}`,
    ),
  ];
}

/** What a router that exists already insists on, against what its peers are to use: BGP takes the shorter hold time. */
export function timersAtBothEnds(fabric: Fabric): Finding[] {
  return fabric.input.routers.flatMap((router, r) =>
    clustersOf(fabric).flatMap((placed) =>
      placed.cluster.peers.flatMap((peer, i) => {
        const plan = peer.router === router.name ? peerPlans(fabric, placed, peer)[0] : undefined;
        if (plan === undefined) return [];
        const differing = (["holdTimeSeconds", "keepAliveTimeSeconds"] as const).filter(
          (key) => router[key] !== undefined && router[key] !== plan[key],
        );
        return differing.map((key) =>
          warning(
            "bgp-timers-differ",
            [fabric.at(`routers[${r}].${key}`), fabric.at(`${placed.path}.peers[${i}].${key}`)],
            `${key} is ${router[key] ?? ""} at router "${router.name}" and ${plan[key]} at the nodes of cluster "${placed.cluster.name}"; both ends use what follows from the shorter hold time`,
            `set ${key}: ${router[key] ?? ""} for peer "${peer.name ?? peer.router}"`,
          ),
        );
      }),
    ),
  );
}

interface Restart {
  readonly enabled?: boolean;
  readonly restartTimeSeconds?: number;
}

/** Times of graceful restart, and ends that do not agree about it. */
export function gracefulRestarts(fabric: Fabric): Finding[] {
  const peers = clustersOf(fabric).flatMap((placed) =>
    placed.cluster.peers.flatMap((peer, i) => {
      const of = `peer "${peer.name ?? peer.router}" of cluster "${placed.cluster.name}"`;
      return restartTime(fabric, peer.gracefulRestart, of, `${placed.path}.peers[${i}].gracefulRestart`);
    }),
  );
  const routers = fabric.input.routers.flatMap((router, i) => {
    const path = `routers[${i}].gracefulRestart`;
    return [
      ...restartTime(fabric, router.gracefulRestart, `router "${router.name}"`, path),
      ...restartAtBothEnds(fabric, router.name, path),
    ];
  });
  return [...peers, ...routers];
}

function restartTime({ at }: Fabric, restart: Restart | undefined, of: string, path: string): Finding[] {
  const seconds = restart?.restartTimeSeconds;
  if (seconds === undefined || isWhole(seconds, 1, 4095)) return [];
  return [
    error(
      "bgp-restart-time-range",
      [at(`${path}.restartTimeSeconds`)],
      `restart time ${seconds} s of ${of} is not 1–4095`,
      `set restartTimeSeconds: ${defaults.restartTimeSeconds}`,
    ),
  ];
}

/** Routes survive a restart only where both ends keep them. */
function restartAtBothEnds(fabric: Fabric, name: string, path: string): Finding[] {
  const router = fabric.plan.routers.find((candidate) => candidate.name === name);
  if (router === undefined) return [];
  const peers = clustersOf(fabric).flatMap((placed) =>
    placed.cluster.peers.flatMap((peer, i) => {
      const plan = peer.router === name ? peerPlans(fabric, placed, peer)[0] : undefined;
      if (plan === undefined) return [];
      return [
        {
          ...plan.gracefulRestart,
          cluster: placed.cluster.name,
          path: `${placed.path}.peers[${i}].gracefulRestart`,
        },
      ];
    }),
  );
  const own = router.gracefulRestart.enabled;
  const other = peers.filter(({ enabled }) => enabled !== own);
  if (other.length > 0) {
    const [here, there] = own ? ["on", "off"] : ["off", "on"];
    return [
      warning(
        "bgp-graceful-restart-differs",
        [fabric.at(`${path}.enabled`), ...other.map((peer) => fabric.at(`${peer.path}.enabled`))],
        `graceful restart is ${here} at router "${name}" and ${there} at the nodes of ${clusterNames(other)}, so no route survives a restart there`,
        "set gracefulRestart.enabled alike at both ends",
      ),
    ];
  }
  const times = groupBy(peers, ({ restartTimeSeconds }) => restartTimeSeconds);
  if (!own || times.size < 2) return [];
  const sorted = [...times.keys()].sort((a, b) => a - b);
  return [
    warning(
      "bgp-graceful-restart-differs",
      peers.map((peer) => fabric.at(`${peer.path}.restartTimeSeconds`)),
      `the peers of router "${name}" have ${plural(times.size, "restart time")}: ${sorted.map((s) => `${s} s`).join(", ")}; the router says ${router.gracefulRestart.restartTimeSeconds} s to all of them`,
      "give all peers of a router one restartTimeSeconds",
    ),
  ];
}

function clusterNames(peers: readonly { readonly cluster: string }[]): string {
  const names = [...new Set(peers.map(({ cluster }) => cluster))];
  return `${names.length > 1 ? "clusters" : "cluster"} ${quoted(names)}`;
}
