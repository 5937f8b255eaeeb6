import type { Scenario } from '#player/model.ts';
import { clean } from './clean.ts';
import { lostAck } from './lost-ack.ts';
import { lostData } from './lost-data.ts';
import { lostSynAck } from './lost-syn-ack.ts';
import { lostSyn } from './lost-syn.ts';

export const scenarios: readonly Scenario[] = [clean, lostSyn, lostSynAck, lostAck, lostData];
