import type { CurvePoint } from '#engine/cache/curve.ts';
import type { PolicyId } from '#engine/cache/eviction/policy.ts';
import type { Setup } from '#player/model.ts';
import { curveOf, measuredOf, type Measured } from './curve-setup.ts';

/** What a worker is to do: draw a setup's requests, or measure one policy on requests that were drawn. */
export type CurveOrder =
  { readonly draw: Setup } | { readonly policy: PolicyId; readonly requests: Measured };
/** The requests; or how far the policy is. */
export type CurveNews =
  | { readonly drawn: Measured }
  | { readonly done: number; readonly total: number; readonly points: readonly CurvePoint[] };

/** Requests between two messages: some tens of them a second. */
const STEP = 1_000_000;

const tell = (news: CurveNews) => postMessage(news);

/** One order at a time. A worker measures one policy only, so that its code is compiled for that one. Whoever has enough ends the worker. */
addEventListener('message', ({ data }: MessageEvent<CurveOrder>) => {
  if ('draw' in data) {
    tell({ drawn: measuredOf(data.draw) });
    return;
  }
  const curve = curveOf(data.requests, [data.policy]);
  let more = true;
  while (more) {
    more = curve.advance(STEP);
    tell({ done: curve.done, total: curve.total, points: [...curve.points] });
  }
});
