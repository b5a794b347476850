import { beforeAll, describe, expect, test } from 'vitest';
import type { StoredEvent } from '../../src/core/facts/eventLog.ts';
import type { DeskEvent, EventOf } from '../../src/core/facts/events.ts';
import { type CandleLookup, candleLookup } from '../support/candleLookup.ts';
import { judge } from '../support/judge.ts';
import { undisturbed } from '../support/killing.ts';
import { alone, quickSettings } from '../support/stories.ts';

const story = alone(3);
const settings = quickSettings();
let rows: readonly StoredEvent[] = [];
let candles: CandleLookup;
beforeAll(async () => {
  ({ rows } = await undisturbed(story));
  const { source, symbols = [], from, to } = story.options;
  candles = await candleLookup(source, symbols, from - 3_600_000, to);
});

const verdict = (changed: readonly StoredEvent[]): string => judge(changed, { settings, mark: candles.close }).faults.join('\n');

/** The log with the first event that fits replaced by what `change` makes of it. */
function planted(
  fits: (event: DeskEvent) => boolean,
  change: (row: StoredEvent) => readonly StoredEvent[],
): readonly StoredEvent[] {
  const at = rows.findIndex(({ event }) => fits(event));
  expect(at).toBeGreaterThan(0);
  return rows.flatMap((row, i) => (i === at ? change(row) : [row]));
}

const isStop = (event: DeskEvent): boolean => event.type === 'order' && event.purpose === 'stop' && event.status === 'open';
const isEntryFill = (event: DeskEvent): event is EventOf<'fill'> => event.type === 'fill' && event.purpose === 'entry';
const isExitFill = (event: DeskEvent): event is EventOf<'fill'> => event.type === 'fill' && event.purpose !== 'entry';

const twisted = <T extends DeskEvent>(
  row: StoredEvent,
  is: (event: DeskEvent) => event is T,
  twist: (event: T) => T,
): readonly StoredEvent[] => (is(row.event) ? [{ ...row, event: twist(row.event) }] : [row]);

describe('the judge of the event log finds what is planted', () => {
  test('and nothing in a sound log', () => {
    expect(verdict(rows)).toBe('');
    expect(judge(rows, { settings, mark: candles.close }).equities).toBeGreaterThan(30);
  });

  const plants: readonly (readonly [string, () => readonly StoredEvent[], RegExp])[] = [
    ['a stop that never came to rest', () => planted(isStop, () => []), /invariant 8/],
    ['a fill that is booked twice', () => planted(isEntryFill, (row) => [row, row]), /fault row 18/],
    [
      'a fill beyond its order',
      () =>
        planted(isEntryFill, (row) =>
          twisted(row, isEntryFill, (fill) => ({ ...fill, quantity: `${Number(fill.quantity) * 3}` })),
        ),
      /invariant 6/,
    ],
    [
      'an exit that flips',
      () =>
        planted(isExitFill, (row) =>
          twisted(row, isExitFill, (fill) => ({ ...fill, side: fill.side === 'buy' ? 'sell' : 'buy' })),
        ),
      /invariant 11/,
    ],
    [
      'an intent that is sent twice',
      () =>
        planted(
          (event) => event.type === 'intent',
          (row) => [row, row],
        ),
      /invariant 1/,
    ],
    [
      'an entry that nothing cleared',
      () =>
        planted(
          (event) => event.type === 'cleared',
          () => [],
        ),
      /nothing has cleared/,
    ],
    [
      'a fee that was forgotten',
      () => planted(isEntryFill, (row) => twisted(row, isEntryFill, (fill) => ({ ...fill, fee: '0' }))),
      /the ledger/,
    ],
  ];
  test.each(plants)('%s', (_, plant, fault) => expect(verdict(plant())).toMatch(fault));

  test('limits that the desk did not keep', () => {
    for (const risk of [{ maxOpenPositions: 1 }, { maxPosition: 0.01 }, { maxSectorExposure: 0.01 }])
      expect(judge(rows, { settings: { ...settings, risk: { ...settings.risk, ...risk } } }).faults.join('\n')).toMatch(
        /invariant 10/,
      );
  });
});
