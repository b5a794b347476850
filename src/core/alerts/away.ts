import { clockTime, HOUR } from '../time.ts';
import { defineAlert } from './alert.ts';

/** The one card of the hours in which somebody was away, once they are over. */
export const away = defineAlert({
  name: 'away',
  about: 'the hours in which somebody was away are over',
  on: 'awayEnded',
  usual: 'warning',
  kind: 'approvals',
  cooldown: 0,
  sample: (at) => ({
    type: 'awayEnded',
    at,
    person: 'p0',
    name: 'Ana',
    from: at - 8 * HOUR,
    to: at,
    grant: 'G0',
    counts: { asked: 3, entered: 1, covered: 1, expired: 2, letGo: 4, withheld: 5 },
  }),
  say({ person, name, from, to, grant, counts: { asked, entered, covered, expired, letGo, withheld } }) {
    const isQuiet = asked + entered + expired + letGo + withheld === 0;
    return {
      // It has waited for its reader, so it is heard where there is anything to read.
      severity: isQuiet ? 'notice' : 'warning',
      topic: `away ${person} ${to}`,
      about: { person },
      buttons: ['positions', 'whyNot'],
      reply: {
        title: `${name}: while you were away`,
        lines: [
          `${clockTime(from)} UTC to ${clockTime(to)} UTC`,
          ...(isQuiet
            ? ['Nothing was asked, nothing let go']
            : [
                `Asked ${asked} · entered ${entered}`,
                ...(grant === undefined ? [] : [`Of these under ${grant} ${covered}`]),
                `Ran out unanswered ${expired}`,
                `Let go, nobody was there ${letGo}`,
                `Withheld by the budget ${withheld}`,
              ]),
        ],
      },
    };
  },
});
