package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"time"

	authv1 "k8s.io/api/authentication/v1"
	corev1 "k8s.io/api/core/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
)

const (
	unprivileged   = 65534             // who cilium-sim-agent runs as
	ciliumRunPath  = "/var/run/cilium" // the one host path that is simulated for all pods
	defaultFileSet = 0o644
)

// token is a service account's token with the time to replace it.
type token struct {
	value string
	renew time.Time
}

// volumeDir is where a volume lies on this machine; "" when it is not simulated.
func (p *Pod) volumeDir(v *corev1.Volume) string {
	if v.HostPath != nil {
		switch host := filepath.Clean(v.HostPath.Path); {
		case host == ciliumRunPath:
			return filepath.Join(p.node.dir, "run-cilium")
		case runs(p.object(), etcdProgram): // its data outlive its pod
			return filepath.Join(p.node.dir, "host", host)
		}
		return ""
	}
	return filepath.Join(p.dir, "volumes", v.Name)
}

// syncVolumes brings all volumes up to date.
func (p *Pod) syncVolumes(ctx context.Context) error {
	pod := p.object()
	var faults []error
	for i := range pod.Spec.Volumes {
		v := &pod.Spec.Volumes[i]
		dir := p.volumeDir(v)
		if dir == "" {
			continue
		}
		if v.HostPath != nil || v.EmptyDir != nil {
			faults = append(faults, os.MkdirAll(dir, 0o755))
			continue
		}
		files, err := p.volumeFiles(ctx, pod, v)
		if err == nil {
			err = writeAtomically(dir, files, p.fileOwner())
		}
		if err != nil {
			faults = append(faults, fmt.Errorf("volume %s: %w", v.Name, err))
		}
	}
	return errors.Join(faults...)
}

// fileOwner is who must be able to read the pod's files.
func (p *Pod) fileOwner() int {
	for _, c := range p.object().Spec.Containers {
		if len(c.Command) > 0 && aliases[filepath.Base(c.Command[0])] == "cilium-sim-agent" {
			return unprivileged
		}
	}
	return 0
}

func mode(specific, general *int32) os.FileMode {
	for _, m := range []*int32{specific, general} {
		if m != nil {
			return os.FileMode(*m)
		}
	}
	return defaultFileSet
}

// private keeps what is in Secrets from everybody but its reader.
func private(m os.FileMode) os.FileMode { return m &^ 0o077 }

func (p *Pod) volumeFiles(ctx context.Context, pod *corev1.Pod, v *corev1.Volume) (map[string]volumeFile, error) {
	out := map[string]volumeFile{}
	switch {
	case v.Secret != nil:
		s := v.Secret
		return out, p.addObject(out, "Secret", pod.Namespace, s.SecretName, s.Items, s.Optional, s.DefaultMode)
	case v.ConfigMap != nil:
		s := v.ConfigMap
		return out, p.addObject(out, "ConfigMap", pod.Namespace, s.Name, s.Items, s.Optional, s.DefaultMode)
	case v.DownwardAPI != nil:
		return out, p.addFields(out, pod, v.DownwardAPI.Items, v.DownwardAPI.DefaultMode)
	case v.Projected != nil:
		var faults []error
		for i := range v.Projected.Sources {
			faults = append(faults, p.addProjection(ctx, out, pod, &v.Projected.Sources[i], v.Projected.DefaultMode))
		}
		return out, errors.Join(faults...)
	}
	return out, nil
}

func (p *Pod) addProjection(ctx context.Context, out map[string]volumeFile, pod *corev1.Pod, s *corev1.VolumeProjection, general *int32) error {
	switch {
	case s.Secret != nil:
		return p.addObject(out, "Secret", pod.Namespace, s.Secret.Name, s.Secret.Items, s.Secret.Optional, general)
	case s.ConfigMap != nil:
		return p.addObject(out, "ConfigMap", pod.Namespace, s.ConfigMap.Name, s.ConfigMap.Items, s.ConfigMap.Optional, general)
	case s.DownwardAPI != nil:
		return p.addFields(out, pod, s.DownwardAPI.Items, general)
	case s.ServiceAccountToken != nil:
		value, err := p.accountToken(ctx, pod, s.ServiceAccountToken)
		if err == nil {
			out[s.ServiceAccountToken.Path] = volumeFile{[]byte(value), private(mode(nil, general))}
		}
		return err
	}
	return nil
}

// addObject takes the keys of a ConfigMap or Secret.
func (p *Pod) addObject(out map[string]volumeFile, kind, ns, name string, items []corev1.KeyToPath, optional *bool, general *int32) error {
	data, found := p.manager.data(kind, ns, name)
	if !found {
		if optional != nil && *optional {
			return nil
		}
		return fmt.Errorf("%s %s/%s does not exist", kind, ns, name)
	}
	put := func(path string, value []byte, specific *int32) {
		m := mode(specific, general)
		if kind == "Secret" {
			m = private(m)
		}
		out[path] = volumeFile{value, m}
	}
	if len(items) == 0 {
		for k, v := range data {
			put(k, v, nil)
		}
		return nil
	}
	for _, i := range items {
		v, ok := data[i.Key]
		if !ok && (optional == nil || !*optional) {
			return fmt.Errorf("%s %s/%s has no key %s", kind, ns, name, i.Key)
		}
		if ok {
			put(i.Path, v, i.Mode)
		}
	}
	return nil
}

func (p *Pod) addFields(out map[string]volumeFile, pod *corev1.Pod, items []corev1.DownwardAPIVolumeFile, general *int32) error {
	for _, i := range items {
		if i.FieldRef == nil {
			continue
		}
		v, err := p.field(pod, i.FieldRef.FieldPath)
		if err != nil {
			return err
		}
		out[i.Path] = volumeFile{[]byte(v), mode(i.Mode, general)}
	}
	return nil
}

// accountToken asks for a token bound to the pod and renews it in time.
func (p *Pod) accountToken(ctx context.Context, pod *corev1.Pod, s *corev1.ServiceAccountTokenProjection) (string, error) {
	key := s.Audience + "\x00" + s.Path
	if t, ok := p.tokens[key]; ok && time.Now().Before(t.renew) {
		return t.value, nil
	}
	seconds := int64(3600)
	if s.ExpirationSeconds != nil {
		seconds = *s.ExpirationSeconds
	}
	req := &authv1.TokenRequest{Spec: authv1.TokenRequestSpec{
		ExpirationSeconds: &seconds,
		BoundObjectRef:    &authv1.BoundObjectReference{Kind: "Pod", APIVersion: "v1", Name: pod.Name, UID: pod.UID},
	}}
	if s.Audience != "" {
		req.Spec.Audiences = []string{s.Audience}
	}
	account := pod.Spec.ServiceAccountName
	if account == "" {
		account = "default"
	}
	res, err := p.manager.cluster.client.CoreV1().ServiceAccounts(pod.Namespace).CreateToken(ctx, account, req, metav1.CreateOptions{})
	if err != nil {
		return "", fmt.Errorf("a token of service account %s: %w", account, err)
	}
	life := time.Until(res.Status.ExpirationTimestamp.Time)
	p.tokens[key] = token{res.Status.Token, time.Now().Add(life * 8 / 10)}
	return res.Status.Token, nil
}

// resetMemory empties the volumes that a node's restart would empty.
func (p *Pod) resetMemory() error {
	var faults []error
	for _, v := range p.object().Spec.Volumes {
		if v.EmptyDir != nil && v.EmptyDir.Medium == corev1.StorageMediumMemory {
			faults = append(faults, os.RemoveAll(p.volumeDir(&v)))
		}
	}
	return errors.Join(faults...)
}

// field answers a fieldRef of the downward API.
func (p *Pod) field(pod *corev1.Pod, path string) (string, error) {
	for prefix, m := range map[string]map[string]string{"metadata.labels['": pod.Labels, "metadata.annotations['": pod.Annotations} {
		if key, ok := strings.CutPrefix(path, prefix); ok {
			return m[strings.TrimSuffix(key, "']")], nil
		}
	}
	switch path {
	case "metadata.name":
		return pod.Name, nil
	case "metadata.namespace":
		return pod.Namespace, nil
	case "metadata.uid":
		return string(pod.UID), nil
	case "spec.nodeName":
		return pod.Spec.NodeName, nil
	case "spec.serviceAccountName":
		return pod.Spec.ServiceAccountName, nil
	case "status.podIP", "status.podIPs":
		return p.ip, nil
	case "status.hostIP", "status.hostIPs":
		return p.hostIP, nil
	}
	return "", fmt.Errorf("fieldRef %s is not simulated", path)
}
