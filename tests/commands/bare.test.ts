import { beforeAll, describe, expect, it } from 'vitest';
import { spoken } from '../../src/bots/words.ts';
import { COMMANDS } from '../../src/commands/list.ts';
import type { MemoryDesk } from '../support/memoryDesk.ts';
import { BITCOIN, playedDesk, stillDesk } from './desk.ts';

/** Commands of the menus whose line needs a word. */
const NEEDING = COMMANDS.filter(({ outline }) => outline.some(({ optional }) => !optional)).map(({ name }) => name);

let holding: MemoryDesk;
let empty: MemoryDesk;
let asking: MemoryDesk;
beforeAll(async () => {
  holding = await playedDesk(49);
  empty = await stillDesk();
  asking = await stillDesk({ authority: 'approve', approval: { self: true } });
  await asking.type('/buy BTC 500');
});

it('these need a word', () => {
  expect(NEEDING).toEqual([
    'position',
    'chart',
    'levels',
    'why',
    'close',
    'reduce',
    'add',
    'stop',
    'target',
    'buy',
    'sell',
    'forcebuy',
    'forceshort',
    'cancel',
    'approve',
    'halve',
    'reject',
    'unlock',
  ]);
});

describe.each(COMMANDS.map(({ name }) => name))('/%s, tapped bare in the menu', (name) => {
  it.each(['holding', 'empty', 'asking'])('never ends in what it needs, on a desk that is %s', async (which) => {
    const desk = { holding, empty, asking }[which];
    if (desk === undefined || name === 'panic') return;
    const { outcome, reply } = await desk.type(`/${name}`);
    expect([reply.title, ...reply.lines].join('\n')).not.toMatch(/^\/\w+ (needs|is incomplete)/m);
    if (outcome === 'refused') expect(reply.lines.some((line) => line.startsWith('Example: /'))).toBe(true);
    if (NEEDING.includes(name) && outcome !== 'refused')
      expect([outcome, (reply.buttons?.length ?? 0) > 0]).toEqual(['asked', true]);
    if (outcome === 'asked' && !NEEDING.includes(name)) await desk.type('/no');
  });
});

/** What the buttons of a chooser are called, and what they stand for. */
const choices = async (desk: MemoryDesk, line: string) =>
  ((await desk.type(line)).reply.buttons ?? []).map(({ label, line: stands }) => [label, stands] as const);

describe('a bare command', () => {
  it.each(['/close', '/reduce', '/add', '/target', '/position'])('%s lists what is open', async (line) => {
    const all = await choices(holding, line);
    expect(all[0]?.[0]).toMatch(/^29 LTC-PERP long [+−]\d+\.\d\d$/);
    expect(all[0]?.[1]).toBe(`${line} 29`);
  });

  it('/close offers all of them too, and /stop what somebody in a hurry may have meant', async () => {
    expect((await choices(holding, '/close')).at(-1)).toEqual(['All 2', '/close all']);
    expect((await choices(holding, '/stop')).map(([, line]) => line)).toEqual(['/pause', '/stop 29', '/stop 30']);
  });

  it.each(['/chart', '/why', '/levels'])('%s lists what is held, then the best of the last scan', async (line) => {
    const all = await choices(holding, line);
    expect(all.slice(0, 2).map(([label]) => label)).toEqual(['LTC-PERP · 29 long', 'ETH-PERP · 30 short']);
    expect(all[2]?.[0]).toMatch(/^\S+ · [+−]\d\.\d\d$/);
  });

  it.each(['/whynot', '/alert'])(
    '%s answers without one, and offers what is held and the best of the last scan',
    async (line) => {
      const all = (await choices(holding, line)).filter(([, stands]) => stands.startsWith(`${line} `));
      expect(all).toHaveLength(3);
      expect(all.map(([label]) => label)).toContain('LTC-PERP · 29 long');
      for (const [label, stands] of all) expect(stands).toBe(`${line} ${label.split(' · ')[0]}`);
    },
  );

  it.each(['/approve', '/reject', '/halve'])('%s lists the cards that wait', async (line) => {
    expect(await choices(asking, line)).toEqual([['A1 long BTC 499', `${line} A1`]]);
    expect((await empty.type(line)).reply).toMatchObject({
      title: 'No card waits for an answer',
      lines: [`Example: ${line} A12`],
    });
  });

  it('that needs an amount goes on to it, and what is offered passes', async () => {
    const desk = await playedDesk(0, { symbols: BITCOIN, quick: true, authority: 'advise' });
    for (const line of ['/buy BTC', '/sell BTC-PERP']) {
      const all = await choices(desk, line);
      expect(all.length).toBeGreaterThan(2);
      for (const [, stands] of all) expect([stands, (await desk.type(stands)).outcome]).toEqual([stands, 'ok']);
    }
    for (const [, stands] of await choices(holding, '/add 30')) {
      const { typed, words } = spoken(stands);
      expect(COMMANDS.find(({ name }) => name === typed)?.read(words, holding.trader.desk)).not.toHaveProperty('refused');
    }
    expect((await choices(holding, '/reduce 30')).map(([label]) => label.split(' · ')[0])).toEqual([
      '25 %',
      '50 %',
      '75 %',
      '100 %',
    ]);
  });
});

describe('a question', () => {
  it('is asked of the whole of a position, whichever command takes it, and of no part', async () => {
    const desk = await stillDesk();
    await desk.type('/buy BTC 500');
    const [id] = desk.state.account.positions.keys();
    for (const line of [`/close ${id}`, `/close ${id} 100%`, `/reduce ${id} all`, `/reduce ${id} 100%`]) {
      expect([line, (await desk.type(line)).reply.title]).toEqual([line, `Close ${id} BTC?`]);
      await desk.type('/no');
    }
    expect((await desk.type(`/reduce ${id} 25%`)).outcome).toBe('ok');
    expect((await desk.type(`/close ${id} 25%`)).outcome).toBe('ok');
    expect(desk.state.account.positions.size).toBe(1);
    expect((await desk.type(`/close ${id} now`)).outcome).toBe('ok');
  });
});
