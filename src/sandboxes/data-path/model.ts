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
import type { SandboxModel } from '#player/model.ts';
import { captureOf } from '../capture.ts';
import { core } from './core.ts';
import { questions } from './questions.ts';
import { table } from './table.ts';
import { tasks } from './tasks.ts';

/** One write() followed down through a kernel, over the wire, and up through another to read(). */
export const dataPath: SandboxModel<DataPathEvent> = {
  ...core,
  tasks,
  questions,
  table,
  capture: captureOf,
};
