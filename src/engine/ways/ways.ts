import type { JobId } from './job.ts';

/**
 * How a job may be done: a new connection for every request; requests on a connection that stays; a request that the server holds until it has
 * something (RFC 6202 §2); a response without end (HTML §9.2, server-sent events); WebSocket (RFC 6455); a plain TCP connection with
 * one's own framing.
 */
export const WAYS = ['close', 'keep', 'long', 'sse', 'ws', 'raw'] as const;
export type Way = (typeof WAYS)[number];

/** Holding a request and a response without end are for what comes unasked: for files they are a request like any other. */
export const waysOf = (job: JobId): readonly Way[] =>
  job === 'ticks' || job === 'chat' ? WAYS : ['close', 'keep', 'ws', 'raw'];

export const clientOf = (way: Way): string => `${way}-client`;
export const serverOf = (way: Way): string => `${way}-server`;
