import { everyVersion } from '#engine/pageload/every-version.ts';
import { ends } from './ends.ts';

ends.bring(everyVersion);
