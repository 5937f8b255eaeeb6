import { parseIpv4 } from '#engine/wire/address.ts';

/** Two computers and a bystander, each behind its own port of one router. Addresses of RFC 5737. */
export const ADDRESS = {
  you: parseIpv4('192.0.2.10')!,
  router: parseIpv4('192.0.2.1')!,
  server: parseIpv4('198.51.100.80')!,
  other: parseIpv4('203.0.113.5')!,
} as const;

/** In this order the world numbers their first network cards. */
export const HOSTS = ['you', 'router', 'server', 'other'] as const;
const FIRST_MAC = 0x00005e005301;
export const MAC = { you: FIRST_MAC, router: FIRST_MAC + 1 } as const;

/** What the server has open; every other port is closed. */
export const OPEN = { tcp: 80, udp: 7 } as const;
export const CLOSED_PORT = 81;
/** Where answers to the packets made here come back to: no program of ours has it. */
export const OWN_PORT = 50_000;
