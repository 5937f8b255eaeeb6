import type { Posed } from '#quiz/core/kinds.ts';
import type { Language } from '#i18n/languages.ts';
import { escaped } from '../html.ts';
import { bodyOf } from './bodies.ts';
import { document, element } from './element.ts';
import { both, FEEDBACK, SCORE, set, value } from './processing.ts';

const SPACE = 'http://www.imsglobal.org/xsd/imsqti_v2p1';
const SCHEMA = 'http://www.imsglobal.org/xsd/qti/qtiv2p1/imsqti_v2p1p1.xsd';

/** The last thing that is said, whatever was answered: where it stands. */
const SOURCE = 'source';

/** Permanent and language-neutral, as our ids are; it begins with a letter as an XML name must. */
export const itemId = (posed: Posed): string => `keepalive-${posed.id}`;

/**
 * An item as an `assessmentItem` of QTI 2.1; undefined for a kind that a learning platform cannot ask. `link` is the page that it
 * comes from, told after the answer.
 */
export function assessmentItem(
  posed: Posed,
  lang: Language,
  link: { readonly address: string; readonly words: string },
): string | undefined {
  const made = bodyOf(posed);
  if (!made) return undefined;
  const back = element('p', {}, element('a', { href: link.address }, escaped(link.words)));
  const feedback = [...made.feedback, [SOURCE, back] as const].map(([identifier, content]) =>
    element('modalFeedback', { outcomeIdentifier: FEEDBACK, identifier, showHide: 'show' }, content),
  );
  const also = set(
    FEEDBACK,
    both(element('variable', { identifier: FEEDBACK }), value('identifier', SOURCE)),
  );
  return document(
    element(
      'assessmentItem',
      {
        xmlns: SPACE,
        'xmlns:xsi': 'http://www.w3.org/2001/XMLSchema-instance',
        'xsi:schemaLocation': `${SPACE} ${SCHEMA}`,
        identifier: itemId(posed),
        title: titleOf(posed.stem),
        label: `v${posed.version}`,
        'xml:lang': lang,
        adaptive: false,
        timeDependent: false,
        toolName: 'Keepalive',
      },
      made.declaration,
      element(
        'outcomeDeclaration',
        { identifier: SCORE, cardinality: 'single', baseType: 'float', normalMaximum: 1, normalMinimum: 0 },
        element('defaultValue', {}, element('value', {}, '0')),
      ),
      element('outcomeDeclaration', {
        identifier: FEEDBACK,
        cardinality: 'multiple',
        baseType: 'identifier',
      }),
      element('itemBody', {}, made.body),
      element('responseProcessing', {}, made.processing, also),
      ...feedback,
    ),
  );
}

/** What lists of items show: the question itself, without its mark-up, cut where it is long. */
function titleOf(stem: string): string {
  const plain = stem.replaceAll('`', '').replace(/\s+/g, ' ').trim();
  return plain.length <= 80 ? plain : `${plain.slice(0, 79)}…`;
}
