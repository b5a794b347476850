import { type DeskEvent, eventSchema } from '../src/core/facts/events.ts';
import { settingsSchema } from '../src/core/facts/settings.ts';
import type { CandleSource } from '../src/core/market/candles.ts';
import { waiting } from '../src/core/state/proposals.ts';
import { DAY, type Ms } from '../src/core/time.ts';
import { recordedSource } from '../src/exchange/recorded.ts';
import { SYNTHETIC_FROM, syntheticSource } from '../src/exchange/synthetic.ts';
import { agreedAndAuto } from '../tests/core/approval/agreeing.ts';
import { type MemoryDesk, openDesk } from '../tests/support/memoryDesk.ts';
import { earningFigures, figuresOf, figureTable, isNight } from './asks/figures.ts';
import { awayAtNight, soundsForAway } from './asks/night.ts';
import { readerFigures } from './asks/reader.ts';
import { played } from './program/played.ts';

/**
 * `npm run asks` prints how well the desk asks: from a run of the real program in which nobody answers, and from the same market with
 * every card approved before its next candle. Three days of the built-in market, or with `--recorded FOLDER` a summer of recorded
 * candles.
 */
const SEED = 42;
const SYNTHETIC_TO: Ms = Date.UTC(2024, 0, 4);
const SUMMER = { from: Date.UTC(2024, 5, 1), to: Date.UTC(2024, 7, 31) } as const;

type Stretch = {
  readonly args: readonly string[];
  readonly source: CandleSource;
  readonly from: Ms;
  readonly to: Ms;
};

const dayText = (at: Ms): string => new Date(at).toISOString().slice(0, 10);

async function stretchOf(folder: string | undefined): Promise<Stretch> {
  if (folder === undefined) {
    const span = { from: SYNTHETIC_FROM, to: SYNTHETIC_TO };
    return { args: ['--to', dayText(span.to)], source: syntheticSource(SEED), ...span };
  }
  const source = await recordedSource(folder, { ...SUMMER, timeframe: '1h' });
  const args = ['--replay', folder, '--timeframe', '1h', '--from', dayText(SUMMER.from), '--to', dayText(SUMMER.to)];
  return { args, source, ...SUMMER };
}

/** The events of the real program while nobody answers, and the seconds from its start to its first card. */
async function unansweredOf({ args }: Stretch): Promise<{ readonly events: readonly DeskEvent[]; readonly first: number }> {
  const events: DeskEvent[] = [];
  const began = performance.now();
  let first = Number.POSITIVE_INFINITY;
  for await (const line of played({ args: ['--authority', 'approve', ...args] })) {
    const event = eventSchema.safeParse(JSON.parse(line));
    // Replies are printed too, and are no events.
    if (event.success) events.push(event.data);
    if (event.data?.type === 'proposed') first = Math.min(first, (performance.now() - began) / 1_000);
  }
  return { events, first };
}

/** How many taps it took at most until a card was entered, where it was flagged and where not. */
type Taps = { readonly plain: number; readonly flagged: number };

/** The events of the same market with a yes to every card before anything else happens, and the taps that this takes. */
async function approvedOf({
  source,
  from,
  to,
}: Stretch): Promise<{ readonly events: readonly DeskEvent[]; readonly taps: Taps }> {
  const taps = { plain: 0, flagged: 0 };
  let opened: MemoryDesk | undefined;
  const approve = async (desk: MemoryDesk): Promise<void> => {
    for (const { id, odd } of waiting(desk.state.proposals, desk.now())) {
      const { outcome } = await desk.type(`/approve ${id}`);
      if (outcome === 'asked') await desk.type('/yes');
      const kind = odd.length === 0 ? 'plain' : 'flagged';
      taps[kind] = Math.max(taps[kind], outcome === 'asked' ? 2 : 1);
    }
  };
  const desk = await openDesk({
    source,
    from,
    to,
    settings: settingsSchema.parse({ authority: 'approve' }),
    hurried: true,
    pace: async () => {
      if (opened !== undefined) await approve(opened);
    },
  });
  opened = desk;
  await desk.play();
  await desk.stop();
  return { events: desk.rows().map(({ event }) => event), taps };
}

/** The events of the same market while the only one who may answer is away at night. */
async function nightsOf({ source, from, to }: Stretch): Promise<readonly DeskEvent[]> {
  const desk = await openDesk({ source, from, to, settings: settingsSchema.parse({ authority: 'approve' }), hurried: true });
  await desk.record(...awayAtNight(from));
  await desk.play();
  await desk.stop();
  return desk.rows().map(({ event }) => event);
}

const flag = process.argv.indexOf('--recorded');
const stretch = await stretchOf(flag === -1 ? undefined : process.argv[flag + 1]);
const days = (stretch.to - stretch.from) / DAY;
const { events: unanswered, first } = await unansweredOf(stretch);
const { events: approved, taps } = await approvedOf(stretch);
const nights = await nightsOf(stretch);
const { auto, agreed } = await agreedAndAuto(stretch);
const rOf = (events: readonly DeskEvent[]): readonly number[] =>
  events.flatMap((event) => (event.type === 'positionClosed' ? [event.r] : []));
const figures = [
  ...figuresOf(unanswered, approved, days),
  { what: 'sounds 22 to 06 for who is away, but critical', figure: soundsForAway([...unanswered, ...nights], isNight), goal: 0 },
  {
    what: 'cards asked then while nobody is there',
    figure: nights.filter(({ type, at }) => type === 'proposed' && isNight(at)).length,
    goal: 0,
  },
  { what: 'ideas let go then', figure: nights.filter((event) => event.type === 'withheld' && event.away === true).length },
  { what: 'taps from a card to its order', figure: taps.plain, goal: 1 },
  { what: 'taps from a flagged card to its order', figure: taps.flagged, goal: 2 },
  { what: 'seconds from start to the first card', figure: first, digits: 1 } as const,
  ...readerFigures(),
  {
    what: 'a yes to all, none held back, against auto: USDT apart',
    figure: Math.abs(Number(agreed.equity) - Number(auto.equity)),
    goal: 0,
    digits: 2,
  } as const,
  ...earningFigures(
    rOf(approved),
    auto.trades.map(({ r }) => r),
  ),
];
process.stdout.write(`${dayText(stretch.from)} to ${dayText(stretch.to)}, ${stretch.source.name}\n\n${figureTable(figures)}\n`);
