import { doings } from './fetched.ts';
import { events } from './events.ts';
import { sockjs } from './sockjs.ts';
import { stomp } from './stomp.ts';

doings.bring({ stomp, sockjs, events });
