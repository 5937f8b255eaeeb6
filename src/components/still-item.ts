import { render } from 'svelte/server';
import type { Language } from '#i18n/languages.ts';
import type { Strings } from '#i18n/strings.ts';
import type { Asked } from '#quiz/items/contract.ts';
import Item from '#quiz/items/Item.svelte';

interface Props {
  readonly asked: Asked;
  readonly n: number;
  readonly words: Strings;
  readonly lang: Language;
  readonly showIn: string;
  readonly prefix?: string | undefined;
}

/** An item as it stands without scripts; not meant to be hydrated, so without the marks of it: a tenth of a quiz's weight. */
export async function stillItem(props: Props): Promise<string> {
  const { body } = await render(Item, { props });
  return body.replaceAll(/<!--.*?-->/gs, '');
}
