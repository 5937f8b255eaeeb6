import type { Posed } from '#quiz/core/kinds.ts';
import type { Language } from '#i18n/languages.ts';
import { zipOf } from '../zip.ts';
import { document, element } from './element.ts';
import { assessmentItem, itemId } from './item.ts';

export interface QtiItem {
  readonly posed: Posed;
  readonly link: { readonly address: string; readonly words: string };
}

const SPACE = 'http://www.imsglobal.org/xsd/imscp_v1p1';
const SCHEMA = 'http://www.imsglobal.org/xsd/qti/qtiv2p1/qtiv2p1_imscpv1p2_v1p0.xsd';

/** A content package: the manifest, and a file an item. Same items, same bytes. */
export function qtiPackage(items: readonly QtiItem[], lang: Language): Uint8Array<ArrayBuffer> {
  const files = new Map<string, Uint8Array>();
  const resources: string[] = [];
  for (const { posed, link } of items) {
    const content = assessmentItem(posed, lang, link);
    if (content === undefined) continue;
    const path = `items/${posed.id}.xml`;
    files.set(path, Buffer.from(content));
    resources.push(
      element(
        'resource',
        { identifier: itemId(posed), type: 'imsqti_item_xmlv2p1', href: path },
        element('file', { href: path }),
      ),
    );
  }
  const manifest = element(
    'manifest',
    {
      xmlns: SPACE,
      'xmlns:xsi': 'http://www.w3.org/2001/XMLSchema-instance',
      'xsi:schemaLocation': `${SPACE} ${SCHEMA}`,
      identifier: `keepalive-${lang}`,
    },
    element('metadata', {}, element('schema', {}, 'QTIv2.1 Package'), element('schemaversion', {}, '1.0.0')),
    element('organizations'),
    element('resources', {}, ...resources),
  );
  return zipOf(new Map([['imsmanifest.xml', Buffer.from(document(manifest))], ...files]));
}
