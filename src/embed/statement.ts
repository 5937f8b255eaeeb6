import type { ChildMessage } from './protocol.ts';

type Result = Extract<ChildMessage, { type: 'answered' | 'completed' }>;

/** The part of an xAPI statement that does not say who: the page around the embed knows its reader, and we do not. */
export interface Statement {
  readonly verb: { readonly id: string; readonly display: { readonly 'en-US': string } };
  readonly object: {
    readonly objectType: 'Activity';
    readonly id: string;
    readonly definition: { readonly type: string };
  };
  readonly result: {
    readonly completion: true;
    readonly success?: boolean;
    readonly score: { readonly scaled: number };
    readonly duration: string;
  };
}

/** ADL's vocabulary, which learning record stores know. */
const ADL = 'http://adlnet.gov/expapi';
const WHOLE: Readonly<Record<string, string>> = { quiz: 'assessment', sandbox: 'simulation' };

/** What an embed said, in xAPI's terms. `root` is the site's address, with a slash at its end. */
export function statementOf(root: string, message: Result): Statement {
  const { type, id, scaled, duration } = message;
  const whole = `${root}embed/${id}/`;
  const kind = type === 'answered' ? 'question' : (WHOLE[id.split('/')[0]!] ?? 'assessment');
  return {
    verb: { id: `${ADL}/verbs/${type}`, display: { 'en-US': type } },
    object: {
      objectType: 'Activity',
      id: type === 'answered' ? `${whole}?item=${message.item}` : whole,
      definition: { type: `${ADL}/activities/${kind}` },
    },
    result: {
      completion: true,
      ...(type === 'answered' ? { success: message.success } : {}),
      score: { scaled },
      duration,
    },
  };
}
