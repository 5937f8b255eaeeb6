import { globSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { checkContent } from '#schemas/check.ts';
import { sentence } from '#schemas/problem.ts';
import { knownSandboxes } from '#schemas/loader.ts';
import { parseData, readContent } from '#schemas/read.ts';
import { ENTRY, files, GLOSSARY, PROSE, SANDBOXES } from './sample.ts';

const said = (changes: Parameters<typeof files>[0]) => checkContent(files(changes), SANDBOXES).map(sentence);
const at = 'content/qa/handshake/';

test('what is whole has no problem', () => {
  expect(said({})).toEqual([]);
});

test('nor has what this repository says', () => {
  expect(checkContent(readContent(process.cwd()), knownSandboxes()).map(sentence)).toEqual([]);
});

test.each([
  ...globSync('content/**/*.yaml').map((file) => [file, readFileSync(file, 'utf8')]),
  [
    'dates, numbers and words stay what they are written as',
    'a: 2026-11-21\nb: 1_000\nc: yes\nd: 0x1f\ne: ~\nf: 1e3\n',
  ],
])('%s reads the same by the reader of values and by the one that knows the lines', (file, source) => {
  expect(parseData(file!, source!).data).toEqual(parse(source!));
});

/** [what is broken, text of entry.yaml that is replaced, by what, what the author reads] */
const entries: [string, string, string, string][] = [
  [
    'a wrong field',
    'minutes: 5',
    'minuts: 5',
    `${at}entry.yaml:5: minuts: unknown field; found "minuts"; allowed: topic, order, level, asked, minutes, checked, question, phrasings, oneLine, thirtySeconds, figures, goodToHear, redFlags, sandbox, scenario, laterSandbox, predictFirst, related, terms, sources, proofs, misconceptions, followUps, quiz; did you mean "minutes"?`,
  ],
  [
    'a missing language',
    'question: { ko: 질문, en: question }',
    'question: { ko: 질문 }',
    `${at}entry.yaml:7: question.en: is missing; expected string`,
  ],
  [
    'a value that is not of the list',
    'level: junior',
    'level: junio',
    `${at}entry.yaml:3: level: found "junio"; allowed: junior, mid, senior; did you mean "junior"?`,
  ],
  [
    'a number out of bounds',
    'asked: 3',
    'asked: 4',
    `${at}entry.yaml:4: asked: found 4; at most 3 is allowed`,
  ],
  [
    'a date that is none',
    'checked: 2026-11-21',
    'checked: 21 November',
    `${at}entry.yaml:6: checked: found "21 November"; expected a date like 2026-11-21`,
  ],
  [
    'a source without https',
    "'https://www",
    "'http://www",
    `${at}entry.yaml:23: sources[0].url: found "http://www.rfc-editor.org/rfc/rfc9293"; expected an address that begins with https://`,
  ],
  [
    'a list too short',
    '  - { ko: 나, en: b }\nredFlags',
    'redFlags',
    `${at}entry.yaml:11: goodToHear: has 1; at least 2 are needed`,
  ],
  [
    'an unknown sandbox',
    'sandbox: tcp-connection\nscenario',
    'sandbox: tcp-conection\nscenario',
    `${at}entry.yaml:17: sandbox: found "tcp-conection"; allowed: tcp-connection; did you mean "tcp-connection"?`,
  ],
  [
    'an unknown scenario',
    'scenario: clean\npredict',
    'scenario: clear\npredict',
    `${at}entry.yaml:18: scenario: found "clear"; allowed: clean, lost-syn; did you mean "clean"?`,
  ],
  [
    'an unknown task',
    'predictFirst: who-first',
    'predictFirst: who-last',
    `${at}entry.yaml:19: predictFirst: found "who-last"; allowed: who-first; did you mean "who-first"?`,
  ],
  [
    'an unknown related question',
    'related: [caching]',
    'related: [cashing]',
    `${at}entry.yaml:20: related[0]: found "cashing"; allowed: caching; did you mean "caching"?`,
  ],
  [
    'a question related to itself',
    'related: [caching]',
    'related: [handshake]',
    `${at}entry.yaml:20: related[0]: found "handshake"; allowed: caching`,
  ],
  [
    'an unknown term',
    'terms: [syn]',
    'terms: [syn, fin]',
    `${at}entry.yaml:21: terms[1]: found "fin"; allowed: syn`,
  ],
  [
    'a statement of no form',
    'holds: { order: [{ kind: send }, { kind: arrive }] }',
    'holds: { always: true }',
    `${at}entry.yaml:28: proofs[0].holds: found {"always":true}; a statement has \`at\` with \`where\` and \`state\`, \`at\` with \`fields\`, \`order\`, or \`count\` with \`is\``,
  ],
  [
    'a source that the entry does not list',
    'source: rfc9293',
    'source: rfc9292',
    `${at}entry.yaml:30: misconceptions[0].source: found "rfc9292"; allowed: rfc9293; did you mean "rfc9293"?`,
  ],
  [
    'a show without a proof',
    'show: { proof: client-first }',
    'show: {}',
    `${at}entry.yaml:30: misconceptions[0].show: needs either a proof or a scenario; a sandbox only with a scenario`,
  ],
  [
    'a follow-up that nobody answers',
    ', answer: { ko: 답, en: answer } }\n  - { id: second',
    ' }\n  - { id: second',
    `${at}entry.yaml:32: followUps[0]: needs an answer, or a page that answers it`,
  ],
  [
    'an id given twice',
    'id: second',
    'id: first',
    `${at}entry.yaml:33: followUps[1].id: the followUps id "first" is taken already by content/qa/handshake/entry.yaml followUps[0].id; ids are unique`,
  ],
  [
    'a quiz item of another page',
    'id: q-short',
    'id: other-short',
    `${at}entry.yaml:59: quiz[3].id: the quiz item id "other-short" is taken already by content/qa/caching/entry.yaml quiz[3].id; ids are unique`,
  ],
  [
    'an answer that is no option',
    'answer: client',
    'answer: cilent',
    `${at}entry.yaml:42: quiz[0].answer: found "cilent"; allowed: client, server, both; did you mean "client"?`,
  ],
  [
    'an item whose every option is right',
    'answer: [a, b]',
    'answer: [a, b, c, d]',
    `${at}entry.yaml:52: quiz[1].answer: every option is right; leave at least one wrong`,
  ],
  [
    'a partner that is none',
    'partner: first',
    'partner: frist',
    `${at}entry.yaml:67: quiz[5].pairs[0].partner: found "frist"; allowed: first, second`,
  ],
  [
    'an item without an answer',
    ', answer: 3',
    '',
    `${at}entry.yaml:58: quiz[2].answer: is missing; expected number`,
  ],
  [
    'an unknown kind of item',
    'kind: number',
    'kind: numbre',
    `${at}entry.yaml:58: quiz[2].kind: found "numbre"; allowed: single, several, order, match, number, short, say, goal, predict, trace, computed; did you mean "number"?`,
  ],
  [
    'an unknown misconception',
    'misconceptions: [sync]',
    'misconceptions: [syncc]',
    `${at}entry.yaml:41: quiz[0].misconceptions[0]: found "syncc"; allowed: sync; did you mean "sync"?`,
  ],
  [
    'an unknown computed question',
    'question: next-ack',
    'question: last-ack',
    `${at}entry.yaml:60: quiz[4].question: found "last-ack"; allowed: next-ack`,
  ],
  [
    'two questions in one place',
    'order: 1',
    'order: 2',
    `${at}entry.yaml:2: order: the order id "tcp-udp 2" is taken already by content/qa/caching/entry.yaml order; ids are unique`,
  ],
];

describe('an entry is refused by name, with what is allowed', () => {
  test.each(entries)('%s', (_, from, to, message) => {
    expect(ENTRY, 'the sample holds the text').toContain(from);
    expect(said({ entry: ENTRY.replace(from, to) })).toEqual([message]);
  });

  test('what is no YAML at all', () => {
    expect(said({ entry: 'topic: [' })).toEqual([
      expect.stringMatching(/^content\/qa\/handshake\/entry\.yaml:\d+: is not YAML: /),
    ]);
  });

  test('a missing file', () => {
    expect(said({ en: undefined })).toEqual([
      `${at}en.mdx: is missing; every question needs entry.yaml, ko.mdx and en.mdx`,
    ]);
    expect(said({ entry: undefined })).toEqual([`${at}entry.yaml: is missing`]);
  });
});

/** [what is broken, text of en.mdx that is replaced, by what, what the author reads] */
const proses: [string, string, string, string][] = [
  [
    'an unknown term',
    '<Term id="syn">',
    '<Term id="sin">',
    `${at}en.mdx:3: <Term id>: found "sin"; allowed: syn; did you mean "syn"?`,
  ],
  [
    'an unknown source',
    '<Source id="rfc9293" />',
    '<Source id="rfc793" />',
    `${at}en.mdx:3: <Source id>: found "rfc793"; allowed: rfc9293; did you mean "rfc9293"?`,
  ],
  [
    'an unknown proof',
    '<Show proof="client-first" />',
    '<Show proof="server-first" />',
    `${at}en.mdx:3: <Show proof>: found "server-first"; allowed: client-first`,
  ],
  [
    'a show of nothing',
    '<Show proof="client-first" />',
    '<Show />',
    `${at}en.mdx:3: <Show>: needs either a proof or a scenario; a sandbox only with a scenario`,
  ],
  [
    'an unknown scenario',
    'scenario="lost-syn"',
    'scenario="lost-sin"',
    `${at}en.mdx:7: <Show scenario>: found "lost-sin"; allowed: clean, lost-syn; did you mean "lost-syn"?`,
  ],
  [
    'an unknown component',
    '<Term id="syn">SYN</Term>',
    '<Therm id="syn">SYN</Therm>',
    `${at}en.mdx:3: component: found "Therm"; allowed: Term, Source, Show, Figure; did you mean "Term"?`,
  ],
  [
    'an unknown attribute',
    '<Term id="syn">',
    '<Term id="syn" title="x">',
    `${at}en.mdx:3: <Term>: unknown attribute; found "title"; allowed: id`,
  ],
  [
    'code',
    '## 제목',
    'import x from "y";\n\n## 제목',
    `${at}en.mdx:1: prose imports and exports nothing; name a component: Term, Source, Show, Figure`,
  ],
  [
    'an emphasis mark alone',
    'SYN</Term>은',
    'SYN</Term>**은',
    `${at}en.mdx:3: an emphasis mark has no partner: <Term id="syn">SYN</Term>**은 번호를 차지합니다 <`,
  ],
  [
    'a heading of the page',
    '[#first]',
    '[#sources]',
    `${at}en.mdx:1: heading "제목": the id "sources" belongs to a part of the page; choose another`,
  ],
  [
    'a heading too high',
    '## 둘째',
    '# 둘째',
    `${at}en.mdx:5: heading "둘째": headings of the prose are ##, ### or ####`,
  ],
  [
    'headings in another order',
    '[#second]',
    '[#third]',
    `${at}en.mdx: heading 2: found [#third], but ko.mdx has [#second] there; both languages have the same headings in the same order`,
  ],
];

describe('prose is refused by name, with what is allowed', () => {
  test.each(proses)('%s', (_, from, to, message) => {
    expect(PROSE, 'the sample holds the text').toContain(from);
    expect(said({ en: PROSE.replace(from, to) })[0]).toBe(message);
  });

  test('a heading without an id', () => {
    expect(said({ ko: PROSE.replace(' [#first]', ''), en: PROSE.replace(' [#first]', '') })).toEqual(
      ['ko', 'en'].map(
        (lang) =>
          `${at}${lang}.mdx:1: heading "제목": has no id; end it with one that both languages share, as [#why-three]`,
      ),
    );
  });

  test('what is not MDX', () => {
    expect(said({ en: '<Term id="syn">' })[0]).toMatch(/^content\/qa\/handshake\/en\.mdx: is not MDX: /);
  });

  test('a term that the entry does not announce', () => {
    const glossary = `${GLOSSARY}fin:\n  name: { ko: FIN, en: FIN }\n  definition: { ko: 뜻, en: meaning }\n`;
    expect(said({ glossary, en: PROSE.replace('id="syn"', 'id="fin"') })[0]).toBe(
      `${at}en.mdx:3: <Term id>: "fin" is not in the entry's terms; add it there`,
    );
  });
});

test('the glossary names only what exists', () => {
  expect(said({ glossary: `${GLOSSARY}  page: handshaker\n  see: [sin]\n` })).toEqual([
    'content/glossary/tcp.yaml:4: syn.page: found "handshaker"; allowed: caching, handshake; did you mean "handshake"?',
    'content/glossary/tcp.yaml:5: syn.see[0]: found "sin"; allowed: syn; did you mean "syn"?',
  ]);
});
