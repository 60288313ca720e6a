import { atLeast } from "../../internal/cilium-version";
import { Finding } from "../../internal/finding";
import { effectiveValue } from "../../internal/versions";
import { isHelmMap } from "../../internal/helm-values";
import type { Install, InstallRule } from "../install";
import { error, warning } from "../report";

/** A set of certificates that the chart can have made for it. */
interface Issued {
  readonly key: string;
  readonly what: string;
  readonly used: (install: Install) => boolean;
  /** Whether a pod that Helm waits for cannot start without them. */
  readonly awaited: (install: Install) => boolean;
}

const issued: readonly Issued[] = [
  {
    key: "clustermesh.apiserver.tls.auto",
    what: "clustermesh-apiserver",
    used: ({ on }) => on("clustermesh.useAPIServer"),
    awaited: () => true,
  },
  {
    key: "hubble.tls.auto",
    what: "hubble-relay",
    used: ({ on }) => on("hubble.enabled") && on("hubble.tls.enabled"),
    awaited: ({ on }) => on("hubble.relay.enabled"),
  },
];

function issuedBy(install: Install, method: string): Issued[] {
  return issued.filter(
    ({ key, used }) =>
      used(install) && install.on(`${key}.enabled`) && install.text(`${key}.method`) === method,
  );
}

const helmWait: InstallRule = (install) => {
  if (!install.helmWaits || atLeast(install.version, "1.19.0")) return [];
  return issuedBy(install, "cronJob")
    .filter(({ awaited }) => awaited(install))
    .map(({ key, what }) =>
      error(
        "cron-job-certificates-with-helm-wait",
        [install.at(`${key}.method`)],
        `Helm waits for ${what}, which waits for certificates that a hook makes only after Helm has waited (Cilium ${install.version}, up to 1.18)`,
        "do not let Helm wait for the release, or set the method to helm",
      ),
    );
};

const schedule: InstallRule = (install) =>
  issuedBy(install, "cronJob").flatMap(({ key, what }): Finding[] => {
    const text = install.text(`${key}.schedule`);
    if (text === "") {
      return [
        warning(
          "certificate-schedule-missing",
          [install.at(`${key}.schedule`)],
          `the certificates of ${what} come from a cron job without schedule, so they are never renewed (Cilium ${install.version} has no default)`,
          `set ${key}.schedule: "0 0 1 */4 *"`,
        ),
      ];
    }
    if (text.startsWith("@") || text.trim().split(/\s+/).length === 5) return [];
    return [
      error(
        "certificate-schedule-invalid",
        [install.at(`${key}.schedule`)],
        `${key}.schedule "${text}" is not a cron schedule of five fields`,
        `write one like "0 0 1 */4 *"`,
      ),
    ];
  });

const issuer: InstallRule = (install) =>
  issuedBy(install, "certmanager").flatMap(({ key, what }) => {
    const reference = effectiveValue(install.values, `${key}.certManagerIssuerRef`, install.version);
    if (isHelmMap(reference) && Object.keys(reference).length > 0) return [];
    return [
      error(
        "certificate-issuer-missing",
        [install.at(`${key}.certManagerIssuerRef`), install.at(`${key}.method`)],
        `cert-manager is to make the certificates of ${what}, but no issuer is named`,
        `set ${key}.certManagerIssuerRef, or the method to helm`,
      ),
    ];
  });

const authority: InstallRule = ({ text, at }) => {
  const keys = ["tls.ca.cert", "tls.ca.key"];
  const set = keys.filter((key) => text(key) !== "");
  if (set.length === 1) {
    return [
      error(
        "ca-incomplete",
        keys.map(at),
        `${set.join("")} is set without the other half of the CA, so the chart would make a CA of its own`,
        "set both tls.ca.cert and tls.ca.key",
      ),
    ];
  }
  return set
    .filter((key) => text(key).includes("-----BEGIN"))
    .map((key) =>
      error(
        "ca-not-base64",
        [at(key)],
        `${key} is PEM, but the chart wants base64 of the PEM`,
        "encode it once more, e.g. with base64 -w0",
      ),
    );
};

export const certificateRules: readonly InstallRule[] = [helmWait, schedule, issuer, authority];
