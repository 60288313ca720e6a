import { createHash, createPrivateKey, X509Certificate } from "node:crypto";
import type { Finding } from "../internal/finding";
import { enumerated, error, quoted, warning } from "../prover/report";
import { EtcdCertificates, EtcdPlan, loopbackOf } from "./plan";

type At = (field: string) => string;

const SERVER = "1.3.6.1.5.5.7.3.1";
const CLIENT = "1.3.6.1.5.5.7.3.2";
const USAGES: Readonly<Record<string, string>> = { [SERVER]: "serverAuth", [CLIENT]: "clientAuth" };
const DAY = 24 * 3_600_000;
/** From here on a certificate's end is worth a warning. */
const SOON = 30 * DAY;

/** Everything wrong with certificates that were brought along, at a point in time. */
export function certificateFindings(plan: EtcdPlan, now: Date, at: At): Finding[] {
  const { certificates: given, mode } = plan;
  if (given === undefined) return [];
  // A placeholder stands for what nobody could read, which is told where the file is named.
  if (Object.values(given).some((pem: string | undefined) => pem?.startsWith("${") === true)) return [];
  const field = (name: keyof EtcdCertificates): string => at(`tls.certificates.${name}`);
  const path = field("caCertificatePem");
  const authorities = certificatesIn(given.caCertificatePem);
  if (authorities === undefined)
    return [unreadable(path, "the CA's certificate", "a PEM text that begins with BEGIN CERTIFICATE")];
  const found = authorities.flatMap((ca) => authorityFindings(ca, now, path));
  if (found.length > 0) return found;
  const judge = (one: Subject): Finding[] => leafFindings(one, authorities, now);
  const client = judge({
    what: "the client's certificate",
    pem: given.clientCertificatePem,
    key: given.clientPrivateKeyPem,
    usages: [CLIENT],
    addresses: [],
    path: field("clientCertificatePem"),
    keyPath: field("clientPrivateKeyPem"),
  });
  if (mode !== "nodes" || given.memberCertificatePem === undefined) return client;
  const known = plan.members.flatMap(({ address }) =>
    address === undefined || address.startsWith("${") ? [] : [address],
  );
  const member = judge({
    what: "the members' certificate",
    pem: given.memberCertificatePem,
    key: given.memberPrivateKeyPem,
    // A member is a client of the others.
    usages: [SERVER, CLIENT],
    addresses: [...known, loopbackOf(plan.members)],
    path: field("memberCertificatePem"),
    keyPath: field("memberPrivateKeyPem"),
  });
  return [...client, ...member];
}

/** A certificate and what it must be good for. */
interface Subject {
  readonly what: string;
  readonly pem: string;
  readonly key: string | undefined;
  readonly usages: readonly string[];
  readonly addresses: readonly string[];
  readonly path: string;
  readonly keyPath: string;
}

function authorityFindings(ca: X509Certificate, now: Date, path: string): Finding[] {
  if (ca.ca) return timeFindings("the CA's certificate", ca, now, path).filter(isError);
  return [
    error(
      "etcd-certificate-authority",
      [path],
      `the certificate of ${nameOf(ca)} is not one of a CA`,
      "give the certificate of the CA that signed the others",
    ),
  ];
}

function isError({ severity }: Finding): boolean {
  return severity === "error";
}

function leafFindings(one: Subject, authorities: readonly X509Certificate[], now: Date): Finding[] {
  const certificate = certificatesIn(one.pem)?.[0];
  if (certificate === undefined)
    return [unreadable(one.path, one.what, "a PEM text that begins with BEGIN CERTIFICATE")];
  return [
    ...signatureFindings(one, certificate, authorities),
    ...timeFindings(one.what, certificate, now, one.path),
    ...usageFindings(one, certificate),
    ...nameFindings(one, certificate),
    ...keyFindings(one, certificate),
  ];
}

function signatureFindings(
  { what, path }: Subject,
  certificate: X509Certificate,
  authorities: readonly X509Certificate[],
): Finding[] {
  if (authorities.some((ca) => certificate.checkIssued(ca) && certificate.verify(ca.publicKey))) return [];
  return [
    error(
      "etcd-certificate-authority",
      [path],
      `${what} (${nameOf(certificate)}) is not signed by ${enumerated(authorities.map(nameOf), "or")}, so the other end refuses it`,
      "give a certificate of that CA, or the CA that signed it",
    ),
  ];
}

function timeFindings(what: string, certificate: X509Certificate, now: Date, path: string): Finding[] {
  const [from, to] = [new Date(certificate.validFrom), new Date(certificate.validTo)];
  const day = (date: Date): string => date.toISOString().slice(0, 10);
  const fix = "have a new one signed";
  if (to <= now) return [error("etcd-certificate-time", [path], `${what} expired on ${day(to)}`, fix)];
  if (from > now) {
    const message = `${what} is not valid before ${day(from)}`;
    return [error("etcd-certificate-time", [path], message, "wait, or set this machine's clock")];
  }
  if (to.getTime() - now.getTime() > SOON) return [];
  return [warning("etcd-certificate-time", [path], `${what} expires on ${day(to)}`, fix)];
}

function usageFindings({ what, path, usages }: Subject, certificate: X509Certificate): Finding[] {
  // Without the extension it is good for everything.
  const allowed = certificate.keyUsage as string[] | undefined;
  if (allowed === undefined) return [];
  const missing = usages.filter((usage) => !allowed.includes(usage)).map((usage) => USAGES[usage] ?? usage);
  if (missing.length === 0) return [];
  return [
    error(
      "etcd-certificate-usage",
      [path],
      `${what} (${nameOf(certificate)}) lacks the extended key usage ${enumerated(missing)}, so the other end refuses it`,
      `have one signed with extendedKeyUsage ${usages.map((usage) => USAGES[usage] ?? usage).join(", ")}`,
    ),
  ];
}

function nameFindings({ what, path, addresses }: Subject, certificate: X509Certificate): Finding[] {
  const missing = addresses.filter((address) => certificate.checkIP(address) === undefined);
  if (missing.length === 0) return [];
  return [
    error(
      "etcd-certificate-names",
      [path],
      `${what} does not carry ${quoted(missing)}, where its members are spoken to`,
      `have one signed with subjectAltName ${addresses.map((address) => `IP:${address}`).join(",")}`,
    ),
  ];
}

function keyFindings({ what, key, path, keyPath }: Subject, certificate: X509Certificate): Finding[] {
  if (key === undefined) return [];
  try {
    if (certificate.checkPrivateKey(createPrivateKey(key))) return [];
  } catch {
    return [unreadable(keyPath, `the key of ${what}`, "a PEM text that begins with BEGIN PRIVATE KEY")];
  }
  return [
    error(
      "etcd-certificate-key",
      [path, keyPath],
      `the private key is not that of ${what} (${nameOf(certificate)})`,
      "give the key that its signing request was made with",
    ),
  ];
}

function unreadable(path: string, what: string, expected: string): Finding {
  const message = `${what} cannot be read, expected ${expected}`;
  return error(
    "etcd-certificate-unreadable",
    [path],
    message,
    "give the file as openssl writes it, not base64 of it",
  );
}

/** The certificates of a PEM text; undefined where there is none or one is broken. */
function certificatesIn(pem: string): X509Certificate[] | undefined {
  const blocks = pem.match(/-----BEGIN CERTIFICATE-----[\s\S]*?-----END CERTIFICATE-----/g) ?? [];
  try {
    return blocks.length === 0 ? undefined : blocks.map((block) => new X509Certificate(block));
  } catch {
    return undefined;
  }
}

function nameOf(certificate: X509Certificate): string {
  return `"${commonNameOf(certificate) ?? certificate.subject.replaceAll("\n", ", ")}"`;
}

function commonNameOf({ subject }: X509Certificate): string | undefined {
  return /^CN=(.+)$/m.exec(subject)?.[1];
}

/** What of the certificates the members' arguments must know; undefined before they are known. */
export function identityOf(caPem: string, memberPem: string): { ca: string; commonName?: string } {
  const certificate = certificatesIn(memberPem)?.[0];
  const commonName = certificate === undefined ? undefined : commonNameOf(certificate);
  const ca = createHash("sha256").update(caPem.trim()).digest("hex").slice(0, 16);
  return { ca, ...(commonName !== undefined ? { commonName } : {}) };
}
