import { HOST_CHAR, isAll, PATH_CHAR } from './octets.ts';

/** The four forms of RFC 9112 §3.2. */
export type TargetForm = 'origin' | 'absolute' | 'authority' | 'asterisk';

/** RFC 3986 §2.1: an octet in a percent sign counts as a character that a name and a path may have, and nothing else. */
const plain = (text: string): string => text.replace(/%[0-9A-Fa-f]{2}/g, '!');

// RFC 3986 §3.2.2, §3.3. No two parts that follow each other may begin with the same character, so matching is linear
const NAMED = String.raw`A-Za-z0-9\-._~!$&'()*+,;=`;
const AUTHORITY = String.raw`(?:\[[0-9A-Fa-f:.]{2,}\]|[${NAMED}]+)(?::([0-9]{0,5}))?`;
const PATH = `[${NAMED}:@/?]*`;
const SCHEME = String.raw`^[A-Za-z][A-Za-z0-9+.\-]*:`;
/** §3.2.2. Of http and https the host must not be empty (RFC 9110 §4.2.1), and userinfo is an error (§4.2.4). */
const WITH_AUTHORITY = new RegExp(`${SCHEME}//${AUTHORITY}(?:[/?]${PATH})?$`);
const WITHOUT_AUTHORITY = new RegExp(`${SCHEME}(?!//)${PATH}$`);
const ALONE = new RegExp(`^${AUTHORITY}$`);

/** Which form the target has; undefined where it has none, or one that its method must not have. */
export function targetForm(method: string, target: string): TargetForm | undefined {
  // §3.2.3: CONNECT, and only it, names an authority, with its port
  if (method === 'CONNECT') return portOf(ALONE, target) ? 'authority' : undefined;
  // §3.2.1: an absolute path, and a query
  if (target.startsWith('/'))
    return isAll(target, 1, PATH_CHAR) || isAll(plain(target), 1, PATH_CHAR) ? 'origin' : undefined;
  // §3.2.4: only of OPTIONS
  if (target === '*') return method === 'OPTIONS' ? 'asterisk' : undefined;
  if (WITHOUT_AUTHORITY.test(plain(target))) return /^https?:/i.test(target) ? undefined : 'absolute';
  return portOf(WITH_AUTHORITY, target) === undefined ? undefined : 'absolute';
}

/** The value of Host: uri-host [ ":" port ] (RFC 9110 §7.2). Empty where the target has no authority (RFC 9112 §3.2). */
export const isHost = (value: string): boolean =>
  isAll(value, 0, HOST_CHAR) || portOf(ALONE, value) !== undefined;

/** Its port, '' for none; undefined where the text has another form, or the port is no port. */
function portOf(form: RegExp, text: string): string | undefined {
  const parts = form.exec(plain(text));
  const port = parts?.[1] ?? '';
  return parts && Number(port) < 65_536 ? port : undefined;
}
