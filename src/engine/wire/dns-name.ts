/**
 * Domain names as people write them: 'www.example.com', the root '.'. A byte of a label that is a dot, a backslash or
 * not printable ASCII is written as RFC 1035 §5.1 does: '\.', '\\', '\' and three decimal digits.
 */
export type DnsName = string;

/** RFC 1035 §2.3.4: labels of 63 octets or less, names of 255 with all length octets. */
export const MAX_LABEL_BYTES = 63;
export const MAX_NAME_BYTES = 255;

/** The name that the labels make, none of them empty. */
export const nameOf = (labels: readonly Uint8Array[]): DnsName =>
  labels.length === 0 ? '.' : labels.map(written).join('.');

function written(label: Uint8Array): string {
  let text = '';
  for (const byte of label) {
    if (byte === 0x2e || byte === 0x5c) text += `\\${String.fromCharCode(byte)}`;
    else if (byte > 0x20 && byte < 0x7f) text += String.fromCharCode(byte);
    else text += `\\${String(byte).padStart(3, '0')}`;
  }
  return text;
}

/** The labels of a name, from the left; undefined where it is none. A dot at the end is taken and means nothing. */
export function labelsOf(name: DnsName): Uint8Array[] | undefined {
  if (name === '.') return [];
  const labels: Uint8Array[] = [];
  let label: number[] = [];
  let size = 1; // the root's length octet
  // one more dot ends the last label
  for (const part of `${name.replace(/(^|[^\\])\.$/, '$1')}.`.match(/\\\d{3}|\\.|[^]/g) ?? []) {
    if (part === '.') {
      if (label.length === 0 || label.length > MAX_LABEL_BYTES) return undefined;
      labels.push(Uint8Array.from(label));
      size += 1 + label.length;
      label = [];
      continue;
    }
    const byte = part.length === 4 ? Number(part.slice(1)) : part.charCodeAt(part.length - 1);
    if (byte > 255 || part === '\\') return undefined;
    label.push(byte);
  }
  return label.length > 0 || size > MAX_NAME_BYTES ? undefined : labels;
}
