import type { Ends, EndsName } from './ends.ts';
import { h1 } from './h1.ts';
import { h2 } from './h2.ts';
import { h3 } from './h3.ts';

/** All versions at once, where what they weigh does not matter. */
export const everyVersion: Readonly<Record<EndsName, Ends>> = { h1, h2, h3 };
