import { describe, expect, it, test } from 'vitest';
import { LOOKAHEADS } from '../../../../src/core/detectors/lookahead/list.ts';
import type { Lookahead } from '../../../../src/core/detectors/lookahead/lookahead.ts';
import type { CandleColumns } from '../../../../src/core/market/candles.ts';
import { parametersOf } from '../../../../src/core/study/params.ts';
import { candlesThrough, walk } from '../../candlePaths.ts';
import { BITCOIN, EURUSD, type Table } from './figures.ts';

type Any = Lookahead<unknown, string>;

const all: readonly Any[] = Object.values(LOOKAHEADS);

/** What stands beside what: our figure with its parameters, the library's file, and our field for each of its columns. */
type Row = { readonly plug: Any; readonly params: object; readonly fields: readonly string[] };

const GAPS = ['direction', 'top', 'bottom', 'mitigatedIndex'];
const SWINGS: Row = { plug: LOOKAHEADS.lookaheadSwings, params: { length: 5 }, fields: ['highLow', 'level'] };
const STRUCTURE: Row = {
  plug: LOOKAHEADS.lookaheadStructure,
  params: { length: 5 },
  fields: ['bos', 'choch', 'level', 'brokenIndex'],
};
const GAP: Row = { plug: LOOKAHEADS.lookaheadFairValueGap, params: {}, fields: GAPS };
const JOINED: Row = { plug: LOOKAHEADS.lookaheadFairValueGap, params: { join: true }, fields: GAPS };
const BLOCK: Row = {
  plug: LOOKAHEADS.lookaheadOrderBlock,
  params: { length: 5 },
  fields: ['direction', 'top', 'bottom', 'volume', 'mitigatedIndex', 'percentage'],
};
const LIQUIDITY: Row = {
  plug: LOOKAHEADS.lookaheadLiquidity,
  params: { length: 5, range: 0.01 },
  fields: ['direction', 'level', 'end', 'swept'],
};
const RETRACEMENTS: Row = {
  plug: LOOKAHEADS.lookaheadRetracements,
  params: { length: 5 },
  fields: ['direction', 'current', 'deepest'],
};
const SESSIONS: Row = { plug: LOOKAHEADS.lookaheadSessions, params: { session: 'london' }, fields: ['active', 'high', 'low'] };
const before = (period: string): Row => ({
  plug: LOOKAHEADS.lookaheadPreviousHighLow,
  params: { period },
  fields: ['previousHigh', 'previousLow', 'brokenHigh', 'brokenLow'],
});

const OURS: Readonly<Record<string, Row>> = {
  'swing_highs_lows_result_data.csv': SWINGS,
  'bos_choch_result_data.csv': STRUCTURE,
  'fvg_result_data.csv': GAP,
  'fvg_consecutive_result_data.csv': JOINED,
  'ob_result_data.csv': BLOCK,
  'liquidity_result_data.csv': LIQUIDITY,
  'retracements_result_data.csv': RETRACEMENTS,
  'sessions_result_data.csv': SESSIONS,
  'previous_high_low_result_data_4h.csv': before('4h'),
  'previous_high_low_result_data_1D.csv': before('1d'),
  'previous_high_low_result_data_W.csv': before('1w'),
};

const BITCOINS: Readonly<Record<string, Row>> = {
  'swing_highs_lows.csv': SWINGS,
  'bos_choch.csv': STRUCTURE,
  'fvg.csv': GAP,
  'fvg_consecutive.csv': JOINED,
  'ob.csv': BLOCK,
  'liquidity.csv': LIQUIDITY,
  'retracements.csv': RETRACEMENTS,
  'sessions_London.csv': SESSIONS,
  'previous_high_low_1D.csv': before('1d'),
};

/** Cells that differ, as `row field: ours, theirs`; numbers of single precision are read in single precision. */
function differences({ plug, params, fields }: Row, candles: CandleColumns, table: Table): readonly string[] {
  const columns = plug.compute(candles, plug.params.parse(params));
  return table.rows.flatMap((cells, i) =>
    fields.flatMap((field, k) => {
      const column = columns[field];
      const text = cells[k] ?? '';
      const read = text === '' ? Number.NaN : Number(text);
      const theirs = column instanceof Float32Array ? Math.fround(read) : read;
      const ours = column?.[i];
      return ours === theirs || (Number.isNaN(ours) && Number.isNaN(theirs)) ? [] : [`${i} ${field}: ${ours}, ${text}`];
    }),
  );
}

const compared = [...EURUSD.map((one) => [one, OURS] as const), ...BITCOIN.map((one) => [one, BITCOINS] as const)];

describe.each(compared)('$title', ({ candles, files, table }, rows) => {
  test('no table is left out', () => expect([...files].sort()).toEqual(Object.keys(rows).sort()));
  test.each(Object.entries(rows))('%s agrees exactly in every cell', (file, row) => {
    const theirs = table(file);
    expect(theirs.rows).toHaveLength(candles.time.length);
    expect(theirs.names).toHaveLength(row.fields.length);
    const found = differences(row, candles, theirs);
    expect(found.slice(0, 5), `${found.length} cells differ`).toEqual([]);
  });
});

describe.each(all)('$name', (plug) => {
  it('is listed under its own name, apart from what trading uses', () => {
    expect(LOOKAHEADS).toHaveProperty(plug.name, plug);
    expect(plug.name).toMatch(/^lookahead[A-Z]/);
    expect(plug.about).not.toBe('');
    expect(plug.source).not.toBe('');
  });

  it('takes the ends of its ranges and nothing beyond them', () => {
    for (const { name, least = 0, most = 0 } of parametersOf(plug).filter(
      ({ kind }) => kind === 'integer' || kind === 'number',
    )) {
      const takes = [least - 1, least, most, most + 1].map((value) => plug.params.safeParse({ [name]: value }).success);
      expect(takes).toEqual([false, true, true, false]);
    }
  });

  it.each([
    ['no candle', candlesThrough([])],
    ['one candle', candlesThrough([100])],
    ['three candles', candlesThrough([100, 101, 102])],
    [
      'a market at rest',
      candlesThrough(
        Array.from({ length: 200 }, () => 42),
        { wick: 0 },
      ),
    ],
    ['an endless rise', candlesThrough(Array.from({ length: 200 }, (_, i) => 100 * 1.01 ** i))],
    ['no volume', walk(300, 3, { volume: () => 0 })],
  ])('gives one number a candle and field for %s', (_what, candles) => {
    for (const given of [{}, { length: 1, join: true }]) {
      const columns = plug.compute(candles, plug.params.parse(given));
      expect(Object.keys(columns).sort()).toEqual([...plug.fields].sort());
      for (const column of Object.values(columns)) {
        expect(column).toHaveLength(candles.time.length);
        expect([...column].every((value) => Math.abs(value) !== Number.POSITIVE_INFINITY)).toBe(true);
      }
    }
  });
});
