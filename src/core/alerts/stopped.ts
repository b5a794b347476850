import { MINUTE } from '../time.ts';
import { defineAlert } from './alert.ts';

/** A6: the desk has stopped in order; what stays open is named, with what watches over it meanwhile. */
export const stopped = defineAlert({
  name: 'stopped',
  about: 'the desk has stopped',
  on: 'stopped',
  usual: 'info',
  kind: 'system',
  narrated: true,
  cooldown: MINUTE,
  sample: (at) => ({ type: 'stopped', at, why: 'stopped' }),
  say(event, desk) {
    const open = desk.state().account.positions.size;
    // A market of bars is played: its time stands still while nobody plays it.
    const unwatched = open > 0 && desk.market.kind === 'quotes';
    return {
      severity: unwatched ? 'warning' : 'info',
      topic: 'stopped',
      reply: {
        title: event.why === 'stopped' ? 'Stopped' : `Stopped: ${event.why}`,
        lines: [
          open === 0 ? 'Nothing is open.' : `${open} ${open === 1 ? 'position stays' : 'positions stay'} open.`,
          ...(unwatched ? ['On paper nothing watches their stops until the next start.'] : []),
        ],
      },
    };
  },
});
