import { HelmValue } from "../helm-values";

/** A value as it stands in a message: short, and never more than one line. */
export function show(value: HelmValue): string {
  const text = JSON.stringify(value);
  return text.length > 60 ? `${text.slice(0, 57)}…` : text;
}

/** Certificates, keys and passwords have no place in a message. */
export function showFor(key: string, value: HelmValue): string {
  return /(^|\.)(ca|cert|key|caCert|server|admin|remote|client)$|secret|password|token/i.test(key)
    ? "its value"
    : show(value);
}
