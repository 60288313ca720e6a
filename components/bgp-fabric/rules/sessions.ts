import { atLeast, isCiliumVersion } from "../../internal/cilium-version";
import type { Finding } from "../../internal/finding";
import { faultOf, firstVersionOf } from "../../internal/versions";
import { error } from "../../prover/report";
import { clustersOf, type Fabric } from "./view";

const longestPassword = 80;

/** Passwords that one of the ends could not use. Nothing of a password is ever told. */
export function passwords(fabric: Fabric): Finding[] {
  const links = (fabric.input.links ?? []).map(({ from, to, password }, i) => ({
    password,
    of: `the link of routers "${from}" and "${to}"`,
    path: `links[${i}].password`,
  }));
  const peers = clustersOf(fabric).flatMap(({ cluster, path }) =>
    cluster.peers.map(({ name, router, password }, i) => ({
      password,
      of: `peer "${name ?? router}" of cluster "${cluster.name}"`,
      path: `${path}.peers[${i}].password`,
    })),
  );
  return [...links, ...peers].flatMap(({ password, of, path }) => {
    const fault = password === undefined ? undefined : passwordFault(password);
    if (fault === undefined) return [];
    return [
      error(
        "bgp-password-invalid",
        [fabric.at(path)],
        `the password of ${of} ${fault}`,
        `use 1 to ${longestPassword} letters, digits and signs`,
      ),
    ];
  });
}

function passwordFault(password: string): string | undefined {
  if (password === "") return "is empty";
  if (password.length > longestPassword)
    return `has more than the ${longestPassword} characters that TCP MD5 takes`;
  // FRR reads it from a line of words.
  return /^[\x21-\x7e]+$/.test(password) ? undefined : "has a space, a control character or one beyond ASCII";
}

/** What a cluster's Cilium cannot do at all. */
export function versions(fabric: Fabric): Finding[] {
  const first = firstVersionOf("CiliumBGPClusterConfig") ?? "1.16.0";
  return clustersOf(fabric).flatMap(({ cluster, path }) => {
    const { ciliumVersion: version, name } = cluster;
    if (!isCiliumVersion(version))
      return [
        error(
          "cilium-version-invalid",
          [fabric.at(`${path}.ciliumVersion`)],
          `"${version}" is not a version of Cilium`,
          "write it with all three numbers, like 1.18.1",
        ),
      ];
    if (!atLeast(version, first))
      return [
        error(
          "bgp-not-in-version",
          [fabric.at(`${path}.ciliumVersion`), fabric.at(path)],
          `Cilium ${version} of cluster "${name}" acts on no CiliumBGPClusterConfig; the first version that does is ${first}`,
          `use Cilium ${first} or newer, or take bgp out`,
        ),
      ];
    const md5 = faultOf("bgp-md5", version);
    const secured = cluster.peers.flatMap(({ password }, i) => (password === undefined ? [] : [i]));
    if (md5 === undefined || secured.length === 0) return [];
    return [
      {
        severity: md5.severity,
        code: md5.code,
        paths: [
          ...secured.map((i) => fabric.at(`${path}.peers[${i}].password`)),
          fabric.at(`${path}.ciliumVersion`),
        ],
        message: `Cilium ${version} of cluster "${name}" ${md5.symptom} (${md5.upstream})`,
        fix: `use Cilium ${md5.fixedIn.join(" or ")} or newer`,
      },
    ];
  });
}
