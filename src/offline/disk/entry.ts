/** The one script of the edition for disk. Order matters: fetch is replaced before anything can call it. */
import './fetch.ts';
import '#components/client.ts';
