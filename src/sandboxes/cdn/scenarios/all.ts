import type { Scenario } from '#player/model.ts';
import { askAnother } from './ask-another.ts';
import { failover } from './failover.ts';
import { farResolver } from './far-resolver.ts';
import { firstRequest } from './first-request.ts';
import { flashCrowd } from './flash-crowd.ts';
import { flashCrowdClose } from './flash-crowd-close.ts';
import { newCopy } from './new-copy.ts';
import { oneServerMore } from './one-server-more.ts';
import { onlyWhatIsAsked } from './only-what-is-asked.ts';
import { originDown } from './origin-down.ts';
import { pushAndPull } from './push-and-pull.ts';
import { pushedAndMissed } from './pushed-and-missed.ts';
import { untilExpiry } from './until-expiry.ts';
import { wholeWorld } from './whole-world.ts';

/** The five rules of a CDN first, one each; then what they come to. */
export const scenarios: readonly Scenario[] = [
  firstRequest,
  untilExpiry,
  onlyWhatIsAsked,
  askAnother,
  newCopy,
  pushAndPull,
  pushedAndMissed,
  flashCrowd,
  flashCrowdClose,
  failover,
  farResolver,
  oneServerMore,
  originDown,
  wholeWorld,
];
