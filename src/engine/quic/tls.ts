/** How a connection is secured: with a certificate, with what both remember of the last time, or with requests before the answer (RFC 9846 §2, §2.2, §2.3). */
export type Handshake = 'full' | 'resumed' | 'zero-rtt';

export interface Flights {
  /** Bytes of TLS messages: ClientHello; ServerHello to Finished; the client's Finished (RFC 9846 figure 1). */
  readonly clientHello: number;
  readonly server: number;
  readonly clientFinished: number;
}

/**
 * Typical sizes, chosen and not measured here: a ClientHello with X25519 and the extensions of a browser; ServerHello 122, EncryptedExtensions
 * some 30, two certificates of 1.4 KB, CertificateVerify 264 and Finished 36 with SHA-256; a resumed one has a ticket more and no certificate.
 */
export const FLIGHTS: Readonly<Record<Handshake, Flights>> = {
  full: { clientHello: 320, server: 3250, clientFinished: 36 },
  resumed: { clientHello: 560, server: 195, clientFinished: 36 },
  'zero-rtt': { clientHello: 564, server: 199, clientFinished: 36 },
};

/** TLS 1.3 over TCP costs a client so many round trips before its first request can leave, beyond TCP's own (RFC 9846 §2, §2.3). */
export const tlsRoundTrips = (handshake: Handshake): number => (handshake === 'zero-rtt' ? 0 : 1);

/** RFC 9846 §5.1: a record's header, content type and tag; handshake messages of a flight share one, up to 16 KB. */
const RECORD_BYTES = 5 + 1 + 16;
/** What TLS adds to a connection over TCP: its flights in a record each, and RECORD_BYTES for every 16 KB of data or part of it. */
export function tlsBytes(handshake: Handshake, writes: readonly number[]): number {
  const { clientHello, server, clientFinished } = FLIGHTS[handshake];
  const data = writes.reduce((sum, bytes) => sum + RECORD_BYTES * Math.max(1, Math.ceil(bytes / 16_384)), 0);
  return clientHello + server + clientFinished + 3 * RECORD_BYTES + data;
}
