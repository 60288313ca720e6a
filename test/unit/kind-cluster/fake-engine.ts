/*
 * An engine of files: a container is a file whose text is its id. What Docker and kind really do is proved by the e2e suite;
 * with these the scripts show who owns a cluster, and what becomes of a run that was cut off.
 */
export const fakeDocker = `#!/bin/sh
case "$1" in
  ps) [ ! -f "$ENGINE/down" ] || exit 1; for f in "$ENGINE"/c/*; do [ ! -f "$f" ] || cat "$f"; done ;;
  inspect) shift 3; for n in "$@"; do cat "$ENGINE/c/$n" 2>/dev/null || exit 1; done ;;
esac
`;
export const fakeKind = `#!/bin/sh
name=; file=; verb="$1 $2"
while [ $# -gt 0 ]; do
  case "$1" in --name) name=$2; shift ;; --kubeconfig) file=$2; shift ;; esac
  shift
done
printf '%s %s\\n' "$verb" "$name" >>"$ENGINE/calls"
case "$verb" in
  "create cluster")
    cat >"$ENGINE/document"
    [ ! -d "$ENGINE/c" ] && mkdir "$ENGINE/c"
    printf 'id-%s\\n' "$$" >"$ENGINE/c/$name-control-plane"
    tenths=0
    while [ "$tenths" -lt "\${SLOW:-0}0" ]; do sleep 0.1; tenths=$((tenths + 1)); done
    [ -z "\${BREAK:-}" ] || { echo "kubeadm failed" >&2; exit 1; }
    printf 'id-w%s\\n' "$$" >"$ENGINE/c/$name-worker"
    echo "kubeconfig of $name" >"$file" ;;
  "delete cluster") rm -f "$ENGINE/c/$name-"* ;;
  "export kubeconfig") echo "exported for $name" >"$file" ;;
esac
`;
