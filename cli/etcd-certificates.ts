import { webcrypto, X509Certificate } from "node:crypto";
import * as fs from "node:fs";
import * as path from "node:path";
// The X.509 library's container needs it before anything else of it is loaded.
import "reflect-metadata";
import * as x509 from "@peculiar/x509";
import { writeSecretFile } from "../components/internal/secret-file";
import type { EtcdCertificateFiles } from "../stacks/config";
import { ensureCertificateAuthority } from "./certificate-authority";

const algorithm = { name: "ECDSA", namedCurve: "P-256", hash: "SHA-256" };
const HOUR = 3_600_000;
const TEN_YEARS = 10 * 365 * 24 * HOUR;

/**
 * Certificates of a simulated cluster's etcd as files that only their owner can read: a CA made once, a client's
 * certificate, and the members', made anew when an address is missing from it. Elsewhere the component makes its own.
 */
export async function ensureEtcdCertificates(
  directory: string,
  addresses: readonly string[],
): Promise<Required<EtcdCertificateFiles>> {
  const file = (name: string): string => path.join(directory, name);
  const files = {
    caCertificateFile: file("ca.crt"),
    clientCertificateFile: file("client.crt"),
    clientPrivateKeyFile: file("client.key"),
    memberCertificateFile: file("member.crt"),
    memberPrivateKeyFile: file("member.key"),
  };
  const authority = { certificate: files.caCertificateFile, privateKey: file("ca.key") };
  await ensureCertificateAuthority(authority.certificate, authority.privateKey);
  const { clientAuth, serverAuth } = x509.ExtendedKeyUsage;
  if (!fs.existsSync(files.clientCertificateFile)) {
    const leaf = await signedLeaf(authority, { commonName: "cilium-etcd-client", usages: [clientAuth] });
    writePair(files.clientCertificateFile, files.clientPrivateKeyFile, leaf);
  }
  if (!carries(files.memberCertificateFile, addresses)) {
    const usages = [serverAuth, clientAuth];
    const leaf = await signedLeaf(authority, { commonName: "cilium-etcd-member", usages, addresses });
    writePair(files.memberCertificateFile, files.memberPrivateKeyFile, leaf);
  }
  return files;
}

function carries(certificateFile: string, addresses: readonly string[]): boolean {
  if (!fs.existsSync(certificateFile)) return false;
  const certificate = new X509Certificate(fs.readFileSync(certificateFile));
  return addresses.every((address) => certificate.checkIP(address) !== undefined);
}

interface Pair {
  readonly certificate: string;
  readonly privateKey: string;
}

function writePair(certificateFile: string, privateKeyFile: string, { certificate, privateKey }: Pair): void {
  // The certificate goes last: with it the pair is whole.
  writeSecretFile(privateKeyFile, privateKey);
  writeSecretFile(certificateFile, certificate);
}

interface LeafSpec {
  readonly commonName: string;
  readonly usages: readonly string[];
  readonly addresses?: readonly string[];
}

/** A certificate of a CA in files. */
export async function signedLeaf(
  authority: { readonly certificate: string; readonly privateKey: string },
  { commonName, usages, addresses = [] }: LeafSpec,
): Promise<Pair> {
  x509.cryptoProvider.set(webcrypto as Crypto);
  const issuer = new x509.X509Certificate(fs.readFileSync(authority.certificate, "utf8"));
  const pem = fs.readFileSync(authority.privateKey, "utf8");
  const signingKey = await webcrypto.subtle.importKey(
    "pkcs8",
    x509.PemConverter.decodeFirst(pem),
    algorithm,
    false,
    ["sign"],
  );
  const keys = await webcrypto.subtle.generateKey(algorithm, true, ["sign", "verify"]);
  const names = addresses.map((value) => ({ type: "ip" as const, value }));
  const now = Date.now();
  const certificate = await x509.X509CertificateGenerator.create({
    subject: `CN=${commonName}`,
    issuer: issuer.subject,
    // Clocks of clusters may be behind.
    notBefore: new Date(now - HOUR),
    notAfter: new Date(now + TEN_YEARS),
    publicKey: keys.publicKey,
    signingKey,
    signingAlgorithm: algorithm,
    extensions: [
      new x509.ExtendedKeyUsageExtension([...usages]),
      ...(names.length > 0 ? [new x509.SubjectAlternativeNameExtension(names)] : []),
    ],
  });
  const pkcs8 = await webcrypto.subtle.exportKey("pkcs8", keys.privateKey);
  const privateKey = x509.PemConverter.encode(pkcs8, "PRIVATE KEY");
  return { certificate: `${certificate.toString("pem")}\n`, privateKey: `${privateKey}\n` };
}
