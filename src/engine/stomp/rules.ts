import { header, type StompFrame } from './frame.ts';
import { beatsOf } from './heart-beat.ts';
import type { Session } from './session.ts';

/** Why the broker answers with ERROR; realtime/reasons.ts has the clause of each under 'realtime.stomp-error-<cause>'. */
export type ErrorCause =
  | 'not-connected'
  | 'connected-twice'
  | 'version'
  | 'missing-header'
  | 'bad-ack-mode'
  | 'bad-heart-beat'
  | 'subscription-taken'
  | 'no-subscription'
  | 'no-message'
  | 'transaction-taken'
  | 'no-transaction'
  | 'malformed';

/** Headers that a command must have ("CONNECT Frame" and those that follow in the specification). */
const NEEDS: Readonly<Record<string, readonly string[]>> = {
  CONNECT: ['accept-version', 'host'],
  STOMP: ['accept-version', 'host'],
  SEND: ['destination'],
  SUBSCRIBE: ['destination', 'id'],
  UNSUBSCRIBE: ['id'],
  ACK: ['id'],
  NACK: ['id'],
  BEGIN: ['transaction'],
  COMMIT: ['transaction'],
  ABORT: ['transaction'],
};

/** What is wrong with a frame as it comes, apart from what the broker alone knows. */
export function causeOf(session: Session, frame: StompFrame): ErrorCause | undefined {
  const { command } = frame;
  const connecting = command === 'CONNECT' || command === 'STOMP';
  if (connecting && session.connected) return 'connected-twice';
  if (!connecting && !session.connected) return 'not-connected';
  if (NEEDS[command]?.some((name) => header(frame, name) === undefined)) return 'missing-header';
  const transaction = header(frame, 'transaction');
  switch (command) {
    case 'CONNECT':
    case 'STOMP':
      if (!header(frame, 'accept-version')!.split(',').includes('1.2')) return 'version';
      return beatsOf(header(frame, 'heart-beat')) ? undefined : 'bad-heart-beat';
    case 'SUBSCRIBE':
      if (session.subscriptions.has(header(frame, 'id')!)) return 'subscription-taken';
      return ['auto', 'client', 'client-individual'].includes(header(frame, 'ack') ?? 'auto')
        ? undefined
        : 'bad-ack-mode';
    case 'UNSUBSCRIBE':
      return session.subscriptions.has(header(frame, 'id')!) ? undefined : 'no-subscription';
    case 'BEGIN':
      return session.transactions.has(transaction!) ? 'transaction-taken' : undefined;
    case 'COMMIT':
    case 'ABORT':
    case 'SEND':
    case 'ACK':
    case 'NACK':
      return transaction !== undefined && !session.transactions.has(transaction)
        ? 'no-transaction'
        : undefined;
    default:
      return undefined;
  }
}
