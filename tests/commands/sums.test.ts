import { describe, expect, it } from 'vitest';
import { closingReport } from '../../src/bots/terminal/closingReport.ts';
import { ZERO } from '../../src/core/money.ts';
import type { Reply } from '../../src/core/reply/reply.ts';
import { standingOf } from '../../src/core/state/span.ts';
import { HOUR } from '../../src/core/time.ts';
import { SYNTHETIC_FROM } from '../../src/exchange/synthetic.ts';
import type { MemoryDesk } from '../support/memoryDesk.ts';
import { playedDesk } from './desk.ts';
import { after, column, read, shown, sum } from './printed.ts';

async function expectSums(desk: MemoryDesk): Promise<void> {
  const ask = async (line: string): Promise<Reply> => (await desk.type(line)).reply;
  const status = await ask('/status');
  const balance = await ask('/balance');
  const equity = after('Equity', status);
  expect(after('Equity', balance)).toBe(equity);
  expect(after('Balance', balance) + after('leaving now', balance)).toBe(equity);
  const today = after('Today', status);
  expect(after('closed', status) + after('open', status)).toBe(today);
  const profitToday = await ask('/profit today');
  expect(shown(profitToday.title)).toBe(today);
  expect(after('Today \\(UTC\\)', await ask('/risk'))).toBe(today);
  const positions = await ask('/positions');
  const heads = positions.lines.filter((line) => / (?:long|short) [+−]/.test(line));
  if (desk.state.account.positions.size > 0) expect(sum(heads.map(shown))).toBe(shown(positions.title));
  else expect(after('open', status)).toBe(ZERO);
  const net = shown((await ask('/profit')).title);
  expect(equity - read('100000')).toBe(net);
  for (const line of ['/profit', '/profit symbol', '/profit reason', '/profit all hour', '/profit week strategy', '/performance'])
    for (const reply of [await ask(line)]) expect(sum(column(reply, 'added')), `after ${line}`).toBe(shown(reply.title));
  for (const by of ['strategy', 'symbol', 'reason', 'hour'])
    expect(sum(column(await ask(`/profit today ${by}`), 'added')), `by ${by}`).toBe(today);
  for (const line of ['/daily 9', '/weekly', '/monthly']) {
    const reply = await ask(line);
    const rows = column(reply, 'net');
    expect(sum(rows.slice(0, -1)), `after ${line}`).toBe(rows.at(-1));
    expect(rows.at(-1), `after ${line}`).toBe(net);
    if (line === '/daily 9') expect(rows[0]).toBe(today);
  }
  const { desk: view } = desk.trader;
  const report = closingReport({
    state: desk.state,
    now: standingOf(view),
    currency: 'USDT',
    from: 0,
    ended: 'stopped',
    data: [],
  });
  expect(after('Equity', report)).toBe(equity);
  expect(
    after('closed', { ...report, title: '', lines: report.lines.slice(2) }) +
      after('open', { ...report, title: '', lines: report.lines.slice(2) }),
  ).toBe(net);
  // A half of strategies and a half of symbols, each the whole.
  expect(sum(column(report, 'net'))).toBe(net * 2n);
  expect(sum(column(report, 'fees'))).toBe(after('fees', report) * 2n);
}

/** What the replies print adds up, over midnights, restarts, adds, partial exits and pairs. */
describe('what is printed adds up', () => {
  it('at every ninth hour of two days, with what people do in between', async () => {
    let desk = await playedDesk(1);
    const lines = [
      '/buy SOL 900',
      '/add 1 100',
      '/reduce 1 40%',
      '/yes',
      '/close 2',
      '/yes',
      '/buy DOGE 350',
      '/reduce 3 half',
      '/yes',
    ];
    for (let hour = 4; hour < 54; hour += 9) {
      await desk.play(SYNTHETIC_FROM + hour * HOUR);
      const line = lines[((hour - 4) / 9 + 1) % lines.length];
      if (line !== undefined && desk.state.account.positions.size > 0) await desk.type(line);
      await expectSums(desk);
      if (hour === 40) {
        await desk.stop();
        desk = await playedDesk(0, { log: desk.log });
        await expectSums(desk);
      }
    }
    expect(desk.trader.desk.now()).toBe(SYNTHETIC_FROM + 48 * HOUR);
  });
});
