package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"net"
	"net/netip"
	"os"
	"os/exec"
	"path"
	"path/filepath"
	"sort"
	"strconv"
	"strings"

	corev1 "k8s.io/api/core/v1"
	"k8s.io/apimachinery/pkg/api/resource"
)

const accountPath = "/var/run/secrets/kubernetes.io/serviceaccount"

// etcdConfig is a file of Cilium's clustermesh-apiserver image: where the etcd
// beside it is.
const etcdConfig = `endpoints: ["https://127.0.0.1:2379"]
trusted-ca-file: /var/lib/cilium/etcd-secrets/ca.crt
key-file: /var/lib/cilium/etcd-secrets/tls.key
cert-file: /var/lib/cilium/etcd-secrets/tls.crt
`

// routerVariable tells cilium-sim-agent which address of the node's range is its
// own: the first, which no pod gets. It would take any, also one of a pod.
const routerVariable = "SIMULATOR_ROUTER_ADDRESS"

// Mount is one folder or file that a container sees.
type Mount struct {
	Source   string `json:"source"`
	Target   string `json:"target"`
	ReadOnly bool   `json:"readOnly,omitempty"`
}

// InitSpec tells container-init what to build before it becomes the program.
type InitSpec struct {
	Root     string            `json:"root"` // an empty folder
	Hostname string            `json:"hostname"`
	Mounts   []Mount           `json:"mounts"`
	Files    map[string]string `json:"files"`
	Programs map[string]string `json:"programs"`
	Argv     []string          `json:"argv"`
	Dir      string            `json:"dir"`
}

// environment is what the container's process finds in its environment.
func (c *Container) environment() ([]string, error) {
	p, pod := c.pod, c.pod.object()
	values := map[string]string{
		"PATH": programDir + ":/usr/local/sbin:/usr/local/bin:/usr/sbin:/sbin:/bin", "HOME": "/root", "HOSTNAME": p.hostname(),
	}
	host, port := p.apiService()
	for k, v := range map[string]string{"HOST": host, "PORT": port, "PORT_HTTPS": port} {
		values["KUBERNETES_SERVICE_"+k] = v
	}
	if router := p.manager.router(pod.Spec.NodeName); router != "" {
		values[routerVariable] = router
	}
	for _, from := range c.spec.EnvFrom {
		data := map[string][]byte{}
		if from.ConfigMapRef != nil {
			data, _ = p.manager.data("ConfigMap", pod.Namespace, from.ConfigMapRef.Name)
		} else if from.SecretRef != nil {
			data, _ = p.manager.data("Secret", pod.Namespace, from.SecretRef.Name)
		}
		for k, v := range data {
			values[from.Prefix+k] = string(v)
		}
	}
	for i := range c.spec.Env {
		e := &c.spec.Env[i]
		v, found, err := c.envValue(pod, e, values)
		if err != nil {
			return nil, err
		}
		if found {
			values[e.Name] = v
		}
	}
	out := make([]string, 0, len(values))
	for k, v := range values {
		out = append(out, k+"="+v)
	}
	sort.Strings(out)
	return out, nil
}

func (c *Container) envValue(pod *corev1.Pod, e *corev1.EnvVar, sofar map[string]string) (string, bool, error) {
	f := e.ValueFrom
	if f == nil {
		return expand(e.Value, sofar), true, nil
	}
	switch {
	case f.FieldRef != nil:
		v, err := c.pod.field(pod, f.FieldRef.FieldPath)
		return v, true, err
	case f.ResourceFieldRef != nil:
		return c.resource(f.ResourceFieldRef), true, nil
	case f.ConfigMapKeyRef != nil:
		r := f.ConfigMapKeyRef
		return c.key("ConfigMap", pod.Namespace, r.Name, r.Key, r.Optional)
	case f.SecretKeyRef != nil:
		r := f.SecretKeyRef
		return c.key("Secret", pod.Namespace, r.Name, r.Key, r.Optional)
	}
	return "", false, nil
}

func (c *Container) key(kind, ns, name, key string, optional *bool) (string, bool, error) {
	data, _ := c.pod.manager.data(kind, ns, name)
	v, ok := data[key]
	if !ok && (optional == nil || !*optional) {
		return "", false, fmt.Errorf("couldn't find key %s in %s %s/%s", key, kind, ns, name)
	}
	return string(v), ok, nil
}

// resource answers a resourceFieldRef; without a limit it is the node's size.
func (c *Container) resource(r *corev1.ResourceFieldSelector) string {
	kind, name, _ := strings.Cut(r.Resource, ".")
	list := c.spec.Resources.Limits
	if kind == "requests" {
		list = c.spec.Resources.Requests
	}
	q, ok := list[corev1.ResourceName(name)]
	if !ok {
		q = map[string]resource.Quantity{"memory": resource.MustParse("32Gi"), "cpu": resource.MustParse("16")}[name]
	}
	divisor := r.Divisor
	if divisor.IsZero() {
		divisor = resource.MustParse("1")
	}
	if name == "cpu" {
		return strconv.FormatInt((q.MilliValue()+divisor.MilliValue()-1)/max(divisor.MilliValue(), 1), 10)
	}
	return strconv.FormatInt((q.Value()+divisor.Value()-1)/max(divisor.Value(), 1), 10)
}

// expand replaces $(NAME) as Kubernetes does; unknown names stay.
func expand(s string, values map[string]string) string {
	var out strings.Builder
	for {
		before, rest, ok := strings.Cut(s, "$")
		out.WriteString(before)
		if !ok {
			return out.String()
		}
		if strings.HasPrefix(rest, "$") {
			out.WriteString("$")
			s = rest[1:]
			continue
		}
		if end := strings.Index(rest, ")"); strings.HasPrefix(rest, "(") && end > 0 {
			if v, known := values[rest[1:end]]; known {
				out.WriteString(v)
				s = rest[end+1:]
				continue
			}
		}
		out.WriteString("$")
		s = rest
	}
}

func (p *Pod) hostname() string {
	if p.object().Spec.HostNetwork {
		return p.node.plan.Name
	}
	return p.name
}

// apiService is where programs find the API server by default.
func (p *Pod) apiService() (host, port string) {
	c := p.manager.cluster
	if !c.full() {
		return "127.0.0.1", strconv.Itoa(c.sim.state.port(c.plan.Name + "/api"))
	}
	if s, err := netip.ParsePrefix(c.plan.ServiceSubnet); err == nil {
		return s.Masked().Addr().Next().String(), "443"
	}
	return "", ""
}

// writeHosts keeps /etc/hosts of the containers: all nodes of all clusters by
// name, as Docker's DNS gives them to kind, and the pod's own aliases.
func (p *Pod) writeHosts() error {
	var b bytes.Buffer
	b.WriteString("127.0.0.1\tlocalhost\n")
	for _, h := range p.manager.cluster.sim.hosts() {
		fmt.Fprintf(&b, "%s\t%s\n", h[0], h[1])
	}
	pod := p.object()
	if !pod.Spec.HostNetwork {
		fmt.Fprintf(&b, "%s\t%s\n", p.ip, p.name)
	}
	for _, a := range pod.Spec.HostAliases {
		fmt.Fprintf(&b, "%s\t%s\n", a.IP, strings.Join(a.Hostnames, "\t"))
	}
	file := filepath.Join(p.dir, "hosts")
	if old, err := os.ReadFile(file); err == nil && bytes.Equal(old, b.Bytes()) {
		return nil
	}
	return os.WriteFile(file, b.Bytes(), 0o644) // in place: it is mounted as a file
}

// command builds the process of a container.
func (c *Container) command() (*exec.Cmd, error) {
	env, err := c.environment()
	if err != nil {
		return nil, err
	}
	values := map[string]string{}
	for _, e := range env {
		k, v, _ := strings.Cut(e, "=")
		values[k] = v
	}
	argv := []string{c.program()}
	for _, a := range append(append([]string{}, c.spec.Command[1:]...), c.spec.Args...) {
		argv = append(argv, expand(a, values))
	}
	if !c.pod.manager.cluster.full() {
		return c.hostCommand(argv, env)
	}
	argv[0] = path.Base(c.spec.Command[0])
	spec := c.initSpec(argv)
	if err := os.MkdirAll(spec.Root, 0o700); err != nil {
		return nil, err
	}
	cmd, err := selfCommand("container-init", spec, env)
	if err == nil {
		cmd.SysProcAttr = containerFlags()
	}
	return cmd, err
}

// selfCommand runs this program again in another role, with its orders on a pipe.
func selfCommand(role string, orders any, env []string) (*exec.Cmd, error) {
	data, err := json.Marshal(orders)
	if err != nil {
		return nil, err
	}
	self, err := os.Executable()
	if err != nil {
		return nil, err
	}
	r, w, err := os.Pipe()
	if err != nil {
		return nil, err
	}
	go func() {
		_, _ = w.Write(data)
		_ = w.Close()
	}()
	cmd := exec.Command(self, role)
	cmd.Env, cmd.ExtraFiles = env, []*os.File{r}
	return cmd, nil
}

func (c *Container) initSpec(argv []string) InitSpec {
	p, pod := c.pod, c.pod.object()
	s := InitSpec{
		Root: filepath.Join(p.dir, "root", c.spec.Name), Hostname: p.hostname(), Argv: argv, Dir: c.spec.WorkingDir,
		Programs: p.manager.cluster.sim.programs.path, Files: map[string]string{},
		Mounts: []Mount{{Source: filepath.Join(p.dir, "hosts"), Target: "/etc/hosts"}},
	}
	volumes := map[string]*corev1.Volume{}
	for i := range pod.Spec.Volumes {
		volumes[pod.Spec.Volumes[i].Name] = &pod.Spec.Volumes[i]
	}
	mounts := append([]corev1.VolumeMount{}, c.spec.VolumeMounts...)
	sort.SliceStable(mounts, func(i, j int) bool { return mounts[i].MountPath < mounts[j].MountPath })
	etcd := true
	for _, m := range mounts {
		v := volumes[m.Name]
		if v == nil {
			continue
		}
		dir := p.volumeDir(v)
		if dir != "" && m.SubPath != "" {
			dir = filepath.Join(dir, m.SubPath)
		}
		s.Mounts = append(s.Mounts, Mount{Source: dir, Target: path.Clean(m.MountPath), ReadOnly: m.ReadOnly})
		etcd = etcd && path.Clean(m.MountPath) != "/var/lib/cilium"
	}
	if etcd && path.Base(c.spec.Command[0]) == "clustermesh-apiserver" {
		s.Files["/var/lib/cilium/etcd-config.yaml"] = etcdConfig
	}
	return s
}

// joinPort is host:port for a literal address.
func joinPort(host string, port int) string { return net.JoinHostPort(host, strconv.Itoa(port)) }
