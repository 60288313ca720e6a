package main

import (
	"net/netip"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	corev1 "k8s.io/api/core/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
)

func TestAddressesAreNotReusedAtOnce(t *testing.T) {
	i := newIPAM()
	a, err := i.allocate("n", "10.0.0.0/29", "a")
	if err != nil || a != "10.0.0.5" {
		t.Fatal(a, err)
	}
	if again, _ := i.allocate("n", "10.0.0.0/29", "a"); again != a {
		t.Errorf("asked again: %s", again)
	}
	i.prune(map[string]bool{})
	if b, err := i.allocate("n", "10.0.0.0/29", "b"); err != nil || b != "10.0.0.6" {
		t.Error(b, err)
	}
	for _, want := range []string{"10.0.0.4", "10.0.0.5"} {
		if got, err := i.allocate("n", "10.0.0.0/29", want); err != nil || got != want {
			t.Error("the ones given back are free:", got, err)
		}
	}
	if got, err := i.allocate("n", "10.0.0.0/29", "e"); err == nil {
		t.Error("no address is left, got", got)
	}
}

func TestRestartedAllocatorKnowsTheOldAddresses(t *testing.T) {
	i := newIPAM()
	i.mark("n", "10.0.0.9", "old")
	got, err := i.allocate("n", "10.0.0.0/24", "new")
	if err != nil || !netip.MustParseAddr("10.0.0.9").Less(netip.MustParseAddr(got)) {
		t.Error(got, err)
	}
}

func TestVolumesChangeInOneInstant(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "v")
	write := func(files map[string]volumeFile) {
		t.Helper()
		if err := writeAtomically(dir, files, 0); err != nil {
			t.Fatal(err)
		}
	}
	write(map[string]volumeFile{"a": {[]byte("1"), 0o400}, "sub/b": {[]byte("2"), 0o644}})
	first, _ := os.Readlink(filepath.Join(dir, "..data"))
	write(map[string]volumeFile{"a": {[]byte("1"), 0o400}, "sub/b": {[]byte("2"), 0o644}})
	if same, _ := os.Readlink(filepath.Join(dir, "..data")); same != first {
		t.Error("rewritten without a change")
	}
	write(map[string]volumeFile{"a": {[]byte("3"), 0o400}})
	if data, _ := os.ReadFile(filepath.Join(dir, "a")); string(data) != "3" {
		t.Errorf("a is %q", data)
	}
	if _, err := os.Lstat(filepath.Join(dir, "sub")); !os.IsNotExist(err) {
		t.Error("sub is still there")
	}
	entries, _ := os.ReadDir(dir)
	if len(entries) != 3 { // a, ..data and the folder it points to
		t.Errorf("left over: %v", entries)
	}
	if err := writeAtomically(dir, map[string]volumeFile{"../x": {}}, 0); err == nil {
		t.Error("a file outside of the volume was accepted")
	}
}

func TestExpand(t *testing.T) {
	values := map[string]string{"A": "1", "LONG_NAME": "two"}
	for in, want := range map[string]string{
		"plain": "plain", "$(A)": "1", "x-$(LONG_NAME)-$(A)": "x-two-1", "$(B)": "$(B)", "$$(A)": "$(A)", "cost $5": "cost $5", "$(": "$(",
	} {
		if got := expand(in, values); got != want {
			t.Errorf("%q gives %q, want %q", in, got, want)
		}
	}
}

func TestPathsInArgumentsFollowTheVolumes(t *testing.T) {
	folders := map[string]string{"/tmp": "/s/tmp", "/tmp/cilium/config-map": "/s/cm", "/host": ""}
	for in, want := range map[string]string{
		"--config-dir=/tmp/cilium/config-map": "/s/cm", "--x=/tmp/y": "/s/tmp/y", "--x=/tmpfile": "/tmpfile", "--x=/host/y": "/host/y",
	} {
		if got := rewritePath(in, folders); got != in[:strings.Index(in, "=")+1]+want {
			t.Errorf("%q gives %q", in, got)
		}
	}
	if got := rewritePath("/tmp/cilium/config-map/a", folders); got != "/s/cm/a" {
		t.Error(got)
	}
}

func TestPhase(t *testing.T) {
	for _, c := range []struct {
		ended         int
		failed, began bool
		want          corev1.PodPhase
	}{{0, false, false, corev1.PodPending}, {0, false, true, corev1.PodRunning}, {1, false, true, corev1.PodRunning}, {2, false, true, corev1.PodSucceeded}, {2, true, true, corev1.PodFailed}} {
		if got := phase(2, c.ended, c.failed, c.began); got != c.want {
			t.Errorf("%+v gives %s", c, got)
		}
	}
}

func TestConditionKeepsItsTime(t *testing.T) {
	then := metav1.NewTime(time.Now().Add(-time.Hour).Truncate(time.Second))
	old := []corev1.PodCondition{{Type: corev1.PodReady, Status: corev1.ConditionTrue, LastTransitionTime: then}}
	if c := condition(old, corev1.PodReady, true, "", ""); !c.LastTransitionTime.Equal(&then) {
		t.Error("time changed without a change")
	}
	if c := condition(old, corev1.PodReady, false, "ContainersNotReady", ""); c.LastTransitionTime.Equal(&then) || c.Reason != "ContainersNotReady" {
		t.Errorf("got %+v", c)
	}
}

func TestLastLines(t *testing.T) {
	file := filepath.Join(t.TempDir(), "log")
	if err := os.WriteFile(file, []byte("a\nb\nc\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	for n, want := range map[int64]string{0: "", 1: "c\n", 2: "b\nc\n", 9: "a\nb\nc\n", -1: "a\nb\nc\n"} {
		var b strings.Builder
		if err := copyLog(t.Context(), &b, file, logOptions{tail: n, limit: -1}); err != nil || b.String() != want {
			t.Errorf("tail %d gives %q, %v", n, b.String(), err)
		}
	}
}

func TestOwnedPods(t *testing.T) {
	p := newPrograms(&Plan{Depth: depthFull, Programs: map[string]string{"cilium-sim-agent": "/a"}}, "/self")
	pod := func(command ...string) *corev1.Pod {
		return &corev1.Pod{Spec: corev1.PodSpec{Containers: []corev1.Container{{Command: command}}}}
	}
	if !p.owns(pod("cilium-agent")) || !p.owns(pod("/usr/bin/cilium-certgen")) {
		t.Error("Cilium's own pods run here")
	}
	if !p.owns(pod("/usr/local/bin/etcd", "--name=etcd0")) {
		t.Error("an etcd of the cluster's own runs here")
	}
	if p.owns(pod()) || p.owns(pod("sleep", "1")) {
		t.Error("all others are kwok's")
	}
	if p.find("/usr/bin/cilium-agent") != "/a" || p.find("cilium-certgen") != "/self" || p.find("sh") != "" {
		t.Error("wrong programs", p.path)
	}
	text, err := renderStages(p.names(), "v1.33.13", kubeletPort)
	if err != nil || strings.Contains(string(text), "@") && strings.Contains(string(text), "@PROGRAMS@") {
		t.Error(err)
	}
	if !strings.Contains(string(text), `values: ["cilium-agent","cilium-certgen","cilium-operator-generic","clustermesh-apiserver","etcd"]`) {
		t.Error("the stages do not leave our pods alone")
	}
}
