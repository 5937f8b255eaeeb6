/** 16 bytes as RFC 5952 §4 writes them: '2001:db8::1'. The longest run of two or more zero groups, the first of equals, is '::'. */
export function formatIpv6(bytes: Uint8Array): string {
  const groups = Array.from({ length: 8 }, (_, index) => (bytes[2 * index]! << 8) | bytes[2 * index + 1]!);
  let best = { start: 0, length: 1 };
  let start = 0;
  groups.forEach((group, index) => {
    if (group !== 0) start = index + 1;
    else if (index + 1 - start > best.length) best = { start, length: index + 1 - start };
  });
  const write = (part: readonly number[]): string => part.map((group) => group.toString(16)).join(':');
  if (best.length === 1) return write(groups);
  return `${write(groups.slice(0, best.start))}::${write(groups.slice(best.start + best.length))}`;
}
