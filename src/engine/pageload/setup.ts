import type { Ns } from '../kernel/time.ts';
import type { Page } from './page.ts';
import type { Way } from './ways.ts';

/** 'none': as if nobody secured anything (over UDP there is no such thing); 'full' and 'zero-rtt' as RFC 9846 §2 and §2.3. */
export type Security = 'none' | 'full' | 'zero-rtt';

export interface LoadSetup {
  readonly way: Way;
  readonly page: Page;
  readonly security: Security;
  readonly cookieBytes: number;
  /** Round trip of the path without queues: what a TLS handshake over TCP waits, as a model. */
  readonly rttNs: Ns;
  /** How long the server thinks about a request; about all of them at once. */
  readonly thinkNs: Ns;
}

/** A port where analysers look for HTTP/1.1 and for HTTP/2 with prior knowledge (RFC 9113 §3.3). */
export const TCP_PORT = 80;
/** One that no analyser takes for something it could decrypt. */
export const UDP_PORT = 9443;
