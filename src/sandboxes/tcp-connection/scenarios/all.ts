import { clean } from './clean.ts';
import { fastRetransmit } from './fast-retransmit.ts';
import { halfClose } from './half-close.ts';
import { lostAck } from './lost-ack.ts';
import { lostData } from './lost-data.ts';
import { lostFin, lostLastAck } from './lost-fin.ts';
import { lostSynAck } from './lost-syn-ack.ts';
import { lostSyn } from './lost-syn.ts';
import { nagleDelayedAck } from './nagle.ts';
import { oldDuplicateSyn } from './old-duplicate-syn.ts';
import { aborted, refused } from './reset.ts';
import type { TcpScenario } from './scenario.ts';
import { severalLost, severalLostNoSack } from './several-lost.ts';
import { simultaneousClose, simultaneousOpen } from './simultaneous.ts';
import { wrap } from './wrap.ts';

export const scenarios: readonly TcpScenario[] = [
  clean,
  lostSyn,
  lostSynAck,
  lostAck,
  oldDuplicateSyn,
  simultaneousOpen,
  refused,
  lostData,
  fastRetransmit,
  severalLost,
  severalLostNoSack,
  nagleDelayedAck,
  wrap,
  halfClose,
  lostFin,
  lostLastAck,
  simultaneousClose,
  aborted,
];
