/**
 * Which file of the edition an address means, as a path from its root; undefined for anything outside.
 * @param root the folder of the edition, with a slash at its end: 'file:///home/me/keepalive/'
 * @example fileOf('/pagefind/pagefind-entry.json?ts=1', page, root) // 'pagefind/pagefind-entry.json'
 */
export function fileOf(address: string, page: string, root: string): string | undefined {
  // from disk '/' is the disk's root: an address that starts so means the site's
  const whole = new URL(
    address.startsWith('/') && !address.startsWith('//') ? `.${address}` : address,
    address.startsWith('/') ? root : page,
  );
  const path = whole.href.replace(/[?#].*$/, '');
  return path.startsWith(root) && path !== root ? decodeURI(path.slice(root.length)) : undefined;
}

/** An address of the site as a link on disk: `root` for '/', its index.html for a folder. */
export function linkTo(path: string, root: string): string {
  const [, target = '', rest = ''] = /^\/?([^?#]*)(.*)$/.exec(path)!;
  return root + (target === '' || target.endsWith('/') ? `${target}index.html` : target) + rest;
}
