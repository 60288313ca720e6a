import * as pulumi from "@pulumi/pulumi";
import * as tls from "@pulumi/tls";
import type { EtcdArgs } from "./args";
import { EtcdPlan, loopbackOf } from "./plan";

const TEN_YEARS_IN_HOURS = 10 * 365 * 24;
const ECDSA = { algorithm: "ECDSA", ecdsaCurve: "P256" };

/** Certificates and keys of an etcd; the keys are secrets. */
export interface EtcdMaterial {
  readonly ca: pulumi.Output<string>;
  readonly client: pulumi.Output<string>;
  readonly clientKey: pulumi.Output<string>;
  readonly member?: pulumi.Output<string>;
  readonly memberKey?: pulumi.Output<string>;
}

/** Options of everything that an etcd makes. */
export interface Held {
  readonly parent: pulumi.Resource;
  /** What must be known first; names no resource. */
  readonly dependsOn?: pulumi.Output<pulumi.Resource[]>;
}

/** What was brought along, or certificates of a CA that is made here once. */
export function etcdMaterial(
  held: Held,
  name: string,
  args: EtcdArgs,
  plan: pulumi.Output<EtcdPlan>,
): EtcdMaterial {
  const brought = args.tls?.certificates;
  if (brought !== undefined) {
    const { memberCertificatePem: member, memberPrivateKeyPem: memberKey } = brought;
    return {
      ca: pulumi.output(brought.caCertificatePem),
      client: pulumi.output(brought.clientCertificatePem),
      clientKey: pulumi.secret(brought.clientPrivateKeyPem),
      ...(member !== undefined ? { member: pulumi.output(member) } : {}),
      ...(memberKey !== undefined ? { memberKey: pulumi.secret(memberKey) } : {}),
    };
  }
  const signer = authority(held, name, args.tls?.protectCertificateAuthority !== false);
  const ipAddresses = plan.apply(({ members }) => [
    ...members.flatMap(({ address }) => address ?? []),
    loopbackOf(members),
  ]);
  const hours = plan.apply(({ validityHours }) => validityHours);
  const member = leaf(held, signer, hours, {
    name: `${name}-member`,
    commonName: "cilium-etcd-member",
    // A member is a client of the others.
    uses: ["server_auth", "client_auth"],
    ipAddresses,
  });
  const client = leaf(held, signer, hours, {
    name: `${name}-client`,
    commonName: "cilium-etcd-client",
    uses: ["client_auth"],
  });
  return {
    ca: signer.certificate.certPem,
    client: client.certificate,
    clientKey: client.key,
    member: member.certificate,
    memberKey: member.key,
  };
}

interface Signer {
  readonly key: pulumi.Output<string>;
  readonly certificate: tls.SelfSignedCert;
}

function authority(held: Held, name: string, isProtected: boolean): Signer {
  const protect = isProtected ? { protect: true } : {};
  const key = privateKey(`${name}-ca-key`, { ...held, ...protect });
  const certificate = new tls.SelfSignedCert(
    `${name}-ca`,
    {
      privateKeyPem: key,
      isCaCertificate: true,
      setSubjectKeyId: true,
      validityPeriodHours: TEN_YEARS_IN_HOURS,
      allowedUses: ["cert_signing", "crl_signing", "digital_signature"],
      subject: { commonName: "Cilium etcd CA" },
    },
    { ...held, ...protect },
  );
  return { key, certificate };
}

function privateKey(name: string, opts: pulumi.CustomResourceOptions): pulumi.Output<string> {
  const additionalSecretOutputs = ["privateKeyPem", "privateKeyPemPkcs8", "privateKeyOpenssh"];
  const key = new tls.PrivateKey(name, ECDSA, { ...opts, additionalSecretOutputs });
  return pulumi.secret(key.privateKeyPem);
}

interface LeafRequest {
  readonly name: string;
  readonly commonName: string;
  readonly uses: readonly string[];
  readonly ipAddresses?: pulumi.Output<string[]>;
}

function leaf(
  held: Held,
  signer: Signer,
  hours: pulumi.Output<number>,
  { name, commonName, uses, ipAddresses }: LeafRequest,
): { certificate: pulumi.Output<string>; key: pulumi.Output<string> } {
  const key = privateKey(`${name}-key`, held);
  const request = new tls.CertRequest(
    `${name}-request`,
    {
      privateKeyPem: key,
      subject: { commonName },
      ...(ipAddresses !== undefined ? { ipAddresses, dnsNames: ["localhost"] } : {}),
    },
    held,
  );
  const signed = new tls.LocallySignedCert(
    `${name}-certificate`,
    {
      certRequestPem: request.certRequestPem,
      caPrivateKeyPem: signer.key,
      caCertPem: signer.certificate.certPem,
      validityPeriodHours: hours,
      earlyRenewalHours: hours.apply((all) => Math.floor(all / 3)),
      setSubjectKeyId: true,
      allowedUses: ["digital_signature", ...uses],
    },
    held,
  );
  return { certificate: signed.certPem, key };
}
