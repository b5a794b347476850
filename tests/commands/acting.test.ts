import { describe, expect, it } from 'vitest';
import { createRouter } from '../../src/bots/router.ts';
import { COMMANDS } from '../../src/commands/list.ts';
import { planNotional } from '../../src/core/approval/quorum.ts';
import { AT_TERMINAL } from '../../src/core/desk/command.ts';
import type { Role } from '../../src/core/facts/roles.ts';
import { fixed, toNumber } from '../../src/core/money.ts';
import type { Position } from '../../src/core/state/position.ts';
import { averageEntry } from '../../src/core/state/position.ts';
import { HOUR, MINUTE } from '../../src/core/time.ts';
import type { MemoryDesk } from '../support/memoryDesk.ts';
import { eventsOf, memoryLog } from '../support/memoryLog.ts';
import { BITCOIN, playedDesk, stillDesk } from './desk.ts';

const only = (desk: MemoryDesk): Position => {
  const [position] = desk.state.account.positions.values();
  if (position === undefined) throw new Error('no position is open');
  return position;
};

/** A line by somebody of a role who is on the list, on the desk that the owner types on. */
async function typeAs(desk: MemoryDesk, role: Role, line: string) {
  await desk.trader.admit(() => [{ type: 'person', at: desk.now(), person: `the ${role}`, name: role, role, who: 'test' }]);
  const router = createRouter({ commands: COMMANDS, desk: desk.trader.desk, logger: () => undefined, mask: (text) => text });
  return desk.trader.command(() => router.answer(line, { id: `the ${role}`, name: role, role }, AT_TERMINAL));
}

/** The owner alone: asks, and answers by typing the amount again. */
const SOLO = { authority: 'approve', approval: { self: true } } as const;

/** A proposer's own approval: the whole amount of the card typed again. */
async function approveOwn(desk: MemoryDesk, id: string) {
  const plan = desk.state.proposals.get(id)?.plan;
  if (plan === undefined) throw new Error(`there is no ${id}`);
  return desk.type(`/approve ${id} ${Math.round(toNumber(planNotional(plan)))}`);
}

/** A desk that asks, with one long of BTC bought by hand at its first instant. */
async function holding(log = memoryLog()): Promise<MemoryDesk> {
  const desk = await stillDesk({ ...SOLO, log });
  await desk.type('/buy BTC 2000');
  await approveOwn(desk, 'A1');
  return desk;
}

describe('entries', () => {
  it('/pause stops what is entering, blocks what would, and survives a restart', async () => {
    const log = memoryLog();
    const desk = await stillDesk({ log });
    expect((await desk.type('/pause 3h news')).outcome).toBe('ok');
    expect((await desk.type('/buy BTC 500')).reply.lines[0]).toContain('paused by terminal: news');
    await desk.stop();
    const again = await stillDesk({ log });
    expect(again.state.pause).toMatchObject({ who: 'terminal', why: 'news' });
    expect((await again.type('/buy BTC 500')).outcome).toBe('refused');
    await again.type('/resume');
    expect(again.state.pause).toBeUndefined();
    expect((await again.type('/buy BTC 500')).outcome).toBe('ok');
  });

  it('a pause ends by itself when its time comes', async () => {
    const desk = await stillDesk();
    await desk.type('/pause 30m');
    await desk.play(desk.now() + 31 * MINUTE);
    expect(desk.state.pause).toBeUndefined();
  });

  it('/buy and /sell ask, and enter only what was approved', async () => {
    const desk = await stillDesk(SOLO);
    expect((await desk.type('/buy BTC 2000')).reply.title).toBe('A1 waits for an answer');
    expect(desk.state.account.positions.size).toBe(0);
    await approveOwn(desk, 'A1');
    expect(only(desk)).toMatchObject({ symbol: 'BTC/USDT', direction: 'long', strategy: 'manual' });
    expect(toNumber(only(desk).cost)).toBeCloseTo(2_000, -1);
    expect((await desk.type('/sell BTC 500')).reply.lines[1]).toBe('Expected its perpetual: /sell BTC-PERP');
    await desk.type('/close all now');
    await desk.type('/sell BTC-PERP 1000');
    await approveOwn(desk, 'A2');
    expect(only(desk)).toMatchObject({ symbol: 'BTC/USDT:USDT', direction: 'short' });
  });

  it('an amount beyond the whole account is a slip of the finger, not an order', async () => {
    const desk = await stillDesk();
    const { outcome, reply } = await desk.type('/buy BTC 5000000');
    expect(outcome).toBe('refused');
    expect(reply.lines[1]).toBe('Expected at most 9,999.95 USDT');
    expect(desk.state.account.positions.size + desk.state.entries.size).toBe(0);
  });

  it('with authority advise nothing is sent', async () => {
    const desk = await stillDesk({ authority: 'advise' });
    expect((await desk.type('/buy BTC 500')).reply.title).toContain('advice only');
    expect(eventsOf(desk.rows(), 'intent')).toEqual([]);
  });

  it('/cancel stops an entry and leaves stops and targets', async () => {
    const desk = await playedDesk(0, { symbols: BITCOIN });
    // Between two bars nothing fills, so that the entry is still on its way.
    await desk.play(desk.now() + 2 * MINUTE);
    await desk.type('/buy BTC 500');
    expect(desk.state.entries.size).toBe(1);
    expect((await desk.type('/cancel BTC')).reply.title).toBe('1 entry on BTC canceled');
    expect(desk.state.entries.size).toBe(0);
    // The next bar opens at 00:05; what the desk decides by itself comes at 00:15.
    await desk.play(desk.now() + 9 * MINUTE);
    expect(desk.state.account.positions.size).toBe(0);
  });
});

describe('approvals', () => {
  it('work once', async () => {
    const desk = await holding();
    const again = await desk.type('/approve A1');
    expect(again).toMatchObject({ outcome: 'refused', reply: { title: 'A1 has been approved already' } });
    expect((await desk.type('/reject A1')).outcome).toBe('refused');
    expect(eventsOf(desk.rows(), 'cleared')).toHaveLength(1);
    expect((await desk.type('/approve A99')).reply.title).toBe('There is no proposal A99');
  });

  it('expire', async () => {
    const desk = await stillDesk({ authority: 'approve' });
    await desk.type('/buy BTC 500');
    await desk.play(desk.now() + 6 * MINUTE);
    expect(desk.state.proposals.get('A1')?.status).toBe('expired');
    expect(await desk.type('/approve A1')).toMatchObject({ outcome: 'refused', reply: { title: 'A1 has expired' } });
    expect(desk.state.account.positions.size).toBe(0);
  });

  it('wait through a pause: nothing is taken before /resume, and the card stands', async () => {
    const desk = await stillDesk(SOLO);
    await desk.type('/buy BTC 500');
    await desk.type('/pause');
    const { outcome, reply } = await approveOwn(desk, 'A1');
    expect(outcome).toBe('refused');
    expect(reply.lines.slice(0, 2)).toEqual([
      'the desk is paused, so the card waits: /resume first',
      'It still waits for an answer',
    ]);
    expect(desk.state.proposals.get('A1')).toMatchObject({ status: 'waiting', votes: [] });
    expect((await desk.type('/halve A1')).reply.lines[0]).toContain('/resume first');
    await desk.type('/resume');
    await desk.type('/yes');
    expect((await approveOwn(desk, 'A1')).outcome).toBe('ok');
  });

  it('a rejection closes that symbol and side for 4 h', async () => {
    const desk = await stillDesk({ authority: 'approve' });
    await desk.type('/buy BTC 500');
    expect((await desk.type('/reject A1 too hot')).reply).toMatchObject({
      title: '✗ A1 rejected by terminal',
      lines: ['too hot', 'BTC long is not asked for again for 4 h'],
    });
    expect(desk.state.proposals.get('A1')).toMatchObject({ status: 'rejected', why: 'too hot' });
  });

  it('a rejection takes its reason by a tap, once, from whoever rejected', async () => {
    const desk = await stillDesk({ authority: 'approve' });
    await desk.type('/buy BTC 500');
    const { buttons } = (await desk.type('/reject A1')).reply;
    expect(buttons?.map(({ label }) => label)).toEqual([
      'Too big',
      'Not this symbol',
      'Too weak',
      'Against the trend',
      'Enough open',
    ]);
    const tapped = await desk.type(buttons?.[0]?.line ?? '');
    expect(tapped).toMatchObject({ outcome: 'ok', reply: { title: '✗ A1 rejected by terminal', goesOn: true } });
    expect(tapped.reply.lines[0]).toBe('too big');
    expect(tapped.reply.buttons).toBeUndefined();
    expect(eventsOf(desk.rows(), 'because')).toMatchObject([
      { proposal: 'A1', who: 'terminal', reason: 'too big', symbol: 'BTC/USDT', figure: expect.closeTo(0.005, 4) },
    ]);
    expect(await desk.type('/reject A1 too weak')).toMatchObject({
      outcome: 'refused',
      reply: { title: 'A1 has been rejected' },
    });
    expect(eventsOf(desk.rows(), 'because')).toHaveLength(1);
  });

  it('a rejection that is typed with a reason has it at once', async () => {
    const desk = await stillDesk({ authority: 'approve' });
    await desk.type('/buy BTC 500');
    expect((await desk.type('/reject A1 Too big for a Friday')).reply).toMatchObject({
      lines: ['Too big for a Friday', {}, '“too big” 1 of 6 for a rule'],
    });
    expect(eventsOf(desk.rows(), 'because')).toMatchObject([{ reason: 'too big' }]);
    expect((await desk.type('/audit')).reply.lines.join()).toContain('A1 rejected by terminal: too big');
  });

  it('a price that has drifted makes a new card', async () => {
    const desk = await stillDesk(SOLO);
    await desk.type('/config approval.band 0');
    await desk.type('/yes');
    await desk.type('/config approval.answerWithin 1h');
    await desk.type('/yes');
    await desk.type('/buy BTC 500');
    await desk.play(desk.now() + 10 * MINUTE);
    // The settings were changed today, which is odd.
    expect((await approveOwn(desk, 'A1')).reply.title).toBe('A1 is flagged. Approve it?');
    const { reply } = await desk.type('/yes');
    expect(reply.title).toMatch(/^A1 is now A\d+$/);
    expect(reply.lines[0]).toContain('moved from');
    expect(desk.state.proposals.get('A1')?.status).toBe('replaced');
    expect(desk.state.account.positions.size).toBe(0);
  });

  it('need the role', async () => {
    const desk = await stillDesk({ authority: 'approve' });
    await desk.type('/buy BTC 500');
    expect(await typeAs(desk, 'trader', '/approve A1')).toMatchObject({ outcome: 'refused' });
    expect(desk.state.proposals.get('A1')?.status).toBe('waiting');
  });
});

describe('an open position', () => {
  it('/close asks once and closes; its card is its result', async () => {
    const desk = await holding();
    expect((await desk.type('/close btc')).outcome).toBe('asked');
    expect(desk.state.account.positions.size).toBe(1);
    const { reply } = await desk.type('/yes');
    expect(reply.title).toBe('1 BTC long closed by command');
    expect(desk.state.account.positions.size).toBe(0);
    expect((await desk.type('/position 1')).reply.title).toBe('1 BTC long closed by command');
    expect((await desk.type('/close 1')).reply.title).toBe('1 is closed already, by command');
  });

  it('/close between two bars says that it fills at the next known price, and does', async () => {
    const desk = await holding();
    await desk.play(desk.now() + 2 * MINUTE);
    const { reply } = await desk.type('/close 1 now');
    expect(reply.lines[0]).toBe('1 BTC: fills at the next known price');
    expect(only(desk).quantity).toBeGreaterThan(0n);
    await desk.play(desk.now() + 5 * MINUTE);
    expect(desk.state.account.positions.has(1)).toBe(false);
  });

  it('/reduce halves it, and its stop covers what is left', async () => {
    const desk = await holding();
    const before = only(desk).quantity;
    await desk.type('/reduce 1 half');
    const after = only(desk);
    expect(toNumber(after.quantity) / toNumber(before)).toBeCloseTo(0.5, 2);
    const stop = [...desk.state.orders.working.values()].filter((order) => order.purpose === 'stop');
    expect(stop.map(({ quantity }) => quantity)).toEqual([after.quantity]);
  });

  it('/reduce asks for what it then takes: in steps of the exchange, of what is not on its way out already', async () => {
    const desk = await holding();
    await desk.play(desk.now() + 2 * MINUTE);
    for (const share of ['third', '0.7', '12.5%']) {
      const asked = (await desk.type(`/reduce 1 ${share}`)).reply.lines[0] ?? '';
      const { reply } = await desk.type('/yes');
      expect(asked.split(/: | at about/)[1]).toBe(reply.title.split(/: | on the way/)[1]);
    }
  });

  it('/profit counts the time in which it is open up to now, between two decisions too', async () => {
    const desk = await holding();
    const from = desk.rows().find(({ event }) => event.type === 'funded')?.event.at ?? 0;
    for (let i = 0; i < 3; i++) {
      await desk.play(desk.now() + 2 * MINUTE);
      const share = (desk.now() - only(desk).openedAt) / (desk.now() - from);
      expect((await desk.type('/profit')).reply.lines).toContain(`exposure ${(100 * share).toFixed(1)} %`);
    }
  });

  it('/stop moves towards the price only', async () => {
    const desk = await holding();
    const { stop } = only(desk);
    expect((await desk.type('/stop 1 -10% now')).outcome).toBe('refused');
    expect((await desk.type('/stop 1 +1% now')).outcome).toBe('refused');
    expect(only(desk).stop).toBe(stop);
    expect((await desk.type('/stop 1 -1% now')).outcome).toBe('ok');
    expect(only(desk).stop).toBeGreaterThan(stop);
  });

  it('a yes moves the stop to where the question said, wherever the price is by then', async () => {
    const desk = await holding();
    const { reply } = await desk.type('/stop 1 -1%');
    const asked = reply.lines[0]?.split('→')[1]?.trim() ?? '';
    const price = desk.trader.desk.market.quote('BTC/USDT')?.last;
    await desk.play(desk.now() + 5 * MINUTE);
    expect(desk.trader.desk.market.quote('BTC/USDT')?.last).not.toBe(price);
    expect((await desk.type('/yes')).outcome).toBe('ok');
    expect(toNumber(only(desk).stop)).toBe(Number(asked.replaceAll(',', '')));
  });

  it('bare /stop never acts', async () => {
    const desk = await holding();
    const rows = desk.rows().length;
    expect((await desk.type('/stop')).reply.title).toBe('Stop what?');
    expect(
      desk
        .rows()
        .slice(rows)
        .map(({ event }) => event.type),
    ).toEqual([]);
  });

  it('/target and /stop ask back alike, before anything is moved and where a point may part thousands', async () => {
    const desk = await holding();
    const rows = eventsOf(desk.rows(), 'targetMoved').length;
    const last = Math.round(desk.trader.desk.market.quote('BTC/USDT')?.last ?? 0);
    const [above, below] = [last + 1_000, last - 100].map(
      (price) => `${Math.floor(price / 1_000)}.${String(price % 1_000).padStart(3, '0')}`,
    );
    for (const [line, price] of [
      [`/target 1 ${above}`, above],
      [`/stop 1 ${below}`, below],
    ]) {
      const { outcome, reply } = await desk.type(line ?? '');
      expect(outcome).toBe('refused');
      expect(reply.title).toBe(`${Number(price)} or ${price?.replace('.', ',')}?`);
      // The other one would lie behind the price, or widen the risk.
      expect(reply.lines[0]).toBe(`Write ${price?.replace('.', '')}`);
    }
    const { outcome, reply } = await desk.type('/target 1 1.000.000,50');
    expect(outcome).toBe('asked');
    expect(reply.title).toBe('Move the target of 1 BTC?');
    expect(reply.lines[0]).toMatch(/ → 1,000,000\.50?$/);
    expect(reply.lines[1]).toMatch(/ % away; the whole position is taken there$/);
    expect(eventsOf(desk.rows(), 'targetMoved')).toHaveLength(rows);
    await desk.type('/yes');
    expect(only(desk).targets.map(({ price }) => toNumber(price))).toEqual([1_000_000.5]);
  });

  it('/target stands against every rule until a person moves it, also after a restart', async () => {
    const log = memoryLog();
    const desk = await holding(log);
    await desk.type('/target 1 +9% now');
    const wanted = only(desk).targets;
    await desk.play(desk.now() + HOUR);
    expect(only(desk)).toMatchObject({ targets: wanted, targetsBy: 'terminal' });
    await desk.stop();
    const again = await stillDesk({ authority: 'approve', log });
    expect(only(again)).toMatchObject({ targets: wanted, targetsBy: 'terminal' });
    const moved = eventsOf(desk.rows(), 'targetMoved').filter(({ position }) => position === 1);
    expect(moved.at(-1)?.who).toBe('terminal');
  });

  it('/add averages the entry and gives the whole a stop', async () => {
    const desk = await holding();
    const before = only(desk);
    await desk.play(desk.now() + 5 * MINUTE);
    await desk.type('/add 1 1000');
    const id = [...desk.state.proposals.keys()].at(-1) ?? '';
    await approveOwn(desk, id);
    const after = only(desk);
    expect(after.quantity).toBeGreaterThan(before.quantity);
    expect(averageEntry(after)).not.toBe(averageEntry(before));
    expect(after.stop).toBeGreaterThanOrEqual(before.stop);
    const stops = [...desk.state.orders.working.values()].filter((order) => order.purpose === 'stop');
    expect(stops.map(({ quantity, trigger }) => [quantity, trigger])).toEqual([[after.quantity, after.stop]]);
  });

  it('/panic pauses; /panic now also flattens', async () => {
    const desk = await holding();
    expect((await desk.type('/panic')).reply.buttons).toEqual([{ label: 'Flatten 1', line: '/panic now' }]);
    expect(desk.state.pause?.why).toBe('panic');
    expect(desk.state.account.positions.size).toBe(1);
    expect((await desk.type('/panic now')).reply.title).toBe('🛑 Flat and paused');
    expect(desk.state.account.positions.size).toBe(0);
    expect(desk.state.orders.working.size).toBe(0);
  });
});

describe('halts', () => {
  const halted = {
    type: 'halted',
    halt: 'drawdown',
    blocks: 'new entries and additions',
    ends: 'when an admin lifts it with /resume',
    says: 'too much',
  } as const;

  it("are lifted by an admin's /resume, recorded with who, and a drawdown's peak is counted anew", async () => {
    const desk = await stillDesk();
    await desk.record({ ...halted, at: desk.now() });
    const { reply } = await desk.type('/resume looked into it');
    expect(reply).toMatchObject({ title: '▶ Trading', lines: ['The drawdown halt is lifted; a new peak is counted from here'] });
    expect(desk.state.halts.size).toBe(0);
    expect(desk.state.account.peak).toBe(desk.state.account.equity);
    expect(eventsOf(desk.rows(), 'haltLifted')).toMatchObject([
      { halt: 'drawdown', who: 'terminal', says: 'lifted by terminal: looked into it' },
    ]);
  });

  it("outlast an approver's /resume, which says whom it takes", async () => {
    const desk = await stillDesk();
    await desk.record({ ...halted, at: desk.now() });
    await desk.type('/pause');
    const { reply } = await typeAs(desk, 'approver', '/resume');
    expect(desk.state.pause).toBeUndefined();
    expect(desk.state.halts.has('drawdown')).toBe(true);
    expect(reply.title).toBe('⏸ Entries stay blocked');
    expect(reply.lines.at(-1)).toContain('Only an admin');
  });

  it('that name their time are not lifted by hand', async () => {
    const desk = await stillDesk();
    await desk.record({ ...halted, halt: 'daily loss', ends: 'at 00:00 UTC', until: desk.now() + HOUR, at: desk.now() });
    expect((await desk.type('/resume')).reply.title).toBe('⏸ Entries stay blocked');
    expect(desk.state.halts.has('daily loss')).toBe(true);
  });
});

it('what was typed is money exactly', async () => {
  const desk = await stillDesk({ authority: 'approve' });
  await desk.type('/buy BTC 1,234.56');
  const [leg] = desk.state.proposals.get('A1')?.plan.legs ?? [];
  expect(toNumber(fixed(leg?.quantity ?? '0')) * toNumber(fixed(leg?.price ?? '0'))).toBeLessThanOrEqual(1_234.56);
});

it('an amount below the minimum of the exchange is refused with the amount that passes', async () => {
  const desk = await stillDesk();
  const { outcome, reply } = await desk.type('/buy BTC 0.5');
  expect(outcome).toBe('refused');
  const least = /^Expected at least (\S+) USDT$/.exec(reply.lines[1] ?? '')?.[1] ?? '';
  expect((await desk.type(`/buy BTC ${(Number(least) - 0.02).toFixed(2)}`)).reply.lines[1]).toBe(reply.lines[1]);
  expect((await desk.type(`/buy BTC ${least}`)).reply.title).toBe('✅ /buy BTC is on its way');
});

describe("lines as Freqtrade's users type them", () => {
  it('/forcebuy enters as large as the limits allow, and takes no rate for an amount', async () => {
    const desk = await stillDesk();
    const refused = await desk.type('/forcebuy BTC 42000');
    expect(refused.reply.lines.join()).toContain('An entry takes no rate');
    expect(desk.state.entries.size + desk.state.account.positions.size).toBe(0);
    const { reply } = await desk.type('/forcebuy BTC');
    expect(reply.title).toBe('✅ /forcebuy BTC is on its way');
    expect(reply.lines[0]).toMatch(/^LONG BTC [\d.]+ · 9,9\d\d\.\d\d USDT/);
  });

  it.each(['/forcelong BTC 42000', '/forceenter BTC 42000', '/forceshort BTC-PERP 42000', '/forcesell BTC-PERP 42000'])(
    '%s names a rate, so nothing is entered',
    async (line) => {
      const desk = await stillDesk();
      expect((await desk.type(line)).outcome).toBe('refused');
      expect(desk.state.entries.size + desk.state.account.positions.size).toBe(0);
    },
  );

  it.each(['/unlock', '/bl_delete', '/blacklist_delete', '/unlock@desk_bot'])(
    '%s lets a denied symbol be entered again',
    async (word) => {
      const desk = await holding();
      expect((await desk.type(`${word} BTC`)).reply.title).toBe('BTC is not denied');
      await desk.type('/blacklist BTC');
      expect((await desk.type(`${word} BTC`)).reply.title).toBe('BTC allowed');
      expect((await desk.type('/locks')).reply.title).toBe('Nothing is locked');
    },
  );

  it.each([
    ['/profit 7', '/profit 7d'],
    ['/profit 30', '/profit month'],
    ['/stats 7', '/stats week'],
    ['/status table', '/positions'],
    ['/daily@desk_bot 7', '/daily 7'],
  ])('%s is %s', async (typed, meant) => {
    const desk = await holding();
    const [one, other] = [await desk.type(typed), await desk.type(meant)];
    expect(one.outcome).toBe('ok');
    expect(one.reply).toEqual(other.reply);
  });

  it('/blacklist denies a symbol, /locks shows it beside a pause, and /whitelist names what is watched', async () => {
    const desk = await stillDesk();
    const [symbol = ''] = desk.state.universe;
    expect((await desk.type('/whitelist')).reply.title).toBe(`${desk.state.universe.length} symbols watched`);
    await desk.type(`/blacklist ${symbol}`);
    await desk.type('/yes');
    expect(desk.state.symbols.get(symbol)?.allowed).toBe(false);
    await desk.type('/pause 2h lunch');
    const { title, lines } = (await desk.type('/locks')).reply;
    expect(title).toBe('2 locks');
    expect(lines.join('\n')).toMatch(/every symbol: paused by .*lunch[^]*BTC-PERP: denied by/);
  });

  it('/locks names what rests after a close by hand, and offers no way around it', async () => {
    const desk = await stillDesk();
    await desk.type('/buy BTC 500');
    await desk.type('/close 1 now');
    const { title, lines } = (await desk.type('/locks')).reply;
    expect(title).toBe('1 lock');
    expect(lines).toEqual([
      expect.stringMatching(/^✗ BTC long: closed by hand, rests until 2024-01-0\d \d\d:\d\d UTC, in 4 h; not by hand$/),
    ]);
  });
});
