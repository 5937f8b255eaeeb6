import type { TraceEvent } from '../kernel/trace.ts';
import type { Work } from './costs.ts';

/** From the program down to the wire; going up they are passed the other way round. */
export const FLOORS = ['program', 'system-call', 'socket', 'tcp', 'ip', 'link', 'driver', 'nic'] as const;
export type Floor = (typeof FLOORS)[number];

/** What a step handles: `unit` names it on its way, e.g. 'client/3', `packets` is how many frames it is, or will be, on the wire. */
interface OfUnit {
  readonly floor: Floor;
  readonly unit: string;
  readonly bytes: number;
  readonly packets: number;
}

/** The processor has done a piece of work; it took `costNs` and ended now. */
export interface WorkEvent extends TraceEvent, OfUnit {
  readonly kind: 'work';
  readonly work: Work;
  readonly costNs: number;
  readonly way: 'down' | 'up';
  /** Of the first frame of the unit that is known yet; '' before there is one. */
  readonly name: string;
}
/** Something that costs no processor time: a call waits or returns, the card reads or writes memory, a queue passes something on. */
export interface PassEvent extends TraceEvent, OfUnit {
  readonly kind: 'pass';
  readonly what:
    | 'call-returns'
    | 'call-waits'
    | 'call-again'
    | 'window-closed'
    | 'dma-read'
    | 'split'
    | 'dma-write'
    | 'hold'
    | 'interrupt'
    | 'budget'
    | 'received';
  readonly name: string;
}
/** A frame at the wire; `bytes` is the frame, `len` the data in it. */
interface OfFrame {
  readonly frame: number;
  readonly name: string;
  readonly bytes: number;
  readonly len: number;
  readonly floor: Floor;
}
/** The card begins to send. */
export interface SendEvent extends TraceEvent, OfFrame {
  readonly kind: 'send';
  readonly to: string;
  readonly flags: string;
}
export interface ArriveEvent extends TraceEvent, OfFrame {
  readonly kind: 'arrive';
  readonly from: string;
}
/** A frame ends: on the wire by an intervention, or at a card whose ring is full. */
export interface LostEvent extends TraceEvent, OfFrame {
  readonly kind: 'lost';
  readonly cause: 'intervention' | 'ring-full';
}

export type DataPathEvent = WorkEvent | PassEvent | SendEvent | ArriveEvent | LostEvent;
