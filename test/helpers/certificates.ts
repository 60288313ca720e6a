import { webcrypto } from "node:crypto";
// The X.509 library's container needs it before anything else of it is loaded.
import "reflect-metadata";
import * as x509 from "@peculiar/x509";

const algorithm = { name: "ECDSA", namedCurve: "P-256", hash: "SHA-256" };

export interface Leaf {
  certificate: string;
  privateKey: string;
}

/** A certificate authority of the test's own, that signs leaves as the chart would. */
export class ForeignAuthority {
  private constructor(
    readonly certificate: x509.X509Certificate,
    private readonly keys: CryptoKeyPair,
  ) {}

  static async create(): Promise<ForeignAuthority> {
    x509.cryptoProvider.set(webcrypto as Crypto);
    const keys = await newKeys();
    const certificate = await x509.X509CertificateGenerator.createSelfSigned({
      name: "CN=Cilium CA",
      keys,
      signingAlgorithm: algorithm,
      extensions: [
        new x509.BasicConstraintsExtension(true, undefined, true),
        new x509.KeyUsagesExtension(x509.KeyUsageFlags.keyCertSign | x509.KeyUsageFlags.cRLSign, true),
      ],
      ...validity(),
    });
    return new ForeignAuthority(certificate, keys);
  }

  async leaf(commonName: string, dnsNames: readonly string[] = []): Promise<Leaf> {
    const keys = await newKeys();
    const names: x509.JsonGeneralNames = [
      ...dnsNames.map((value) => ({ type: "dns" as const, value })),
      { type: "ip", value: "127.0.0.1" },
    ];
    const certificate = await x509.X509CertificateGenerator.create({
      subject: `CN=${commonName}`,
      issuer: this.certificate.subject,
      publicKey: keys.publicKey,
      signingKey: this.keys.privateKey,
      signingAlgorithm: algorithm,
      extensions: [
        new x509.ExtendedKeyUsageExtension([
          x509.ExtendedKeyUsage.serverAuth,
          x509.ExtendedKeyUsage.clientAuth,
        ]),
        new x509.SubjectAlternativeNameExtension(names),
      ],
      ...validity(),
    });
    const pkcs8 = await webcrypto.subtle.exportKey("pkcs8", keys.privateKey);
    return {
      certificate: certificate.toString("pem"),
      privateKey: x509.PemConverter.encode(pkcs8, "PRIVATE KEY"),
    };
  }
}

function newKeys(): Promise<CryptoKeyPair> {
  return webcrypto.subtle.generateKey(algorithm, true, ["sign", "verify"]);
}

function validity(): { notBefore: Date; notAfter: Date } {
  const hour = 3_600_000;
  return { notBefore: new Date(Date.now() - hour), notAfter: new Date(Date.now() + 24 * hour) };
}
