import { beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { read as readLine } from '../../src/bots/reading.ts';
import { createRouter } from '../../src/bots/router.ts';
import { spoken } from '../../src/bots/words.ts';
import { COMMANDS } from '../../src/commands/list.ts';
import type { Call, Command } from '../../src/core/desk/command.ts';
import { replyInZone } from '../../src/core/reply/inZone.ts';
import type { Notation } from '../../src/core/reply/notation.ts';
import type { Reply } from '../../src/core/reply/reply.ts';
import type { MemoryDesk } from '../support/memoryDesk.ts';
import { playedDesk } from './desk.ts';
import { linesOn } from './lines.ts';

/** What the screens do not show: cards answered in each way, and what is not there. */
const ACTING = [
  '/resume',
  '/why BTC 2020-01-01',
  '/whynot BTC 2020-01-01',
  '/config authority approve',
  '/yes',
  '/config approval.self true',
  '/yes',
  '/buy LINK 500',
  '/approvals',
  '/approve A1',
  '/approvals A1',
  '/approve A1 500',
  '/yes',
  '/approve A1',
  '/buy ETH 600',
  '/halve A2',
  '/yes',
  '/reject A3 too late',
  '/config approval.twoAbove 100',
  '/yes',
  '/buy SOL 500',
  '/approve A4 500',
  '/missed',
  '/status',
  '/positions',
  '/config authority advise',
  '/yes',
  '/buy DOT 500',
];

let desk: MemoryDesk;
beforeAll(async () => {
  desk = await playedDesk(49);
  for (const line of ['/config authority approve', '/yes', '/buy LINK 500']) await desk.type(line);
  await desk.record({
    type: 'ruleProposed',
    at: desk.now(),
    rule: 'B1',
    who: 'terminal',
    name: 'terminal',
    reason: 'not this symbol',
    symbol: 'LINK/USDT',
    change: { kind: 'deny', symbol: 'LINK/USDT' },
    proposals: ['A1'],
  });
  await desk.record({ type: 'person', at: desk.now(), person: 'p9', name: 'Ben van Dam', role: 'approver', who: 'terminal' });
});

/** What the screens do not show: every argument is given somewhere. */
const MORE: Readonly<Record<string, readonly string[]>> = {
  approve: ['/approve A1', '/approve A1 500 USDT ok', '/approve A1 20 min late'],
  halve: ['/halve A1 smaller'],
  reject: ['/reject A1 too late'],
  because: ['/because B1 set'],
  away: ['/away 23-07 delegate p9', '/away 23-07 delegate ben van dam'],
  review: ['/review 90 B1'],
  reduce: ['/reduce 30 third', '/reduce 30 12.5%', '/reduce 30 0.5R', '/reduce 30 0.5 ETH', '/reduce 30 250 USDT'],
  grant: ['/grant 200.50 3 90m btc-perp 500 50'],
  stop: ['/stop 30 be', '/stop 30 41,000.5'],
  strategy: ['/strategy momentum 0.5'],
  profit: ['/profit week', '/profit 2024-01-02 hour'],
  pause: ['/pause 90s', '/pause 20 min'],
  close: ['/close all', '/close 30 1.5R'],
  buy: [
    '/buy BTC ½R stop 41,000.5 target +4%',
    '/buy target=46000 BTC 1,5 R',
    '/buy BTC 0.02 BTC',
    '/buy BTC 12.345%',
    '/buy BTC 1.2340',
  ],
  forcebuy: ['/forcebuy BTC 0.1R'],
  sell: ['/sell BTC-PERP 0.1R stop +2% target -4%'],
  add: ['/add 30 usual', '/add 30 1 R'],
};

const read = (command: Command, line: string) => command.read(spoken(line).words, desk.trader.desk);
/** As it comes over a wire. */
const sent = (args: Call['args']): Record<string, unknown> => JSON.parse(JSON.stringify(args));
const looks = ({ args, risk, role }: Call) => ({ args, risk, role });

/** Every line of a command that can be read as things stand, as a call. */
const callsOf = (command: Command) =>
  [...(linesOn(30, 31)[command.name] ?? []), ...(MORE[command.name] ?? [])].flatMap((line) => {
    const call = spoken(line).typed === command.name ? read(command, line) : { refused: undefined };
    return 'refused' in call ? [] : [{ line, call }];
  });

describe.each(COMMANDS.map((command) => [command.name, command] as const))('/%s', (_name, command) => {
  it('is the same call by a line and by names as JSON', () => {
    for (const { line, call } of callsOf(command)) {
      const named = command.call(sent(call.args), desk.trader.desk);
      if ('refused' in named) throw new Error(`${line}: ${named.refused.title}`);
      expect([line, looks(named)]).toEqual([line, looks(call)]);
    }
  });

  it('is the same line again where it is written from names', () => {
    const router = createRouter({ commands: COMMANDS, desk: desk.trader.desk, logger: () => undefined, mask: (text) => text });
    for (const { call } of callsOf(command)) {
      const written = router.lineOf({ command: command.name, args: sent(call.args) });
      if ('refused' in written) throw new Error(written.refused.reply.title);
      const again = read(command, written.line);
      if ('refused' in again) throw new Error(`${written.line}: ${again.refused.title}`);
      expect([written.line, again.args]).toEqual([written.line, call.args]);
    }
  });

  it('refuses names and values that it does not know, with its usage', () => {
    const wrong = [{ nothing: 1 }, ...command.outline.map(({ name }) => ({ [name]: { odd: true } }))];
    for (const args of wrong) {
      const outcome = command.call(args, desk.trader.desk);
      expect(outcome).toMatchObject({
        refused: { outcome: 'refused', lines: [expect.any(String), `Usage: ${command.usage}`, expect.any(String)] },
      });
    }
  });
});

describe('a result', () => {
  let taps: readonly { readonly button: string; readonly byButton: object; readonly byName: object }[];
  let told: readonly {
    readonly command: string | undefined;
    readonly line: string;
    readonly json: unknown;
    readonly drawn: Reply | undefined;
    readonly reply: Reply;
  }[];

  beforeAll(async () => {
    const acting = await playedDesk(49);
    const { label, market } = acting.trader.desk;
    // Nothing but what a page knows of the desk.
    const notation: Notation = {
      label,
      market: { instrument: (symbol) => market.instrument(symbol), instruments: () => market.instruments() },
    };
    const all = [];
    const tapped = [];
    for (const line of [...Object.values(linesOn(30, 31)).flat(), ...ACTING]) {
      const { command: name, data, reply } = await acting.type(line);
      const json = data === undefined ? undefined : JSON.parse(JSON.stringify(data()));
      const command = COMMANDS.find((one) => one.name === name);
      const inUtc = json === undefined ? undefined : command?.draw(json, notation);
      const drawn = inUtc && replyInZone(inUtc, acting.state.terminalZone, acting.trader.desk.now());
      all.push({ command: name, line, json, drawn, reply });
      for (const button of reply.buttons ?? []) {
        const meant = COMMANDS.find((one) => one.name === spoken(button.line).typed);
        if (meant === undefined || button.asks !== undefined) continue;
        const byButton = readLine(meant, spoken(button.line).words, acting.trader.desk);
        const byName = 'call' in byButton ? meant.call(sent(byButton.call.args), acting.trader.desk) : byButton;
        tapped.push({
          button: button.line,
          byButton: 'call' in byButton ? looks(byButton.call) : byButton,
          byName: 'args' in byName ? looks(byName) : byName,
        });
      }
    }
    told = all;
    taps = tapped;
  });

  it('is drawn from its JSON alone as it is drawn here', () => {
    const given = told.filter(({ json }) => json !== undefined);
    expect(given.map(({ line, drawn }) => [line, drawn])).toEqual(given.map(({ line, reply }) => [line, reply]));
  });

  it('has buttons that are calls, the same by names', () => {
    expect(taps.filter(({ byButton }) => 'refused' in byButton && !('offers' in byButton))).toEqual([]);
    expect(taps.map(({ button, byName }) => [button, byName])).toEqual(taps.map(({ button, byButton }) => [button, byButton]));
    expect(taps.length).toBeGreaterThan(100);
  });

  it('is there of every command', () => {
    const seen = new Set(told.flatMap(({ command, json }) => (json === undefined ? [] : [command])));
    expect(COMMANDS.map(({ name }) => name).filter((name) => !seen.has(name))).toEqual([]);
  });
});

it.each(COMMANDS.map((command) => [command.name, command] as const))(
  '/%s has a JSON Schema for every argument and for its result',
  (_name, { outline, result }) => {
    for (const { schema } of outline) expect(z.toJSONSchema(schema, { io: 'input' })).toHaveProperty('$schema');
    expect(z.toJSONSchema(result, { io: 'input' })).toHaveProperty('$schema');
  },
);

it('every argument is given in some line', () => {
  const never = COMMANDS.flatMap((command) => {
    const given = new Set(callsOf(command).flatMap(({ call }) => Object.keys(call.args)));
    return command.outline.flatMap(({ name }) => (given.has(name) ? [] : [`${command.name} ${name}`]));
  });
  expect(never).toEqual([]);
});

it.each([
  ['close', '7x', { position: '7x' }],
  ['buy', 'BTCX 500', { symbol: 'BTCX', amount: '500' }],
  ['buy', 'BTC 0', { symbol: 'BTC/USDT', amount: '0' }],
  ['buy', 'BTC lots', { symbol: 'BTC/USDT', amount: 'lots' }],
  ['chart', 'BTC 7h', { symbol: 'BTC/USDT', timeframe: '7h' }],
  ['panic', 'later', { how: 'later' }],
  ['approve', 'A99', { proposal: 'A99' }],
  ['help', 'nothing', { command: 'nothing' }],
])('/%s %s is refused in the same words by line and by names', (name, words, args) => {
  const command = COMMANDS.find((one) => one.name === name);
  const byLine = command?.read(words.split(' '), desk.trader.desk);
  expect(byLine).toHaveProperty('refused');
  expect(command?.call(args, desk.trader.desk)).toEqual(byLine);
});

it('a number is no text and a text no number', () => {
  const reduce = COMMANDS.find(({ name }) => name === 'reduce');
  expect(reduce?.call({ position: '30', part: 0.5 }, desk.trader.desk)).toMatchObject({
    refused: {
      title: 'position cannot be "30"',
      lines: ['Expected a position id or symbol as JSON: expected a number', expect.any(String), expect.any(String)],
    },
  });
});
