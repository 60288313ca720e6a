package main

import (
	"crypto/x509"
	"encoding/pem"
	"strings"
	"testing"
	"time"

	corev1 "k8s.io/api/core/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/client-go/kubernetes/fake"
)

const certgenConfig = `certs:
- name: clustermesh-apiserver-server-cert
  namespace: kube-system
  commonName: "clustermesh-apiserver.cilium.io"
  hosts:
  - "clustermesh-apiserver.cilium.io"
  - "*.mesh.cilium.io"
  - "127.0.0.1"
  - "::1"
  usage: [signing, key encipherment, server auth]
  validity: 26280h
- name: clustermesh-apiserver-remote-cert
  namespace: kube-system
  commonName: remote
  usage: [signing, key encipherment, client auth]
  validity: 26280h
`

var chartArgs = []string{"--debug", "--ca-generate=true", "--ca-reuse-secret", "--ca-secret-namespace=kube-system", "--ca-secret-name=cilium-ca", "--ca-common-name=Cilium CA"}

func certOf(t *testing.T, data []byte) *x509.Certificate {
	t.Helper()
	block, _ := pem.Decode(data)
	if block == nil {
		t.Fatal("no PEM")
	}
	c, err := x509.ParseCertificate(block.Bytes)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func TestCertgenMakesWhatTheChartAsksFor(t *testing.T) {
	o, err := parseCertgen(chartArgs, certgenConfig)
	if err != nil {
		t.Fatal(err)
	}
	client := fake.NewClientset()
	for range 2 { // the second time with the CA and Secrets of the first
		if err := o.run(t.Context(), client); err != nil {
			t.Fatal(err)
		}
	}
	get := func(name string) *corev1.Secret {
		s, err := client.CoreV1().Secrets("kube-system").Get(t.Context(), name, metav1.GetOptions{})
		if err != nil {
			t.Fatal(err)
		}
		return s
	}
	ca, server := get("cilium-ca"), get("clustermesh-apiserver-server-cert")
	roots := x509.NewCertPool()
	roots.AddCert(certOf(t, ca.Data["ca.crt"]))
	leaf := certOf(t, server.Data["tls.crt"])
	for _, name := range []string{"clustermesh-apiserver.cilium.io", "west.mesh.cilium.io", "127.0.0.1"} {
		if _, err := leaf.Verify(x509.VerifyOptions{Roots: roots, DNSName: name, KeyUsages: []x509.ExtKeyUsage{x509.ExtKeyUsageServerAuth}}); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
	if left := time.Until(leaf.NotAfter); left < 26279*time.Hour || left > 26280*time.Hour {
		t.Errorf("valid for %s", left)
	}
	if string(server.Data["ca.crt"]) != string(ca.Data["ca.crt"]) || server.Type != corev1.SecretTypeTLS {
		t.Error("the Secret is not what the chart mounts")
	}
	remote := certOf(t, get("clustermesh-apiserver-remote-cert").Data["tls.crt"])
	if _, err := remote.Verify(x509.VerifyOptions{Roots: roots, KeyUsages: []x509.ExtKeyUsage{x509.ExtKeyUsageServerAuth}}); err == nil {
		t.Error("a client's certificate serves as a server's")
	}
	if remote.Subject.CommonName != "remote" {
		t.Error(remote.Subject)
	}
}

func TestCertgenRefusals(t *testing.T) {
	o, err := parseCertgen([]string{"--ca-generate=false", "--ca-reuse-secret"}, certgenConfig)
	if err != nil {
		t.Fatal(err)
	}
	if err := o.run(t.Context(), fake.NewClientset()); err == nil || err.Error() != "secret kube-system/cilium-ca has no CA and none shall be made" {
		t.Error(err)
	}
	a, _, _ := newAuthority("a", time.Hour)
	_, key, _ := newAuthority("b", time.Hour)
	wrong := &corev1.Secret{ObjectMeta: metav1.ObjectMeta{Namespace: "kube-system", Name: "cilium-ca"}, Data: map[string][]byte{"ca.crt": a.certPEM, "ca.key": key}}
	if err := o.run(t.Context(), fake.NewClientset(wrong)); err == nil || err.Error() != "secret kube-system/cilium-ca: ca.key does not belong to ca.crt" {
		t.Error(err)
	}
	r := certRequest{Name: "x", Usage: []string{"code signing"}}
	if _, err := r.leaf(); err == nil || !strings.Contains(err.Error(), `the usages of x: "code signing" is not known`) {
		t.Error(err)
	}
}
