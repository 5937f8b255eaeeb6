import { describe, expect, it } from 'vitest';
import { SECOND } from '#engine/kernel/time.ts';
import { configure } from '#engine/tcp/more-calls.ts';
import { FLAG } from '#engine/wire/tcp.ts';
import { alone, carry, connected, flags, give, header, settle, state, told } from './bare.ts';
import { bytesOf } from './pair.ts';

describe('keepalive (§3.8.4)', () => {
  const keepalive = { idleNs: 100 * SECOND, intervalNs: 10 * SECOND, probes: 3 };
  it('is off by default: a silent connection stays for ever (MUST-25)', () => {
    expect(connected().a.tcp.nextWake()).toBeNull();
  });
  it('probes with a number that is acknowledged already, and is content with the answer', () => {
    const { a, b, atA } = connected({}, 500);
    configure(a.tcp, atA, { keepalive }, 0);
    a.tcp.transmit(0);
    expect(a.tcp.nextWake()).toBe(100 * SECOND);
    const probe = carry(a.tcp, b.tcp, 100 * SECOND);
    expect(header(probe[0]!)).toMatchObject({ flags: FLAG.ACK, seq: 500, len: 0 });
    expect(header(probe[0]!).window).toBeGreaterThan(0);
    expect(flags(carry(b.tcp, a.tcp, 100 * SECOND))).toEqual(['ACK']);
    a.tcp.transmit(100 * SECOND);
    expect(a.tcp.nextWake()).toBe(200 * SECOND);
  });
  it('gives up after as many probes as were asked for: ETIMEDOUT, and a RST for whom it may concern', () => {
    const { a, atA } = connected();
    configure(a.tcp, atA, { keepalive }, 0);
    expect(alone(a)).toEqual([
      [100, 'ACK'],
      [110, 'ACK'],
      [120, 'ACK'],
      [130, 'RST,ACK'],
    ]);
    expect(told(a)).toEqual(['timeout']);
  });
  it('is put off by whatever is heard', () => {
    const { a, b, atA, atB } = connected();
    configure(a.tcp, atA, { keepalive }, 0);
    a.tcp.transmit(0);
    b.tcp.send(atB, bytesOf(1, 1), 90 * SECOND);
    settle(a.tcp, b.tcp, 90 * SECOND);
    expect(a.tcp.nextWake()).toBe(190 * SECOND);
  });
  it('leaves a connection with data out to the retransmissions', () => {
    const { a, atA } = connected({ dataRetries: 3 });
    configure(a.tcp, atA, { keepalive: { ...keepalive, idleNs: SECOND } }, 0);
    a.tcp.send(atA, bytesOf(1, 1), 0);
    expect(alone(a).every(([, one]) => one === 'PSH,ACK')).toBe(true);
    expect(told(a)).toEqual(['timeout']);
  });
});

describe('the user timeout (§3.10.8, RFC 5482)', () => {
  it('ends a connection whose data stays unacknowledged for so long', () => {
    const { a, atA } = connected({ userTimeoutNs: 5 * SECOND });
    a.tcp.send(atA, bytesOf(1, 1), SECOND);
    a.tcp.transmit(SECOND);
    let last = 0;
    for (let wake = a.tcp.nextWake(); wake !== null; wake = a.tcp.nextWake()) a.tcp.transmit((last = wake));
    expect(last).toBe(6 * SECOND);
    expect(told(a)).toEqual(['timeout']);
  });
  it('begins anew with any progress', () => {
    const { a, b, atA } = connected({ userTimeoutNs: 5 * SECOND });
    for (const now of [0, 3 * SECOND, 6 * SECOND]) {
      a.tcp.send(atA, bytesOf(1, 1), now);
      a.tcp.transmit(now);
      const again = a.tcp.transmit(now + 2 * SECOND);
      expect(flags(again)).toEqual(['PSH,ACK']);
      for (const one of again) give(b.tcp, one, now + 2 * SECOND);
      carry(b.tcp, a.tcp, now + 2 * SECOND);
      a.tcp.transmit(now + 2 * SECOND);
    }
    expect(state(a, atA)).toBe('ESTABLISHED');
  });
});
