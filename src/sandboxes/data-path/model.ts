/*
 * Ids that texts and quiz items name:
 *   scenarios   small-write, plain, tso, gso, every-frame, coalesced, gro, ring-full, window-closed, non-blocking, zero-copy
 *   parameters  totalBytes, writeBytes, how (copy, zerocopy, sendfile), nonBlocking, tso, gso, gro, checksumOffload, coalesceFrames,
 *               coalesceUs, rxRing, txRing, sendBufferBytes, receiveBufferBytes, readBytes, rateKbps
 *   tasks       copies (number), passes (number), interrupts (number), first-write (number, bytes), write-and-window (returns, waits, fails),
 *               ring-cure (tcp, card, nobody)
 *   questions   frame-count {bytes}, header-bytes {bytes}, interrupt-count {frames} {each}, copied-bytes {bytes} {how: write(), sendfile()}
 */
import type { DataPathEvent } from '#engine/datapath/events.ts';
import { MILLISECOND } from '#engine/kernel/time.ts';
import type { SandboxModel } from '#player/model.ts';
import { parameters } from './parameters.ts';
import { questions } from './questions.ts';
import { runSetup } from './run.ts';
import { scenarios } from './scenarios/all.ts';
import { capture, table } from './table.ts';
import { tasks } from './tasks.ts';

/** One write() followed down through a kernel, over the wire, and up through another to read(). */
export const dataPath: SandboxModel<DataPathEvent> = {
  id: 'data-path',
  version: 1,
  parameters,
  scenarios,
  tasks,
  questions,
  steps: [{ kind: 'work' }, { kind: 'pass' }, { kind: 'send' }, { kind: 'arrive' }, { kind: 'lost' }],
  acts: ['drop', 'delay'],
  delayNs: MILLISECOND,
  targetOf: ({ name }) => (name === '' ? undefined : name),
  run: (setup) => runSetup(setup, scenarios),
  table,
  capture,
};
