/** In the edition for disk this stands in for src/i18n/href.ts. */
import { linkTo } from './address.ts';
import { root } from './root.ts';

export const href = (path: string): string => linkTo(path, root);
