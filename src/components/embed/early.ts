import { readAddress } from '#embed/address.ts';

/** Before the first paint: the language of the address, so that the other never flashes. */
const { lang } = readAddress(location.search);
if (lang) document.documentElement.lang = lang;
