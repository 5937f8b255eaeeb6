/** What people call an ICMP message, by type and code: RFC 792, RFC 1122 §3.2.2.1, RFC 1812 §5.2.7.1. */
const UNREACHABLE: readonly string[] = [
  'net unreachable',
  'host unreachable',
  'protocol unreachable',
  'port unreachable',
  'fragmentation needed',
  'source route failed',
  'net unknown',
  'host unknown',
  'source isolated',
  'net prohibited',
  'host prohibited',
  'net unreachable for this service',
  'host unreachable for this service',
  'communication prohibited',
];

export function icmpName(type: number, code: number): string {
  switch (type) {
    case 0:
      return 'echo reply';
    case 3:
      return UNREACHABLE[code] ?? `unreachable ${code}`;
    case 5:
      return 'redirect';
    case 8:
      return 'echo request';
    case 11:
      return code === 0 ? 'time exceeded' : 'reassembly time exceeded';
    case 12:
      return 'parameter problem';
    default:
      return `type ${type} code ${code}`;
  }
}
