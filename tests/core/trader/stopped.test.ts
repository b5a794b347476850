import { expect, test } from 'vitest';
import type { RiskRule } from '../../../src/core/risk/rule.ts';
import { EndlessError } from '../../../src/core/study/endlessError.ts';
import type { Strategy } from '../../../src/core/study/plug.ts';
import { HOUR } from '../../../src/core/time.ts';
import { hour, START, stillSettings, written } from '../../support/market.ts';
import { openDesk } from '../../support/memoryDesk.ts';
import { eventsOf, memoryLog } from '../../support/memoryLog.ts';
import { voting } from '../../support/voting.ts';

const SYMBOLS = ['AAA/USDT', 'BBB/USDT', 'CCC/USDT'];
const HOURS = 24;

/** Up and down, each symbol in its own turn. */
const waves = written(
  Object.fromEntries(
    SYMBOLS.map((symbol, s) => [
      symbol,
      Array.from({ length: HOURS }, (_, i) => {
        const close = 100 + 3 * Math.sin((i + s) / 2);
        return { open: 100 + 3 * Math.sin((i + s - 1) / 2), high: 104, low: 96, close, volume: 5_000_000 };
      }),
    ]),
  ),
);

/** One desk's own plug-ins on a machine that is slow, once, or quick. What is stopped is stopped for the life of the process. */
function plugins(isSlow: boolean): { readonly own: readonly Strategy<unknown>[]; readonly rules: readonly RiskRule[] } {
  let [isVoteStopped, isRuleStopped] = [false, false];
  return {
    own: [
      {
        ...voting('bull', (i, bars) => {
          isVoteStopped ||= isSlow && bars.symbol === 'BBB/USDT' && bars.time.at(i) + HOUR >= hour(12);
          if (isVoteStopped) throw new EndlessError();
          return bars.close.at(i) > bars.open.at(i) ? 1 : -1;
        }),
        file: 'bull.ts',
      },
    ],
    rules: [
      {
        name: 'night',
        about: '',
        check(plan, { at }) {
          isRuleStopped ||= isSlow && at >= hour(6) && plan.legs[0]?.symbol !== 'AAA/USDT';
          if (isRuleStopped) throw new EndlessError(`night.ts: ${new EndlessError().message}`);
          return { kind: 'pass', why: () => 'day' };
        },
      },
    ],
  };
}

const deskOn = (isSlow: boolean, log = memoryLog()) =>
  openDesk({
    source: waves,
    from: START,
    to: hour(HOURS),
    settings: {
      ...stillSettings({ signal: { score: 0.05, confidence: 0.05, alignment: 0 } }),
      timeframes: ['1h', '4h'],
      authority: 'auto',
    },
    log,
    jobs: [],
    ...plugins(isSlow),
  });

const facts = (rows: Awaited<ReturnType<typeof deskOn>>['rows']) =>
  rows()
    .filter(({ step }) => step !== null)
    .map(({ step, event }) => JSON.stringify({ step, event }));

test('a replay that dies at any step after plug-ins were stopped goes on as if it had not, on a machine that would not have stopped them', async () => {
  const unbroken = await deskOn(true);
  await unbroken.play();
  const rows = unbroken.rows();
  const stops = ['strategyFailed', 'ruleFailed'] as const;
  for (const stop of stops) expect(eventsOf(rows, stop)[0]).toMatchObject({ stopped: true });
  const first = rows.findIndex(({ event }) => event.type === 'ruleFailed');
  for (let cut = first + 1; cut <= rows.length; cut++) {
    // A step is written as a whole.
    if (rows[cut - 1]?.step === null || rows[cut - 1]?.step === rows[cut]?.step) continue;
    const isVoteToCome = eventsOf(rows.slice(0, cut), 'strategyFailed').length === 0;
    const again = await deskOn(isVoteToCome, memoryLog(rows.slice(0, cut)));
    await again.play();
    expect(facts(again.rows), `cut after row ${cut}`).toEqual(facts(unbroken.rows));
  }
});
