package main

import (
	"net"
	"os/exec"
	"path"
	"path/filepath"
	"sort"
	"strconv"
	"strings"

	"k8s.io/client-go/tools/clientcmd"
	api "k8s.io/client-go/tools/clientcmd/api"
)

// hostCommand builds a container's process where there are no namespaces: the
// volumes are folders, so paths in its arguments are rewritten; the addresses it
// listens on become free ports; its service account stands in a kubeconfig.
func (c *Container) hostCommand(argv, env []string) (*exec.Cmd, error) {
	folders := c.folders()
	for i := 1; i < len(argv); i++ {
		argv[i] = rewritePath(argv[i], folders)
	}
	config, err := c.accountConfig(folders[accountPath])
	if err != nil {
		return nil, err
	}
	name := path.Base(c.spec.Command[0])
	if name == "cilium-operator-generic" {
		more, err := c.operatorFlags(config)
		if err != nil {
			return nil, err
		}
		argv = append(argv, more...)
	}
	cmd := exec.Command(argv[0], argv[1:]...)
	if name == certgenProgram { // this program in another role
		cmd = exec.Command(argv[0], append([]string{certgenProgram}, argv[1:]...)...)
	}
	cmd.Env = append(env, "HOME="+c.pod.dir, "KUBECONFIG="+config)
	cmd.Dir = c.pod.dir
	return cmd, nil
}

// folders maps a container's mount points to folders on this machine.
func (c *Container) folders() map[string]string {
	out := map[string]string{}
	pod := c.pod.object()
	for _, m := range c.spec.VolumeMounts {
		for i := range pod.Spec.Volumes {
			if v := &pod.Spec.Volumes[i]; v.Name == m.Name {
				out[path.Clean(m.MountPath)] = filepath.Join(c.pod.volumeDir(v), m.SubPath)
			}
		}
	}
	return out
}

// rewritePath replaces a mount point at the start of an argument's value.
func rewritePath(arg string, folders map[string]string) string {
	flag, value, ok := strings.Cut(arg, "=")
	if !ok {
		flag, value = "", arg
	}
	var points []string
	for p := range folders {
		points = append(points, p)
	}
	sort.Slice(points, func(i, j int) bool { return len(points[i]) > len(points[j]) })
	for _, p := range points {
		if folders[p] != "" && (value == p || strings.HasPrefix(value, p+"/")) {
			value = folders[p] + strings.TrimPrefix(value, p)
			break
		}
	}
	if !ok {
		return value
	}
	return flag + "=" + value
}

// accountConfig writes a kubeconfig that reads the pod's token from its file, so
// that the chart's RBAC counts here too.
func (c *Container) accountConfig(folder string) (string, error) {
	cluster := c.pod.manager.cluster
	conf := api.NewConfig()
	conf.Clusters["c"] = &api.Cluster{Server: cluster.apiServer(), CertificateAuthority: cluster.pki.file("ca.crt")}
	conf.AuthInfos["c"] = &api.AuthInfo{TokenFile: filepath.Join(folder, "token")}
	conf.Contexts["c"] = &api.Context{Cluster: "c", AuthInfo: "c", Namespace: c.pod.namespace}
	conf.CurrentContext = "c"
	file := filepath.Join(c.pod.dir, "kubeconfig")
	data, err := clientcmd.Write(*conf)
	if err != nil {
		return "", err
	}
	return file, writeFile(file, data)
}

// operatorFlags moves the operator's listeners to free ports: several operators
// share the host's loopback. Flags count more than the ConfigMap.
func (c *Container) operatorFlags(config string) ([]string, error) {
	out := []string{"--k8s-kubeconfig-path=" + config, "--enable-gops=false"}
	for _, l := range []struct {
		usual  int
		format string
	}{{9234, "--operator-api-serve-addr="}, {9963, "--operator-prometheus-serve-addr="}} {
		port, err := freePort()
		if err != nil {
			return nil, err
		}
		c.mu.Lock()
		c.ports[strconv.Itoa(l.usual)] = port
		c.mu.Unlock()
		out = append(out, l.format+joinPort("127.0.0.1", port))
	}
	return out, nil
}

func freePort() (int, error) {
	l, err := net.Listen("tcp4", "127.0.0.1:0")
	if err != nil {
		return 0, err
	}
	return l.Addr().(*net.TCPAddr).Port, l.Close()
}
