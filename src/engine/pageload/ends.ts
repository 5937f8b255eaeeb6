import type { Interface, Observe, TracedHost } from '../net/host.ts';
import type { Secret } from '../tcp/isn.ts';
import type { Loader } from './loader.ts';
import type { LoadSetup } from './setup.ts';
import type { Way } from './ways.ts';

export interface End {
  readonly name: string;
  readonly interfaces: readonly Interface[];
  readonly secret: Secret;
  readonly observe: Observe;
}

/**
 * The two hosts that speak a version of HTTP: `h1`, `h2`, `h3` in the files so named. A load takes those that it is given: a page brings only
 * the versions that it loads.
 */
export type Ends = (browser: End, server: End, setup: LoadSetup, loader: Loader) => TracedHost[];

export type EndsName = 'h1' | 'h2' | 'h3';
export const endsOf = ({ version }: Way): EndsName =>
  version === '3' ? 'h3' : version === '2' ? 'h2' : 'h1';
