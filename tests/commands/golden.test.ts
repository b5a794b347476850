import { Secret, TOTP } from 'otpauth';
import { beforeAll, describe, expect, it } from 'vitest';
import { columns } from '../../src/bots/cells.ts';
import { renderReply } from '../../src/bots/terminal/render.ts';
import { COMMANDS } from '../../src/commands/list.ts';
import type { Reply } from '../../src/core/reply.ts';
import { type MemoryDesk, WALL } from '../support/memoryDesk.ts';
import { playedDesk } from './desk.ts';

/** What an authenticator shows for the first secret that is drawn there, at the time at which its wall clock stands. */
const FIRST_CODE = TOTP.generate({ secret: Secret.fromHex('000102030405060708090a0b0c0d0e0f10111213'), timestamp: WALL });

/** Lines by command, in the order of /help; they are typed one after the other on one desk, 49 hours into its market. */
const LINES: Readonly<Record<string, readonly string[]>> = {
  status: ['/status'],
  positions: ['/positions'],
  position: ['/position 30', '/position 20', '/position 999', '/position'],
  orders: ['/orders'],
  balance: ['/balance'],
  profit: ['/profit', '/profit today symbol', '/profit reason', '/profit someday'],
  trades: ['/trades 5'],
  signals: ['/signals'],
  chart: ['/chart BTC', '/chart eth-perp 4h', '/chart BTC 1m', '/chart BTC 7h'],
  levels: ['/levels BTC', '/levels btc-perp 1h', '/levels BTC 7h'],
  divergences: ['/divergences', '/divergences eth 1h'],
  scan: ['/scan'],
  why: ['/why BTC', '/why ETH-PERP full', '/why LTC-PERP 2024-01-02T21:15', '/why BTC 6h', '/why DOGE 2031-01-01'],
  whynot: ['/whynot', '/whynot eth-perp', '/whynot BTC 5h'],
  watch: ['/watch', '/watch btc-perp', '/watch btc-perp'],
  alert: ['/alert', '/alert BTC 45000', '/alert BTC 45000'],
  risk: ['/risk'],
  strategy: [
    '/strategy',
    '/strategy momentum off',
    '/strategy momentum on',
    '/strategy momentm',
    '/strategy pairs authority approve',
    '/strategy pairs authority',
    '/strategy pairs authority usual',
  ],
  symbol: ['/symbol', '/symbol deny DOGE 2h', '/symbol', '/symbol allow DOGE', '/symbol deny'],
  config: [
    '/config',
    '/config risk',
    '/config authorities',
    '/config risk.perTrade 1%',
    '/yes',
    '/config risk.perTrade 5',
    '/config timeframes 1h',
  ],
  undo: ['/undo', '/undo 4', '/undo 6', '/yes', '/undo', '/undo x', '/config risk.perTrade 1%', '/yes'],
  reload: ['/config exits.stop 3%', '/yes', '/reload', '/reload take', '/yes', '/reload', '/undo', '/reload now'],
  mode: ['/mode', '/mode paper', '/mode live'],
  buy: ['/buy BTC-PERP', '/buy BTC 0', '/buy BTC 5000000', '/buy SOL 500'],
  sell: ['/sell BTC 500', '/sell SOL 500', '/sell'],
  add: ['/add 30 100', '/add 999'],
  stop: ['/stop', '/stop 30 -50%', '/stop 30 +5%', '/stop 30 -0.5%', '/no', '/stop 30 -0.5% now'],
  target: ['/target 30 +5%', '/target 30 -5%'],
  reduce: ['/reduce 30', '/yes', '/reduce 30 200%'],
  cancel: ['/cancel BTC'],
  close: ['/close 31', '/yes', '/close 31', '/close'],
  pause: ['/pause 2h lunch', '/buy LINK 500'],
  resume: ['/resume', '/resume'],
  approvals: ['/approvals'],
  approve: ['/approve A1', '/approve'],
  halve: ['/halve A1'],
  reject: ['/reject A1'],
  grant: [
    '/grant',
    '/grant 200 3 2h',
    '/yes',
    '/grant',
    '/approvals',
    '/grant 200',
    '/grant revoke G9',
    '/grant revoke G1',
    '/grant nonsense',
  ],
  missed: ['/missed', '/missed 30', '/missed x'],
  panic: ['/panic drill', '/panic', '/panic now'],
  notify: ['/notify', '/notify opened off', '/notify hours 22:00-07:00', '/notify quiet', '/notify lunch'],
  test: ['/test stop-moved', '/test', '/test stopmoved', '/test lunch'],
  jobs: ['/jobs'],
  health: ['/health'],
  audit: ['/audit 5'],
  logs: ['/logs', '/logs orders 3'],
  version: ['/version'],
  users: [
    '/users',
    '/users add telegram:12345 Ana trader',
    '/yes',
    '/users add discord:678 Bob Miller admin',
    '/yes',
    '/users add telegram:12345 Eve admin',
    '/users add telegram:99 Ana viewer',
    '/users add 12345 Eve viewer',
    '/users role p1 approver',
    '/yes',
    '/users role p2 trader',
    '/users remove p2',
    '/users remove ana',
    '/yes',
    '/users remove p1',
    '/users foo',
    '/users',
  ],
  whoami: ['/whoami'],
  link: ['/link', '/link ABCDEFGH'],
  tz: ['/tz', '/tz Europe/Berlin', '/tz Berlin'],
  help: ['/help', '/help close', '/help nothing'],
  totp: [
    '/totp',
    '/totp 000000',
    '/totp 1',
    `/totp ${FIRST_CODE}`,
    '/totp',
    '/config risk.perTrade 4%',
    '/yes',
    '/code 000000',
    '/whoami',
  ],
};

let desk: MemoryDesk;
const shown = new Map<string, string>();
const replies: { readonly line: string; readonly reply: Reply }[] = [];
beforeAll(async () => {
  desk = await playedDesk(49);
  for (const [name, lines] of Object.entries(LINES)) {
    const texts: string[] = [];
    for (const line of lines) {
      const { reply } = await desk.type(line);
      texts.push(`▸ ${line}`, ...renderReply(reply, '🧪 SYNTHETIC', { colour: false, width: Number.POSITIVE_INFINITY }), '');
      replies.push({ line, reply });
    }
    // How a replay spares idle jobs and how long a run takes is no part of how the card looks.
    const text = texts.join('\n');
    shown.set(name, name === 'jobs' ? text.replace(/[\d,.]+ (runs|[smhd] ago|ms)/g, '# $1') : text);
  }
});

it('every command has its golden file', () => {
  expect(Object.keys(LINES).toSorted()).toEqual(COMMANDS.map(({ name }) => name).toSorted());
});

describe('a phone held upright', () => {
  it('has room for every button', () => {
    expect(replies.filter(({ reply }) => (reply.buttons?.length ?? 0) > 4).map(({ line }) => line)).toEqual([]);
  });

  it('wraps no line more than once', () => {
    // An address is what it is.
    const texts = replies.flatMap(({ reply }) => reply.lines).filter((text) => !text.startsWith('otpauth://'));
    expect(texts.filter((text) => columns(text) > 84)).toEqual([]);
  });
});

it('every refusal shows an example', () => {
  const refused = replies.filter(({ reply }) => reply.outcome === 'refused');
  const without = refused.filter(({ reply }) => !reply.lines.some((line) => line.startsWith('Example: /')));
  expect(without.map(({ line }) => line)).toEqual([]);
});

describe('how commands look', () => {
  it.each(Object.keys(LINES))('/%s', async (name) => {
    await expect(shown.get(name)).toMatchFileSnapshot(`../golden/commands/${name}.txt`);
  });
});
