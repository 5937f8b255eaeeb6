import type { Run } from '#engine/kernel/trace.ts';
import type { NetEvent } from '#engine/net/events.ts';
import { waysOf, WAYS, type Way } from '#engine/ways/ways.ts';
import type { PredictTask } from '#player/model.ts';
import { figuresOf, wireBytes, type Figures } from './figures.ts';

const whole = (run: Run<NetEvent>, way: Way): Figures => figuresOf(run, [way], Infinity)[0]!;
const least = (run: Run<NetEvent>, ways: readonly Way[], of: (figures: Figures) => number): Way =>
  figuresOf(run, ways, Infinity).reduce((a, b) => (of(b) < of(a) ? b : a)).way;

export const tasks: readonly PredictTask<NetEvent>[] = [
  {
    // Which of all ways puts the fewest bytes on the wire for ten messages
    id: 'fewest-bytes',
    scenario: 'ticks',
    before: { event: { kind: 'message', act: 'write', where: 'ws-server' } },
    kind: 'choice',
    options: [...WAYS],
    answer: (run) => least(run, WAYS, wireBytes),
  },
  {
    // Connections that polling on new connections opens until everything has come
    id: 'connections-opened',
    scenario: 'quiet',
    before: { event: { kind: 'update', reason: 'ways.nothing', where: 'close-server' } },
    kind: 'number',
    answer: (run) => whole(run, 'close').opened,
  },
  {
    // How many answers of the poll on a kept connection say: nothing new
    id: 'empty-answers',
    scenario: 'quiet',
    before: { event: { kind: 'update', reason: 'ways.nothing', where: 'keep-server' } },
    kind: 'number',
    answer: (run) => whole(run, 'keep').empty,
  },
  {
    // Requests that three users of long polling send for eight messages, those that bring a message to the server among them
    id: 'held-requests',
    scenario: 'chat',
    before: { event: { kind: 'message', act: 'write', where: 'long-client' } },
    kind: 'number',
    answer: (run) => whole(run, 'long').requests,
  },
  {
    id: 'page-first',
    scenario: 'page',
    before: { event: { kind: 'message', act: 'read', where: 'raw-client' } },
    kind: 'choice',
    options: [...waysOf('page')],
    answer: (run) => least(run, waysOf('page'), ({ tookNs }) => Math.max(...tookNs)),
  },
  {
    // By how many per cent WebSocket puts fewer bytes on the wire for a file of 100 kB than a POST, rounded down
    id: 'upload-saved',
    scenario: 'upload',
    before: { event: { kind: 'message', act: 'read', where: 'raw-server' } },
    kind: 'choice',
    options: ['nothing', 'some', 'half'],
    answer(run) {
      const [post, ws] = [wireBytes(whole(run, 'keep')), wireBytes(whole(run, 'ws'))];
      return ws < 0.6 * post ? 'half' : ws < 0.95 * post ? 'some' : 'nothing';
    },
  },
  {
    // When a frame of WebSocket's is lost, who sends it again
    id: 'who-repeats',
    scenario: 'lost',
    before: { event: { kind: 'lost', where: 'ws' } },
    kind: 'choice',
    options: ['tcp', 'websocket', 'nobody'],
    answer(run) {
      const again = run.events.some(
        (event) => event.kind === 'send' && event.where === 'ws-server' && event.retransmission,
      );
      return again ? 'tcp' : whole(run, 'ws').tookNs.length < 10 ? 'nobody' : 'websocket';
    },
  },
];
