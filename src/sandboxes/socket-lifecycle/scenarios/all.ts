import type { Scenario } from '#player/model.ts';
import { backlog } from './backlog.ts';
import { brokenPipe } from './broken-pipe.ts';
import { echo } from './echo.ts';
import { noAccept } from './no-accept.ts';
import { portTaken } from './port-taken.ts';
import { refused } from './refused.ts';
import { unread } from './unread.ts';
import { vanished } from './vanished.ts';

export const scenarios: readonly Scenario[] = [
  echo,
  refused,
  noAccept,
  backlog,
  portTaken,
  vanished,
  unread,
  brokenPipe,
];
