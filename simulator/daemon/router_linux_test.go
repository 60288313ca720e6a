package main

import (
	"context"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"
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

// differenceProgram is the one that routers in containers have too.
func differenceProgram(t *testing.T) string {
	t.Helper()
	source, err := os.ReadFile("../../components/frr-router/difference.ts")
	if err != nil {
		t.Fatal(err)
	}
	_, after, found := strings.Cut(string(source), "String.raw`")
	program, _, closed := strings.Cut(after, "`")
	if !found || !closed {
		t.Fatal("difference.ts holds no program")
	}
	return program
}

// routerOf starts a router with the FRR of this machine, on a wire of its own.
func routerOf(t *testing.T, conf string) *Router {
	t.Helper()
	if _, err := os.Stat("/usr/lib/frr/bgpd"); err != nil {
		t.Skip("FRR is not installed")
	}
	if err := tryFull(); err != nil {
		t.Skipf("no full simulator here: %v", err)
	}
	fabric, err := newFabric()
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(fabric.Close)
	plan := routedPlan()
	plan.Routers[0].FRRConf = conf
	plan.FRR.Difference = differenceProgram(t)
	s := &Simulator{dir: t.TempDir(), plan: plan, fabric: fabric, clusters: map[string]*Cluster{}, routers: map[string]*Router{}}
	r := newRouter(s, plan.Routers[0])
	t.Cleanup(r.Stop)
	if err := r.Start(context.Background()); err != nil {
		t.Fatal(err)
	}
	return r
}

func (r *Router) show(t *testing.T, command string) string {
	t.Helper()
	out, err := r.vtysh(context.Background(), r.running("zebra"), "-c", command)
	if err != nil {
		t.Fatal(err, out)
	}
	return out
}

// follows brings a router to other text, as a new plan would.
func (r *Router) follows(t *testing.T, conf string) {
	t.Helper()
	plan := r.plan
	plan.FRRConf = conf
	if err := r.follow(plan); err != nil {
		t.Fatal(err)
	}
}

// The test's own binary is no container-init: it must play that role here.
func TestMain(m *testing.M) {
	if len(os.Args) > 1 {
		switch os.Args[1] {
		case "container-init":
			exit(containerInit())
		case "container-exec":
			exit(containerExec())
		case "probe-end":
			exit(nil)
		}
	}
	os.Exit(m.Run())
}

func TestRouterForwardsAndSpreadsFlows(t *testing.T) {
	r := routerOf(t, baseConf)
	for name, want := range map[string]string{"net/ipv4/ip_forward": "1", "net/ipv4/fib_multipath_hash_policy": "1", "net/ipv4/conf/eth0/rp_filter": "0"} {
		if err := r.network.Do(func() error {
			got, err := os.ReadFile("/proc/sys/" + name)
			if strings.TrimSpace(string(got)) != want {
				t.Errorf("%s is %s", name, got)
			}
			return err
		}); err != nil {
			t.Error(err)
		}
	}
	if got := r.show(t, "show interface brief"); !strings.Contains(got, "192.168.10.200/24") || !strings.Contains(got, "fd10::200/64") {
		t.Errorf("interfaces:\n%s", got)
	}
}

func TestKilledDaemonsComeBackWithTheirConfiguration(t *testing.T) {
	r := routerOf(t, baseConf)
	for _, daemon := range []string{"bgpd", "zebra"} {
		before := r.running(daemon)
		if err := syscall.Kill(before, syscall.SIGKILL); err != nil {
			t.Fatal(err)
		}
		for end := time.Now().Add(20 * time.Second); ; time.Sleep(20 * time.Millisecond) {
			r.mu.Lock()
			now := r.pids[daemon]
			r.mu.Unlock()
			if now != 0 && now != before {
				break
			}
			if time.Now().After(end) {
				t.Fatalf("%s is not back", daemon)
			}
		}
		if got := r.show(t, "show running-config"); !strings.Contains(got, "neighbor 192.168.10.101 peer-group CILIUM") || !strings.Contains(got, "ip prefix-list CILIUM-IN seq 20") {
			t.Errorf("after %s: %s", daemon, got)
		}
	}
	if pid, err := routerPid(r.sim.dir, "tor", time.Second); err != nil || pid != r.running("zebra") {
		t.Errorf("exec would enter %d (%v), zebra is %d", pid, err, r.running("zebra"))
	}
}

func TestChangesAreMadeWhileTheDaemonsRun(t *testing.T) {
	r := routerOf(t, baseConf)
	bgpd := r.running("bgpd")
	r.follows(t, strings.ReplaceAll(baseConf, "maximum-paths 4", "maximum-paths 8"))
	if r.running("bgpd") != bgpd || !strings.Contains(r.show(t, "show running-config"), "maximum-paths 8") {
		t.Errorf("bgpd was %d and is %d, note %q", bgpd, r.running("bgpd"), r.note)
	}
	// Every command line is for all to read, and so are logs; a file is not.
	if secret := "secret#1!"; strings.Contains(r.note, secret) || exposed(t, r, secret) {
		t.Error("the password stands where it must not")
	}
}

func TestWhatNoChangeBringsAboutIsReadAnew(t *testing.T) {
	r := routerOf(t, baseConf)
	bgpd := r.running("bgpd")
	r.sim.plan.FRR.Difference = `END { if (compare) print "missing: neighbor x password secret#1!" }`
	r.follows(t, strings.ReplaceAll(baseConf, "maximum-paths 4", "maximum-paths 8"))
	if r.running("bgpd") == bgpd || !strings.Contains(r.show(t, showRunning), "maximum-paths 8") {
		t.Errorf("bgpd was %d and is %d", bgpd, r.running("bgpd"))
	}
	if want := "started anew, as the change could not be made while running: missing: neighbor x password …"; r.note != want {
		t.Errorf("note %q, want %q", r.note, want)
	}
}

func TestAChangeLeavesNoFile(t *testing.T) {
	r := routerOf(t, baseConf)
	r.follows(t, strings.ReplaceAll(baseConf, "172.16.1.0/24", "172.16.2.0/24"))
	if got := r.show(t, showRunning); !strings.Contains(got, "seq 10 permit 172.16.2.0/24 le 32") || strings.Contains(got, "172.16.1.0") {
		t.Error(got)
	}
	for _, name := range []string{"work", "spelled", "etc/" + statementsFile} {
		if _, err := os.Stat(r.file(name)); err == nil {
			t.Errorf("%s is left", name)
		}
	}
}

func TestPasswordsStayOutOfMessages(t *testing.T) {
	if got := withoutPasswords("line 3: % Unknown command:  neighbor 192.168.10.100 password secret word\nline 4"); got != "line 3: % Unknown command:  neighbor 192.168.10.100 password …\nline 4" {
		t.Error(got)
	}
}

// exposed looks for a text in what others could read: command lines, logs, and
// files with a mode for others.
func exposed(t *testing.T, r *Router, secret string) bool {
	t.Helper()
	lines, _ := filepath.Glob("/proc/[0-9]*/cmdline")
	logs, _ := filepath.Glob(r.file("log", "*"))
	for _, f := range append(lines, logs...) {
		if data, err := os.ReadFile(f); err == nil && strings.Contains(strings.ReplaceAll(string(data), "\x00", " "), secret) {
			t.Log(f)
			return true
		}
	}
	open := false
	_ = filepath.Walk(r.dir, func(file string, info os.FileInfo, err error) error {
		if err == nil && info.Mode().IsRegular() && info.Mode()&0o077 != 0 && strings.HasSuffix(file, ".conf") {
			t.Logf("%s has mode %v", file, info.Mode())
			open = true
		}
		return nil
	})
	return open
}

func TestARefusedConfigurationIsTold(t *testing.T) {
	r := routerOf(t, baseConf)
	plan := r.plan
	plan.Name = "wrong"
	plan.FRRConf = strings.ReplaceAll(baseConf, "maximum-paths 4", "maximum-paths 4 please")
	wrong := newRouter(r.sim, plan)
	t.Cleanup(wrong.Stop)
	err := wrong.Start(context.Background())
	if err == nil || !strings.Contains(err.Error(), "router wrong: zebra refuses the configuration") || !strings.Contains(err.Error(), "maximum-paths 4 please") {
		t.Errorf("got %v", err)
	}
}

func TestStoppedRoutersLeaveNoProcess(t *testing.T) {
	r := routerOf(t, baseConf)
	var pids []int
	for _, d := range frrDaemons[:2] {
		pids = append(pids, r.running(d))
	}
	r.Stop()
	for _, pid := range pids {
		if _, err := os.Stat("/proc/" + strconv.Itoa(pid)); err == nil {
			t.Errorf("process %d lives", pid)
		}
	}
}
