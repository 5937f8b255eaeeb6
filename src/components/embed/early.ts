import { readAddress } from '#embed/address.ts';

/** Before the first paint: the language of the address, so that the other never flashes. */
const { lang, refused } = readAddress(location.search);
if (lang) document.documentElement.lang = lang;
// for whoever wrote the address: its readers see the frame as it is without
for (const name of refused)
  console.warn(`keepalive: "${name}" in the address of this frame is not understood`);
