import type { Scenario } from '#player/model.ts';
import { call } from './call.ts';
import { clean } from './clean.ts';
import { doubled } from './doubled.ts';
import { file } from './file.ts';
import { multicast } from './multicast.ts';
import { oneLost } from './one-lost.ts';
import { outage } from './outage.ts';
import { reordered } from './reordered.ts';

export const scenarios: readonly Scenario[] = [
  oneLost,
  clean,
  call,
  file,
  reordered,
  doubled,
  outage,
  multicast,
];
