import { MILLISECOND } from '#engine/kernel/time.ts';
import type { Way } from '#engine/ways/ways.ts';
import type { ComputedQuestion, Setup } from '#player/model.ts';
import { figuresOf, wireBytes, type Figures } from './figures.ts';
import { defaults } from './parameters.ts';
import { runSetup } from './run.ts';
import { scenarios } from './scenarios/all.ts';

const setupWith = (scenario: string, parameters: Setup['parameters']): Setup => {
  const own = scenarios.find(({ id }) => id === scenario)!;
  return {
    scenario,
    parameters: { ...defaults, ...own.parameters, ...parameters },
    seed: own.seed,
    interventions: [],
  };
};
const counted = (setup: Setup, way: Way): Figures =>
  figuresOf(runSetup(setup, scenarios), [way], Infinity)[0]!;

/** Connections that are opened for a page when each file gets one. Values: files. */
const connections: ComputedQuestion = {
  id: 'connections-for-page',
  pose(draw) {
    const files = 5 + draw(30);
    const setup = setupWith('page', { files });
    return { values: { files }, answer: counted(setup, 'close').opened, setup };
  },
};

/** When the last of n small files is there over one kept connection, in whole ms. Values: files, delay (one way). */
const keptPage: ComputedQuestion = {
  id: 'kept-page-ms',
  pose(draw) {
    const [files, delay] = [4 + draw(12), 10 + 5 * draw(10)];
    const setup = setupWith('page', { files, delayMs: delay, fileBytes: 100 });
    const last = Math.max(...counted(setup, 'keep').tookNs);
    return { values: { files, delay }, answer: Math.floor(last / MILLISECOND), setup };
  },
};

/** How long a message takes over a WebSocket that is open, in whole ms. Values: delay. */
const pushed: ComputedQuestion = {
  id: 'pushed-ms',
  pose(draw) {
    const delay = 5 + draw(150);
    const setup = setupWith('ticks', { delayMs: delay, messages: 3 });
    return { values: { delay }, answer: Math.floor(counted(setup, 'ws').tookNs[0]! / MILLISECOND), setup };
  },
};

/** Connections that the server of a talk holds at once. Values: users. */
const heldByUsers: ComputedQuestion = {
  id: 'held-by-users',
  pose(draw) {
    const users = 2 + draw(4);
    const setup = setupWith('chat', { users });
    return { values: { users }, answer: counted(setup, 'ws').held, setup };
  },
};

/** Copies of messages that the server of a talk sends: each to everybody. Values: users, messages. */
const copies: ComputedQuestion = {
  id: 'copies-sent',
  pose(draw) {
    const [users, messages] = [2 + draw(4), 3 + draw(6)];
    const setup = setupWith('chat', { users, messages });
    return { values: { users, messages }, answer: counted(setup, 'raw').tookNs.length, setup };
  },
};

/** How many times as many bytes polling on a kept connection takes as WebSocket, rounded down. Values: messages, poll, interval. */
const timesAsMany: ComputedQuestion = {
  id: 'times-as-many',
  pose(draw) {
    const [messages, poll, interval] = [3 + draw(4), 100 + 50 * draw(5), 1000 + 100 * draw(5)];
    const setup = setupWith('quiet', { messages, pollMs: poll, intervalMs: interval });
    const answer = Math.floor(wireBytes(counted(setup, 'keep')) / wireBytes(counted(setup, 'ws')));
    return { values: { messages, poll, interval }, answer, setup };
  },
};

export const questions: readonly ComputedQuestion[] = [
  connections,
  keptPage,
  pushed,
  heldByUsers,
  copies,
  timesAsMany,
];
