import { serve } from '#player/heavy/serve.ts';
import { tcpCongestion } from './model.ts';

serve(tcpCongestion as never);
