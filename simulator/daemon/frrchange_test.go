package main

import (
	"strings"
	"testing"
)

const baseConf = `frr version 8.4.4
frr defaults traditional
hostname tor
!
ip prefix-list CILIUM-IN seq 10 permit 172.16.1.0/24 le 32
ip prefix-list CILIUM-IN seq 20 permit 172.20.0.0/16 le 24
!
route-map CILIUM-IN permit 10
 match ip address prefix-list CILIUM-IN
exit
!
router bgp 65000
 bgp router-id 192.168.10.200
 no bgp default ipv4-unicast
 neighbor CILIUM peer-group
 neighbor CILIUM remote-as external
 neighbor CILIUM timers 3 9
 neighbor 192.168.10.100 peer-group CILIUM
 neighbor 192.168.10.100 password secret#1!
 neighbor 192.168.10.101 peer-group CILIUM
 !
 address-family ipv4 unicast
  network 10.10.1.0/24
  neighbor CILIUM activate
  neighbor CILIUM route-map CILIUM-IN in
  maximum-paths 4
 exit-address-family
exit
!
`

func TestConfigChange(t *testing.T) {
	replaced := func(pairs ...string) string { return strings.NewReplacer(pairs...).Replace(baseConf) }
	bgp := func(lines ...string) string {
		return "router bgp 65000\n " + strings.Join(lines, "\n ") + "\nexit\n"
	}
	for name, c := range map[string]struct {
		plan, want string
		filters    bool
	}{
		"nothing": {plan: strings.ReplaceAll(baseConf, "\n!\n", "\n")},
		"a new neighbour": {
			plan: replaced(" neighbor 192.168.10.101 peer-group CILIUM\n", " neighbor 192.168.10.101 peer-group CILIUM\n neighbor 192.168.20.100 peer-group CILIUM\n"),
			want: bgp("neighbor 192.168.20.100 peer-group CILIUM"),
		},
		"a neighbour that goes, with all its lines": {
			plan: replaced(" neighbor 192.168.10.100 peer-group CILIUM\n neighbor 192.168.10.100 password secret#1!\n", ""),
			want: bgp("no neighbor 192.168.10.100"),
		},
		"a setting that takes another's place": {
			plan: replaced("timers 3 9", "timers 10 30", "secret#1!", "other#2!", "maximum-paths 4", "maximum-paths 8"),
			want: bgp("neighbor CILIUM timers 10 30", "neighbor 192.168.10.100 password other#2!", "address-family ipv4 unicast", " maximum-paths 8", "exit-address-family"),
		},
		"a setting that goes": {
			plan: replaced(" neighbor 192.168.10.100 password secret#1!\n", ""),
			want: bgp("no neighbor 192.168.10.100 password secret#1!"),
		},
		"a setting that was negative": {
			plan: replaced(" no bgp default ipv4-unicast\n", ""),
			want: bgp("bgp default ipv4-unicast"),
		},
		"one network for another": {
			plan: replaced("network 10.10.1.0/24", "network 10.10.2.0/24"),
			want: bgp("address-family ipv4 unicast", " network 10.10.2.0/24", "exit-address-family") + bgp("address-family ipv4 unicast", " no network 10.10.1.0/24", "exit-address-family"),
		},
		"entries of a list that move up": {
			plan:    replaced("ip prefix-list CILIUM-IN seq 10 permit 172.16.1.0/24 le 32\n", "", "seq 20 permit", "seq 10 permit"),
			want:    "no ip prefix-list CILIUM-IN seq 10 permit 172.16.1.0/24 le 32\nno ip prefix-list CILIUM-IN seq 20 permit 172.20.0.0/16 le 24\nip prefix-list CILIUM-IN seq 10 permit 172.20.0.0/16 le 24\n",
			filters: true,
		},
		"a route map that goes after what uses it": {
			plan: replaced("route-map CILIUM-IN permit 10\n match ip address prefix-list CILIUM-IN\nexit\n", "", "  neighbor CILIUM route-map CILIUM-IN in\n", "",
				"ip prefix-list CILIUM-IN seq 10 permit 172.16.1.0/24 le 32\n", "", "ip prefix-list CILIUM-IN seq 20 permit 172.20.0.0/16 le 24\n", ""),
			want: "no ip prefix-list CILIUM-IN seq 10 permit 172.16.1.0/24 le 32\nno ip prefix-list CILIUM-IN seq 20 permit 172.20.0.0/16 le 24\n" +
				bgp("address-family ipv4 unicast", " no neighbor CILIUM route-map CILIUM-IN in", "exit-address-family") + "no route-map CILIUM-IN permit 10\n",
			filters: true,
		},
		"a route map that turns": {
			plan:    replaced("route-map CILIUM-IN permit 10\n match ip address prefix-list CILIUM-IN\n", "route-map CILIUM-IN deny 10\n"),
			want:    "route-map CILIUM-IN deny 10\nexit\nroute-map CILIUM-IN deny 10\n no match ip address prefix-list CILIUM-IN\nexit\n",
			filters: true,
		},
		"a neighbour of another group": {
			plan: replaced(" neighbor 192.168.10.101 peer-group CILIUM\n", " neighbor OTHER peer-group\n neighbor OTHER remote-as 65002\n neighbor 192.168.10.101 peer-group OTHER\n"),
			want: bgp("no neighbor 192.168.10.101") + bgp("neighbor OTHER peer-group", "neighbor OTHER remote-as 65002", "neighbor 192.168.10.101 peer-group OTHER"),
		},
		"a group of another kind of AS, with its members": {
			plan: replaced("remote-as external", "remote-as internal", "  neighbor CILIUM activate\n", "  neighbor CILIUM activate\n  neighbor CILIUM next-hop-self\n"),
			want: bgp("no neighbor 192.168.10.100", "no neighbor 192.168.10.101", "no neighbor CILIUM peer-group") +
				bgp("neighbor CILIUM peer-group", "neighbor CILIUM remote-as internal", "neighbor CILIUM timers 3 9", "neighbor 192.168.10.100 peer-group CILIUM", "neighbor 192.168.10.100 password secret#1!",
					"neighbor 192.168.10.101 peer-group CILIUM", "address-family ipv4 unicast", " neighbor CILIUM activate", " neighbor CILIUM next-hop-self", " neighbor CILIUM route-map CILIUM-IN in", "exit-address-family"),
		},
		"BFD that comes": {
			plan: replaced("route-map CILIUM-IN permit", "bfd\n profile FABRIC\n exit\n !\nexit\n!\nroute-map CILIUM-IN permit"),
			want: "bfd\n profile FABRIC\n exit\nexit\n",
		},
	} {
		t.Run(name, func(t *testing.T) {
			got, err := configChange(baseConf, c.plan)
			if err != nil {
				t.Fatal(err)
			}
			if got.text != c.want || got.filters != c.filters {
				t.Errorf("filters %v, got:\n%swant:\n%s", got.filters, got.text, c.want)
			}
		})
	}
}

func TestAnotherASIsAnotherRouter(t *testing.T) {
	got, err := configChange(baseConf, strings.ReplaceAll(baseConf, "bgp 65000", "bgp 65010"))
	if err != nil {
		t.Fatal(err)
	}
	if !strings.HasPrefix(got.text, "no router bgp 65000\nrouter bgp 65010\n bgp router-id 192.168.10.200\n") || strings.Count(got.text, "65000") != 1 {
		t.Errorf("got:\n%s", got.text)
	}
}

func TestARouteMapThatTurnsBackHasItsLinesAtOnce(t *testing.T) {
	denying := strings.Replace(baseConf, "route-map CILIUM-IN permit 10\n match ip address prefix-list CILIUM-IN\n", "route-map CILIUM-IN deny 10\n", 1)
	got, err := configChange(denying, baseConf)
	if err != nil {
		t.Fatal(err)
	}
	if want := "route-map CILIUM-IN permit 10\n match ip address prefix-list CILIUM-IN\nexit\n"; got.text != want {
		t.Errorf("got:\n%swant:\n%s", got.text, want)
	}
}

func TestBFDGoesWithAllThatIsInIt(t *testing.T) {
	with := strings.ReplaceAll(baseConf, "route-map CILIUM-IN permit", "bfd\n profile FABRIC\n exit\n !\nexit\n!\nroute-map CILIUM-IN permit")
	got, err := configChange(with, baseConf)
	if err != nil || got.text != "no bfd\n" {
		t.Errorf("got %q %v", got.text, err)
	}
}

func TestChangesThatNeedAStart(t *testing.T) {
	for want, plan := range map[string]string{
		`"frr version 8.4.4, frr defaults traditional" became "frr version 8.4.4, frr defaults datacenter"`: strings.ReplaceAll(baseConf, "traditional", "datacenter"),
		`"frr version 8.4.4, frr defaults traditional" became ""`:                                           "",
	} {
		if _, err := configChange(baseConf, plan); err == nil || err.Error() != want {
			t.Errorf("got %v, want %s", err, want)
		}
	}
}

func TestPasswordsStayOutOfMessages(t *testing.T) {
	if got := withoutPasswords("line 3: % Unknown command:  neighbor 192.168.10.100 password secret word\nline 4"); got != "line 3: % Unknown command:  neighbor 192.168.10.100 password …\nline 4" {
		t.Error(got)
	}
}
