import { describe, expect, test } from 'vitest';
import { decimal, type Fixed, fixed } from '../../../src/core/money.ts';
import { type Account, applyToAccount, dayStartOf, equityOf, freeOf, usedOf } from '../../../src/core/state/account.ts';
import { GROSS, openProfit } from '../../../src/core/state/exitEstimate.ts';
import { averageEntry, averageExit, netProfit, type Position, rMultiple } from '../../../src/core/state/position.ts';
import { DAY, HOUR } from '../../../src/core/time.ts';
import { end, fill, funded, instant, opened, START, tell } from './story.ts';

const position = (account: Account, id = 1): Position => {
  const found = account.positions.get(id);
  if (found === undefined) throw new Error(`no position ${id}`);
  return found;
};
const texts = (record: Record<string, Fixed>): Record<string, string> =>
  Object.fromEntries(Object.entries(record).map(([name, value]) => [name, decimal(value)]));
const book = ({ quantity, cost, realised, fees, risk }: Position) => texts({ quantity, cost, realised, fees, risk });

describe('stories of positions', () => {
  test('a long bought at 100 and sold at 110 gains 10 less fees: not quite 2 R with the stop at 95', () => {
    const account = tell(funded('1000'), opened(1), fill(1, { purpose: 'entry', price: '100', quantity: '1', fee: '0.1' }));
    expect(book(position(account))).toEqual({ quantity: '1', cost: '100', realised: '0', fees: '0.1', risk: '5.1' });
    expect(decimal(account.balance)).toBe('999.9');
    expect(decimal(equityOf(account, () => 104, GROSS))).toBe('1003.9');
    applyToAccount(account, fill(1, { purpose: 'target', price: '110', quantity: '1', fee: '0.11' }));
    expect(book(position(account))).toEqual({ quantity: '0', cost: '0', realised: '10', fees: '0.21', risk: '5.1' });
    const closed = end(account, 1, 'target', START + 5 * HOUR);
    expect(closed).toMatchObject({ quantity: '1', entry: '100', exit: '110', profit: '9.79', fees: '0.21', openedAt: START });
    expect(closed.r).toBeCloseTo(9.79 / 5.1, 12);
    expect(decimal(account.balance)).toBe('1009.79');
    expect(account.positions.size).toBe(0);
    expect(account.closed).toMatchObject([{ position: 1, why: 'target', profit: fixed('9.79'), closedAt: START + 5 * HOUR }]);
  });

  test('a short sold at 100 and stopped at 103 loses 3 and fees', () => {
    const account = tell(
      funded('1000'),
      opened(1, { direction: 'short', stop: '103' }),
      fill(1, { purpose: 'entry', side: 'sell', price: '100', quantity: '2', fee: '0.2' }),
    );
    expect(decimal(openProfit(position(account), fixed('99'), GROSS))).toBe('2');
    expect(decimal(equityOf(account, () => 102, GROSS))).toBe('995.8');
    // Leaving at 102 buys back at 102.102, and pays a thousandth of 204.204.
    expect(decimal(equityOf(account, () => 102, { fee: 0.001, slippage: 0.001 }))).toBe('995.391796');
    applyToAccount(account, fill(1, { purpose: 'stop', side: 'buy', price: '103', quantity: '2', fee: '0.206' }));
    const closed = end(account, 1, 'stop');
    expect(closed).toMatchObject({ profit: '-6.406', fees: '0.406', exit: '103' });
    expect(closed.r).toBeCloseTo(-6.406 / 6.2, 12);
    expect(decimal(account.balance)).toBe('993.594');
    expect(account.lossesInRow).toBe(1);
  });

  test('partial exits release their share of the cost, and the last one all that is left', () => {
    const account = tell(
      opened(1),
      fill(1, { purpose: 'entry', price: '100', quantity: '1' }),
      fill(1, { purpose: 'entry', price: '101', quantity: '2' }),
    );
    expect(book(position(account))).toMatchObject({ quantity: '3', cost: '302' });
    applyToAccount(account, fill(1, { purpose: 'exit', price: '105', quantity: '1' }));
    // 302 / 3 is rounded to the nearest last digit, once.
    expect(book(position(account))).toMatchObject({ quantity: '2', cost: '201.333333333333', realised: '4.333333333333' });
    applyToAccount(account, fill(1, { purpose: 'exit', price: '106', quantity: '1' }));
    applyToAccount(account, fill(1, { purpose: 'target', price: '110', quantity: '1' }));
    expect(book(position(account))).toMatchObject({ quantity: '0', cost: '0', realised: '19' });
    expect(decimal(averageEntry(position(account)))).toBe('100.666666666667');
    expect(decimal(averageExit(position(account)))).toBe('107');
  });

  test('an add enlarges cost and risk, by its own distance to the stop of its time', () => {
    const account = tell(
      opened(1),
      fill(1, { purpose: 'entry', price: '100', quantity: '1' }),
      { type: 'stopMoved', at: START, position: 1, symbol: 'BTC/USDT', from: '95', to: '101', why: 'trailing', who: 'desk' },
      fill(1, { purpose: 'add', price: '104', quantity: '1' }),
    );
    expect(book(position(account))).toMatchObject({ quantity: '2', cost: '204', risk: '8' });
    expect(texts({ stop: position(account).stop, first: position(account).initialStop })).toEqual({ stop: '101', first: '95' });
    applyToAccount(account, fill(1, { purpose: 'stop', price: '100.5', quantity: '2', fee: '0.2' }));
    expect(decimal(netProfit(position(account)))).toBe('-3.2');
    expect(rMultiple(position(account), netProfit(position(account)))).toBeCloseTo(-0.4, 12);
  });

  test('an exit at the entry price costs the fees and is a loss', () => {
    const account = tell(
      funded('100'),
      opened(1),
      fill(1, { purpose: 'entry', price: '100', quantity: '1', fee: '0.1' }),
      fill(1, { purpose: 'exit', price: '100', quantity: '1', fee: '0.1' }),
    );
    expect(end(account, 1, 'time').profit).toBe('-0.2');
    expect(texts({ balance: account.balance, fees: account.fees })).toEqual({ balance: '99.8', fees: '0.2' });
    expect(account.lossesInRow).toBe(1);
  });

  test('moved targets replace the old ones', () => {
    const account = tell(opened(1), {
      type: 'targetMoved',
      at: START,
      position: 1,
      symbol: 'BTC/USDT',
      targets: [{ price: '120', share: 0.5 }],
      why: 'by hand',
      who: 'ann',
    });
    expect(position(account).targets).toEqual([{ price: fixed('120'), share: 0.5 }]);
  });

  test('a profit ends a row of losses', () => {
    const account = tell(funded('1000'));
    for (const [id, price] of ['99', '98', '101'].entries()) {
      for (const event of [
        opened(id + 1),
        fill(id + 1, { purpose: 'entry', price: '100', quantity: '1' }),
        fill(id + 1, { purpose: 'exit', price, quantity: '1' }),
      ])
        applyToAccount(account, event);
      end(account, id + 1, 'command');
      expect(account.lossesInRow).toBe([1, 2, 0][id]);
    }
  });
});

describe('stories of the account', () => {
  test('peak and day start follow the instants, each day from its first', () => {
    const account = tell(
      funded('1000'),
      instant(START, '1000'),
      instant(START + HOUR, '1100'),
      instant(START + 2 * HOUR, '1050'),
    );
    expect(texts({ peak: account.peak, dayStart: dayStartOf(account, START) ?? 0n })).toEqual({ peak: '1100', dayStart: '1000' });
    // Yesterday's says nothing about today.
    expect(dayStartOf(account, START + DAY)).toBeUndefined();
    applyToAccount(account, instant(START + DAY, '1060'));
    applyToAccount(account, instant(START + DAY + HOUR, '1010'));
    expect(texts({ peak: account.peak, dayStart: dayStartOf(account, START + DAY) ?? 0n })).toEqual({
      peak: '1100',
      dayStart: '1060',
    });
  });

  test('a withdrawal is neither loss nor drawdown, a deposit neither profit nor a new peak', () => {
    const account = tell(
      funded('1000'),
      instant(START, '1000'),
      instant(START + HOUR, '1100'),
      instant(START + 2 * HOUR, '1050'),
    );
    applyToAccount(account, funded('-400'));
    const after = {
      balance: account.balance,
      peak: account.peak,
      dayStart: dayStartOf(account, START) ?? 0n,
      equity: account.equity,
    };
    expect(texts(after)).toEqual({ balance: '600', peak: '700', dayStart: '600', equity: '650' });
    applyToAccount(account, instant(START + 3 * HOUR, '650'));
    expect(decimal(account.peak)).toBe('700');
  });

  test('lifting a drawdown halt counts the next drawdown from here', () => {
    const account = tell(funded('1000'), instant(START, '1000'), instant(START + HOUR, '840'));
    applyToAccount(account, { type: 'haltLifted', at: START, halt: 'daily loss', who: 'ann', says: '' });
    expect(decimal(account.peak)).toBe('1000');
    applyToAccount(account, { type: 'haltLifted', at: START, halt: 'drawdown', who: 'ann', says: '' });
    expect(decimal(account.peak)).toBe('840');
  });

  test('capital is used by cost over leverage; gains are not free, losses are not there', () => {
    const account = tell(
      funded('1000'),
      opened(1, { leverage: 3 }),
      fill(1, { purpose: 'entry', price: '100', quantity: '1' }),
      opened(2, { symbol: 'ETH/USDT', direction: 'short' }),
      fill(2, { symbol: 'ETH/USDT', purpose: 'entry', side: 'sell', price: '50', quantity: '2' }),
    );
    expect(decimal(usedOf(account))).toBe('133.333333333334');
    expect(
      decimal(
        freeOf(
          account,
          equityOf(account, () => undefined, GROSS),
        ),
      ),
    ).toBe('866.666666666666');
    expect(
      decimal(
        freeOf(
          account,
          equityOf(account, (symbol) => (symbol === 'BTC/USDT' ? 150 : 50), GROSS),
        ),
      ),
    ).toBe('866.666666666666');
    expect(
      decimal(
        freeOf(
          account,
          equityOf(account, (symbol) => (symbol === 'BTC/USDT' ? 80 : 50), GROSS),
        ),
      ),
    ).toBe('846.666666666666');
    expect(
      decimal(
        freeOf(
          account,
          equityOf(account, () => 1000, GROSS),
        ),
      ),
    ).toBe('0');
  });

  test('a fill that is told twice is booked once; the same id on another symbol is another trade', () => {
    const one = fill(1, { purpose: 'entry', price: '100', quantity: '1', fee: '0.1' });
    const account = tell(opened(1), one, one, opened(2, { symbol: 'ETH/USDT' }), { ...one, position: 2, symbol: 'ETH/USDT' });
    expect(decimal(position(account).quantity)).toBe('1');
    expect(decimal(position(account, 2).quantity)).toBe('1');
    expect(decimal(account.fees)).toBe('0.2');
  });

  test('a fill told again after its position has closed changes nothing', () => {
    const entry = fill(1, { purpose: 'entry', price: '100', quantity: '1' });
    const account = tell(opened(1), entry, fill(1, { purpose: 'exit', price: '101', quantity: '1' }));
    end(account, 1, 'command');
    applyToAccount(account, entry);
    expect(decimal(account.balance)).toBe('1');
  });

  test('a fill of a position that was never opened must not be written', () => {
    expect(() => tell(fill(9, { purpose: 'entry', price: '100', quantity: '1' }))).toThrow('position 9 is not open');
    expect(() => tell(opened(1), opened(1))).toThrow('position 1 is open already');
  });
});
