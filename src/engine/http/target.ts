import { HOST_CHAR, isAll, PATH_CHAR } from './octets.ts';

/** The four forms of RFC 9112 §3.2. */
export type TargetForm = 'origin' | 'absolute' | 'authority' | 'asterisk';

// RFC 3986 §2.1, §3.2.2, §3.3: plain characters, and between them octets in percent signs. No two parts that follow each other may
// begin with the same character, so matching is linear
const NAME = String.raw`[A-Za-z0-9\-._~!$&'()*+,;=]*(?:%[0-9A-Fa-f]{2}[A-Za-z0-9\-._~!$&'()*+,;=]*)*`;
const HOST = String.raw`(?:\[[0-9A-Fa-f:.]{2,}\]|(?=[^:/?])${NAME})`;
const PATH = String.raw`[A-Za-z0-9\-._~!$&'()*+,;=:@/?]*(?:%[0-9A-Fa-f]{2}[A-Za-z0-9\-._~!$&'()*+,;=:@/?]*)*`;
const ORIGIN = new RegExp(`^/${PATH}$`);
/** §3.2.2. Of http and https the host must not be empty (RFC 9110 §4.2.1), and userinfo is an error (§4.2.4). */
const WITH_AUTHORITY = new RegExp(
  String.raw`^[A-Za-z][A-Za-z0-9+.\-]*://(${HOST})(?::([0-9]{0,5}))?(?:[/?]${PATH})?$`,
);
const WITHOUT_AUTHORITY = new RegExp(String.raw`^[A-Za-z][A-Za-z0-9+.\-]*:(?!//)${PATH}$`);
const AUTHORITY = new RegExp(`^${HOST}(?::([0-9]{0,5}))?$`);

/** Which form the target has; undefined where it has none, or one that its method must not have. */
export function targetForm(method: string, target: string): TargetForm | undefined {
  // §3.2.3: CONNECT, and only it, names an authority, with its port
  if (method === 'CONNECT') return portOf(AUTHORITY, target) ? 'authority' : undefined;
  // §3.2.1: an absolute path, and a query
  if (target.startsWith('/'))
    return isAll(target, 1, PATH_CHAR) || ORIGIN.test(target) ? 'origin' : undefined;
  // §3.2.4: only of OPTIONS
  if (target === '*') return method === 'OPTIONS' ? 'asterisk' : undefined;
  if (WITHOUT_AUTHORITY.test(target)) return /^https?:/i.test(target) ? undefined : 'absolute';
  const parts = WITH_AUTHORITY.exec(target);
  return parts && Number(parts[2] ?? 0) < 65_536 ? 'absolute' : undefined;
}

/** The value of Host: uri-host [ ":" port ] (RFC 9110 §7.2). Empty where the target has no authority (RFC 9112 §3.2). */
export function isHost(value: string): boolean {
  if (isAll(value, 0, HOST_CHAR)) return true;
  const parts = AUTHORITY.exec(value);
  return parts !== null && Number(parts[1] ?? 0) < 65_536;
}

const portOf = (form: RegExp, text: string): string | undefined => {
  const port = form.exec(text)?.[1];
  return port && Number(port) < 65_536 ? port : undefined;
};
