import { TYPES, type Resource } from './page.ts';

/** What a browser and a server typically say; the cookie is as long as the reader wants it. Names as HTTP/1.1 writes them. */
export type Fields = readonly (readonly [name: string, value: string])[];

export const AUTHORITY = 'www.example.com';

const ACCEPT: Readonly<Record<Resource['kind'], string>> = {
  html: 'text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,image/webp,*/*;q=0.8',
  css: 'text/css,*/*;q=0.1',
  js: '*/*',
  font: '*/*',
  image: 'image/avif,image/webp,image/svg+xml,image/*,*/*;q=0.8',
};

export function requestFields(resource: Resource, cookieBytes: number): Fields {
  const cookie = 'id=5f2c9a7be41d03886'.repeat(Math.ceil(cookieBytes / 20)).slice(0, cookieBytes);
  return [
    ['User-Agent', 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0'],
    ['Accept', ACCEPT[resource.kind]],
    ['Accept-Language', 'en-US,en;q=0.5'],
    ['Accept-Encoding', 'gzip, deflate, br, zstd'],
    ...(resource.id > 0 ? ([['Referer', `https://${AUTHORITY}/`]] as const) : []),
    ...(cookie ? ([['Cookie', cookie]] as const) : []),
  ];
}

export function responseFields(resource: Resource): Fields {
  return [
    ['Date', 'Sat, 21 Nov 2026 09:00:00 GMT'],
    ['Server', 'nginx'],
    ['Content-Type', TYPES[resource.kind]],
    ['Cache-Control', resource.id === 0 ? 'no-cache' : 'public, max-age=31536000, immutable'],
    ['ETag', `"${(0x5f00 + resource.id * 37).toString(16)}-${resource.bytes.toString(16)}"`],
    ['Vary', 'Accept-Encoding'],
    ['X-Content-Type-Options', 'nosniff'],
  ];
}
