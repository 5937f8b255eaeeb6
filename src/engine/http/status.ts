/** Reason phrases of RFC 9110 §15 and RFC 6585, of what servers here answer with; a client passes them over (RFC 9112 §4). */
const PHRASES: Readonly<Record<number, string>> = {
  100: 'Continue',
  101: 'Switching Protocols',
  200: 'OK',
  204: 'No Content',
  400: 'Bad Request',
  403: 'Forbidden',
  404: 'Not Found',
  405: 'Method Not Allowed',
  413: 'Content Too Large',
  414: 'URI Too Long',
  426: 'Upgrade Required',
  431: 'Request Header Fields Too Large',
  501: 'Not Implemented',
  502: 'Bad Gateway',
  504: 'Gateway Timeout',
  505: 'HTTP Version Not Supported',
};

/** '' for any other: the phrase may be empty, and who answers can say one. */
export const reasonPhrase = (status: number): string => PHRASES[status] ?? '';
