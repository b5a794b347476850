import { numbersIn, wordsIn } from '../../src/core/alerts/card.ts';
import type { DeskEvent, EventOf, EventType } from '../../src/core/facts/events.ts';
import { ideaOf } from '../../src/core/state/asks.ts';
import { loudnessOf, usualNotices } from '../../src/core/state/messagePreferences.ts';
import { DESK } from '../../src/core/state/position.ts';
import { DAY, HOUR, type Ms } from '../../src/core/time.ts';

/** One line of the table: what is counted, how much of it there is, and what it is to be; without a goal there is none. */
export type AskFigure = {
  readonly what: string;
  readonly figure: number;
  /** At most this. */
  readonly goal?: number;
  /** At least this. */
  readonly least?: number;
  readonly digits?: 0 | 1 | 2;
  /** It is a fraction, and shown in per cent. */
  readonly share?: true;
};

/** What is asked again within this time has to say what has changed. */
const SOON: Ms = 4 * HOUR;

const eventsOf = <T extends EventType>(events: readonly DeskEvent[], type: T): readonly EventOf<T>[] =>
  events.filter((event): event is EventOf<T> => event.type === type);

/** The desk's own cards that ask for the legs of another one of the last 4 h, and name no change; one that comes out of an answer is none. */
export function repeatsOf(events: readonly DeskEvent[]): number {
  const last = new Map<string, Ms>();
  let repeats = 0;
  for (const { at, plan, by, again, original } of eventsOf(events, 'proposed')) {
    if (by !== DESK || original !== undefined) continue;
    const idea = ideaOf(plan);
    const before = last.get(idea);
    if (again === undefined && before !== undefined && at - before < SOON) repeats += 1;
    last.set(idea, at);
  }
  return repeats;
}

/** The messages that a chat hears which has never said how it wants to be told. */
export const soundsOf = (events: readonly DeskEvent[]): readonly EventOf<'alert'>[] =>
  eventsOf(events, 'alert').filter((alert) => loudnessOf(alert, usualNotices(), alert.at) === 'on');

/** Whether most people sleep, UTC. */
export const isNight = (at: Ms): boolean => at % DAY >= 22 * HOUR || at % DAY < 6 * HOUR;

/** How much there is to read on a card, and how far down it says what can be lost; all of it where it does not say. */
export function readingOf({ reply: { title, lines } }: Pick<EventOf<'alert'>, 'reply'>): {
  readonly words: number;
  readonly numbers: number;
  readonly before: number;
} {
  const said = [title, ...lines].join('\n');
  const loss = said.search(/\b(?:lose|loss)\b/i);
  return { words: wordsIn(said), numbers: numbersIn(said), before: loss === -1 ? said.length : loss };
}

/** What became of the yeses: how many cards got one, and of how many it was refused, or asked anew. */
export function yesesOf(events: readonly DeskEvent[]): {
  readonly given: number;
  readonly refused: number;
  readonly anew: number;
} {
  const given = new Set(eventsOf(events, 'vote').flatMap(({ answer, proposal }) => (answer === 'approve' ? [proposal] : [])));
  const ended = eventsOf(events, 'proposal').filter(({ proposal }) => given.has(proposal));
  const to = (end: EventOf<'proposal'>['to']): number => ended.filter((event) => event.to === end).length;
  return { given: given.size, refused: to('refused'), anew: to('replaced') };
}

/** The table of asking well: of a run in which nobody answered, and of one in which everything was approved at once. */
export function figuresOf(unanswered: readonly DeskEvent[], approved: readonly DeskEvent[], days: number): readonly AskFigure[] {
  const cards = eventsOf(unanswered, 'proposed');
  const sounds = soundsOf(unanswered);
  const reading = eventsOf(unanswered, 'alert')
    .filter(({ alert }) => alert === 'proposed')
    .map(readingOf);
  const most = (pick: (card: ReturnType<typeof readingOf>) => number): number => Math.max(0, ...reading.map(pick));
  const yeses = yesesOf(approved);
  const share = (count: number): number => (yeses.given === 0 ? 0 : count / yeses.given);
  return [
    { what: 'proposals a day', figure: cards.length / days, goal: 12, digits: 1 },
    { what: 'asked again within 4 h, no change named', figure: repeatsOf(unanswered), goal: 0 },
    { what: 'sounds a day in a chat of the normal preset', figure: sounds.length / days, goal: 15, digits: 1 },
    {
      what: 'of these between 22 and 06 UTC, a night',
      figure: sounds.filter(({ at }) => isNight(at)).length / days,
      digits: 1,
    },
    { what: 'cards that name a conflict', figure: cards.filter(({ conflicts }) => conflicts !== undefined).length },
    { what: 'opportunities withheld', figure: eventsOf(unanswered, 'withheld').length },
    { what: 'words on the longest card', figure: most(({ words }) => words), goal: 45 },
    { what: 'numbers on the fullest card', figure: most(({ numbers }) => numbers), goal: 14 },
    { what: 'characters before the loss, at most', figure: most(({ before }) => before), goal: 60 },
    { what: 'all approved at once: cards with a yes', figure: yeses.given },
    {
      what: 'all approved at once: displaced',
      figure: eventsOf(approved, 'proposal').filter(({ to }) => to === 'displaced').length,
    },
    { what: 'all approved at once: yes, then asked anew', figure: share(yeses.anew), digits: 1, share: true },
    { what: 'all approved at once: yes, then refused', figure: share(yeses.refused), goal: 0.02, digits: 1, share: true },
  ];
}

/** The table as it is printed: what, figure, goal, and whether that is reached. */
export function figureTable(figures: readonly AskFigure[]): string {
  const shown = (value: number, { digits = 0, share }: AskFigure): string =>
    share ? `${(value * 100).toFixed(digits)} %` : value.toFixed(digits);
  const rows = figures.map((line) => {
    const { what, figure, goal = line.least, digits } = line;
    if (goal === undefined) return [what, shown(figure, line), '', ''];
    const isReached = line.least === undefined ? figure <= goal : figure >= goal;
    return [
      what,
      shown(figure, line),
      shown(goal, { ...line, digits: digits === 2 ? 2 : 0 }),
      isReached ? 'reached' : 'not reached',
    ];
  });
  const all = [['', 'figure', 'goal', ''], ...rows];
  const width = (i: number): number => Math.max(...all.map((row) => (row[i] ?? '').length));
  return all
    .map(([what = '', figure = '', goal = '', verdict = '']) =>
      `${what.padEnd(width(0))}  ${figure.padStart(width(1))}  ${goal.padStart(width(2))}  ${verdict}`.trimEnd(),
    )
    .join('\n');
}

/** A mean and how far it may be off by chance: twice its standard error. */
function meanOf(values: readonly number[]): { readonly mean: number; readonly off: number } {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const spread = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (values.length - 1);
  return { mean, off: 2 * Math.sqrt(spread / values.length) };
}

/**
 * What the cards that were asked earned, each approved at once, beside what an account earns that asks nobody: R a trade, of those that
 * ended. Below auto is only what no chance explains.
 */
export function earningFigures(asked: readonly number[], auto: readonly number[]): readonly AskFigure[] {
  const [one, other] = [meanOf(asked), meanOf(auto)];
  const off = Math.hypot(one.off, other.off);
  const line = (what: string, figure: number, by: number, goal: Pick<AskFigure, 'least'> = {}): AskFigure => ({
    what: `${what} (± ${by.toFixed(2)})`,
    figure,
    digits: 2,
    ...goal,
  });
  return [
    line(`asked and approved at once, R a trade of ${asked.length}`, one.mean, one.off),
    line(`the same market on auto, R a trade of ${auto.length}`, other.mean, other.off),
    line('asked less auto, R a trade', one.mean - other.mean, off, { least: -off }),
  ];
}
