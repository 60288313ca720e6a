import { webcrypto } from "node:crypto";
// The X.509 library's container needs it before anything else of it is loaded.
import "reflect-metadata";
import * as x509 from "@peculiar/x509";

const algorithm = { name: "ECDSA", namedCurve: "P-256", hash: "SHA-256" };

/** The day of these tests; certificates are good from the day before for a year, unless said otherwise. */
export const NOW = new Date("2030-05-01T00:00:00Z");
const DAY = 86_400_000;

export interface Pem {
  readonly certificate: string;
  readonly key: string;
}

export interface Wish {
  readonly name: string;
  readonly usages?: readonly ("serverAuth" | "clientAuth")[];
  readonly addresses?: readonly string[];
  readonly from?: Date;
  readonly to?: Date;
}

/** A CA whose certificates are as good or bad as a test wants them. */
export class TestAuthority {
  private constructor(
    readonly pem: string,
    private readonly subject: string,
    private readonly keys: CryptoKeyPair,
  ) {}

  static async create(name: string, dates: Pick<Wish, "from" | "to"> = {}): Promise<TestAuthority> {
    x509.cryptoProvider.set(webcrypto as Crypto);
    const keys = await webcrypto.subtle.generateKey(algorithm, true, ["sign", "verify"]);
    const certificate = await x509.X509CertificateGenerator.createSelfSigned({
      name: `CN=${name}`,
      keys,
      signingAlgorithm: algorithm,
      extensions: [new x509.BasicConstraintsExtension(true, undefined, true)],
      ...validity(dates),
    });
    return new TestAuthority(certificate.toString("pem"), certificate.subject, keys);
  }

  async leaf({ name, usages, addresses = [], ...dates }: Wish): Promise<Pem> {
    const keys = await webcrypto.subtle.generateKey(algorithm, true, ["sign", "verify"]);
    const names = addresses.map((value) => ({ type: "ip" as const, value }));
    const certificate = await x509.X509CertificateGenerator.create({
      subject: `CN=${name}`,
      issuer: this.subject,
      publicKey: keys.publicKey,
      signingKey: this.keys.privateKey,
      signingAlgorithm: algorithm,
      extensions: [
        ...(usages === undefined
          ? []
          : [new x509.ExtendedKeyUsageExtension(usages.map((usage) => x509.ExtendedKeyUsage[usage]))]),
        ...(names.length > 0 ? [new x509.SubjectAlternativeNameExtension(names)] : []),
      ],
      ...validity(dates),
    });
    const pkcs8 = await webcrypto.subtle.exportKey("pkcs8", keys.privateKey);
    return { certificate: certificate.toString("pem"), key: x509.PemConverter.encode(pkcs8, "PRIVATE KEY") };
  }
}

function validity({ from, to }: Pick<Wish, "from" | "to">): { notBefore: Date; notAfter: Date } {
  return {
    notBefore: from ?? new Date(NOW.getTime() - DAY),
    notAfter: to ?? new Date(NOW.getTime() + 365 * DAY),
  };
}
