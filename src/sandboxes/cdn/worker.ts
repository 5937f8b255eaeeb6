import { serve } from '#player/heavy/serve.ts';
import { cdn } from './model.ts';

serve(cdn as never);
