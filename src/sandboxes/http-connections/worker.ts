import { serve } from '#player/heavy/serve.ts';
import { core } from './core.ts';
import './every-end.ts';

serve(core as never);
