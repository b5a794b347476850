import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Desk } from '../../../src/core/desk/desk.ts';
import type { DeskEvent } from '../../../src/core/facts/events.ts';
import { findingsOf } from '../../../src/tools/flow/flow.ts';
import { type Played, playFlow } from '../../../src/tools/flow/play.ts';

let home: string;
let played: Awaited<ReturnType<typeof playFlow>>;

beforeAll(async () => {
  home = mkdtempSync(join(tmpdir(), 'countersign-'));
  played = await playFlow(home);
});
afterAll(async () => {
  await played.close();
  rmSync(home, { recursive: true });
});

const failed = async (one: Played): Promise<readonly string[]> =>
  (await findingsOf(one)).filter(({ state }) => state === 'failed').map(({ name }) => name);

test('each link from the candle to the result is found whole, and says what it found', async () => {
  const findings = await findingsOf(played);
  expect(findings.filter(({ state }) => state !== 'ok')).toEqual([]);
  expect(findings.map(({ name }) => name)).toEqual([
    'data',
    'indicators',
    'strategies',
    'scanning',
    'opportunities',
    'risk',
    'orders',
    'stop',
    'target',
    'position management',
    'monitoring',
    'analytics',
    'alerts',
    'restart',
    'end to end',
  ]);
});

/** The run with its rows put otherwise. */
const told = (change: (event: DeskEvent) => readonly DeskEvent[]) => (one: Played) => ({ rows: one.rows.flatMap(change) });
const lacking = (type: DeskEvent['type']) => told((event) => (event.type === type ? [] : [event]));
const desk = (change: (own: Desk) => Partial<Desk>) => (one: Played) => ({ desk: { ...one.desk, ...change(one.desk) } });

const FAULTS: readonly (readonly [string, string, (one: Played) => Partial<Played>])[] = [
  ['data', 'a candle is missing', () => ({ problems: ['BTC/USDT 5m: 3 candles missing'] })],
  ['data', 'the newest candle was not played', ({ to }) => ({ to: to + 300_000 })],
  ['indicators', 'a symbol cannot be read', desk(() => ({ why: () => Promise.resolve('no candles') }))],
  [
    'strategies',
    'one has failed',
    desk(({ study }) => ({
      study: {
        ...study,
        failures: () => [{ strategy: 'momentum', symbol: 'BTC/USDT', timeframe: '5m', says: 'broken' }],
      },
    })),
  ],
  ['scanning', 'nothing is ranked', desk(() => ({ ranked: () => [] }))],
  ['opportunities', 'no signal is decided on', lacking('decision')],
  [
    'risk',
    'an entry was cleared against a rule',
    told((event) =>
      event.type === 'cleared' ? [{ ...event, results: [{ rule: 'heat', verdict: 'refuse', why: 'too much' }] }] : [event],
    ),
  ],
  [
    'risk',
    'an entry was cleared by no rule',
    told((event) => (event.type === 'cleared' ? [{ ...event, results: [] }] : [event])),
  ],
  [
    'orders',
    'a fill is of no order',
    told((event) => (event.type === 'fill' ? [{ ...event, clientId: `${event.clientId}x` }] : [event])),
  ],
  [
    'orders',
    'an order is filled twice',
    told((event) => (event.type === 'fill' ? [event, { ...event, tradeId: `${event.tradeId}x` }] : [event])),
  ],
  [
    'stop',
    'a position has none',
    told((event) => (event.type === 'intent' && event.purpose === 'stop' ? [{ ...event, purpose: 'exit' }] : [event])),
  ],
  [
    'target',
    'a position has none',
    told((event) => {
      if (event.type !== 'intent') return [event];
      const { target: _, ...plain } = event;
      return [{ ...plain, purpose: event.purpose === 'target' ? 'exit' : event.purpose }];
    }),
  ],
  ['position management', 'nothing is ever closed', lacking('positionClosed')],
  ['monitoring', 'a job has failed', desk((own) => ({ jobs: () => own.jobs().map((job) => ({ ...job, failures: 1 })) }))],
  ['monitoring', 'no position is graded', lacking('riskGraded')],
  [
    'analytics',
    'a profit is not what equity changed by',
    told((event) => (event.type === 'positionClosed' ? [{ ...event, profit: '1' }] : [event])),
  ],
  ['alerts', 'one is not to be delivered', ({ waiting }) => ({ waiting: waiting - 1 })],
  ['restart', 'the account stands otherwise', () => ({ started: '' })],
  ['end to end', 'the last instant was not played', ({ rows, to }) => ({ rows: rows.filter(({ at }) => at < to) })],
];

test.each(FAULTS)('%s fails by its name where %s', async (name, _, plant) => {
  expect(await failed({ ...played, ...plant(played) })).toContain(name);
});
