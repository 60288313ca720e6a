import { shellPrologue, shellWord } from "../internal/shell";
import { applyScript, installScript, uninstallScript, unit } from "./in-node";

/*
 * What `@pulumi/command` runs for a node. Each step looks first and does only what is missing, so a run that was killed in the
 * middle is continued by the next. Values come in by the environment; routes, a line "<destination> <via>" each, by stdin.
 */

const engine = `command -v docker >/dev/null 2>&1 || fail "node $FABRIC_NODE needs docker, which is not on PATH; install it and run again"
engine_answers() {
  docker version --format '{{.Server.Version}}' >/dev/null 2>&1 ||
    fail "node $FABRIC_NODE needs a Docker engine and none answers; start it and run again"
}
# Whether the node's container runs, and the cluster that it belongs to; empty where there is none.
look() {
  seen=$(docker inspect --format '{{.State.Running}} {{index .Config.Labels "io.x-k8s.kind.cluster"}}' "$FABRIC_NODE" 2>/dev/null) || { engine_answers; seen=; }
}
home=\${KIND_EXPERIMENTAL_DOCKER_NETWORK:-kind}
in_network() { docker inspect --format "{{with index .NetworkSettings.Networks \\"$1\\"}}$2{{end}}" "$FABRIC_NODE"; }
# The node's addresses in the rack as it was asked for them, other words where it has none or Docker chose; empty outside of the rack.
attached() { in_network "$FABRIC_NETWORK" '{{if not .EndpointID}}failed{{else}}{{with .IPAMConfig}}{{.IPv4Address}} {{.IPv6Address}}{{else}}chosen{{end}}{{end}}'; }
ways_out() { docker exec "$FABRIC_NODE" sh -c 'ip -4 route show default; ip -6 route show default' </dev/null; }
leave() {
  case "$(attached)" in
    "") return 0 ;;
    # Docker remembers a connection that failed, would try it again at the node's next start, and forgets it only after one that did not fail.
    failed) docker network connect "$FABRIC_NETWORK" "$FABRIC_NODE" >/dev/null ;;
  esac
  docker network disconnect "$FABRIC_NETWORK" "$FABRIC_NODE" >/dev/null
}
# Every InternalIP of the node, sorted.
known_as() {
  docker exec "$FABRIC_CLUSTER-control-plane" kubectl --kubeconfig=/etc/kubernetes/admin.conf get node "$FABRIC_NODE" \\
    --output 'jsonpath={range .status.addresses[?(@.type=="InternalIP")]}{.address}{"\\n"}{end}' </dev/null 2>&1 | sort | tr '\\n' ' '
}
# Until Kubernetes knows the node by exactly these addresses.
wait_for() {
  wanted=$(printf '%s\\n' "$@" | sort | tr '\\n' ' ')
  until_second=$(($(date +%s) + FABRIC_TIMEOUT))
  until known=$(known_as) && [ "$known" = "$wanted" ]; do
    [ "$(date +%s)" -lt "$until_second" ] || {
      docker exec "$FABRIC_NODE" journalctl --unit=kubelet --lines=300 --output=cat </dev/null | grep '^E[0-9]' | tail -n 3 >&2 || :
      fail "node $FABRIC_NODE was to have the InternalIP $wanted, but after $FABRIC_TIMEOUT seconds it is: $known; see what kubelet says above"
    }
    sleep 1
  done
}
`;

const attach = `routes=$(cat)
look
case "$seen" in
  "true $FABRIC_CLUSTER") ;;
  "false $FABRIC_CLUSTER") fail "node $FABRIC_NODE does not run; start it with: docker start $FABRIC_NODE" ;;
  "") fail "kind cluster $FABRIC_CLUSTER has no node $FABRIC_NODE; see kind get nodes --name $FABRIC_CLUSTER" ;;
  *) fail "container $FABRIC_NODE is no node of kind cluster $FABRIC_CLUSTER; it is left as it is" ;;
esac
if [ "$(attached)" != "$FABRIC_ADDRESS $FABRIC_ADDRESS6" ]; then
  leave
  before=$(ways_out)
  set -- "$FABRIC_NETWORK" "$FABRIC_NODE"
  [ -z "$FABRIC_ADDRESS6" ] || set -- --ip6 "$FABRIC_ADDRESS6" "$@"
  [ -z "$FABRIC_ADDRESS" ] || set -- --ip "$FABRIC_ADDRESS" "$@"
  said=$(docker network connect "$@" 2>&1) || {
    leave
    fail "$said
node $FABRIC_NODE could not get $FABRIC_ADDRESS $FABRIC_ADDRESS6 in network $FABRIC_NETWORK; Docker says why above (the first address of a subnet is Docker's own unless the rack gives another as gateway)"
  }
  if [ -n "$(printf '%s\\n' "$before" | grep -vxF "$(ways_out)")" ]; then
    leave
    fail "network $FABRIC_NETWORK would become the way to the world of node $FABRIC_NODE, and the cluster's host ports would go there too: Docker takes a network with IPv6 before one without, then the one whose name sorts first; give it a name that sorts after $home, e.g. rack-$FABRIC_NETWORK, and no IPv6 where $home has none"
  fi
fi
prefer=$(docker network inspect --format '{{range .IPAM.Config}}{{println .Subnet}}{{end}}' "$home" |
  awk -F/ '$1 ~ /:/ { print "precedence " $0 " 45"; next } NF == 2 { print "precedence ::ffff:" $1 "/" 96 + $2 " 15" }')
# glibc knows no precedence but those given once one is.
prefer="precedence ::1/128 50
precedence ::/0 40
precedence 2002::/16 30
precedence ::/96 20
precedence ::ffff:0:0/96 10
$prefer"
[ -z "$routes" ] || routes="$routes
"
printf '%s' "$routes" | docker exec --interactive --env "NODE_IPS=$FABRIC_ADDRESS $FABRIC_ADDRESS6" --env "PREFER=$prefer" \\
  --env "APPLY="${shellWord(applyScript)} --env "UNIT="${shellWord(unit)} "$FABRIC_NODE" sh -c ${shellWord(installScript)} ||
  fail "node $FABRIC_NODE could not be given its rack address and routes; it says why above"
wait_for $FABRIC_ADDRESS $FABRIC_ADDRESS6
printf '%s %s\\n' "$FABRIC_ADDRESS" "$FABRIC_ADDRESS6"
`;

const undo = `look
case "$seen" in
  "true $FABRIC_CLUSTER")
    own=$(in_network "$home" '{{.IPAddress}} {{.GlobalIPv6Address}}')
    back=$(docker exec --env "NODE_IPS=$own" --env "APPLY="${shellWord(applyScript)} "$FABRIC_NODE" sh -c ${shellWord(uninstallScript)} </dev/null) ||
      fail "node $FABRIC_NODE could not be taken out of its rack; it says why above"
    leave
    [ -z "$back" ] || wait_for $back
    ;;
  "false $FABRIC_CLUSTER") fail "node $FABRIC_NODE does not run, so its rack address and routes cannot be taken from it; start it with: docker start $FABRIC_NODE" ;;
esac
`;

/** Puts a node into its rack: network, address, routes, InternalIP; prints its addresses. */
export const attachScript = shellPrologue + engine + attach;

/** Takes a node out of its rack again; content where it is gone or somebody else's. */
export const detachScript = shellPrologue + engine + undo;
