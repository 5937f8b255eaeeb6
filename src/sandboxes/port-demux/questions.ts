import type { Run } from '#engine/kernel/trace.ts';
import { stateAt } from '#engine/kernel/trace.ts';
import type { NetEvent, SyscallEvent } from '#engine/net/events.ts';
import type { ComputedQuestion, Setup } from '#player/model.ts';
import { defaults } from './parameters.ts';
import { runSetup } from './run.ts';

const setupWith = (scenario: string, parameters: Setup['parameters']): Setup => ({
  scenario,
  parameters: { ...defaults, ...parameters },
  seed: 1,
  interventions: [],
});
const calls = (run: Run<NetEvent>, where: string, call: string): SyscallEvent[] =>
  run.events.filter(
    (event): event is SyscallEvent =>
      event.kind === 'syscall' && event.where === where && event.call === call,
  );

/** Connections that stand at one port when every client has used every port that it has. Values: clients, ports. */
const connections: ComputedQuestion = {
  id: 'connections',
  pose(draw) {
    const [clients, ports] = [1 + draw(8), 1 + draw(16)];
    const setup = setupWith('four-numbers', { clients, ports });
    const accepted = calls(runSetup(setup), 'server', 'accept').filter(
      ({ outcome }) => outcome === 'returns',
    );
    return { values: { clients, ports }, answer: accepted.length, setup };
  },
};

/** Which connect() to the same place is the first to fail. Values: ports. */
const firstToFail: ComputedQuestion = {
  id: 'first-to-fail',
  pose(draw) {
    const ports = 2 + draw(14);
    const setup = setupWith('exhausted', { ports, clients: 1 });
    const ended = calls(runSetup(setup), 'client', 'connect').filter(({ outcome }) => outcome !== 'waits');
    return { values: { ports }, answer: 1 + ended.findIndex(({ outcome }) => outcome === 'fails'), setup };
  },
};

/** TCP sockets of the server, the listening one too, once so many clients and the first one again have connected. Values: clients, connections. */
const socketCount: ComputedQuestion = {
  id: 'socket-count',
  pose(draw) {
    const clients = 2 + draw(7);
    const setup = setupWith('three-clients', { clients });
    const run = runSetup(setup);
    const rows = Object.entries(stateAt(run.events, 'server', run.events.length)).filter(
      ([name, row]) => name.startsWith('socket.') && row !== null,
    );
    return { values: { clients, connections: clients + 1 }, answer: rows.length, setup };
  },
};

export const questions: readonly ComputedQuestion[] = [connections, firstToFail, socketCount];
