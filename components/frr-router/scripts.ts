import { shellPrologue, shellWord } from "../internal/shell";
import { differenceScript } from "./difference";
import { answersScript, spellScript, vtyshConf } from "./in-container";
import { capabilities } from "./plan";

/*
 * What `@pulumi/command` runs for a router. frr.conf comes in by stdin and is never in an argument, in the environment or in what
 * a script prints. Every step can be done again, so a run that was killed is continued by the next.
 */

const common = `own=$FABRIC_DIRECTORY/etc
command -v docker >/dev/null 2>&1 || fail "router $FABRIC_CONTAINER needs docker, which is not on PATH; install it and run again"
runs() { [ "$(docker inspect --format '{{.State.Running}} {{index .Config.Labels "cilium-fabric.io/router"}}' "$FABRIC_CONTAINER" 2>/dev/null)" = "true $FABRIC_CONTAINER" ]; }
mask() { sed -e 's/password .*/password (hidden)/' -e 's/key-string .*/key-string (hidden)/' -e 's/md5 .*/md5 (hidden)/'; }
# Whether the container sees the files; one that was started before their folder was made anew does not.
sees() { docker exec "$FABRIC_CONTAINER" test -f "/etc/frr/$1" </dev/null; }
# Whether FRR takes the file; what it has against it goes to stderr.
check() {
  said=$(docker exec "$FABRIC_CONTAINER" vtysh -C -f "/etc/frr/$1" </dev/null 2>&1) && return 0
  printf '%s\\n' "$said" | mask >&2
  return 1
}
`;

const write = `conf=$(cat)
mkdir -p "$FABRIC_DIRECTORY"
if [ -d "$own" ] && [ ! -f "$own/answers" ] && [ -n "$(ls -A "$own")" ]; then
  fail "folder $own holds files that are not of this router; give directory another value"
fi
mkdir -p "$own"
chmod 700 "$own"
# In one step: FRR sees the old file or the new one.
put() {
  cat >"$own/$1.new"
  mv -f "$own/$1.new" "$own/$1"
}
printf '%s' ${shellWord(answersScript)} | put answers
printf '%s' ${shellWord(spellScript)} | put spell
printf '%s' ${shellWord(vtyshConf)} | put vtysh.conf
printf '%s\\n' "$conf" >"$own/frr.conf.new"
if runs && sees frr.conf.new && ! check frr.conf.new; then
  rm -f "$own/frr.conf.new"
  fail "router $FABRIC_CONTAINER does not take the new frr.conf and keeps the one that it has; FRR says why above"
fi
mv -f "$own/frr.conf.new" "$own/frr.conf"
printf '%s' "$FABRIC_DAEMONS" | put daemons
`;

const remove = `rm -rf "$own" "$FABRIC_DIRECTORY"/work.*
folder=$FABRIC_DIRECTORY
# The folders above are the project's own only where it chose them.
while rmdir "$folder" 2>/dev/null; do
  case "$folder" in */.fabric/*) folder=$(dirname "$folder") ;; *) break ;; esac
done
`;

const apply = `cat >/dev/null
until_second=$(($(date +%s) + FABRIC_TIMEOUT))
until runs && docker exec "$FABRIC_CONTAINER" sh /etc/frr/answers </dev/null >/dev/null 2>&1; do
  [ "$(date +%s)" -lt "$until_second" ] || {
    docker logs --tail 5 "$FABRIC_CONTAINER" 2>&1 | mask >&2
    runs || fail "router $FABRIC_CONTAINER does not run; the end of its log is above"
    fail "router $FABRIC_CONTAINER did not answer within $FABRIC_TIMEOUT seconds: $(docker exec "$FABRIC_CONTAINER" sh /etc/frr/answers </dev/null 2>&1 || :); the end of its log is above"
  }
  sleep 1
done
sees frr.conf || fail "the folder of router $FABRIC_CONTAINER was made anew since its container was started; this lets it see the files: docker restart $FABRIC_CONTAINER"
check frr.conf || fail "router $FABRIC_CONTAINER does not take all of its frr.conf; FRR says above what it leaves out"
rm -rf "$FABRIC_DIRECTORY"/work.*
work=$FABRIC_DIRECTORY/work.$$
trap 'rm -rf "$work"' EXIT
trap 'exit 130' HUP INT TERM
mkdir "$work"
docker run --rm --log-driver none --network none --hostname "$FABRIC_HOSTNAME" ${capabilities.map((name) => `--cap-add ${name}`).join(" ")} \\
  --volume "$own:/etc/frr:ro" --entrypoint /bin/sh "$FABRIC_IMAGE" /etc/frr/spell >"$work/wanted" 2>"$work/said" </dev/null || {
  mask <"$work/said" >&2
  fail "image of router $FABRIC_CONTAINER could not start FRR with its frr.conf in a container of its own"
}
difference=${shellWord(differenceScript)}
look() { docker exec "$FABRIC_CONTAINER" vtysh -c 'show running-config' </dev/null >"$work/live"; }
rounds=0
look
while [ "$rounds" -lt 4 ]; do
  awk "$difference" "$work/live" "$work/wanted" >"$work/statements"
  [ -s "$work/statements" ] || break
  rounds=$((rounds + 1))
  docker exec --interactive "$FABRIC_CONTAINER" vtysh -f /dev/stdin <"$work/statements" >"$work/said" 2>&1 || :
  look
done
if [ "$rounds" -gt 0 ]; then
  # Routes are judged anew by the lists and maps that may have changed; sessions stay.
  for family in ipv4 ipv6; do
    docker exec "$FABRIC_CONTAINER" vtysh -c "clear bgp $family unicast * soft" </dev/null >/dev/null 2>&1 || :
  done
fi
left=$(awk -v compare=1 "$difference" "$work/live" "$work/wanted" | sort | mask)
[ -z "$left" ] || {
  mask <"$work/said" >&2
  printf '%s\\n' "$left" >&2
  fail "router $FABRIC_CONTAINER does not run what its frr.conf says, as above; this starts it anew with the file: docker restart $FABRIC_CONTAINER"
}
printf '%s\\n' "$FABRIC_CONTAINER"
`;

/** Writes the router's files; refuses a frr.conf that a running router does not take. */
export const writeScript = shellPrologue + common + write;

/** Removes them. */
export const removeScript = shellPrologue + common + remove;

/** Waits for FRR and brings it to its frr.conf, which it is left running with; prints the container's name. */
export const applyScript = shellPrologue + common + apply;
