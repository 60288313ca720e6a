/*
 * What a node keeps in /etc/cilium-fabric, and the unit that applies it at each start of the node's container: Docker gives
 * the rack's address back by itself, but the kernel's routes are gone then, and kind's entrypoint may have written another
 * address of the node into kubelet's flags (kubernetes-sigs/kind#2917).
 */

/** Tells our routes in the kernel from everybody else's. */
export const routeProtocol = 196;

export const unitName = "cilium-fabric-rack.service";

const folder = "/etc/cilium-fabric";
const flagsFile = "/var/lib/kubelet/kubeadm-flags.env";

/** Sets `--node-ip` to what the file node-ip says, and the routes to those in the file routes. */
export const applyScript = `#!/bin/sh
# Written by cilium-fabric: this node's address in its rack, and the routes from there.
set -eu
cd ${folder}
wanted="--node-ip=$(cat node-ip)"
if grep -q -e --node-ip= ${flagsFile}; then edit="s/--node-ip=[^ \\"]*/$wanted/"
else edit="s/^KUBELET_KUBEADM_ARGS=\\"/&$wanted /"; fi
flags=$(sed "$edit" ${flagsFile})
[ "$flags" = "$(cat ${flagsFile})" ] || printf '%s\\n' "$flags" >${flagsFile}
for family in -4 -6; do
  ip "$family" route show proto ${routeProtocol} | while read -r destination rest; do
    cut -d' ' -f1 routes | grep -qxF -e "$destination" || ip "$family" route del "$destination" proto ${routeProtocol}
  done
done
while read -r destination via; do ip route replace "$destination" via "$via" proto ${routeProtocol}; done <routes
`;

/** Before kubelet, so that it starts with the right address. */
export const unit = `[Unit]
Description=Address of this node in its rack, and the routes from there (cilium-fabric)
Before=kubelet.service
StartLimitIntervalSec=0
[Service]
Type=oneshot
RemainAfterExit=yes
ExecStart=/bin/sh ${folder}/apply
Restart=on-failure
RestartSec=1
[Install]
WantedBy=multi-user.target
`;

/**
 * Brings files and unit to what the environment and stdin (the routes) say, and restarts kubelet where it runs with another
 * address. NODE_IPS holds the addresses in no order; the family that comes first is the one that did so before.
 */
export const installScript = `set -eu
umask 022
mkdir -p ${folder}
cd ${folder}
cat >routes
current=$(sed -n 's/.*--node-ip=\\([^ "]*\\).*/\\1/p' ${flagsFile})
[ -s node-ip.before ] || printf '%s\\n' "$current" >node-ip.before
case "$(cat node-ip.before)" in *:*,*) order=': .' ;; *) order='. :' ;; esac
for family in $order; do
  for address in $NODE_IPS; do case "$address" in *"$family"*) echo "$address" ;; esac; done
done | paste -sd, - >node-ip
printf '%s' "$APPLY" >apply
printf '%s' "$UNIT" >/etc/systemd/system/${unitName}
sed -i '/^# cilium-fabric begin$/,/^# cilium-fabric end$/d' /etc/gai.conf 2>/dev/null || :
printf '# cilium-fabric begin\\n%s\\n# cilium-fabric end\\n' "$PREFER" >>/etc/gai.conf
systemctl daemon-reload
systemctl --quiet enable ${unitName}
systemctl restart ${unitName} || { journalctl --unit=${unitName} --lines=3 --output=cat >&2; exit 1; }
kubelet=$(systemctl show --property=MainPID --value kubelet)
tr '\\0' '\\n' 2>/dev/null <"/proc/$kubelet/cmdline" | grep -qxF -e "--node-ip=$(cat node-ip)" || systemctl restart kubelet
`;

/** Undoes `installScript`; NODE_IPS holds the addresses in kind's own network, of which those of the families from before are taken and printed. */
export const uninstallScript = `set -eu
[ -s ${folder}/node-ip.before ] || { rm -rf ${folder}; exit 0; }
cd ${folder}
systemctl --quiet disable --now ${unitName} 2>/dev/null || :
rm -f /etc/systemd/system/${unitName}
systemctl daemon-reload
: >routes
case "$(cat node-ip.before)" in *:*,*) order=': .' ;; *,*) order='. :' ;; *:*) order=: ;; *) order=. ;; esac
for family in $order; do
  for address in $NODE_IPS; do case "$address" in *"$family"*) echo "$address" ;; esac; done
done | paste -sd, - >node-ip
printf '%s' "$APPLY" | sh
sed -i '/^# cilium-fabric begin$/,/^# cilium-fabric end$/d' /etc/gai.conf 2>/dev/null || :
tr ',' ' ' <node-ip
cd /
rm -rf ${folder}
systemctl restart kubelet
`;
