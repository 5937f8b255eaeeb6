import { describe, expect, it } from 'vitest';
import { MILLISECOND } from '#engine/kernel/time.ts';
import { DeliveryRate } from '#engine/tcp/delivery-rate.ts';
import { MARK, Scoreboard } from '#engine/tcp/scoreboard.ts';

describe('the delivery rate (draft-cheng-iccrg-delivery-rate-estimation)', () => {
  it('counts a segment once, also where a timeout made the sender forget that it was told of it', () => {
    const board = new Scoreboard();
    const rate = new DeliveryRate();
    for (const seq of [0, 1000]) rate.sent(board, board.push(seq, 1000, 0), seq, 0);
    rate.begin();
    board.mark(1, MARK.sacked);
    rate.delivered(board, 1, 1000, 40 * MILLISECOND);
    expect(rate.newlyBytes).toBe(1000);
    board.forgetSacks();
    rate.begin();
    for (const at of [0, 1]) rate.delivered(board, at, 1000, 1000 * MILLISECOND);
    expect(rate.newlyBytes).toBe(1000);
    // and the SYN, which was the first
    expect(rate.deliveredBytes).toBe(2001);
  });
});
