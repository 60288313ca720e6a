import { Session, SessionEnd } from "../../components/bgp-fabric/plan";
import { Declared } from "./declared";
import { explainSession } from "./explain";
import { Cause, grouped, listed } from "./problems";
import { Problem, ProblemCode, RouterRow, SessionEndRow, SessionRow } from "./report";
import { Seen, SeenPeer } from "./seen";
import { View, viewOf } from "./view";

/** Sessions from both ends, and why those that are down are. */
export function judgeSessions(
  declared: Declared,
  seen: Seen,
): { rows: SessionRow[]; routers: RouterRow[]; problems: Problem[]; notes: string[] } {
  const view = viewOf(declared, seen);
  const { sessions } = declared.fabric;
  const rows = sessions.map((session) => sessionRow(session, view));
  const down = sessions.filter((_, i) => rows[i]?.state === "down");
  return {
    rows,
    routers: declared.fabric.routers.map((router) => {
      const own = rows.filter((row) => [row.a, row.b].some((end) => isRouter(end, router.name)));
      return {
        name: router.name,
        state: view.stateOf(router.name),
        asn: router.asn,
        sessions: own.length,
        sessionsUp: own.filter((row) => row.state === "up").length,
      };
    }),
    problems: [
      ...unreachableRouters(declared, view, rows),
      ...grouped(configCauses(seen)),
      ...grouped(down.flatMap((session) => explainSession(session, view))),
      ...grouped(sessions.flatMap((session) => timerCauses(session, view))),
      ...grouped(strangers(declared, seen, view)),
    ],
    notes: seen.routers.flatMap(({ name, hidden }) =>
      hidden === undefined
        ? []
        : [`router ${name} is not asked, ${hidden}: its sessions are seen from the nodes' end only`],
    ),
  };
}

function isRouter(end: SessionEndRow, name: string): boolean {
  return end.kind === "router" && end.name === name;
}

function sessionRow(session: Session, view: View): SessionRow {
  const a = endRow(session.a, session.b, view);
  const b = endRow(session.b, session.a, view);
  const states = [a, b].map((end) => end.state).filter((state) => state !== "unseen");
  const state = states.length === 0 ? "unseen" : states.every((s) => s === "established") ? "up" : "down";
  return { a, b, family: session.family, state };
}

function endRow(end: SessionEnd, other: SessionEnd, view: View): SessionEndRow {
  const { kind, name, cluster, address, asn } = end;
  const seen = view.peer(end, other);
  const base = { kind, name, ...(cluster !== undefined ? { cluster } : {}), address, asn };
  if (seen === "unseen" || seen === "missing") return { ...base, state: seen };
  return { ...base, state: seen.state, ...figures(seen) };
}

function figures(peer: SeenPeer): Pick<SessionEndRow, "upSeconds" | "received" | "sent"> {
  return {
    ...(peer.upSeconds !== undefined ? { upSeconds: peer.upSeconds } : {}),
    ...(peer.received !== undefined ? { received: peer.received } : {}),
    ...(peer.sent !== undefined ? { sent: peer.sent } : {}),
  };
}

/** One sentence for a router that does not answer, with what its neighbours say of it. */
function unreachableRouters(declared: Declared, view: View, rows: readonly SessionRow[]): Problem[] {
  return declared.fabric.routers.flatMap((router) => {
    const fault = view.routerFault(router.name);
    if (fault === undefined) return [];
    const others = rows.flatMap(({ a, b, family }) => {
      const other = isRouter(a, router.name) ? b : isRouter(b, router.name) ? a : undefined;
      return other === undefined ? [] : [`${endName(other)} ${family} (${other.state})`];
    });
    const told = others.length === 0 ? "" : `; its sessions, by the other end's word: ${listed(others)}`;
    return [
      {
        code: ProblemCode.RouterUnreachable,
        subject: `router ${router.name}`,
        message: `it cannot be asked: ${fault}${told}`,
        fix: "start it, or bring the stack up again",
      },
    ];
  });
}

export function endName(end: { readonly name: string; readonly cluster?: string }): string {
  return end.cluster === undefined ? end.name : `${end.cluster}/${end.name}`;
}

/** The operator's own complaints about a CiliumBGPClusterConfig. */
function configCauses(seen: Seen): Cause[] {
  return seen.clusters.flatMap((cluster) =>
    cluster.bgpConfigs.flatMap((config) =>
      config.complaints.map((complaint) => ({
        code: ProblemCode.BgpConfig,
        subject: `cluster ${cluster.name}`,
        member: config.name,
        message: `the operator says of CiliumBGPClusterConfig %: ${complaint}`,
        fix: "bring the stack up again, or take the labels or resources away that are not the stack's",
      })),
    ),
  );
}

function timerCauses(session: Session, view: View): Cause[] {
  const own = view.peer(session.a, session.b);
  if (own === "unseen" || own === "missing" || own.state !== "established") return [];
  const router = view.router(session.a.name);
  const hold = Math.min(session.holdTimeSeconds, router?.holdTimeSeconds ?? session.holdTimeSeconds);
  if (own.holdSeconds === undefined || own.holdSeconds === hold) return [];
  return [
    {
      code: ProblemCode.TimersDiffer,
      subject: `router ${session.a.name}`,
      member: endName(session.b),
      message: `the session with % runs with a hold time of ${own.holdSeconds} s, declared is ${hold} s`,
      fix: "reset the session: timers are agreed upon when it starts",
    },
  ];
}

/** Neighbours of a router that nobody declared. */
function strangers(declared: Declared, seen: Seen, view: View): Cause[] {
  return seen.routers.flatMap((router) => {
    const known = new Set(
      declared.fabric.sessions.flatMap(({ a, b }) =>
        a.name === router.name && a.kind === "router"
          ? [view.canonical(b.address)]
          : b.name === router.name && b.kind === "router"
            ? [view.canonical(a.address)]
            : [],
      ),
    );
    return router.peers
      .filter((peer) => !known.has(view.canonical(peer.address)))
      .map((peer) => ({
        code: ProblemCode.SessionUndeclared,
        subject: `router ${router.name}`,
        member: `${peer.address} (${peer.state})`,
        message: "it has neighbours that the stack does not declare: %",
        fix: "declare them, or bring the stack up again to take them out",
      }));
  });
}
