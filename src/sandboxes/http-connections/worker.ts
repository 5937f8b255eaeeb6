import { serve } from '#player/heavy/serve.ts';
import { httpConnections } from './model.ts';

serve(httpConnections as never);
