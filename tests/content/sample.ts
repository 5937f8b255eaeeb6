import { parseData, type ContentFiles, type QuestionFiles } from '#schemas/read.ts';

/** A small question that is whole; the tests break one thing in it at a time. */
export const ENTRY = `topic: tcp-udp
order: 1
level: junior
asked: 3
minutes: 5
checked: 2026-11-21
question: { ko: 질문, en: question }
phrasings: { ko: [다른 말], en: [other words] }
oneLine: { ko: 한 줄, en: one line }
thirtySeconds: { ko: 삼십 초, en: thirty seconds }
goodToHear:
  - { ko: 가, en: a }
  - { ko: 나, en: b }
redFlags:
  - { ko: 다, en: c }
  - { ko: 라, en: d }
sandbox: tcp-connection
scenario: clean
predictFirst: who-first
related: [caching]
terms: [syn]
sources:
  - { id: rfc9293, title: RFC 9293, section: §3.5, url: 'https://www.rfc-editor.org/rfc/rfc9293' }
proofs:
  - id: client-first
    scenario: clean
    claim: { ko: 주장, en: claim }
    holds: { order: [{ kind: send }, { kind: arrive }] }
misconceptions:
  - { id: sync, said: { ko: 말, en: said }, truth: { ko: 참, en: fact }, source: rfc9293, show: { proof: client-first } }
followUps:
  - { id: first, kind: edge-case, question: { ko: 왜, en: why }, answer: { ko: 답, en: answer } }
  - { id: second, kind: practice, question: { ko: 왜, en: why }, page: caching }
  - { id: third, kind: principle, question: { ko: 왜, en: why }, answer: { ko: 답, en: answer }, show: { scenario: lost-syn } }
quiz:
  - id: q-single
    version: 1
    kind: single
    level: junior
    stem: { ko: 무엇, en: what }
    misconceptions: [sync]
    answer: client
    options:
      - { id: client, text: { ko: 가, en: a }, why: { ko: 왜, en: why } }
      - { id: server, text: { ko: 나, en: b }, why: { ko: 왜, en: why } }
      - { id: both, text: { ko: 다, en: c }, why: { ko: 왜, en: why }, scenario: lost-syn }
  - id: q-several
    version: 1
    kind: several
    level: mid
    stem: { ko: 무엇, en: what }
    answer: [a, b]
    options:
      - { id: a, text: { ko: 가, en: a }, why: { ko: 왜, en: why } }
      - { id: b, text: { ko: 나, en: b }, why: { ko: 왜, en: why } }
      - { id: c, text: { ko: 다, en: c }, why: { ko: 왜, en: why } }
      - { id: d, text: { ko: 라, en: d }, why: { ko: 왜, en: why } }
  - { id: q-number, version: 1, kind: number, level: mid, stem: { ko: 몇, en: how many }, answer: 3, why: { ko: 왜, en: why } }
  - { id: q-short, version: 1, kind: short, level: mid, stem: { ko: 무엇, en: what }, accept: { ko: [신], en: [syn] }, why: { ko: 왜, en: why } }
  - { id: q-computed, version: 1, kind: computed, level: mid, stem: { ko: 몇, en: how }, sandbox: tcp-connection, question: next-ack, why: { ko: 왜, en: why } }
  - id: q-match
    version: 1
    kind: match
    level: mid
    stem: { ko: 짝, en: pairs }
    pairs:
      - { id: one, text: { ko: 하나, en: one }, partner: first, why: { ko: 왜, en: why } }
      - { id: two, text: { ko: 둘, en: two }, partner: second, why: { ko: 왜, en: why } }
      - { id: three, text: { ko: 셋, en: three }, partner: second, why: { ko: 왜, en: why } }
    partners:
      - { id: first, text: { ko: 첫째, en: first } }
      - { id: second, text: { ko: 둘째, en: second } }
`;

export const PROSE = `## 제목 [#first]

<Term id="syn">SYN</Term>은 번호를 차지합니다 <Source id="rfc9293" />. <Show proof="client-first" />

## 둘째 [#second]

<Show scenario="lost-syn">직접 보기</Show>
`;

export const GLOSSARY = `syn:
  name: { ko: SYN, en: SYN }
  definition: { ko: 뜻, en: meaning }
`;

export const SANDBOXES = new Map([
  ['tcp-connection', { scenarios: ['clean', 'lost-syn'], tasks: ['who-first'], questions: ['next-ack'] }],
]);

const question = (slug: string, entry: string | undefined, prose: QuestionFiles['prose']): QuestionFiles => ({
  slug,
  entry: entry === undefined ? undefined : parseData(`content/qa/${slug}/entry.yaml`, entry),
  prose,
  version: 'any',
});

/** The question under test, `handshake`, beside a whole one, `caching`. */
export function files(
  changes: {
    entry?: string | undefined;
    ko?: string | undefined;
    en?: string | undefined;
    glossary?: string;
  } = {},
): ContentFiles {
  const { entry, ko, en, glossary } = { entry: ENTRY, ko: PROSE, en: PROSE, glossary: GLOSSARY, ...changes };
  const other = ENTRY.replaceAll('q-', 'other-')
    .replace('order: 1', 'order: 2')
    .replaceAll('caching', 'handshake');
  return {
    questions: [
      question('caching', other, { ko: PROSE, en: PROSE }),
      question('handshake', entry, { ko, en }),
    ],
    glossary: [parseData('content/glossary/tcp.yaml', glossary)],
    tracks: [],
    samples: new Map([['echo/server.c', 'one\ntwo\n']]),
  };
}
