import { expect, test } from 'vitest';
import type { RuleChange } from '../../../src/core/facts/ruleChange.ts';
import { fixed } from '../../../src/core/money.ts';
import { snapshotOf } from '../../../src/core/state/snapshot.ts';
import { HOUR, type Ms } from '../../../src/core/time.ts';
import { SYNTHETIC_FROM } from '../../../src/exchange/synthetic.ts';
import { spanOf } from '../../../src/replay/review/span.ts';
import { allYesBeside } from '../../../src/replay/review/thread.ts';
import type { AllYesOrder } from '../../../src/replay/review/worker.ts';
import { BUILT_IN } from '../../support/builtInMarket.ts';
import { type DeskOptions, openDesk } from '../../support/memoryDesk.ts';
import { quickSettings } from '../../support/stories.ts';

const symbols = ['SOL/USDT', 'DOGE/USDT'];
const settings = quickSettings({ authority: 'approve' });
const to: Ms = SYNTHETIC_FROM + 13 * HOUR;
const options: DeskOptions = { source: BUILT_IN, symbols, from: SYNTHETIC_FROM, to, settings, alerts: [] };

async function played() {
  const desk = await openDesk(options);
  await desk.play();
  const { state, ...span } = await spanOf(desk.log.read(), { since: SYNTHETIC_FROM, to });
  const order: AllYesOrder = {
    account: desk.trader.desk.account,
    stretch: { symbols, from: SYNTHETIC_FROM, to },
    from: SYNTHETIC_FROM,
    span,
    state: snapshotOf(state, undefined),
    settings,
    capital: fixed('100000'),
    plugins: undefined,
    to,
  };
  return { desk, order };
}

const nobodyStops = new AbortController().signal;
const untold = (): void => undefined;

test('a thread beside the desk gives what is played in its own', async () => {
  const { desk, order } = await played();
  const rule: RuleChange = { kind: 'setting', path: 'signal.score', from: 0.3, to: 0.95 };
  const { yes, ruled } = await allYesBeside({ ...order, rule }, untold, nobodyStops);
  expect(yes.asked).toBeGreaterThan(0);
  expect(ruled?.asked).toBe(0);
  expect(await desk.trader.desk.review(1)).toMatchObject({ kind: 'replayed', yes });
  expect(await desk.trader.desk.review(1, rule)).toMatchObject({ kind: 'replayed', yes, ruled });
});

test('the end of the desk ends it', async () => {
  const { order } = await played();
  const stop = new AbortController();
  const playing = allYesBeside(order, untold, stop.signal);
  stop.abort();
  await expect(playing).rejects.toThrow('ended before it was done');
});

test('what goes wrong there is said', async () => {
  const { order } = await played();
  const lacking = { ...order, stretch: { ...order.stretch, symbols: ['NOPE/USDT'] } };
  await expect(allYesBeside(lacking, untold, nobodyStops)).rejects.toThrow('NOPE');
});
