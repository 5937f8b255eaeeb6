import type { Scenario } from '#player/model.ts';
import { anomaly } from './anomaly.ts';
import { loop } from './loop.ts';
import { lruHitAndMiss } from './lru-hit-and-miss.ts';
import { scan } from './scan.ts';
import { zipf } from './zipf.ts';

export const scenarios: readonly Scenario[] = [zipf, lruHitAndMiss, scan, loop, anomaly];
