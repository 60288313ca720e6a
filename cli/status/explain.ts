import { Session } from "../../components/bgp-fabric/plan";
import { Cause } from "./problems";
import { ProblemCode } from "./report";
import { SeenPeer } from "./seen";
import { View } from "./view";

interface Reason {
  readonly code?: ProblemCode;
  readonly why: string;
  readonly fix: string;
}

/** Why a session is down; nothing where its router's own problem says it already. */
export function explainSession(session: Session, view: View): Cause[] {
  const routerDown = [session.a, session.b].some(
    (end) => end.kind === "router" && view.routerFault(end.name) !== undefined,
  );
  if (routerDown) return [];
  const reason = nodeReason(session, view) ?? peerReason(session, view);
  const member = session.b.cluster === undefined ? session.b.name : `${session.b.cluster}/${session.b.name}`;
  return [
    {
      code: reason.code ?? ProblemCode.SessionDown,
      subject: `router ${session.a.name}`,
      member,
      message: `the ${session.family} session with % is down: ${reason.why}`,
      fix: reason.fix,
    },
  ];
}

/** What is wrong with the node itself, before its session can be. */
function nodeReason(session: Session, view: View): Reason | undefined {
  const { b } = session;
  if (b.kind === "router") return undefined;
  const routerSays = `the router's end says ${word(view.peer(session.a, b))}`;
  if (view.cluster(b.cluster)?.fault !== undefined)
    return { why: `the cluster does not answer, ${routerSays}`, fix: "bring the cluster back first" };
  const node = view.node(b);
  if (node === undefined) return { why: "the cluster has no such node", fix: "bring the stack up again" };
  const speaker = view.speaker(b);
  if (speaker?.selected === false) return notSelected(session, view);
  const agent = view.agent(b);
  if (agent === undefined)
    return {
      why: `no Cilium agent runs there, ${routerSays}`,
      fix: "look at daemonset cilium in kube-system",
    };
  if (!agent.ready)
    return {
      why: `the Cilium agent there is not ready, ${routerSays}`,
      fix: "look at its log with kubectl -n kube-system logs",
    };
  if (speaker?.fault !== undefined)
    return {
      why: `the agent there does not answer (${speaker.fault}), ${routerSays}`,
      fix: "look at its log",
    };
  return undefined;
}

function notSelected(session: Session, view: View): Reason {
  const labels = view.node(session.b)?.labels ?? {};
  const lacking = Object.entries(view.selector(session.b))
    .filter(([key, value]) => labels[key] !== value)
    .map(([key, value]) => `${key}=${value}`);
  const code = ProblemCode.NodeNotSelected;
  if (lacking.length > 0)
    return {
      code,
      why: `the node lacks the label ${lacking.join(", ")}, so that no CiliumBGPClusterConfig selects it`,
      fix: `bring the stack up again, or kubectl label node <node> ${lacking.join(" ")}`,
    };
  return {
    code,
    why: "the node has its labels, but the operator made no CiliumBGPNodeConfig for it",
    fix: "look at the operator's log, and whether bgpControlPlane.enabled is true",
  };
}

/** What the two ends say of each other. */
function peerReason(session: Session, view: View): Reason {
  const { a, b } = session;
  const here = view.peer(a, b);
  const there = view.peer(b, a);
  const known = missingEnd(session, here, there);
  if (known !== undefined) return known;
  const [mine, theirs] = [seenOf(here), seenOf(there)];
  if (mine?.shutDown === true)
    return {
      why: "the router's end is shut down by its administrator",
      fix: "no neighbor … shutdown on the router",
    };
  const say = bothSay(here, there);
  return (
    onePassword(session, mine, theirs, say) ??
    refusal(session, mine, theirs, say) ??
    twoPasswords(mine, theirs, say) ??
    silence(session, mine, theirs, say)
  );
}

/** What one end told the other when it refused it; a session that was merely ended (`Cease`) has its reason elsewhere. */
function refusal(
  session: Session,
  mine: SeenPeer | undefined,
  theirs: SeenPeer | undefined,
  say: string,
): Reason | undefined {
  const said = [mine?.lastError, theirs?.lastError].find(
    (error) => error !== undefined && !/cease/i.test(error),
  );
  if (said === undefined) return undefined;
  const why = `${said} (declared: AS ${session.a.asn} and AS ${session.b.asn}); ${say}`;
  const fix = /peer as/i.test(said)
    ? "the two ends disagree about AS numbers: bring the stack up again"
    : "mend what the message names, or bring the stack up again";
  return { why, fix };
}

function missingEnd(session: Session, here: PeerView, there: PeerView): Reason | undefined {
  const { a, b } = session;
  if (here === "missing")
    return {
      code: ProblemCode.NeighbourMissing,
      why: `the router has no neighbour ${b.address}`,
      fix: "its configuration is older than the stack: bring the stack up again",
    };
  if (there === "missing")
    return {
      code: ProblemCode.NeighbourMissing,
      why: `${b.kind === "node" ? "the agent knows" : `${b.name} has`} no peer ${a.address}`,
      fix: "bring the stack up again; if it stays, look at the log of that end",
    };
  return undefined;
}

function onePassword(
  session: Session,
  mine: SeenPeer | undefined,
  theirs: SeenPeer | undefined,
  say: string,
): Reason | undefined {
  if (mine?.signed === undefined || theirs?.signed === undefined || mine.signed === theirs.signed)
    return undefined;
  const fix =
    session.password === undefined
      ? "bring the stack up again"
      : "look whether the password's Secret is there and holds the key password";
  return { why: `only ${mine.signed ? session.a.name : session.b.name} has a password; ${say}`, fix };
}

function twoPasswords(
  mine: SeenPeer | undefined,
  theirs: SeenPeer | undefined,
  say: string,
): Reason | undefined {
  if (mine?.signed !== true && theirs?.signed !== true) return undefined;
  return {
    why: `it has a password, and neither end hears the other, as when their passwords differ; ${say}`,
    fix: "give both ends the same password: bring the stack up again; else look whether TCP port 179 is open between them",
  };
}

function silence(
  session: Session,
  mine: SeenPeer | undefined,
  theirs: SeenPeer | undefined,
  say: string,
): Reason {
  const one = [mine, theirs].filter((end) => end?.state === "established").length === 1;
  if (one)
    return {
      why: `${say}: one end has not noticed yet that it is over`,
      fix: `wait for the hold time of ${session.holdTimeSeconds} s`,
    };
  if (mine?.restarting === true)
    return {
      why: `the node restarts and its routes are kept meanwhile; ${say}`,
      fix: "wait for it to come back",
    };
  return {
    why: say,
    fix: `look whether ${session.b.address} and ${session.a.address} reach each other on TCP port 179 within ${session.ebgpMultihop} hop${session.ebgpMultihop === 1 ? "" : "s"}; a try to connect comes every ${session.connectRetryTimeSeconds} s`,
  };
}

type PeerView = SeenPeer | "missing" | "unseen";

function seenOf(peer: PeerView): SeenPeer | undefined {
  return typeof peer === "string" ? undefined : peer;
}

function word(peer: PeerView): string {
  if (peer === "missing") return "that it does not know the session";
  return peer === "unseen" ? "nothing" : peer.state;
}

function bothSay(here: PeerView, there: PeerView): string {
  return `the router's end says ${word(here)}, the other ${word(there)}`;
}
