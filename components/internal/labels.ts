const name = /^[A-Za-z0-9]([\w.-]*[A-Za-z0-9])?$/;
const dnsName = /^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$/;

/** What is wrong with a Kubernetes label, or undefined where nothing is. */
export function labelFault(key: string, value: string): string | undefined {
  return labelKeyFault(key) ?? labelValueFault(value);
}

/** What is wrong with the key of a label or annotation, or undefined where nothing is. */
export function labelKeyFault(key: string): string | undefined {
  const parts = key.split("/");
  const last = parts.at(-1) ?? "";
  const prefix = parts.length === 2 ? parts[0] : undefined;
  if (parts.length > 2) return "the key has more than one /";
  if (prefix !== undefined && (prefix.length > 253 || !dnsName.test(prefix)))
    return "the part of the key before / is no DNS name";
  if (last.length > 63) return "the key's name has more than 63 characters";
  if (!name.test(last))
    return "the key's name must be letters, digits, -, _ and ., first and last a letter or digit";
  return undefined;
}

function labelValueFault(value: string): string | undefined {
  if (value.length > 63) return "the value has more than 63 characters";
  if (value !== "" && !name.test(value))
    return "the value must be letters, digits, -, _ and ., first and last a letter or digit";
  return undefined;
}
