import { beforeAll, describe, expect, it } from 'vitest';
import { alertFor } from '../../src/bots/alertCards.ts';
import { plainMessage } from '../../src/bots/chat.ts';
import { COMMANDS } from '../../src/commands/list.ts';
import { abs, type Fixed } from '../../src/core/money.ts';
import { moneyText, quantityText } from '../../src/core/reply/format.ts';
import type { Reply } from '../../src/core/reply/reply.ts';
import { textWithoutMoney } from '../../src/core/reply/withoutMoney.ts';
import { netProfit } from '../../src/core/state/position.ts';
import { HOUR } from '../../src/core/time.ts';
import { drawn } from '../bots/telegram/drawn.ts';
import type { MemoryDesk } from '../support/memoryDesk.ts';
import { eventsOf } from '../support/memoryLog.ts';
import { playedDesk } from './desk.ts';
import { linesOn } from './lines.ts';

const GROUP = 'telegram:-100';
const TOPIC = 'telegram:-100/7';

let desk: MemoryDesk;
/** Amounts and quantities that are shorter stand in other figures too. */
const LONG = 5;

/** Every amount of the account that a message could give away, as it is printed now. */
function secrets(): readonly string[] {
  const { account } = desk.state;
  const amounts: Fixed[] = [desk.trader.desk.equity(), account.peak, account.fees];
  for (const one of account.positions.values()) amounts.push(one.cost, netProfit(one));
  for (const one of account.closed) amounts.push(one.profit, one.fees);
  const quantities = [...account.positions.values()].map(({ quantity }) => quantityText(quantity));
  return [...amounts.map((amount) => moneyText(abs(amount), 'USDT')), ...quantities].filter((one) => one.length >= LONG);
}

/** All that a person could read of a reply. */
const textOf = ({ buttons = [], picture, ...reply }: Reply): string =>
  [
    drawn(plainMessage('', reply)),
    ...buttons.map(({ label, line }) => `${label} ${line}`),
    picture?.kind === 'equity' ? 'equity drawn' : '',
  ].join('\n');

/** What each line gives away in a place. */
async function leaks(place: string): Promise<readonly string[]> {
  const open = COMMANDS.filter(({ confidential }) => !confidential).map(({ name }) => name);
  const found: string[] = [];
  for (const [name, lines] of Object.entries(linesOn(30, 31)))
    for (const line of open.includes(name) ? lines : []) {
      const before = secrets();
      const { reply } = await desk.type(line, place);
      const text = textOf(reply);
      found.push(
        ...[...before, ...secrets(), 'equity drawn'].filter((one) => text.includes(one)).map((one) => `${line}: ${one}`),
      );
    }
  return found;
}

beforeAll(async () => {
  desk = await playedDesk(40);
  await desk.type('/notify money off', GROUP);
  await desk.play(desk.now() + 9 * HOUR);
});

describe('a group that hides money', () => {
  it('is told of what happens without amounts; other places with them', () => {
    const alerts = eventsOf(desk.rows(), 'alert').slice(-20);
    const opened = alerts.filter(({ alert }) => alert === 'opened');
    expect(opened.length).toBeGreaterThan(0);
    for (const alert of opened) {
      const [hidden, whole] = [alertFor(alert, TOPIC, desk.state), alertFor(alert, 'telegram:1', desk.state)];
      expect(whole).toBe(alert);
      expect(hidden.reply.lines.join(' ')).toContain('•••');
      // More facts may find room on a line there.
      const facts = ({ reply }: typeof whole): number => reply.lines.join(' · ').split(' · ').length;
      expect(facts(hidden)).toBe(facts(whole));
    }
  });

  it('is told of what was stored before with every figure hidden that may be an amount', () => {
    const [alert] = eventsOf(desk.rows(), 'alert').filter(({ alert: name }) => name === 'closed');
    if (alert === undefined) throw new Error('nothing was closed');
    const { withoutMoney, ...old } = alert;
    expect(withoutMoney).toBeUndefined();
    expect(alertFor(old, GROUP, desk.state).reply.lines.join(' ')).not.toMatch(/\d\.\d\d(?! [%R])/);
  });

  it('hides a question, such as that of a close', async () => {
    const { reply } = await desk.type('/close 30', GROUP);
    expect(reply.title + reply.lines.join(' ')).toContain('•••');
    await desk.type('/no', GROUP);
  });

  it('is answered everything in private', async () => {
    expect((await desk.type('/status', 'telegram:1')).reply.lines.join(' ')).not.toContain('•••');
  });

  it('reads nothing of what was typed with an amount, not even in the audit', async () => {
    await desk.type('/buy BTC 1234');
    const { reply } = await desk.type('/audit 3', GROUP);
    expect(reply.lines.join(' ')).toContain('terminal: /buy');
    expect(reply.lines.join(' ')).not.toContain('1234');
    expect((await desk.type('/audit 4', 'telegram:1')).reply.lines.join(' ')).toContain('/buy BTC 1234');
  });

  it('gives no amount away, whatever is asked there or in a topic of it', async () => {
    expect(await leaks(TOPIC)).toEqual([]);
  });
});

it.each([
  ['10 % cap: 721.30 of 1,021.46', '10 % cap: ••• of •••'],
  ['size: 10 % cap 1,549.966 → 154.996, × 0.85 = 22.931 LTC', 'size: 10 % cap ••• → •••, × ••• = ••• LTC'],
  ['cap 4310 → 431, = 431 DOGE', 'cap ••• → •••, = ••• DOGE'],
  ['−381.50 of −508.67 USDT (−3.75 of −5 %), +0.72 R, 1.50x', '••• of ••• USDT (••• of −5 %), +0.72 R, 1.50x'],
  ['slot 2 of 3, quote is 0 s old, ends 14:06 UTC on 2024-06-01', 'slot 2 of 3, quote is 0 s old, ends 14:06 UTC on 2024-06-01'],
  ['1,440 scans, 3.8 % lost today of 5 %', '1,440 scans, 3.8 % lost today of 5 %'],
])('of a stored text only what may be an amount is hidden: %s', (text, hidden) => {
  expect(textWithoutMoney(text)).toBe(hidden);
});
