/** The ways to load a page. */
export type WayId = 'http10' | 'http11' | 'six' | 'pipelining' | 'http2' | 'http3';

export interface Way {
  readonly id: WayId;
  readonly over: 'tcp' | 'udp';
  readonly version: '1.0' | '1.1' | '2' | '3';
  /** Connections to one server at once. Browsers open six (RFC 9112 §9.4 names no number, RFC 2616 §8.1.4 once said two). */
  readonly connections: number;
  /** Requests on one connection before the answer to the first is whole. */
  readonly atOnce: number;
}

export const WAYS: readonly Way[] = [
  { id: 'http10', over: 'tcp', version: '1.0', connections: 1, atOnce: 1 },
  { id: 'http11', over: 'tcp', version: '1.1', connections: 1, atOnce: 1 },
  { id: 'six', over: 'tcp', version: '1.1', connections: 6, atOnce: 1 },
  { id: 'pipelining', over: 'tcp', version: '1.1', connections: 1, atOnce: 100 },
  { id: 'http2', over: 'tcp', version: '2', connections: 1, atOnce: 100 },
  { id: 'http3', over: 'udp', version: '3', connections: 1, atOnce: 100 },
];
export const wayOf = (id: WayId): Way => WAYS.find((way) => way.id === id)!;
