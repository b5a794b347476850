import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import type { DeskEvent } from '../../../src/core/facts/events.ts';
import { laterBroker } from '../../support/laterBroker.ts';
import { hour, START, stillSettings, written } from '../../support/market.ts';
import { type MemoryDesk, openDesk } from '../../support/memoryDesk.ts';
import type { Bar } from '../../support/scriptedSource.ts';
import { manualClock } from '../../venue/manualClock.ts';

const HOURS = 12;
const WARM = 60;

/** Two perpetuals, and what is typed in each hour. */
type Story = {
  readonly bars: readonly [readonly Bar[], readonly Bar[]];
  readonly lines: readonly (readonly string[])[];
};

const optionsOf = ({ bars }: Story) => ({
  source: written({ 'AAA/USDT:USDT': bars[0], 'BBB/USDT:USDT': bars[1] }, WARM),
  from: START,
  to: hour(HOURS),
  settings: stillSettings(),
  rerun: false,
  hurried: true,
});

/** `rest` comes back when whatever was asked of the broker is answered. */
async function played(desk: MemoryDesk, { lines }: Story, rest: () => Promise<void>): Promise<MemoryDesk> {
  for (const [i, given] of lines.entries()) {
    await desk.play(hour(i + 1));
    for (const line of given) {
      await rest();
      await desk.type(line);
    }
  }
  await desk.play();
  await rest();
  return desk;
}

const throughOrderLoop = async (story: Story): Promise<MemoryDesk> =>
  played(await openDesk(optionsOf(story)), story, () => Promise.resolve());

/** Requests reach the venue, and answers come back, in the order of `picks`; the market waits until none is on its way. */
async function throughGateway(story: Story, picks: readonly number[]): Promise<MemoryDesk> {
  const underWay: (() => void)[] = [];
  let isOpen = false;
  const way = (): Promise<void> => (isOpen ? new Promise((arrive) => underWay.push(arrive)) : Promise.resolve());
  let arrived = 0;
  const rest = async (): Promise<void> => {
    for (;;) {
      await new Promise(setImmediate);
      if (underWay.length === 0) return;
      const [arrive] = underWay.splice((picks[arrived % picks.length] ?? 0) % underWay.length, 1);
      arrived += 1;
      arrive?.();
    }
  };
  const desk = await openDesk({
    ...optionsOf(story),
    after: manualClock(0).after,
    pace: rest,
    between: (paper) => laterBroker(paper, way, way),
  });
  isOpen = true;
  return played(desk, story, rest);
}

/** Whose story a fact is part of: nothing binds what was asked of one symbol to wait for the answer about another. */
function subjectOf(event: DeskEvent): string {
  if ('clientId' in event) return `order ${event.clientId}`;
  if ('position' in event) return `position ${event.position}`;
  if ('decision' in event) return `decision ${event.decision}`;
  return event.type === 'alert' ? `alert ${event.topic}` : event.type;
}

/** Alerts are numbered and worded in the order of all subjects. */
const compared = (event: DeskEvent): DeskEvent =>
  event.type === 'alert' ? { ...event, id: '', reply: { title: '', lines: [] } } : event;

const storiesOf = ({ rows }: MemoryDesk): ReadonlyMap<string, readonly DeskEvent[]> =>
  Map.groupBy(
    rows().map(({ event }) => compared(event)),
    subjectOf,
  );

/** Without what hangs on which of two positions was closed first. */
const standing = ({ state }: MemoryDesk) => ({
  ...state,
  account: { ...state.account, lossesInRow: 0, closed: state.account.closed.toSorted((a, b) => a.position - b.position) },
});

const symbol = fc.constantFrom('AAA-PERP', 'BBB-PERP');
const position = fc.integer({ min: 1, max: 4 });
const line = fc.oneof(
  { weight: 3, arbitrary: fc.tuple(fc.constantFrom('/buy', '/sell'), symbol, fc.constantFrom(1_000, 5_000)) },
  { weight: 1, arbitrary: fc.tuple(fc.constant('/add'), position, fc.constant(500)) },
  { weight: 1, arbitrary: fc.tuple(fc.constantFrom('/close', '/reduce'), position, fc.constant('now')) },
  { weight: 2, arbitrary: fc.tuple(fc.constant('/stop'), position, fc.constantFrom('be now', '-0.5% now', '+0.5% now')) },
  { weight: 2, arbitrary: fc.tuple(fc.constant('/target'), position, fc.constantFrom('+1% now', '-1% now', '+2% now')) },
  { weight: 1, arbitrary: fc.tuple(fc.constant('/cancel'), symbol) },
  { weight: 1, arbitrary: fc.constantFrom(['/close all now'], ['/panic now'], ['/yes']) },
  { weight: 1, arbitrary: fc.constantFrom(['/pause'], ['/resume'], ['/resume']) },
);
/** Stops and targets are met within it; it closes where no exit acts, since that one fills at the close or soon after it. */
const bar: fc.Arbitrary<Bar> = fc
  .tuple(fc.constantFrom(100, 100.1, 99.9), fc.constantFrom(0, 0.3, 1.2, 3, 5), fc.constantFrom(0, 0.3, 1.2, 3, 5))
  .map(([close, up, down]) => ({ close, high: 100.1 + up, low: 99.9 - down }));
const bars = fc.array(bar, { minLength: HOURS, maxLength: HOURS });
const story: fc.Arbitrary<Story> = fc.record({
  bars: fc.tuple(bars, bars),
  lines: fc.array(
    fc.array(
      line.map((words) => words.join(' ')),
      { maxLength: 3 },
    ),
    { minLength: 4, maxLength: HOURS - 1 },
  ),
});
const picks = fc.array(fc.nat({ max: 7 }), { minLength: 1, maxLength: 30 });

/** What happened in a story that is worth being compared. */
const happened = (desk: MemoryDesk): readonly string[] =>
  desk.rows().flatMap(({ event }) => {
    if (event.type === 'positionClosed') return [`closed by ${event.why}`];
    if (event.type === 'order') return [`${event.purpose} ${event.status}`];
    return [event.type];
  });

test('a broker that answers at once and one that answers later, in any order, give the same facts and the same state', async () => {
  const seen = new Set<string>();
  await fc.assert(
    fc.asyncProperty(story, picks, async (told, order) => {
      const [now, later] = [await throughOrderLoop(told), await throughGateway(told, order)];
      expect(storiesOf(later)).toEqual(storiesOf(now));
      expect(standing(later)).toEqual(standing(now));
      for (const what of happened(later)) seen.add(what);
    }),
    { numRuns: 30 },
  );
  const ends = ['closed by stop', 'closed by target', 'closed by command', 'closed by panic', 'entry filled', 'add filled'];
  const moves = ['stop canceled', 'target canceled', 'stopMoved', 'targetMoved', 'exitAsked', 'paused', 'resumed'];
  expect([...seen]).toEqual(expect.arrayContaining([...ends, ...moves]));
});
