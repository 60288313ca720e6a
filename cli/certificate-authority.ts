import * as fs from "node:fs";
import { webcrypto } from "node:crypto";
// The X.509 library's container needs it before anything else of it is loaded.
import "reflect-metadata";
import * as x509 from "@peculiar/x509";
import { writeSecretFile } from "../components/internal/secret-file";

const tenYears = 10 * 365 * 24 * 3_600_000;
const algorithm = { name: "ECDSA", namedCurve: "P-256", hash: "SHA-256" };

/**
 * Makes a mesh's CA as two files that only their owner can read, unless they are there: ECDSA P-256, valid for ten
 * years. For clusters of the simulator, where no Pulumi plugin for it is needed; elsewhere the mesh makes its own.
 */
export async function ensureCertificateAuthority(
  certificateFile: string,
  privateKeyFile: string,
): Promise<void> {
  if (fs.existsSync(certificateFile) && fs.existsSync(privateKeyFile)) return;
  const { certificate, privateKey } = await createCertificateAuthority();
  // The certificate goes last: with it the pair is whole.
  writeSecretFile(privateKeyFile, privateKey);
  writeSecretFile(certificateFile, certificate);
}

/** A new CA in PEM, as Cilium's chart wants it. */
export async function createCertificateAuthority(): Promise<{ certificate: string; privateKey: string }> {
  x509.cryptoProvider.set(webcrypto as Crypto);
  const keys = await webcrypto.subtle.generateKey(algorithm, true, ["sign", "verify"]);
  const now = Date.now();
  const certificate = await x509.X509CertificateGenerator.createSelfSigned({
    name: "CN=Cilium CA",
    // Clocks of clusters may be behind.
    notBefore: new Date(now - 3_600_000),
    notAfter: new Date(now + tenYears),
    signingAlgorithm: algorithm,
    keys: keys,
    extensions: [
      new x509.BasicConstraintsExtension(true, undefined, true),
      new x509.KeyUsagesExtension(
        x509.KeyUsageFlags.keyCertSign | x509.KeyUsageFlags.cRLSign | x509.KeyUsageFlags.digitalSignature,
        true,
      ),
      await x509.SubjectKeyIdentifierExtension.create(keys.publicKey),
    ],
  });
  const pkcs8 = await webcrypto.subtle.exportKey("pkcs8", keys.privateKey);
  const privateKey = x509.PemConverter.encode(pkcs8, "PRIVATE KEY");
  return { certificate: `${certificate.toString("pem")}\n`, privateKey: `${privateKey}\n` };
}
