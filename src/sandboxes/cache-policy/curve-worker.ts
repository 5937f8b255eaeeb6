import type { CurvePoint } from '#engine/cache/curve.ts';
import type { PolicyId } from '#engine/cache/eviction/policy.ts';
import { curveOf, measuredOf, type Measured, type Source } from './curve-setup.ts';

/** One policy, on requests that are there, or on a setup's, which the worker draws and gives back before it begins. */
export type CurveOrder = { readonly policy: PolicyId } & Source;
/** The requests that were drawn; or how far the policy is. */
export type CurveNews =
  | { readonly drawn: Measured }
  | { readonly done: number; readonly total: number; readonly points: readonly CurvePoint[] };

/** Requests between two messages: some tens of them a second. */
const STEP = 1_000_000;

const tell = (news: CurveNews) => postMessage(news);

/**
 * A worker measures one policy only, so that its code is compiled for that one. Whoever has enough ends the worker; between two steps it
 * looks up, as Chromium lets one that never does go on for two seconds.
 */
addEventListener('message', ({ data }: MessageEvent<CurveOrder>) => {
  const requests = 'requests' in data ? data.requests : measuredOf(data.setup);
  if (!('requests' in data)) tell({ drawn: requests });
  const curve = curveOf(requests, [data.policy]);
  const { port1: own, port2: other } = new MessageChannel();
  own.onmessage = () => {
    const more = curve.advance(STEP);
    tell({ done: curve.done, total: curve.total, points: [...curve.points] });
    if (more) other.postMessage(undefined);
  };
  other.postMessage(undefined);
});
