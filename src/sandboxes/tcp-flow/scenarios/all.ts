import type { Scenario } from '#player/model.ts';
import { fatPipe64k, fatPipeScaled } from './fat-pipe.ts';
import { nagleDelayedAck } from './nagle-delayed-ack.ts';
import { receiverProtected } from './receiver-protected.ts';
import { sillyReceiverCure } from './silly-receiver-cure.ts';
import { sillySenderCure } from './silly-sender-cure.ts';
import { silly } from './silly.ts';
import { slowReader } from './slow-reader.ts';
import { updateLost } from './update-lost.ts';
import { zeroWindow } from './zero-window.ts';

export const scenarios: readonly Scenario[] = [
  slowReader,
  zeroWindow,
  updateLost,
  silly,
  sillyReceiverCure,
  sillySenderCure,
  nagleDelayedAck,
  fatPipe64k,
  fatPipeScaled,
  receiverProtected,
];
