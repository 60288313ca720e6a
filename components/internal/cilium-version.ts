import semver from "semver";

/** True where `version` is `floor` or newer. A pre-release counts as the release it leads to. */
export function atLeast(version: string, floor: string): boolean {
  return semver.gte(released(version), semver.coerce(floor) ?? floor);
}

/** `1.18.1` → `1.18`. */
export function minorOf(version: string): string {
  const parsed = released(version);
  return `${parsed.major}.${parsed.minor}`;
}

/** Number of minor releases between two versions of one major. */
export function minorsApart(a: string, b: string): number {
  return Math.abs(released(a).minor - released(b).minor);
}

export function isCiliumVersion(version: string): boolean {
  return semver.valid(version) === version;
}

function released(version: string): semver.SemVer {
  const parsed = semver.coerce(version);
  if (parsed === null) throw new Error(`"${version}" is not a version like 1.18.1`);
  return parsed;
}
