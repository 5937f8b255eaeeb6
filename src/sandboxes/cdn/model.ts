/*
 * Ids that texts and quiz items name:
 *   scenarios   first-request, until-expiry, only-what-is-asked, ask-another, new-copy (the five rules), push-and-pull, pushed-and-missed, flash-crowd,
 *               flash-crowd-close, failover, far-resolver, one-server-more, origin-down, whole-world
 *   tasks       second-of-a-region, first-of-another, after-expiry, which-goes, which-edition, whose-origin-sends-more, requests-at-the-origin (requests),
 *               who-suffers,
 *               keys-that-move, while-the-origin-is-down
 *   questions   fibre-round-trip {km} in ms, saved-megabytes {requests} {hits} {kb} in MB, crowd-at-the-origin {requests} {edges} {shields} in requests
 */
import type { CdnEvent } from '#engine/cdn/events.ts';
import type { SandboxModel } from '#player/model.ts';
import { core } from './core.ts';
import { questions } from './questions.ts';
import { table } from './table.ts';
import { tasks } from './tasks.ts';

/** A content delivery network on the map, or two of them under the same requests. */
export const cdn: SandboxModel<CdnEvent> = {
  ...core,
  tasks,
  questions,
  table,
};
