package main

import (
	"bytes"
	"context"
	"crypto/x509"
	"encoding/pem"
	"flag"
	"fmt"
	"io"
	"os"
	"strings"
	"time"

	corev1 "k8s.io/api/core/v1"
	apierrors "k8s.io/apimachinery/pkg/api/errors"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/client-go/kubernetes"
	"k8s.io/client-go/rest"
	"k8s.io/client-go/tools/clientcmd"
	"sigs.k8s.io/yaml"
)

// This file is a stand-in for Cilium's certgen, whose module is not to be had:
// it does what the chart's certificate Jobs ask for, in the same words.

// certRequest is one entry of CILIUM_CERTGEN_CONFIG.
type certRequest struct {
	Name       string   `json:"name"`
	Namespace  string   `json:"namespace"`
	CommonName string   `json:"commonName"`
	Hosts      []string `json:"hosts"`
	Usage      []string `json:"usage"`
	Validity   string   `json:"validity"`
}

type certgenOptions struct {
	generate, reuse                   bool
	secretNamespace, secretName, name string
	validity                          time.Duration
	certs                             []certRequest
}

const certgenUsage = "the usages of %s: %q is not known; expected signing, key encipherment, server auth or client auth"

func parseCertgen(args []string, config string) (*certgenOptions, error) {
	o := &certgenOptions{}
	flags := flag.NewFlagSet(certgenProgram, flag.ContinueOnError)
	flags.SetOutput(io.Discard)
	flags.BoolVar(&o.generate, "ca-generate", false, "")
	flags.BoolVar(&o.reuse, "ca-reuse-secret", false, "")
	flags.StringVar(&o.secretNamespace, "ca-secret-namespace", "kube-system", "")
	flags.StringVar(&o.secretName, "ca-secret-name", "cilium-ca", "")
	flags.StringVar(&o.name, "ca-common-name", "Cilium CA", "")
	flags.DurationVar(&o.validity, "ca-validity-duration", 3*365*24*time.Hour, "")
	known := func(a string) bool {
		name, _, _ := strings.Cut(strings.TrimLeft(a, "-"), "=")
		return flags.Lookup(name) != nil
	}
	var mine []string
	for _, a := range args {
		if known(a) {
			mine = append(mine, a)
		} else {
			fmt.Println("passing over", a)
		}
	}
	if err := flags.Parse(mine); err != nil {
		return nil, err
	}
	var file struct {
		Certs []certRequest `json:"certs"`
	}
	if err := yaml.Unmarshal([]byte(config), &file); err != nil {
		return nil, fmt.Errorf("CILIUM_CERTGEN_CONFIG: %w", err)
	}
	o.certs = file.Certs
	return o, nil
}

// leaf translates one request.
func (r *certRequest) leaf() (Leaf, error) {
	l := Leaf{CommonName: r.CommonName, Hosts: r.Hosts}
	for _, u := range r.Usage {
		switch u {
		case "signing", "digital signature":
			l.KeyUsage |= x509.KeyUsageDigitalSignature
		case "key encipherment":
			l.KeyUsage |= x509.KeyUsageKeyEncipherment
		case "server auth":
			l.ExtKeyUsage = append(l.ExtKeyUsage, x509.ExtKeyUsageServerAuth)
		case "client auth":
			l.ExtKeyUsage = append(l.ExtKeyUsage, x509.ExtKeyUsageClientAuth)
		default:
			return l, fmt.Errorf(certgenUsage, r.Name, u)
		}
	}
	var err error
	if r.Validity != "" {
		l.Validity, err = time.ParseDuration(r.Validity)
	}
	return l, err
}

func runCertgen(args []string) error {
	o, err := parseCertgen(args, os.Getenv("CILIUM_CERTGEN_CONFIG"))
	if err != nil {
		return err
	}
	conf, err := rest.InClusterConfig()
	if file := os.Getenv("KUBECONFIG"); file != "" {
		conf, err = clientcmd.BuildConfigFromFlags("", file)
	}
	if err != nil {
		return err
	}
	client, err := kubernetes.NewForConfig(conf)
	if err != nil {
		return err
	}
	ctx, cancel := context.WithTimeout(context.Background(), 2*time.Minute)
	defer cancel()
	return o.run(ctx, client)
}

func (o *certgenOptions) run(ctx context.Context, client kubernetes.Interface) error {
	ca, err := o.authority(ctx, client)
	if err != nil {
		return err
	}
	for i := range o.certs {
		r := &o.certs[i]
		l, err := r.leaf()
		if err != nil {
			return err
		}
		cert, key, err := ca.issue(l)
		if err != nil {
			return fmt.Errorf("certificate %s: %w", r.Name, err)
		}
		data := map[string][]byte{"ca.crt": ca.certPEM, corev1.TLSCertKey: cert, corev1.TLSPrivateKeyKey: key}
		if err := storeSecret(ctx, client, r.Namespace, r.Name, corev1.SecretTypeTLS, data); err != nil {
			return fmt.Errorf("secret %s/%s: %w", r.Namespace, r.Name, err)
		}
		fmt.Printf("wrote secret %s/%s\n", r.Namespace, r.Name)
	}
	return nil
}

// authority takes the CA from its Secret, or makes it if the chart wants that.
func (o *certgenOptions) authority(ctx context.Context, client kubernetes.Interface) (*Authority, error) {
	where := o.secretNamespace + "/" + o.secretName
	if !o.generate || o.reuse {
		s, err := client.CoreV1().Secrets(o.secretNamespace).Get(ctx, o.secretName, metav1.GetOptions{})
		if err == nil && len(s.Data["ca.crt"]) > 0 && len(s.Data["ca.key"]) > 0 {
			fmt.Println("using the CA of secret", where)
			ca, err := parseAuthority(s.Data["ca.crt"], s.Data["ca.key"])
			if err != nil {
				return nil, fmt.Errorf("secret %s: %w", where, err)
			}
			return ca, sameKey(ca, where)
		}
		if err != nil && !apierrors.IsNotFound(err) {
			return nil, fmt.Errorf("secret %s: %w", where, err)
		}
		if !o.generate {
			return nil, fmt.Errorf("secret %s has no CA and none shall be made", where)
		}
	}
	ca, key, err := newAuthority(o.name, o.validity)
	if err != nil {
		return nil, err
	}
	fmt.Println("made a CA for secret", where)
	return ca, storeSecret(ctx, client, o.secretNamespace, o.secretName, corev1.SecretTypeOpaque, map[string][]byte{"ca.crt": ca.certPEM, "ca.key": key})
}

func sameKey(ca *Authority, where string) error {
	der, err := x509.MarshalPKIXPublicKey(ca.key.Public())
	if err != nil {
		return err
	}
	if !bytes.Equal(der, ca.cert.RawSubjectPublicKeyInfo) {
		return fmt.Errorf("secret %s: ca.key does not belong to ca.crt", where)
	}
	if block, rest := pem.Decode(ca.certPEM); block == nil || bytes.Contains(rest, []byte("PRIVATE KEY")) {
		return fmt.Errorf("secret %s: ca.crt is not a certificate alone", where)
	}
	return nil
}

// storeSecret creates a Secret or replaces what is in it.
func storeSecret(ctx context.Context, client kubernetes.Interface, ns, name string, kind corev1.SecretType, data map[string][]byte) error {
	s := &corev1.Secret{ObjectMeta: metav1.ObjectMeta{Namespace: ns, Name: name}, Type: kind, Data: data}
	api := client.CoreV1().Secrets(ns)
	_, err := api.Update(ctx, s, metav1.UpdateOptions{})
	if apierrors.IsNotFound(err) {
		_, err = api.Create(ctx, s, metav1.CreateOptions{})
	}
	return err
}
