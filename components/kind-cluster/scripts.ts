/*
 * What `@pulumi/command` runs. POSIX sh; every value comes in by the environment, never by the text, so nothing needs quoting.
 * A script goes in as interpreter, and the command is a word for what it does: errors quote the command, and nobody wants to
 * read the script there.
 *
 * Ownership: a marker file beside the kubeconfig says "creating" from just before kind is called and "complete" with the control
 * plane's container id afterwards. So a run that was killed in the middle is cleaned up and repeated, a complete cluster whose
 * state was lost is adopted, and a cluster that neither marker nor state knows is somebody else's and never touched.
 */

import { shellPrologue } from "../internal/shell";

const prologue = `${shellPrologue}recorded() { [ ! -f "$FABRIC_MARKER" ] || sed -n "s/^$1=//p" "$FABRIC_MARKER" | tail -n 1; }
`;

/** The engine and what it runs of this cluster. `found` is never empty by mistake: an engine that does not answer ends the script. */
const engine = `for tool in docker kind; do
  command -v "$tool" >/dev/null 2>&1 || fail "kind cluster $FABRIC_CLUSTER needs $tool, which is not on PATH; install it and run again"
done
look() {
  found=$(docker ps --all --quiet --filter "label=io.x-k8s.kind.cluster=$FABRIC_CLUSTER") ||
    fail "kind cluster $FABRIC_CLUSTER needs a Docker engine and none answers; start it and run again"
  instance=$(docker inspect --format '{{.Id}}' "$FABRIC_CLUSTER-control-plane" 2>/dev/null) || instance=
}
owned() {
  [ -n "$instance" ] && { [ "$instance" = "$(recorded instance)" ] || [ "$instance" = "\${PULUMI_COMMAND_STDOUT:-}" ]; }
}
cut_off() { [ "$(recorded state)" = creating ]; }
`;

/** Processes of an earlier run are known by id and start time, so that a reused id is never taken for one. */
const processes = `started() {
  # A process that has ended, but that nobody has asked about, is none.
  case "$(ps -o stat= -p "$1" 2>/dev/null)" in Z* | "") ;; *) ps -o lstart= -p "$1" 2>/dev/null || : ;; esac
}
alive() { [ -n "$1" ] && [ -n "$2" ] && [ "$(started "$1")" = "$2" ]; }
stop() {
  if alive "$1" "$2"; then kill "$1" 2>/dev/null || :; fi
  tries=0
  while alive "$1" "$2"; do
    tries=$((tries + 1))
    [ "$tries" -lt 10 ] || kill -9 "$1" 2>/dev/null || :
    [ "$tries" -lt 30 ] || fail "process $1 of an earlier run for kind cluster $FABRIC_CLUSTER does not end; end it and run again"
    sleep 1
  done
}
stop_earlier() {
  stop "$(recorded pid)" "$(recorded pid-started)"
  stop "$(recorded kind)" "$(recorded kind-started)"
}
remove() {
  rm -f "$FABRIC_KUBECONFIG.lock"
  said=$(kind delete cluster --name "$FABRIC_CLUSTER" --kubeconfig "$FABRIC_KUBECONFIG" 2>&1) ||
    fail "$said
kind cluster $FABRIC_CLUSTER could not be removed; kind says why above"
  rm -f "$FABRIC_KUBECONFIG" "$FABRIC_KUBECONFIG.lock"
}
`;

const createSteps = `record() {
  {
    printf 'cluster=%s\\nstate=%s\\ngeneration=%s\\ndocument=%s\\ninstance=%s\\n' \\
      "$FABRIC_CLUSTER" "$1" "$FABRIC_GENERATION" "$FABRIC_DOCUMENT" "$2"
    [ "$1" = complete ] || printf 'pid=%s\\npid-started=%s\\n' "$$" "$(started $$)"
  } >"$FABRIC_MARKER.new"
  mv -f "$FABRIC_MARKER.new" "$FABRIC_MARKER"
}
finish() {
  if [ ! -s "$FABRIC_KUBECONFIG" ]; then
    rm -f "$FABRIC_KUBECONFIG.lock"
    kind export kubeconfig --name "$FABRIC_CLUSTER" --kubeconfig "$FABRIC_KUBECONFIG" >/dev/null 2>&1
  fi
  chmod 600 "$FABRIC_KUBECONFIG"
  record complete "$instance"
  printf '%s\\n' "$instance"
  exit 0
}
whole() {
  for node in $FABRIC_NODES; do docker inspect --format '{{.Id}}' "$node" >/dev/null 2>&1 || return 1; done
}
wait_for_other_run() {
  until_second=$(($(date +%s) + FABRIC_TIMEOUT))
  while cut_off && alive "$(recorded pid)" "$(recorded pid-started)" && [ "$(date +%s)" -lt "$until_second" ]; do sleep 1; done
}
`;

const create = `document=$(cat)
mkdir -p "$FABRIC_DIRECTORY"
wait_for_other_run
look
if [ -n "$found" ]; then
  if [ "$instance" = "\${PULUMI_COMMAND_STDOUT:-}" ] && whole; then finish; fi
  if owned; then
    if [ "$(recorded document)" = "$FABRIC_DOCUMENT" ] && whole; then finish; fi
  elif ! cut_off; then
    fail "a kind cluster named $FABRIC_CLUSTER is there already, and this stack did not create it; it is left as it is: give clusterName another name, or remove that cluster with: kind delete cluster --name $FABRIC_CLUSTER"
  fi
fi
if cut_off; then stop_earlier; fi
if [ -n "$found" ] || cut_off; then remove; fi
rm -f "$FABRIC_KUBECONFIG" "$FABRIC_KUBECONFIG.lock"
record creating ''
# kind writes down its own process before it starts, so that there is no moment at which a killed run loses it.
printf '%s\\n' "$document" | sh -c '
  printf "kind=%s\\nkind-started=%s\\n" "$$" "$(ps -o lstart= -p $$)" >>"$FABRIC_MARKER"
  exec kind create cluster --name "$FABRIC_CLUSTER" --kubeconfig "$FABRIC_KUBECONFIG" --config -' >"$FABRIC_MARKER.log" 2>&1 &
creator=$!
trap 'kill "$creator" 2>/dev/null; exit 130' HUP INT TERM
(
  seconds=0
  while [ "$seconds" -lt "$FABRIC_TIMEOUT" ]; do
    sleep 1
    kill -0 $$ 2>/dev/null || exit 0
    seconds=$((seconds + 1))
  done
  printf 'timeout=yes\\n' >>"$FABRIC_MARKER"
  kill "$creator"
) >/dev/null 2>&1 </dev/null &
watchdog=$!
status=0
wait "$creator" || status=$?
kill "$watchdog" 2>/dev/null || :
if [ "$status" -ne 0 ]; then
  late=$(recorded timeout)
  # The log of a node that did not start is long; its end and kind's own sentence say what happened.
  { grep '^ERROR:' "$FABRIC_MARKER.log" || :; tail -n 15 "$FABRIC_MARKER.log"; } | awk '!seen[$0]++' >&2
  remove
  rm -f "$FABRIC_MARKER" "$FABRIC_MARKER.log"
  [ -z "$late" ] || fail "kind cluster $FABRIC_CLUSTER was not there after $FABRIC_TIMEOUT seconds and was removed again; raise timeoutSeconds, or look at what the engine is doing"
  fail "kind cluster $FABRIC_CLUSTER could not be created; kind says why above"
fi
rm -f "$FABRIC_MARKER.log"
look
finish
`;

const remove = `look
if [ -n "$found" ] && ! owned && ! cut_off; then
  printf '%s\\n' "the kind cluster named $FABRIC_CLUSTER is not the one that this stack created; it is left as it is" >&2
elif [ -n "$found" ] || cut_off; then
  if cut_off; then stop_earlier; fi
  remove
fi
rm -f "$FABRIC_KUBECONFIG" "$FABRIC_KUBECONFIG.lock" "$FABRIC_MARKER" "$FABRIC_MARKER.new" "$FABRIC_MARKER.log"
rmdir "$FABRIC_DIRECTORY" 2>/dev/null || :
`;

/** Makes, adopts or repeats the cluster; reads the kind document from stdin and prints the control plane's container id. */
export const createScript = prologue + engine + processes + createSteps + create;

/** Removes the cluster, its kubeconfig and its marker; content when they are gone. */
export const deleteScript = prologue + engine + processes + remove;

/**
 * Prints how often the cluster had to be made: one more than recorded where it was complete and is now gone, e.g. after
 * `kind delete cluster` by hand. As a trigger of the create command it makes the next update build the cluster again.
 */
export const generationScript = `${prologue}generation=$(recorded generation)
generation=\${generation:-1}
if [ "$(recorded state)" = complete ] && command -v docker >/dev/null 2>&1; then
  if there=$(docker ps --all --quiet --no-trunc --filter "label=io.x-k8s.kind.cluster=$FABRIC_CLUSTER"); then
    printf '%s\\n' "$there" | grep -qxF "$(recorded instance)" || generation=$((generation + 1))
  fi
fi
printf '%s\\n' "$generation"
`;

/** Prints the kubeconfig for the host, a secret. */
export const kubeconfigScript = `${prologue}kind get kubeconfig --name "$FABRIC_CLUSTER" ||
  fail "the kubeconfig of kind cluster $FABRIC_CLUSTER cannot be read; see that the Docker engine runs and its containers with it"
`;

/** Prints a line per node: container name, whether it runs, address in kind's network. */
export const nodesScript = `${prologue}network=\${KIND_EXPERIMENTAL_DOCKER_NETWORK:-kind}
docker inspect --format "{{.Name}} {{.State.Running}} {{with index .NetworkSettings.Networks \\"$network\\"}}{{.IPAddress}}{{end}}" $FABRIC_NODES ||
  fail "the nodes of kind cluster $FABRIC_CLUSTER cannot be read; see that the Docker engine runs and its containers with it"
`;

const nodeApi = `api() { docker exec "$FABRIC_CLUSTER-control-plane" kubectl --kubeconfig=/etc/kubernetes/admin.conf "$@" </dev/null; }
field() { api get node "$1" --output "jsonpath={$2}"; }
taint=node-role.kubernetes.io/control-plane
# Labels of one node: sets those given and removes those that an earlier call set. Which these are, an annotation remembers.
label() {
  node=$1
  shift
  wanted=" $* "
  kept=$(field "$node" '.metadata.annotations.cilium-fabric\\.io/labels')
  keys=
  for pair in "$@"; do keys="\${keys:+$keys }\${pair%%=*}"; done
  for key in $kept; do
    case "$wanted" in *" $key="*) ;; *) set -- "$@" "$key-" ;; esac
  done
  [ $# -gt 0 ] || return 0
  api label --overwrite node "$node" "$@" >/dev/null
  if [ -n "$keys" ]; then api annotate --overwrite node "$node" "cilium-fabric.io/labels=$keys" >/dev/null
  else api annotate node "$node" cilium-fabric.io/labels- >/dev/null; fi
}
tainted() { field "$1" '.spec.taints[*].key' | tr ' ' '\\n' | grep -qxF "$taint"; }
# "open" lets ordinary pods onto a control plane, "closed" keeps them off, "-" is for nodes where neither is asked.
schedule() {
  case "$2" in
    open) if tainted "$1"; then api taint nodes "$1" "$taint:NoSchedule-" >/dev/null; fi ;;
    closed) if ! tainted "$1"; then api taint nodes "$1" "$taint:NoSchedule" >/dev/null; fi ;;
  esac
}
`;

/** Brings labels and control-plane taints to what stdin says: a line per node, `<node> open|closed|- [key=value …]`. */
export const settingsScript = `${prologue}set -f
${nodeApi}while read -r node schedulable labels; do
  tries=0
  until field "$node" .metadata.name >/dev/null 2>&1; do
    tries=$((tries + 1))
    [ "$tries" -lt 60 ] || fail "node $node of kind cluster $FABRIC_CLUSTER did not register within a minute"
    sleep 1
  done
  label "$node" $labels
  schedule "$node" "$schedulable"
done
`;

/** Undoes `settingsScript` in a cluster that stays. */
export const resetSettingsScript = `${prologue}set -f
${nodeApi}for node in $FABRIC_NODES; do label "$node"; done
for node in $FABRIC_TAINTABLE; do schedule "$node" closed; done
`;

/** Installs the Debian packages of FABRIC_PACKAGES in all nodes at once; those that are there are left alone. */
export const packagesScript = `${prologue}set -f
status=0
pids=
for node in $FABRIC_NODES; do
  docker exec --env DEBIAN_FRONTEND=noninteractive "$node" sh -c '
    missing=
    for package; do dpkg --status "$package" >/dev/null 2>&1 || missing="$missing $package"; done
    [ -z "$missing" ] || { apt-get -qq update && apt-get -qq install --yes --no-install-recommends $missing; }
  ' sh $FABRIC_PACKAGES </dev/null >/dev/null &
  pids="$pids $!"
done
for pid in $pids; do wait "$pid" || status=1; done
[ "$status" -eq 0 ] ||
  fail "not every node of kind cluster $FABRIC_CLUSTER could install: $FABRIC_PACKAGES; apt says why above (nodes need a way to a Debian mirror)"
`;
