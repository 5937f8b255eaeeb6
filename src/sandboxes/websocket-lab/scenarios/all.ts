import type { Scenario } from '#player/model.ts';
import { badUtf8 } from './bad-utf8.ts';
import { echo } from './echo.ts';
import { eventsBuffered } from './events-buffered.ts';
import { fragments } from './fragments.ts';
import { http10 } from './http10.ts';
import { idle } from './idle.ts';
import { longPing } from './long-ping.ts';
import { noConnection } from './no-connection.ts';
import { noKey } from './no-key.ts';
import { noUpgrade } from './no-upgrade.ts';
import { otherOrigin } from './other-origin.ts';
import { pings } from './pings.ts';
import { serverCloses } from './server-closes.ts';
import { sockjsBlocked } from './sockjs-blocked.ts';
import { sockjsBuffered } from './sockjs-buffered.ts';
import { stompError } from './stomp-error.ts';
import { stompQueue } from './stomp-queue.ts';
import { stompTopic } from './stomp-topic.ts';
import { stompTransaction } from './stomp-transaction.ts';
import { uncheckedOrigin } from './unchecked-origin.ts';
import { unmasked } from './unmasked.ts';

export const scenarios: readonly Scenario[] = [
  echo,
  noUpgrade,
  noConnection,
  http10,
  noKey,
  otherOrigin,
  uncheckedOrigin,
  fragments,
  unmasked,
  badUtf8,
  longPing,
  idle,
  pings,
  serverCloses,
  stompTopic,
  stompQueue,
  stompError,
  stompTransaction,
  sockjsBlocked,
  sockjsBuffered,
  eventsBuffered,
];
