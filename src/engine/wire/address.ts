/** IPv4 address: unsigned 32-bit number, so that two are equal by `===` and a trace can hold them. */
export type Ipv4 = number;
/** MAC address: unsigned 48-bit number, for the same reasons; 00:00:5e:00:53:01 is 0x00005e005301. */
export type Mac = number;

export const BROADCAST_MAC: Mac = 0xffff_ffff_ffff;

export const formatIpv4 = (address: Ipv4): string =>
  `${address >>> 24}.${(address >>> 16) & 255}.${(address >>> 8) & 255}.${address & 255}`;

/** '192.0.2.1' (four decimals without leading zeros, RFC 6943 §3.1.1 strict form); anything else gives undefined. */
export function parseIpv4(text: string): Ipv4 | undefined {
  const parts = /^(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})$/.exec(text)?.slice(1);
  if (!parts || parts.some((part) => Number(part) > 255 || (part.length > 1 && part[0] === '0')))
    return undefined;
  return parts.reduce((address, part) => address * 256 + Number(part), 0);
}

/** '00:00:5e:00:53:01', lower case. */
export const formatMac = (address: Mac): string =>
  address
    .toString(16)
    .padStart(12, '0')
    .replace(/..(?!$)/g, '$&:');

/** Six pairs of hexadecimal digits joined by ':' or '-'; anything else gives undefined. */
export function parseMac(text: string): Mac | undefined {
  return /^[\da-f]{2}([:-][\da-f]{2}){5}$/i.test(text)
    ? Number.parseInt(text.replace(/[:-]/g, ''), 16)
    : undefined;
}
