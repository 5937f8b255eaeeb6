import type { Scenario } from '#player/model.ts';
import { allPolicies } from './all-policies.ts';
import { anomaly } from './anomaly.ts';
import { loopBeaten } from './loop-beaten.ts';
import { loop } from './loop.ts';
import { lruHitAndMiss } from './lru-hit-and-miss.ts';
import { ownList } from './own-list.ts';
import { scanResistance } from './scan-resistance.ts';
import { scan } from './scan.ts';
import { shift } from './shift.ts';
import { wonders } from './wonders.ts';
import { zipf } from './zipf.ts';

export const scenarios: readonly Scenario[] = [
  zipf,
  lruHitAndMiss,
  scan,
  scanResistance,
  loop,
  loopBeaten,
  shift,
  wonders,
  anomaly,
  allPolicies,
  ownList,
];
