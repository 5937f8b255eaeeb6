import type { NetEvent } from '#engine/net/events.ts';
import type { PredictTask } from '#player/model.ts';
import { closing } from './closing.ts';
import { data } from './data.ts';
import { opening } from './opening.ts';

export const tasks: readonly PredictTask<NetEvent>[] = [...opening, ...data, ...closing];
