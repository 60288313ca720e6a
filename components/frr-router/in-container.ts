/*
 * What lies beside frr.conf in the folder that the container sees as /etc/frr, besides `daemons`. The folder is mounted and not
 * its files: a file is replaced by renaming another over it, which a mount of the file itself would never see.
 */

/** Without it, vtysh would look for a file per daemon. */
export const vtyshConf = "service integrated-vtysh-config\n";

/** Content where every daemon that runs answers: zebra and staticd always, others as `daemons` says. */
export const answersScript = `for daemon in zebra staticd $(sed -n 's/^\\([a-z0-9]*d\\)=["]\\{0,1\\}\\([^" ]*\\).*/\\1 \\2/p' /etc/frr/daemons | grep -v -e ' no$' -e ' 0$' -e ' $' | cut -d' ' -f1); do
  vtysh -d "$daemon" -c 'show version' >/dev/null 2>&1 || { echo "$daemon does not answer"; exit 1; }
done
`;

/**
 * For a container of its own that ends with it: starts FRR with frr.conf and prints what it runs then, in its own words. That is
 * what a running router must come to, whichever way a file says it.
 */
export const spellScript = `/usr/lib/frr/docker-start >/dev/null 2>&1 &
tries=0
until sh /etc/frr/answers >/dev/null; do
  tries=$((tries + 1))
  [ "$tries" -lt 300 ] || exit 1
  sleep 0.1
done
vtysh -b >/dev/null 2>&1
exec vtysh -c 'show running-config'
`;
