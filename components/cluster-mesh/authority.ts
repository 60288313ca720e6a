import * as pulumi from "@pulumi/pulumi";
import * as tls from "@pulumi/tls";
import { ClusterMeshArgs } from "./args";

const TEN_YEARS_IN_HOURS = 10 * 365 * 24;

/** The CA of a mesh, the key a secret. */
export interface Authority {
  readonly certificatePem: pulumi.Output<string>;
  readonly privateKeyPem: pulumi.Output<string>;
}

/** The CA that was brought along, or one made here that outlives any change of members. */
export function meshAuthority(parent: pulumi.Resource, name: string, args: ClusterMeshArgs): Authority {
  const brought = args.certificateAuthority;
  if (brought !== undefined) {
    return {
      certificatePem: pulumi.output(brought.certificatePem),
      privateKeyPem: pulumi.secret(brought.privateKeyPem),
    };
  }
  const protect = args.protectCertificateAuthority !== false ? { protect: true } : {};
  const key = new tls.PrivateKey(
    `${name}-ca-key`,
    { algorithm: "ECDSA", ecdsaCurve: "P256" },
    {
      parent,
      ...protect,
      additionalSecretOutputs: ["privateKeyPem", "privateKeyPemPkcs8", "privateKeyOpenssh"],
    },
  );
  const certificate = new tls.SelfSignedCert(
    `${name}-ca`,
    {
      privateKeyPem: key.privateKeyPem,
      isCaCertificate: true,
      setSubjectKeyId: true,
      validityPeriodHours: TEN_YEARS_IN_HOURS,
      allowedUses: ["cert_signing", "crl_signing", "digital_signature"],
      subject: { commonName: "Cilium CA" },
    },
    { parent, ...protect },
  );
  return { certificatePem: certificate.certPem, privateKeyPem: pulumi.secret(key.privateKeyPem) };
}
