package main

import (
	"context"
	"encoding/binary"
	"errors"
	"fmt"
	"net/netip"
	"strings"

	appsv1 "k8s.io/api/apps/v1"
	corev1 "k8s.io/api/core/v1"
	rbacv1 "k8s.io/api/rbac/v1"
	apierrors "k8s.io/apimachinery/pkg/api/errors"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/util/intstr"
)

const (
	dnsName      = "coredns"
	dnsNamespace = "kube-system"
	dnsImage     = "registry.k8s.io/coredns/coredns:v1.12.0"
)

// corefile is what kubeadm writes; the cluster's domain is always cluster.local here.
const corefile = `.:53 {
    errors
    health {
       lameduck 5s
    }
    ready
    kubernetes cluster.local in-addr.arpa ip6.arpa {
       pods insecure
       fallthrough in-addr.arpa ip6.arpa
       ttl 30
    }
    prometheus :9153
    forward . /etc/resolv.conf {
       max_concurrent 1000
    }
    cache 30 {
       disable success cluster.local
       disable denial cluster.local
    }
    loop
    reload
    loadbalance
}
`

// registerDNS makes the objects of the cluster's DNS as kubeadm leaves them, so
// that what changes or asks them finds them. Those that are there stay as they
// are. kwok plays the pods: nobody answers on port 53.
func (c *Cluster) registerDNS(ctx context.Context) error {
	core, rbac := c.client.CoreV1(), c.client.RbacV1()
	address, err := dnsAddress(c.plan.ServiceSubnet)
	if err != nil {
		return fmt.Errorf("cluster %s: %w", c.plan.Name, err)
	}
	opts := metav1.CreateOptions{FieldManager: "kubeadm"}
	_, err1 := core.ServiceAccounts(dnsNamespace).Create(ctx, &corev1.ServiceAccount{ObjectMeta: dnsMeta()}, opts)
	_, err2 := core.ConfigMaps(dnsNamespace).Create(ctx, &corev1.ConfigMap{ObjectMeta: dnsMeta(), Data: map[string]string{"Corefile": corefile}}, opts)
	_, err3 := rbac.ClusterRoles().Create(ctx, dnsRole(), opts)
	_, err4 := rbac.ClusterRoleBindings().Create(ctx, dnsRoleBinding(), opts)
	// Asked first: for one that is there, Create says that its address is taken.
	_, err5 := core.Services(dnsNamespace).Get(ctx, dnsService(address).Name, metav1.GetOptions{})
	if apierrors.IsNotFound(err5) {
		_, err5 = core.Services(dnsNamespace).Create(ctx, dnsService(address), opts)
	}
	_, err6 := c.client.AppsV1().Deployments(dnsNamespace).Create(ctx, dnsDeployment(), opts)
	var failed []error
	for _, err := range []error{err1, err2, err3, err4, err5, err6} {
		if err != nil && !apierrors.IsAlreadyExists(err) {
			failed = append(failed, err)
		}
	}
	if err := errors.Join(failed...); err != nil {
		return fmt.Errorf("the DNS of cluster %s: %w", c.plan.Name, err)
	}
	return nil
}

// dnsAddress is the tenth address of the Service subnet, as kubeadm has it.
func dnsAddress(subnets string) (string, error) {
	first, _, _ := strings.Cut(subnets, ",")
	prefix, err := netip.ParsePrefix(strings.TrimSpace(first))
	if err != nil {
		return "", fmt.Errorf("the Service subnet %q: %w", subnets, err)
	}
	bytes := prefix.Masked().Addr().AsSlice()
	end := bytes[len(bytes)-4:]
	binary.BigEndian.PutUint32(end, binary.BigEndian.Uint32(end)+10)
	address, _ := netip.AddrFromSlice(bytes)
	if !prefix.Contains(address) {
		return "", fmt.Errorf("the Service subnet %s is too small for a tenth address", prefix)
	}
	return address.String(), nil
}

func dnsMeta() metav1.ObjectMeta {
	return metav1.ObjectMeta{Name: dnsName, Namespace: dnsNamespace}
}

func dnsLabels() map[string]string { return map[string]string{"k8s-app": "kube-dns"} }

func dnsRole() *rbacv1.ClusterRole {
	read := []string{"list", "watch"}
	return &rbacv1.ClusterRole{ObjectMeta: metav1.ObjectMeta{Name: "system:coredns"}, Rules: []rbacv1.PolicyRule{
		{APIGroups: []string{""}, Resources: []string{"endpoints", "services", "pods", "namespaces"}, Verbs: read},
		{APIGroups: []string{"discovery.k8s.io"}, Resources: []string{"endpointslices"}, Verbs: read},
	}}
}

func dnsRoleBinding() *rbacv1.ClusterRoleBinding {
	return &rbacv1.ClusterRoleBinding{
		ObjectMeta: metav1.ObjectMeta{Name: "system:coredns"},
		RoleRef:    rbacv1.RoleRef{APIGroup: "rbac.authorization.k8s.io", Kind: "ClusterRole", Name: "system:coredns"},
		Subjects:   []rbacv1.Subject{{Kind: "ServiceAccount", Name: dnsName, Namespace: dnsNamespace}},
	}
}

func dnsService(address string) *corev1.Service {
	meta := dnsMeta()
	meta.Name, meta.Labels = "kube-dns", map[string]string{"k8s-app": "kube-dns", "kubernetes.io/cluster-service": "true", "kubernetes.io/name": "CoreDNS"}
	meta.Annotations = map[string]string{"prometheus.io/port": "9153", "prometheus.io/scrape": "true"}
	port := func(name string, protocol corev1.Protocol, number int) corev1.ServicePort {
		return corev1.ServicePort{Name: name, Protocol: protocol, Port: int32(number), TargetPort: intstr.FromInt(number)}
	}
	return &corev1.Service{ObjectMeta: meta, Spec: corev1.ServiceSpec{
		ClusterIP: address, Selector: dnsLabels(),
		Ports: []corev1.ServicePort{port("dns", corev1.ProtocolUDP, 53), port("dns-tcp", corev1.ProtocolTCP, 53), port("metrics", corev1.ProtocolTCP, 9153)},
	}}
}

func dnsDeployment() *appsv1.Deployment {
	meta := dnsMeta()
	meta.Labels = dnsLabels()
	replicas, unavailable, privileged, readOnly := int32(2), intstr.FromInt(1), false, true
	return &appsv1.Deployment{ObjectMeta: meta, Spec: appsv1.DeploymentSpec{
		Replicas: &replicas,
		Strategy: appsv1.DeploymentStrategy{Type: appsv1.RollingUpdateDeploymentStrategyType, RollingUpdate: &appsv1.RollingUpdateDeployment{MaxUnavailable: &unavailable}},
		Selector: &metav1.LabelSelector{MatchLabels: dnsLabels()},
		Template: corev1.PodTemplateSpec{ObjectMeta: metav1.ObjectMeta{Labels: dnsLabels()}, Spec: corev1.PodSpec{
			PriorityClassName: "system-cluster-critical", ServiceAccountName: dnsName, DNSPolicy: corev1.DNSDefault,
			NodeSelector: map[string]string{"kubernetes.io/os": "linux"},
			Tolerations:  []corev1.Toleration{{Key: "CriticalAddonsOnly", Operator: corev1.TolerationOpExists}, {Key: planeLabel, Effect: corev1.TaintEffectNoSchedule}},
			Containers: []corev1.Container{{
				Name: dnsName, Image: dnsImage, ImagePullPolicy: corev1.PullIfNotPresent, Args: []string{"-conf", "/etc/coredns/Corefile"},
				Ports: []corev1.ContainerPort{
					{Name: "dns", ContainerPort: 53, Protocol: corev1.ProtocolUDP}, {Name: "dns-tcp", ContainerPort: 53, Protocol: corev1.ProtocolTCP},
					{Name: "metrics", ContainerPort: 9153, Protocol: corev1.ProtocolTCP},
				},
				VolumeMounts: []corev1.VolumeMount{{Name: "config-volume", MountPath: "/etc/coredns", ReadOnly: true}},
				SecurityContext: &corev1.SecurityContext{
					AllowPrivilegeEscalation: &privileged, ReadOnlyRootFilesystem: &readOnly,
					Capabilities: &corev1.Capabilities{Add: []corev1.Capability{"NET_BIND_SERVICE"}, Drop: []corev1.Capability{"ALL"}},
				},
			}},
			Volumes: []corev1.Volume{{Name: "config-volume", VolumeSource: corev1.VolumeSource{ConfigMap: &corev1.ConfigMapVolumeSource{
				LocalObjectReference: corev1.LocalObjectReference{Name: dnsName}, Items: []corev1.KeyToPath{{Key: "Corefile", Path: "Corefile"}},
			}}}},
		}},
	}}
}
