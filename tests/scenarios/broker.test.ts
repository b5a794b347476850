import { expect, test } from 'vitest';
import { OWNER } from '../../src/bots/giver.ts';
import type { ExecutionReport } from '../../src/core/execution/broker.ts';
import { fail, failing, outcomeUnknown, type Plan, refused } from '../support/faultyBroker.ts';
import { deskOn, expectSound, statuses } from '../support/faultyDesk.ts';
import { flat, hour, thin } from '../support/market.ts';
import { accountRows, eventsOf } from '../support/memoryLog.ts';
import { submitPair } from '../support/pair.ts';

test('fault row 4: an entry that is accepted while its answer is lost is adopted by query, one order', async () => {
  const { desk, placed } = await deskOn(
    failing('entry', 1, (accept) => {
      accept();
      fail(outcomeUnknown());
    }),
  );
  await desk.type('/buy AAA/USDT 5000');
  await desk.play();
  expect(statuses(desk, '0.rest')).toContain('unknown');
  expect(statuses(desk, '0.rest').at(-1)).toBe('filled');
  expect(desk.state.account.positions.size).toBe(1);
  expectSound(desk, placed());
});

test('fault rows 4 and 28: answer and news both lost, the fill is found by query within 30 s', async () => {
  let lost = true;
  const { desk, placed } = await deskOn({
    ...failing('entry', 1, (accept) => {
      accept();
      fail(outcomeUnknown());
    }),
    hear: (news, tell) => {
      if (!lost) tell(news);
    },
  });
  await desk.type('/buy AAA/USDT 5000');
  lost = false;
  await desk.play(hour(2) + 30_000);
  expect(desk.state.account.positions.size).toBe(1);
  await desk.play();
  expectSound(desk, placed());
  expect(eventsOf(desk.rows(), 'fill').filter(({ purpose }) => purpose === 'entry')).toHaveLength(1);
});

test('fault row 5: an order is known to be filled but its trade was never heard of: it is fetched within 30 s', async () => {
  let lost = true;
  const { desk, placed } = await deskOn({
    hear: (news, tell) => {
      if (news.kind === 'order' || !lost) tell(news);
    },
  });
  await desk.type('/buy AAA/USDT 5000');
  lost = false;
  await desk.play(hour(2) + 30_000);
  expect(desk.state.account.positions.size).toBe(1);
  await desk.play();
  expectSound(desk, placed());
});

test('fault row 2: an entry that never arrived is abandoned on paper, not sent again; a fresh command is a fresh decision', async () => {
  const { desk, placed } = await deskOn(failing('entry', 1, () => fail(outcomeUnknown())));
  await desk.type('/buy AAA/USDT 5000');
  expect(statuses(desk, '0.rest')).toEqual(['unknown', 'abandoned']);
  expect(desk.state.account.positions.size).toBe(0);
  await desk.play(hour(4));
  expect((await desk.type('/buy AAA/USDT 4000')).outcome).toBe('ok');
  expect(desk.state.account.positions.size).toBe(1);
  expectSound(desk, placed());
});

test('fault row 16 and invariant 4: where absence proves nothing it stays unknown, blocks its symbol, and halts after a minute', async () => {
  const { desk, placed } = await deskOn({ ...failing('entry', 1, () => fail(outcomeUnknown())), absenceProves: false });
  await desk.type('/buy AAA/USDT 5000');
  expect(statuses(desk, '0.rest')).toEqual(['unknown']);
  expect(await desk.type('/buy AAA/USDT 4000')).toMatchObject({ outcome: 'refused' });
  expect((await desk.type('/buy BBB/USDT 4000')).outcome).toBe('ok');
  await desk.play(hour(5));
  expect(desk.state.halts.has('unknown order')).toBe(true);
  expect(statuses(desk, '0.rest')).toEqual(['unknown']);
  expectSound(desk, placed());
});

test('fault row 21: a stop that is refused is tried once more as a new order', async () => {
  const { desk, placed } = await deskOn(failing('stop', 1, () => fail(refused())));
  await desk.type('/buy AAA/USDT 5000');
  expect([statuses(desk, 'stop.1'), statuses(desk, 'stop.2')]).toEqual([['rejected'], ['open']]);
  await desk.play();
  expect(desk.state.account.positions.size).toBe(1);
  expectSound(desk, placed());
});

test('fault row 21: refused twice, the position is flattened and people are told', async () => {
  const { desk, placed } = await deskOn(failing('stop', 2, () => fail(refused())));
  await desk.type('/buy AAA/USDT 5000');
  expect(eventsOf(desk.rows(), 'positionClosed')).toMatchObject([{ why: 'unprotected', at: hour(2) }]);
  expect(eventsOf(desk.rows(), 'alert').some(({ severity }) => severity === 'critical')).toBe(true);
  await desk.play();
  expectSound(desk, placed());
});

test('fault row 2: a stop that never arrived is placed as a new order at once', async () => {
  const { desk, placed } = await deskOn(failing('stop', 1, () => fail(outcomeUnknown())));
  await desk.type('/buy AAA/USDT 5000');
  expect([statuses(desk, 'stop.1').at(-1), statuses(desk, 'stop.2').at(-1)]).toEqual(['abandoned', 'open']);
  await desk.play();
  expectSound(desk, placed());
});

test('fault row 20: partly filled by a thin market, then canceled: the stop covers exactly what was filled', async () => {
  const { desk, placed } = await deskOn({}, thin(12));
  await desk.type('/buy AAA/USDT 5000');
  await desk.play(hour(3));
  const [position] = desk.state.account.positions.values();
  const filled = position?.quantity;
  expect(filled).toBeGreaterThan(0n);
  expect(eventsOf(desk.rows(), 'fill').length).toBeGreaterThan(1);
  const decision = position?.decision ?? '';
  await desk.trader.desk.act(OWNER, { type: 'entryStopped', decision, why: 'test' });
  expect(eventsOf(desk.rows(), 'entryEnded')).toMatchObject([{ says: 'partly filled' }]);
  await desk.play();
  expect([...desk.state.account.positions.values()][0]?.quantity).toBe(filled);
  expectSound(desk, placed());
});

test('fault row 19: a fill that comes after the cancel was acknowledged is booked and protected', async () => {
  const held: ExecutionReport[] = [];
  let hold = true;
  let listener: ((news: ExecutionReport) => void) | undefined;
  const { desk, placed } = await deskOn(
    {
      hear: (news, tell) => {
        listener = tell;
        if (hold && news.kind === 'trade') held.push(news);
        else tell(news);
      },
    },
    thin(12),
  );
  await desk.type('/buy AAA/USDT 5000');
  const [entry] = desk.state.entries.values();
  await desk.trader.desk.act(OWNER, {
    type: 'entryStopped',
    decision: entry?.plan.decision ?? '',
    why: 'test',
  });
  expect(statuses(desk, '0.rest').at(-1)).toBe('canceled');
  expect([desk.state.entries.size, desk.state.account.positions.size, held.length]).toEqual([0, 0, 1]);
  hold = false;
  for (const news of held) listener?.(news);
  await desk.trader.pulse();
  expect(desk.state.account.positions.size).toBe(1);
  expect(statuses(desk, 'stop.1')).toEqual(['open']);
  await desk.play();
  expectSound(desk, placed());
});

test('fault row 19: a fill that comes after its trade is over is a trade of its own, and the first stays as it was counted', async () => {
  const heard: Extract<ExecutionReport, { kind: 'trade' }>[] = [];
  let listener: ((news: ExecutionReport) => void) | undefined;
  const { desk } = await deskOn(
    {
      hear: (news, tell) => {
        listener = tell;
        if (news.kind === 'trade') heard.push(news);
        tell(news);
      },
    },
    thin(12),
  );
  await desk.type('/buy AAA/USDT 5000');
  const [entry] = desk.state.entries.values();
  const decision = entry?.plan.decision ?? '';
  await desk.trader.desk.act(OWNER, { type: 'entryStopped', decision, why: 'test' });
  await desk.type('/close 1');
  await desk.type('/yes');
  await desk.play(hour(4));
  const first = eventsOf(desk.rows(), 'positionClosed');
  expect(first).toMatchObject([{ position: 1, decision }]);
  const [news] = heard;
  if (news === undefined) throw new Error('nothing was filled');
  for (const tradeId of ['late a', 'late b']) {
    const { trade } = news;
    listener?.({ kind: 'trade', trade: { ...trade, tradeId, at: hour(4), quantity: trade.quantity / 4n, fee: trade.fee / 4n } });
  }
  await desk.trader.pulse();
  // Both pieces are one position. What was counted of the first stands.
  expect(eventsOf(desk.rows(), 'positionOpened').map((one) => one.decision)).toEqual([decision, `${decision} late 2`]);
  expect(eventsOf(desk.rows(), 'fill').filter(({ tradeId }) => tradeId.startsWith('late'))).toMatchObject([
    { position: 2 },
    { position: 2 },
  ]);
  expect([...desk.state.account.byStrategy.values()].map(({ tally }) => tally.trades)).toEqual([1]);
  expect(desk.state.account.unfinished.size).toBe(0);
});

/** The account of a plain entry and its stop, with the news as a plan passes them on. */
async function accountWith(hear: Plan['hear']): Promise<readonly string[]> {
  const { desk, placed } = await deskOn(hear === undefined ? {} : { hear }, [...flat(4), { low: 97, close: 97 }, ...flat(7)]);
  await desk.type('/buy AAA/USDT 5000');
  await desk.play();
  expectSound(desk, placed());
  expect(eventsOf(desk.rows(), 'positionClosed')).toHaveLength(1);
  return accountRows(desk.rows());
}

test('fault row 18 and invariant 5: every piece of news told twice gives the very same log', async () => {
  const twice = await accountWith((news, tell) => {
    tell(news);
    tell(news);
  });
  expect(twice).toEqual(await accountWith(undefined));
});

test('fault row 17 and invariant 5: fills before their acknowledgement, and reports that come late, give the same positions', async () => {
  const late: ExecutionReport[] = [];
  const reordered = await accountWith((news, tell) => {
    if (news.kind === 'order') late.push(news);
    else {
      tell(news);
      for (const report of late.splice(0)) tell(report);
    }
  });
  const essence = (rows: readonly string[]) => rows.filter((row) => /"type":"(fill|positionOpened|positionClosed)"/.test(row));
  expect(essence(reordered)).toEqual(essence(await accountWith(undefined)));
});

test('a pair whose second leg is refused has its first leg unwound', async () => {
  const { desk, placed } = await deskOn({
    place: (request, accept) => (request.symbol === 'BBB/USDT:USDT' && !request.reduceOnly ? fail(refused()) : accept()),
  });
  expect((await submitPair(desk, 'AAA/USDT:USDT', 'BBB/USDT:USDT')).kind).toBe('entered');
  await desk.play();
  expect(eventsOf(desk.rows(), 'entryEnded')).toMatchObject([{ says: 'one leg failed, the other is unwound' }]);
  expect(eventsOf(desk.rows(), 'positionClosed')).toMatchObject([{ symbol: 'AAA/USDT:USDT', why: 'pair broken', at: hour(2) }]);
  expectSound(desk, placed());
});
