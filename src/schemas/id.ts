import { z } from 'zod';

/** Names of things in content and in addresses; permanent once published. */
export const id = z.string().regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'use lower case words joined by hyphens');
