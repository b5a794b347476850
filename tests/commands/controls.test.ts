import { describe, expect, it } from 'vitest';
import { alertCard } from '../../src/bots/alertCards.ts';
import { COMMANDS } from '../../src/commands/list.ts';
import { ALERTS } from '../../src/core/alerts/list.ts';
import type { Role } from '../../src/core/facts/roles.ts';
import { type Settings, settingsSchema } from '../../src/core/facts/settings.ts';
import { DAY, HOUR } from '../../src/core/time.ts';
import { SYNTHETIC_FROM } from '../../src/exchange/synthetic.ts';
import { BUILT_IN } from '../support/builtInMarket.ts';
import { type MemoryDesk, openDesk } from '../support/memoryDesk.ts';
import { eventsOf, memoryLog } from '../support/memoryLog.ts';
import { BITCOIN, playedDesk, stillDesk } from './desk.ts';

const call = (desk: MemoryDesk, line: string) => {
  const [first = '', ...words] = line.slice(1).split(' ');
  const read = COMMANDS.find(({ name }) => name === first)?.read(words, desk.trader.desk);
  if (read === undefined || 'refused' in read) throw new Error(`${line} cannot be read`);
  return read;
};
const person = (role: Role) => ({ id: `the ${role}`, name: role, role });

describe('/undo', () => {
  it('shows the difference, asks, and takes the newest change back as a new version', async () => {
    const desk = await stillDesk();
    await desk.type('/config risk.perTrade 3%');
    await desk.type('/yes');
    expect((await desk.type('/undo')).reply).toMatchObject({
      title: 'Take back version 2?',
      lines: [
        'risk.perTrade 2 % → 3 %',
        expect.stringContaining('by terminal'),
        'risk.perTrade',
        '− 3 %',
        '+ 2 %',
        'Tighter: it takes risk away',
        'Settings version 2 → 3',
      ],
      buttons: [{ label: 'Take back', line: '/yes' }],
    });
    expect(desk.state.settings.version).toBe(2);
    await desk.type('/yes');
    expect(desk.state.settings).toMatchObject({ version: 3, values: { risk: { perTrade: 0.02 } } });
    expect(eventsOf(desk.rows(), 'settings').at(-1)).toMatchObject({ version: 3, undoes: 2, who: 'terminal' });
  });

  it('refuses where nothing was changed and where it was taken back, also after a restart', async () => {
    const log = memoryLog();
    const desk = await stillDesk({ log });
    expect(await desk.type('/undo')).toMatchObject({ outcome: 'refused', reply: { title: 'Nothing to undo' } });
    await desk.type('/strategy momentum off');
    await desk.type('/undo 2');
    await desk.type('/yes');
    expect(desk.state.settings.values.signal.strategies).toEqual({});
    await desk.stop();
    const again = await stillDesk({ log });
    expect(await again.type('/undo')).toMatchObject({
      outcome: 'refused',
      reply: { title: 'The newest change is taken back already' },
    });
  });

  it('takes back what was shown, or nothing', async () => {
    const desk = await stillDesk();
    await desk.type('/strategy momentum off');
    const shown = call(desk, '/undo 2');
    await desk.type('/strategy momentum 2');
    const { reply } = await shown.run(person('admin'));
    expect(reply).toMatchObject({ outcome: 'refused', title: 'Version 2 is not the newest' });
    expect(desk.state.settings.version).toBe(3);
  });

  it('of a tighter limit adds risk, takes an admin and a one-time code; of a looser one it reduces', async () => {
    const desk = await stillDesk();
    await desk.type('/config risk.perTrade 1%');
    await desk.type('/yes');
    const loosens = call(desk, '/undo 2');
    expect(loosens).toMatchObject({ risk: 'adds', role: 'admin' });
    expect(loosens.stepUp(person('admin'))?.why).toBe('it raises a limit, risk.perTrade');
    await desk.type('/config risk.perTrade 5%');
    await desk.type('/yes');
    const tightens = call(desk, '/undo 3');
    expect(tightens).toMatchObject({ risk: 'reduces', role: 'trader' });
    expect(tightens.stepUp(person('trader'))).toBeUndefined();
  });
});

describe('/reload', () => {
  const openWith = (configured: () => Settings): Promise<MemoryDesk> =>
    openDesk({
      source: BUILT_IN,
      symbols: BITCOIN,
      from: SYNTHETIC_FROM,
      to: SYNTHETIC_FROM + HOUR,
      settings: settingsSchema.parse({}),
      configured,
    });

  it('reports what differs and changes nothing', async () => {
    const desk = await openWith(() =>
      settingsSchema.parse({
        risk: { perTrade: 0.01, maxPosition: 0.5 },
        execution: { fee: 0.002 },
        signal: { strategies: { rsi: { on: true, weight: 2 }, pairs: { on: false, weight: 1 } } },
      }),
    );
    const { reply } = await desk.type('/reload');
    expect(reply.lines).toEqual([
      'Tighter there:',
      '  risk.perTrade 2 % → 1 %',
      '  strategy pairs on → off',
      'Looser or of another kind there, not taken over: /config',
      '  risk.maxPosition 10 % → 50 %',
      '  strategy rsi weight 1 → 2',
      'Fixed for a whole run:',
      '  execution.fee 0.1 % → 0.2 %',
      'Nothing is taken over by itself',
    ]);
    expect(desk.state.settings.version).toBe(1);
  });

  it('speaks of a strategy as /strategy does, and of none that is as usual', async () => {
    const desk = await openWith(() => settingsSchema.parse({ authorities: { rsi: 'advise' } }));
    await desk.type('/strategy momentum off');
    await desk.type('/strategy grid on');
    expect((await desk.type('/reload')).reply.lines).toEqual([
      'Tighter there:',
      '  strategy rsi authority usual → advise',
      'Looser or of another kind there, not taken over: /config',
      '  strategy momentum off → on',
      'Nothing is taken over by itself',
    ]);
    await desk.type('/strategy momentum authority advise');
    expect((await desk.type('/undo')).reply.lines).toContain('strategy momentum authority');
  });

  it('takes over what is tighter once it is confirmed, and nothing else', async () => {
    const desk = await openWith(() =>
      settingsSchema.parse({
        risk: { perTrade: 0.01, maxPosition: 0.5, maxNotional: 1_000 },
        execution: { fee: 0.002 },
        signal: { strategies: { rsi: { on: true, weight: 2 }, pairs: { on: false, weight: 1 } } },
      }),
    );
    expect((await desk.type('/reload take')).outcome).toBe('asked');
    expect((await desk.type('/yes')).outcome).toBe('ok');
    expect(desk.state.settings.values).toEqual(
      settingsSchema.parse({
        risk: { perTrade: 0.01, maxNotional: 1_000 },
        signal: { strategies: { pairs: { on: false, weight: 1 } } },
      }),
    );
    expect((await desk.type('/reload')).reply.buttons).toEqual([]);
  });

  it('takes a limit over that the desk had been given by command', async () => {
    const desk = await openWith(() => settingsSchema.parse({}));
    await desk.type('/config authority approve');
    await desk.type('/yes');
    await desk.type('/config risk.maxOpenPositions 9');
    await desk.type('/yes');
    await desk.type('/reload take now');
    expect(desk.state.settings.values).toMatchObject({ authority: 'approve', risk: { maxOpenPositions: 3 } });
  });

  it('says so where nothing differs, and where the file cannot be read', async () => {
    const same = await openWith(() => settingsSchema.parse({}));
    expect((await same.type('/reload')).reply.title).toBe('The configuration says the same');
    const broken = await openWith(() => {
      throw new Error('one wrong value:\n  RISK_PER_TRADE = "5"; expected at most 1');
    });
    expect(await broken.type('/reload')).toMatchObject({
      outcome: 'refused',
      reply: { title: 'The configuration cannot be read' },
    });
    expect(broken.state.settings.version).toBe(1);
  });
});

describe('/test', () => {
  it('sends every alert once by the ordinary way, as severe as usual, and touches nothing', async () => {
    const desk = await stillDesk();
    const { account, orders } = structuredClone({ account: desk.state.account, orders: desk.state.orders });
    const before = desk.rows().length;
    await desk.type('/test');
    const rows = desk.rows().slice(before);
    const alerts = eventsOf(rows, 'alert');
    expect(alerts.map(({ alert, severity, topic }) => [alert, severity, topic])).toEqual(
      ALERTS.map(({ name, usual }) => [name, usual, `test ${name}`]),
    );
    expect(alerts.every(({ reply }) => reply.title.startsWith('TEST · '))).toBe(true);
    expect(new Set(rows.map(({ event }) => event.type))).toEqual(new Set(['tested', 'alert']));
    expect({ account: desk.state.account, orders: desk.state.orders }).toEqual({ account, orders });
    await expect(
      alerts.map(({ severity, reply }) => [`${severity}: ${reply.title}`, ...reply.lines].join('\n  ')).join('\n\n'),
    ).toMatchFileSnapshot('../golden/commands/test-alerts.txt');
  });

  it('sends one, as often as it is asked for', async () => {
    const desk = await stillDesk();
    await desk.type('/test stop-moved');
    await desk.type('/test stop-moved');
    expect(
      eventsOf(desk.rows(), 'alert')
        .filter(({ test }) => test === true)
        .map(({ alert }) => alert),
    ).toEqual(['stop moved', 'stop moved']);
  });

  it('makes cards that follow nothing, end nothing and do nothing', async () => {
    const desk = await stillDesk();
    await desk.type('/test');
    for (const alert of eventsOf(desk.rows(), 'alert').filter(({ test }) => test === true)) {
      const { alert: name, follows, ends, about, thread, picture } = alert;
      expect([name, follows, ends, about, thread, picture]).toEqual([name, ...Array.from({ length: 5 })]);
      expect(alertCard(alert, 'telegram:1', desk.trader.desk).buttons).toBeUndefined();
    }
  });
});

describe('/missed', () => {
  it('looks a week back', async () => {
    const desk = await stillDesk();
    expect((await desk.type('/missed')).data?.()).toMatchObject({ days: 7, from: desk.now() - 7 * DAY });
  });

  it('follows cards that led to no order over the candles since', async () => {
    const desk = await playedDesk(0, { symbols: BITCOIN, authority: 'approve', approval: { self: true } });
    await desk.type('/buy BTC 2000');
    await desk.type('/reject A1 too hot');
    await desk.type('/buy BTC 1000');
    await desk.type('/approve A2 1000');
    expect(desk.state.account.positions.size).toBe(1);
    expect((await desk.type('/missed')).reply.lines).toContain('A1 BTC long rejected: not known, no candle has closed since');
    await desk.play(desk.now() + 20 * HOUR);
    const { data, reply } = await desk.type('/missed 1');
    expect(data?.()).toMatchObject({
      rows: expect.arrayContaining([
        expect.objectContaining({ proposal: 'A1', symbol: 'BTC/USDT', would: expect.objectContaining({ kind: 'made' }) }),
      ]),
    });
    expect(reply.title).toMatch(/^\d cards? without an order in 1 d$/);
    expect(reply.lines.filter((text) => text.startsWith('A1 '))).toHaveLength(1);
    expect(reply.lines.filter((text) => text.startsWith('A2 '))).toHaveLength(0);
    await desk.type('/notify money off', 'telegram:-100');
    const hidden = (await desk.type('/missed 1', 'telegram:-100')).reply.lines.find((text) => text.startsWith('A1 '));
    expect(hidden).toMatch(/^A1 BTC long rejected: ••• · [+−][\d.]+ R/);
    await desk.play(desk.now() + 5 * HOUR);
    expect((await desk.type('/missed 1')).reply.lines.filter((text) => text.startsWith('A1 '))).toHaveLength(0);
  });
});

describe('/mode', () => {
  it('live is refused with its reason, for admins alone, and takes a one-time code', async () => {
    const desk = await stillDesk();
    const live = call(desk, '/mode live');
    expect(live).toMatchObject({ risk: 'adds', role: 'admin' });
    expect(live.stepUp(person('admin'))?.why).toBe('it goes from paper to live');
    const { outcome, reply } = await desk.type('/mode live');
    expect(outcome).toBe('refused');
    expect(reply.lines).toContain('✓ no position is open');
    await desk.type('/buy BTC 1000');
    expect((await desk.type('/mode live')).reply.lines).toContain('✗ 1 open: refused until they are closed');
    expect(desk.trader.desk.account.mode).toBe('paper');
  });
});

describe('/panic drill', () => {
  it('shows what /panic now would do, is recorded, and does nothing', async () => {
    const desk = await stillDesk();
    await desk.type('/buy BTC 2000');
    const before = desk.rows().length;
    const { reply } = await desk.type('/panic drill');
    expect(reply.lines).toContain('1 position would be closed at market:');
    expect(
      desk
        .rows()
        .slice(before)
        .map(({ event }) => event),
    ).toMatchObject([{ type: 'command', line: '/panic drill' }]);
    expect(desk.state.pause).toBeUndefined();
    expect(desk.state.account.positions.size).toBe(1);
  });

  it('comes near to what /panic now makes', async () => {
    const desk = await stillDesk();
    await desk.type('/buy BTC 2000');
    await desk.play(desk.now() + 5 * 60_000);
    const drill = await desk.type('/panic drill');
    const real = await desk.type('/panic now');
    const amount = (text: string | undefined): number => Number(/([+−][\d.,]+) USDT/.exec(text ?? '')?.[1]?.replace('−', '-'));
    const estimate = amount(drill.reply.lines.find((text) => text.startsWith('About')));
    expect(amount(real.reply.lines[0])).toBeCloseTo(estimate, 0);
    expect(estimate).toBeLessThan(0);
  });
});
