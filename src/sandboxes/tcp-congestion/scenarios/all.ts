import type { Scenario } from '#player/model.ts';
import { bbrDeep } from './bbr-deep.ts';
import { bbrShallow } from './bbr-shallow.ts';
import { codel } from './codel.ts';
import { crowd } from './crowd.ts';
import { equal } from './equal.ts';
import { lone } from './lone.ts';
import { overshoot } from './overshoot.ts';
import { randomLossBbr } from './random-loss-bbr.ts';
import { randomLoss } from './random-loss.ts';
import { renoCubic } from './reno-cubic.ts';
import { roundTrips } from './round-trips.ts';
import { vegasReno } from './vegas-reno.ts';

export const scenarios: readonly Scenario[] = [
  lone,
  overshoot,
  equal,
  renoCubic,
  roundTrips,
  vegasReno,
  randomLoss,
  randomLossBbr,
  bbrShallow,
  bbrDeep,
  codel,
  crowd,
];
