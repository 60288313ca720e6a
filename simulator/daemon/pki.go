package main

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/x509"
	"encoding/pem"
	"errors"
	"net/netip"
	"os"
	"path/filepath"

	"k8s.io/client-go/tools/clientcmd"
	api "k8s.io/client-go/tools/clientcmd/api"
)

// pki is the folder with a cluster's keys; only the owner may read it.
type pki struct {
	dir string
	ca  *Authority
}

func (p pki) file(name string) string { return filepath.Join(p.dir, name) }

func (p pki) has(name string) bool {
	_, err := os.Stat(p.file(name))
	return err == nil
}

// preparePKI writes the keys and certificates that a control plane needs.
// Existing ones stay, so that a cluster keeps its identity over restarts.
func preparePKI(dir string, plan *ClusterPlan, address func(string) string) (*pki, error) {
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return nil, err
	}
	ca, err := clusterAuthority(dir)
	if err != nil {
		return nil, err
	}
	p := &pki{dir: dir, ca: ca}
	hosts := []string{"127.0.0.1", "localhost", "kubernetes", "kubernetes.default", "kubernetes.default.svc", "kubernetes.default.svc.cluster.local"}
	if s, err := netip.ParsePrefix(plan.ServiceSubnet); err == nil {
		hosts = append(hosts, s.Masked().Addr().Next().String())
	}
	for _, n := range plan.Nodes {
		if n.Role == roleControlPlane {
			hosts = append(hosts, n.Name)
			if a := address(n.Name); a != "" {
				hosts = append(hosts, a)
			}
		}
	}
	return p, errors.Join(
		p.pair("apiserver", func() ([]byte, []byte, error) { return ca.server("kube-apiserver", hosts...) }),
		p.pair("apiserver-kubelet-client", func() ([]byte, []byte, error) {
			return ca.client(kubeletClient, "kubeadm:cluster-admins")
		}),
		p.accountKey(),
	)
}

func (p *pki) pair(name string, issue func() ([]byte, []byte, error)) error {
	if p.has(name+".crt") && p.has(name+".key") {
		return nil
	}
	c, k, err := issue()
	if err != nil {
		return err
	}
	return errors.Join(writeFile(p.file(name+".key"), k), writeFile(p.file(name+".crt"), c))
}

// accountKey signs the tokens of service accounts.
func (p *pki) accountKey() error {
	if p.has("sa.key") && p.has("sa.pub") {
		return nil
	}
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		return err
	}
	priv, err := encodeKey(key)
	if err != nil {
		return err
	}
	der, err := x509.MarshalPKIXPublicKey(key.Public())
	if err != nil {
		return err
	}
	pub := pem.EncodeToMemory(&pem.Block{Type: "PUBLIC KEY", Bytes: der})
	return errors.Join(writeFile(p.file("sa.key"), priv), writeFile(p.file("sa.pub"), pub))
}

// kubeconfig writes a kubeconfig with a client certificate; an existing one
// keeps its certificate and only follows the server's address.
func (p *pki) kubeconfig(file, server, context, user string, groups ...string) error {
	old, err := clientcmd.LoadFromFile(file)
	if err == nil && old.Clusters[context] != nil && old.AuthInfos[context] != nil {
		if old.Clusters[context].Server == server {
			return nil
		}
		old.Clusters[context].Server = server
		return writeKubeconfig(file, old)
	}
	cert, key, err := p.ca.client(user, groups...)
	if err != nil {
		return err
	}
	c := api.NewConfig()
	c.Clusters[context] = &api.Cluster{Server: server, CertificateAuthorityData: p.ca.certPEM}
	c.AuthInfos[context] = &api.AuthInfo{ClientCertificateData: cert, ClientKeyData: key}
	c.Contexts[context] = &api.Context{Cluster: context, AuthInfo: context}
	c.CurrentContext = context
	return writeKubeconfig(file, c)
}

func writeKubeconfig(file string, c *api.Config) error {
	data, err := clientcmd.Write(*c)
	if err != nil {
		return err
	}
	return writeFile(file, data)
}
