import { describe, expect, test } from 'vitest';
import { columns } from '../../../src/bots/cells.ts';
import { answerLine, eventLine } from '../../../src/bots/terminal/json.ts';
import { createNarrator } from '../../../src/bots/terminal/narrate.ts';
import { renderReply } from '../../../src/bots/terminal/render.ts';
import { wrap } from '../../../src/bots/terminal/style.ts';
import { welcomeLines } from '../../../src/bots/terminal/welcome.ts';
import type { DeskEvent } from '../../../src/core/facts/events.ts';
import { type Fixed, fixed } from '../../../src/core/money.ts';
import type { Reply } from '../../../src/core/reply/reply.ts';
import { chatDesk } from '../desk.ts';

const plain = { colour: false, width: 80 };
const golden = (name: string): string => `../../golden/terminal/${name}.txt`;
const at = Date.UTC(2024, 5, 1, 6, 5);

const positions: Reply = {
  title: '2 open · +7.71 USDT',
  lines: ['✓ seen at the exchange 4 s ago'],
  table: {
    columns: [
      { name: 'position', align: 'left' },
      { name: 'profit', align: 'right' },
      { name: 'price', align: 'right' },
      { name: 'away', align: 'right' },
      { name: 'size', align: 'right' },
      { name: 'since', align: 'left' },
    ],
    rows: [
      [
        { kind: 'text', text: '7 SOL long' },
        { kind: 'money', amount: fixed('14.25'), signed: true, currency: 'USDT' },
        { kind: 'price', price: fixed('154.9'), tick: fixed('0.01') },
        { kind: 'share', share: 0.036 },
        { kind: 'number', value: 6.5, digits: 2 },
        { kind: 'time', at },
      ],
      [
        { kind: 'text', text: '8 ETH short' },
        { kind: 'money', amount: fixed('-1006.54'), signed: true, currency: 'USDT' },
        { kind: 'price', price: fixed('3428.5'), tick: fixed('0.1') },
        { kind: 'share', share: 0.015 },
        { kind: 'number', value: 1250, digits: 0 },
        { kind: 'time', at: at + 86_400_000 },
      ],
    ],
  },
  buttons: [
    { label: '7 SOL', line: '/position 7' },
    { label: '/positions', line: '/positions' },
  ],
};

const opened: DeskEvent = {
  type: 'positionOpened',
  at,
  position: 1,
  symbol: 'BTC/USDT',
  direction: 'long',
  decision: 'd',
  leg: 0,
  paired: false,
  strategy: 'momentum',
  score: 0.6,
  confidence: 0.7,
  quantity: '0.0237',
  price: '42180.5',
  stop: '41336.9',
  targets: [],
  leverage: 1,
};
const closed: DeskEvent = {
  type: 'positionClosed',
  at: Date.UTC(2024, 5, 1, 11, 40),
  position: 1,
  symbol: 'BTC/USDT',
  direction: 'long',
  strategy: 'momentum',
  why: 'target',
  quantity: '0.0237',
  entry: '42180.5',
  exit: '43867.7',
  profit: '37.95',
  fees: '2.04',
  r: 1.9,
  openedAt: at,
};

describe('replies on a terminal', () => {
  test.each([
    ['positions', plain],
    ['positions-narrow', { colour: false, width: 40 }],
    ['positions-colour', { colour: true, width: 80 }],
  ])('%s', async (name, style) => {
    await expect(`${renderReply(positions, '📄 PAPER', style).join('\n')}\n`).toMatchFileSnapshot(golden(name));
  });

  test('no line is wider than the terminal', () => {
    for (const line of renderReply(positions, '📄 PAPER', { colour: false, width: 40 }))
      expect(columns(line)).toBeLessThanOrEqual(40);
    expect(wrap('one two three', 8)).toEqual(['one two', '  three']);
    expect(wrap('unbreakable', 4)).toEqual(['unbreakable']);
    expect(wrap('  one two three', 9)).toEqual(['  one two', '    three']);
    expect(columns('📄 a⚠️✓')).toBe(7);
  });

  test('a QR code is drawn in blocks, or not at all where it does not fit', () => {
    const text = 'otpauth://totp/Countersign:Ana?issuer=Countersign&secret=GEZDGNBVGY3TQOJQ';
    const reply: Reply = { title: 'Scan', lines: [], picture: { kind: 'qr', title: 'codes', label: '', text } };
    const drawn = renderReply(reply, '📄', plain).slice(1);
    expect(drawn.every((line) => /^[█▀▄ ]+$/.test(line))).toBe(true);
    // Both halves of a line together are as high as the code is wide.
    expect(drawn.length).toBe(Math.ceil((drawn[0]?.length ?? 0) / 2));
    expect(renderReply(reply, '📄', { ...plain, width: 30 })).toHaveLength(1);
  });

  test('a button that asks for a text leaves room for it', () => {
    const reply: Reply = { title: 'x', lines: [], buttons: [{ label: 'Enter the code', line: '/code', asks: 'Your code' }] };
    expect(renderReply(reply, '📄', plain).at(-1)).toBe('[Enter the code: /code …]');
  });

  test('a button is never broken', () => {
    const buttons = [
      { label: 'Full receipt', line: '/why BTC full' },
      { label: 'Why not', line: '/whynot BTC' },
    ];
    expect(renderReply({ title: 'a', lines: [], buttons }, 'P', { ...plain, width: 32 }).slice(1)).toEqual([
      '[Full receipt: /why BTC full]',
      '  [Why not: /whynot BTC]',
    ]);
  });

  test('text from outside cannot steer the terminal', () => {
    const text = renderReply({ title: 'a\x1b[2Jb', lines: ['c\nd\x07'] }, 'P', plain).join('|');
    expect(text).toBe('P · a[2Jb|c d');
  });
});

describe('narration', () => {
  let held: Fixed | undefined;
  const narrate = createNarrator({ ...chatDesk().market, openQuantity: () => held, zone: () => 'UTC' }, () => plain);

  test('openings and closings are one line each, after the date of a new day', () => {
    expect(narrate(opened)).toEqual(['— 2024-06-01 UTC —', '06:05 opened 1 BTC long 0.0237 at 42,180.5 · stop 41,336.9']);
    expect(narrate(closed)).toEqual(['11:40 closed 1 BTC at target · +37.95 USDT · +1.90 R']);
    expect(narrate({ ...closed, why: 'time', profit: '-3', r: -0.1 })).toEqual([
      '11:40 closed 1 BTC (time) · −3.00 USDT · −0.10 R',
    ]);
  });

  test('times are those of the terminal, and so is the date of a new day', () => {
    const market = { ...chatDesk().market, openQuantity: () => held, zone: () => 'Pacific/Auckland' };
    const there = createNarrator(market, () => plain);
    expect(there(opened)).toEqual(['— 2024-06-01 Auckland —', '18:05 opened 1 BTC long 0.0237 at 42,180.5 · stop 41,336.9']);
    expect(there({ ...closed, at: closed.at + 7_200_000 })?.[0]).toBe('— 2024-06-02 Auckland —');
  });

  test('a fill is told unless the line of its opening or closing tells it', () => {
    const fill = (purpose: 'entry' | 'exit', quantity: string): DeskEvent => ({
      type: 'fill',
      at,
      clientId: 'c',
      tradeId: 't',
      position: 1,
      symbol: 'BTC/USDT:USDT',
      purpose,
      side: 'buy',
      price: '42180.5',
      quantity,
      fee: '1',
      liquidity: 'maker',
    });
    held = fixed('0.5');
    expect(narrate(fill('entry', '0.5'))).toBeUndefined();
    expect(narrate(fill('entry', '0.2'))).toEqual(['06:05 fill 1 BTC-PERP buy 0.2 at 42,180.5 · entry · fee 1.00']);
    expect(narrate(fill('exit', '0.2'))).toHaveLength(1);
    held = fixed('0');
    expect(narrate(fill('exit', '0.5'))).toBeUndefined();
  });

  test('alerts carry their severity, other events are silent', () => {
    const alert: DeskEvent = {
      type: 'alert',
      at,
      id: 'a1',
      alert: 'risk',
      severity: 'warning',
      topic: 'risk',
      reply: { title: '75 % of the daily loss used', lines: ['−381.50 of −508.67 USDT'] },
    };
    expect(narrate(alert)).toEqual(['06:05 ⚠️ 75 % of the daily loss used', '      −381.50 of −508.67 USDT']);
    expect(narrate({ ...alert, severity: 'info' })).toEqual(['06:05 · 75 % of the daily loss used · −381.50 of −508.67 USDT']);
    expect(narrate({ ...alert, narrated: true })).toBeUndefined();
    expect(narrate({ type: 'stopped', at, why: 'asked' })).toBeUndefined();
  });
});

describe('JSON lines', () => {
  test('an event keeps its fields behind type and at', () => {
    expect(JSON.parse(eventLine(opened))).toEqual(opened);
    expect(eventLine({ at: 5, why: 'x', type: 'stopped' })).toBe('{"type":"stopped","at":5,"why":"x"}');
  });

  test('an answer carries its data and the text of the reply', () => {
    const line = answerLine(
      {
        command: 'balance',
        outcome: 'ok',
        data: () => ({ equity: '10.5' }),
        reply: { title: 'T', lines: ['l'] },
      },
      7,
      'P',
    );
    expect(JSON.parse(line)).toEqual({
      type: 'reply',
      at: 7,
      command: 'balance',
      outcome: 'ok',
      data: { equity: '10.5' },
      text: 'P · T\nl',
    });
  });
});

test.each([
  ['welcome-synthetic', 'synthetic', 600],
  ['welcome-replay', 'replay', 'max'],
  ['welcome-exchange', 'exchange', undefined],
] as const)('%s', async (name, market, speed) => {
  const lines = welcomeLines(
    {
      version: '0.1.0',
      market,
      source: market === 'exchange' ? 'binance' : 'candles',
      capital: fixed('10000'),
      currency: 'USDT',
      symbols: 8,
      speed,
      home: './data',
    },
    plain,
  );
  await expect(lines.join('\n')).toMatchFileSnapshot(golden(name));
});

test('says no amount of an account that goes on, since its prices are not in yet', () => {
  const [, money] = welcomeLines(
    {
      version: '0.1.0',
      market: 'synthetic',
      source: '',
      capital: undefined,
      currency: 'USDT',
      symbols: 10,
      speed: 'max',
      home: 'home',
    },
    plain,
  );
  expect(money).toBe('Pretend money. No keys, no network, no real orders.');
});
