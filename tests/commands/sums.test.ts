import { describe, expect, it } from 'vitest';
import { cellText } from '../../src/bots/cells.ts';
import { closingReport } from '../../src/bots/terminal/closingReport.ts';
import { fixed, ZERO } from '../../src/core/money.ts';
import type { Reply } from '../../src/core/reply/reply.ts';
import { standingOf } from '../../src/core/state/span.ts';
import { HOUR } from '../../src/core/time.ts';
import { SYNTHETIC_FROM } from '../../src/exchange/synthetic.ts';
import type { MemoryDesk } from '../support/memoryDesk.ts';
import { playedDesk } from './desk.ts';

/** The printed amount, exactly. */
const read = (text: string): bigint => fixed(text.replaceAll(',', '').replace('−', '-').replace('+', ''));

/** The amount behind a word of a reply's text. */
function after(word: string, reply: Reply): bigint {
  const text = [reply.title, ...reply.lines].join('\n');
  const found = new RegExp(`${word} ([+−]?[\\d,]+\\.\\d\\d)`).exec(text)?.[1];
  if (found === undefined) throw new Error(`no ${word} in ${text}`);
  return read(found);
}

const shown = (text: string): bigint => read(/[+−]?[\d,]+\.\d\d/.exec(text)?.[0] ?? '');

const sum = (amounts: readonly bigint[]): bigint => amounts.reduce((total, amount) => total + amount, ZERO);

/** The printed amounts of a table's column. */
const column = ({ table }: Reply, name: string): readonly bigint[] => {
  const at = table?.columns.findIndex((one) => one.name === name) ?? -1;
  return (table?.rows ?? []).map((row) => {
    const cell = row[at];
    return cell === undefined ? ZERO : read(cellText(cell));
  });
};

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
  for (const line of ['/profit', '/profit symbol', '/profit reason', '/profit hour', '/profit week strategy', '/performance'])
    for (const reply of [await ask(line)]) expect(sum(column(reply, 'net')), `after ${line}`).toBe(shown(reply.title));
  for (const by of ['strategy', 'symbol', 'reason', 'hour'])
    expect(sum(column(await ask(`/profit today ${by}`), 'net')), `by ${by}`).toBe(today);
  for (const line of ['/daily 9', '/weekly', '/monthly']) {
    const reply = await ask(line);
    const rows = column(reply, 'net');
    expect(sum(rows.slice(0, -1)), `after ${line}`).toBe(rows.at(-1));
    expect(rows.at(-1), `after ${line}`).toBe(net);
    // Among other rows today's may take a cent that it does not take alone.
    const off = (rows[0] ?? ZERO) - today;
    if (line === '/daily 9') expect(off < 0n ? -off : off).toBeLessThanOrEqual(fixed('0.01'));
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
  const fees = sum(column(report, 'fees'));
  const all = desk.state.account.fees * 2n;
  // Each row is rounded by itself.
  expect(fees > all ? fees - all : all - fees).toBeLessThan(fixed('0.2'));
}

/** What the replies print adds up, over midnights, restarts, adds, partial exits and pairs. */
describe('what is printed adds up', () => {
  it('at every sixth hour of two days, with what people do in between', async () => {
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
    for (let hour = 4; hour < 54; hour += 6) {
      await desk.play(SYNTHETIC_FROM + hour * HOUR);
      const line = lines[((hour / 3) % lines.length) | 0];
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
