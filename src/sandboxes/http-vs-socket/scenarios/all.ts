import type { Scenario } from '#player/model.ts';
import { chat } from './chat.ts';
import { fewFields } from './few-fields.ts';
import { lost } from './lost.ts';
import { page } from './page.ts';
import { quiet } from './quiet.ts';
import { rush } from './rush.ts';
import { ticks } from './ticks.ts';
import { upload } from './upload.ts';

export const scenarios: readonly Scenario[] = [ticks, chat, page, upload, quiet, rush, fewFields, lost];
