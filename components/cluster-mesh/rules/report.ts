import { Finding, Severity } from "../../internal/finding";

export function error(code: string, paths: readonly string[], message: string, fix: string): Finding {
  return { severity: Severity.Error, code, paths, message, fix };
}
