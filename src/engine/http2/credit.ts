import { INITIAL_WINDOW } from './codes.ts';
import { windowUpdateFrame } from './frames.ts';
import type { Stream } from './stream.ts';

/** What the peer may have under way to us, and how it gets more: half a window at a time (RFC 9113 §6.9). */
export class Credit {
  /** Of the connection; it begins as 65,535 whatever SETTINGS say (§6.9.2), and a WINDOW_UPDATE makes more of it. */
  window: number;
  readonly #windowBytes: number;
  readonly #put: (frame: Uint8Array) => void;
  #consumedBytes = 0;

  constructor(windowBytes: number, put: (frame: Uint8Array) => void) {
    this.#put = put;
    this.#windowBytes = windowBytes;
    this.window = Math.max(windowBytes, INITIAL_WINDOW);
    if (windowBytes > INITIAL_WINDOW) put(windowUpdateFrame(0, windowBytes - INITIAL_WINDOW));
  }
  ofConnection(bytes: number): void {
    this.#consumedBytes += bytes;
    if (2 * this.#consumedBytes < this.#windowBytes) return;
    this.#put(windowUpdateFrame(0, this.#consumedBytes));
    this.window += this.#consumedBytes;
    this.#consumedBytes = 0;
  }
  /** `initialBytes`: SETTINGS_INITIAL_WINDOW_SIZE as it holds now; it may have come down since the last time. */
  ofStream(stream: Stream, bytes: number, initialBytes: number): void {
    if (!stream.receives) return;
    stream.consumedBytes += bytes;
    if (stream.consumedBytes === 0 || 2 * stream.consumedBytes < initialBytes) return;
    this.#put(windowUpdateFrame(stream.id, stream.consumedBytes));
    stream.receiveWindow += stream.consumedBytes;
    stream.consumedBytes = 0;
  }
}
