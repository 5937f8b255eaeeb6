import { doings } from './fetched.ts';
import { events } from './events.ts';
import { frames } from './frames.ts';
import { sockjs } from './sockjs.ts';
import { stomp } from './stomp.ts';

doings.bring({ frames, stomp, sockjs, events });
