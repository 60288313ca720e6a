/*
 * The statements that bring a running FRR from one configuration to another, both as `show running-config` prints them. An awk
 * program, as it runs where the configurations are: beside the container, where passwords are anyway. With `compare` set, it says
 * instead what each has that the other has not.
 *
 * A statement is known by the blocks around it and its own text. What is gone is taken back, what is new is said. The order keeps
 * sessions up: lists and route maps that are new come first, then routers, then lists and route maps that nobody uses any more.
 * Where taking back is more than its statement, FRR's grammar is known here:
 *  - a statement that replaces another's value is only said: `no neighbor … remote-as` would end the neighbor;
 *  - of a neighbor or block that is gone entirely, one statement goes;
 *  - an entry of a route map is known by its number: taking back `permit 10` would take `deny 10`;
 *  - an entry of a list that gets another number loses the old one first, since FRR takes no entry twice;
 *  - a neighbor that changes its group is made anew, since FRR refuses the change.
 * What one round of statements brought about is not taken on trust: the caller compares and goes round again.
 */
export const differenceScript = String.raw`
function trim(line) { sub(/^ +/, "", line); sub(/ +$/, "", line); return line }
function ignored(line) {
  return line == "" || line ~ /^(!|end$|exit|Building configuration|Current configuration|frr (version|defaults) |hostname |service integrated-vtysh-config)/ ||
    line ~ /^(no )?ip(v6)? forwarding$/
}
# The blocks around a line, by its indentation; "|" never stands in a statement's first words.
function read(side, raw,   depth, line, i, path) {
  line = trim(raw)
  if (ignored(line)) return
  match(raw, /^ */); depth = RLENGTH
  if (depth > level[side]) depth = level[side]
  path = ""
  for (i = 0; i < depth; i++) path = path block[side, i] "|"
  block[side, depth] = line; level[side] = depth + 1
  has[side, path line] = 1
  if (path != "") parent[side, substr(path, 1, length(path) - 1)] = 1
  count[side]++; paths[side, count[side]] = path; lines[side, count[side]] = line
  if (line ~ /^neighbor /) { split(line, word, " "); peer[side, top(path), word[2]] = 1; group(side, top(path), line) }
}
function top(path) { sub(/\|.*/, "", path); return path }
function group(side, router, line,   word) {
  split(line, word, " ")
  if (word[3] == "peer-group" && word[4] != "") groupOf[side, router, word[2]] = word[4]
  if (word[3] == "peer-group" && word[4] == "") isGroup[side, router, word[2]] = 1
  if (word[3] == "interface") onInterface[side, router, word[2]] = 1
}
# What stays the same where only a statement's value changes; empty where a statement has none.
function keyOf(line,   n, word) {
  n = split(line, word, " ")
  if (line ~ /^neighbor [^ ]+ (prefix-list|route-map|filter-list|distribute-list|unsuppress-map) /) return word[1] " " word[2] " " word[3] " " word[n]
  if (line ~ /^route-map [^ ]+ (permit|deny) [0-9]+$/) return word[1] " " word[2] " " word[4]
  if (line ~ /^neighbor [^ ]+ timers connect /) return word[1] " " word[2] " timers connect"
  if (line ~ /^neighbor [^ ]+ (remote-as|timers|password|description|ebgp-multihop|update-source|local-as|port|weight|advertisement-interval|maximum-prefix|allowas-in|ttl-security) ?/) return word[1] " " word[2] " " word[3]
  if (line ~ /^bgp (router-id|cluster-id) /) return word[1] " " word[2]
  if (line ~ /^bgp graceful-restart [a-z-]+ [0-9]+$/) return word[1] " " word[2] " " word[3]
  if (line ~ /^maximum-paths (ibgp )?[0-9]+/) return word[1] (word[2] == "ibgp" ? " ibgp" : "")
  if (line ~ /^timers bgp /) return "timers bgp"
  if (line ~ /^set (local-preference|metric|weight|origin|tag|src|as-path|community|large-community) ?/) return word[1] " " word[2]
  if (line ~ /^(ip|ipv6) (prefix-list|access-list) [^ ]+ seq [0-9]+ /) return word[1] " " word[2] " " word[3] " seq " word[5]
  if (line ~ /^access-list [^ ]+ seq [0-9]+ /) return word[1] " " word[2] " seq " word[4]
  if (line ~ /^bgp (as-path access-list|(large-|ext)?community-list (standard|expanded)) [^ ]+ seq [0-9]+ /) return word[1] " " word[2] " " word[3] " " word[4] (word[2] == "as-path" ? " " word[6] : " seq " word[6])
  if (line ~ /^(receive-interval|transmit-interval|detect-multiplier|minimum-ttl) /) return word[1]
  return ""
}
# An entry of a list without its number; FRR passes over a second one of the same kind.
function entryOf(line) { return line ~ / seq [0-9]+ (permit|deny)/ ? substr(line, 1, match(line, / seq /)) " " substr(line, match(line, / (permit|deny)/)) : "" }
function policy(path, line) {
  return path line ~ /^(ip|ipv6|bgp)? ?(prefix-list|access-list|community-list|large-community-list|extcommunity-list|as-path access-list) / ||
    path line ~ /^route-map / || path line ~ /^bfd/
}
function removable(line) { return line ~ /^(router|route-map|bfd$|profile|peer|key|pbr-map|nexthop-group|rpki$|segment-routing)/ }
# Whether a block or a neighbor around or of the statement goes as a whole.
function covered(path, line,   parts, n, i, upper, word) {
  n = split(path, parts, "|"); upper = ""
  for (i = 1; i < n; i++) {
    if (removable(parts[i]) && !((2, upper parts[i]) in has)) return 1
    upper = upper parts[i] "|"
  }
  if (line ~ /^(no )?neighbor /) { sub(/^no /, "", line); split(line, word, " "); return ((top(path), word[2]) in leaving) }
  return 0
}
function opening(path,   parts, n, i) { n = split(path, parts, "|"); for (i = 1; i < n; i++) print parts[i] }
function closing(path,   parts, n, i) { n = split(path, parts, "|"); for (i = 1; i < n; i++) print "exit" }
function say(path, line) { opening(path); print line; if ((2, path line) in parent || line ~ /^route-map /) print "exit"; closing(path) }
function unsay(path, line) { opening(path); print (line ~ /^no / ? substr(line, 4) : "no " line); closing(path) }
{ side = FILENAME == ARGV[1] ? 1 : 2 }
{ read(side, $0) }
END {
  if (compare) {
    for (entry in has) {
      split(entry, at, SUBSEP)
      if (at[1] == 1 && !((2, at[2]) in has)) print "too much: " at[2]
      if (at[1] == 2 && !((1, at[2]) in has)) print "missing: " at[2]
    }
    exit
  }
  # Neighbors that are gone, and those whose group is another one now.
  for (entry in peer) {
    split(entry, at, SUBSEP)
    if (at[1] != 1) continue
    router = at[2]; name = at[3]
    if (!((2, router) in has)) continue
    if (!((2, router, name) in peer) || groupOf[1, router, name] != groupOf[2, router, name] ||
      ((1, router, name) in onInterface) != ((2, router, name) in onInterface)) leaving[router, name] = 1
    if (groupOf[1, router, name] != "" && !((2, router, groupOf[1, router, name]) in peer)) leaving[router, name] = 1
  }
  for (i = 1; i <= count[2]; i++) {
    path = paths[2, i]; line = lines[2, i]
    key = keyOf(line); if (key != "") value[path key] = 1
    plain = line; sub(/^no /, "", plain); split(plain, word, " ")
    again = plain ~ /^neighbor / && ((top(path), word[2]) in leaving)
    if (!((1, path line) in has) || again) fresh[i] = 1
    if (fresh[i] && entryOf(line) != "") moved[entryOf(line)] = 1
    if (line !~ /^no / && ((1, path "no " line) in has)) value[path "no " line] = 1
    if (line ~ /^no / && ((1, path substr(line, 4)) in has)) value[path substr(line, 4)] = 1
  }
  for (i = 1; i <= count[1]; i++) {
    path = paths[1, i]; line = lines[1, i]
    key = keyOf(line)
    stale[i] = !((2, path line) in has) && !(key != "" && (path key) in value) && !((path line) in value) && !covered(path, line)
    if (((1, path line) in parent) && !removable(line)) stale[i] = 0
    if (!((2, path line) in has) && (entryOf(line) in moved)) { unsay(path, line); stale[i] = 0 }
  }
  for (i = 1; i <= count[2]; i++) if (fresh[i] && policy(paths[2, i], lines[2, i])) say(paths[2, i], lines[2, i])
  for (i = 1; i <= count[1]; i++) if (stale[i] && policy(paths[1, i], lines[1, i]) && paths[1, i] != "") unsay(paths[1, i], lines[1, i])
  # Members before their groups.
  for (pass = 1; pass <= 2; pass++) for (entry in leaving) {
    split(entry, at, SUBSEP)
    isgroup = ((1, at[1], at[2]) in isGroup)
    if (isgroup != (pass == 2)) continue
    unsay(at[1] "|", "neighbor " at[2] (isgroup ? " peer-group" : ((1, at[1], at[2]) in onInterface) ? " interface" : ""))
  }
  for (i = 1; i <= count[1]; i++) if (stale[i] && !policy(paths[1, i], lines[1, i])) unsay(paths[1, i], lines[1, i])
  for (i = 1; i <= count[2]; i++) if (fresh[i] && !policy(paths[2, i], lines[2, i])) say(paths[2, i], lines[2, i])
  for (i = 1; i <= count[1]; i++) if (stale[i] && policy(paths[1, i], lines[1, i]) && paths[1, i] == "") unsay(paths[1, i], lines[1, i])
}
`;
