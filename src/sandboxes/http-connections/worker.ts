import { serve } from '#player/heavy/serve.ts';
import { core } from './core.ts';

serve(core as never);
