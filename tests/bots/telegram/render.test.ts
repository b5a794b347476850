import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { tame } from '../../../src/bots/cells.ts';
import type { ChatAccount, Outgoing, Tap } from '../../../src/bots/chat.ts';
import { keyboardOf } from '../../../src/bots/telegram/keyboard.ts';
import { pagesOf } from '../../../src/bots/telegram/pages.ts';
import { render } from '../../../src/bots/telegram/render.ts';
import { clip } from '../../../src/bots/telegram/text.ts';
import { planCard } from '../../../src/core/alerts/card.ts';
import { fixed } from '../../../src/core/money.ts';
import type { Reply } from '../../../src/core/reply/reply.ts';
import { refusal } from '../../../src/core/reply/reply.ts';
import { parseHtml } from '../../chats/telegramHtml.ts';
import { desk as cardDesk, FLAGGED, PAIR } from '../../core/alerts/cards.ts';
import { ANY_CHARACTER } from '../../support/anyCharacter.ts';
import { drawn } from './drawn.ts';
import { FORUM, outgoing, PRIVATE, png, rig } from './rig.ts';

const label = '📄 PAPER';
const tapsOf = (...labels: readonly string[]): readonly Tap[] => labels.map((name, i) => ({ label: name, token: `t${i}` }));

const status: Outgoing = outgoing({
  label,
  reply: {
    title: 'Binance USDM · ▶ trading',
    lines: [
      'Equity 10,214.60 USDT',
      'Today +41.20 (+0.40 %): closed +33.49, open +7.71',
      '2 of 3 positions, 1 reserved · stops live ✓',
      'All stops hit: −42.81 (−0.42 %)',
      'Drawdown 1.8 of 15 % · day loss 0 of 5 %',
      'Waiting: A12 LINK, 4 min left',
      'Scan 18 s ago · next AVAX: confidence 0.47 < 0.50',
    ],
  },
  taps: tapsOf('Positions', 'Approvals 1', 'Why not', 'Pause'),
});

const row = (
  name: string,
  profit: string,
  r: number,
  price: string,
  tick: string,
  stop: number,
): NonNullable<Reply['table']>['rows'][number] => [
  { kind: 'text', text: name },
  { kind: 'money', amount: fixed(profit), signed: true, currency: 'USDT' },
  { kind: 'number', value: r, digits: 2 },
  { kind: 'price', price: fixed(price), tick: fixed(tick) },
  { kind: 'share', share: stop },
  { kind: 'time', at: Date.UTC(2026, 10, 21, 11, 55) },
];
const positions: Outgoing = outgoing({
  label,
  reply: {
    title: '2 open · +7.71 USDT',
    lines: ['✓ seen at the exchange 4 s ago'],
    table: {
      columns: ['position', 'net', 'R', 'now', 'stop away', 'since'].map((name) => ({ name, align: 'left' })),
      rows: [
        row('7 SOL long', '14.25', 0.72, '154.9', '0.01', 0.036),
        row('8 ETH short', '-6.54', -0.34, '3428.5', '0.1', 0.015),
      ],
    },
  },
  taps: tapsOf('7 SOL', '8 ETH', 'Refresh'),
});

const approval: Outgoing = outgoing({
  label: '🔴 LIVE',
  modeBySign: true,
  reply: planCard(FLAGGED, cardDesk()),
  taps: tapsOf('✓ Approve', '½ Half', 'Details', '✗ Reject'),
  picture: png(),
  mentions: ['telegram:11'],
});

const pair: Outgoing = outgoing({ label: '🔴 LIVE', modeBySign: true, reply: planCard(PAIR, cardDesk()) });

const panic: Outgoing = outgoing({
  label,
  reply: { title: '/panic stops & flattens', lines: ['Type /panic now, not /panicked or a/panic', 'See /help'] },
});

const long: Outgoing = outgoing({
  label,
  reply: {
    title: 'Audit',
    lines: Array.from(
      { length: 90 },
      (_, i) => `${1000 + i} · 14:0${i % 10} · Ana <11> · /close ${i} & more words for the length`,
    ),
  },
  taps: tapsOf('Older'),
});

describe('the look', () => {
  test.each([
    ['status', status],
    ['positions', positions],
    ['approval', approval],
    ['pair', pair],
    [
      'refusal',
      outgoing({ label, reply: refusal('DOGE is not traded here', 'Expected one of BTC, ETH, SOL', '/buy <b>BTC</b> 500') }),
    ],
    ['panic', panic],
    ['long', long],
  ])('%s', async (name, shown) => {
    await expect(drawn(shown)).toMatchFileSnapshot(`../../golden/telegram/${name}.txt`);
  });

  test('buttons stand two in a row and fit their limits', () => {
    const keyboard = keyboardOf([
      ...tapsOf('a', 'b', ' \u0007 '),
      { label: 'x'.repeat(99), token: 'z'.repeat(40), asks: 'why?' },
    ]);
    expect(keyboard?.inline_keyboard.map((buttons) => buttons.map(({ text }) => text.length))).toEqual([
      [1, 1],
      [1, 64],
    ]);
    expect(JSON.stringify(keyboard)).toContain(`"?${'z'.repeat(40)}"`);
    expect(keyboardOf([])).toBeUndefined();
  });

  test('a heading that is too long goes on below', () => {
    const title = 'word '.repeat(100).trim();
    const [part] = render(outgoing({ label, reply: { title, lines: ['end'] } }), () => '');
    const [heading = '', whole, end] = part?.body.plain.split('\n') ?? [];
    expect(heading).toHaveLength(200);
    expect([whole, end]).toEqual([`${label} · ${title}`, 'end']);
  });
});

describe('text', () => {
  test('nothing steers the reader’s screen', () => {
    expect(tame('a\r\nb\u202ec\u0000\u2066d\ud800')).toBe('a bcd');
    expect(clip('😀😀😀', 4)).toBe('😀…');
  });

  const words = fc.string({ unit: fc.constantFrom('a', ' ', '😀', 'é', '中'), maxLength: 120 });

  test('pages hold every character in order, are within the limit and break no character', () => {
    fc.assert(
      fc.property(fc.array(words, { maxLength: 30 }), fc.integer({ min: 8, max: 60 }), (lines, limit) => {
        const pages = pagesOf(lines, limit);
        for (const page of pages) {
          expect(page.join('\n').length).toBeLessThanOrEqual(limit);
          expect(page.join('').isWellFormed()).toBe(true);
        }
        expect(pages.flat().join('').replaceAll(' ', '')).toBe(lines.join('').replaceAll(' ', ''));
      }),
    );
  });
});

/** Texts that have broken markup before: tags, references, commands, halves of characters, and very long lines. */
const text = fc.oneof(
  {
    weight: 8,
    arbitrary: fc
      .array(
        fc.constantFrom(
          '<b>',
          '</b>',
          '&',
          '&lt;',
          '&#60;',
          '"',
          "'",
          '<',
          '>',
          '/panic',
          '/panic now',
          ' ',
          '\n',
          '\u202e',
          '😀',
          '\ud83d',
          'word',
          '@all',
          '`',
          '_',
        ),
        { maxLength: 12 },
      )
      .map((parts) => parts.join('')),
  },
  { weight: 3, arbitrary: fc.string({ unit: ANY_CHARACTER, maxLength: 40 }) },
  {
    weight: 1,
    arbitrary: fc
      .tuple(fc.constantFrom('<i>', '😀', 'w '), fc.integer({ min: 1, max: 3000 }))
      .map(([part, times]) => part.repeat(times)),
  },
);
const cell = fc.oneof(
  text.map((value) => ({ kind: 'text' as const, text: value })),
  fc.double().map((value) => ({ kind: 'number' as const, value, digits: 2 })),
);
const table = fc.record({
  columns: fc.array(
    text.map((name) => ({ name, align: 'left' as const })),
    { maxLength: 4 },
  ),
  rows: fc.array(fc.array(cell, { maxLength: 4 }), { maxLength: 20 }),
});
const anything: fc.Arbitrary<Outgoing> = fc.record({
  label: fc.constantFrom('📄 PAPER', '🔴 LIVE', ''),
  reply: fc.record({ title: text, lines: fc.array(text, { maxLength: 60 }), table }, { requiredKeys: ['title', 'lines'] }),
  taps: fc.uniqueArray(
    fc.record(
      { label: text, token: fc.stringMatching(/^[A-Za-z0-9_-]{1,40}$/), asks: text },
      { requiredKeys: ['label', 'token'] },
    ),
    { maxLength: 6 },
  ),
  picture: fc.option(fc.constant(png()), { nil: undefined }),
  silent: fc.boolean(),
  urgent: fc.boolean(),
  replyTo: fc.option(fc.constantFrom('5', 'nonsense'), { nil: undefined }),
  ephemeral: fc.boolean(),
  mentions: fc.array(fc.constantFrom<ChatAccount>('telegram:11', 'telegram:12', 'discord:7'), { maxLength: 5 }),
});

describe('whatever is said', () => {
  test('the server accepts it and the markup is ours alone', async () => {
    const { chat, server, logs } = await rig();
    await fc.assert(
      fc.asyncProperty(anything, async (shown) => {
        const before = server.messages(FORUM).length;
        const id = await chat.send(`telegram:${FORUM}/7`, shown);
        const messages = server.messages(FORUM).slice(before);
        expect(messages.at(-1)?.id).toBe(Number(id));
        expect(messages.at(-1)?.keyboard.flat()).toHaveLength(shown.taps.length);
        for (const { text: said, entities } of messages) {
          expect(said.startsWith(`${shown.label} · `)).toBe(true);
          const [heading = ''] = said.split('\n');
          for (const { type, offset, length, url } of entities) {
            const marked = said.slice(offset, offset + length);
            if (type === 'bold') expect(offset + length).toBeLessThanOrEqual(heading.length);
            else if (type === 'code') expect(marked).toMatch(/^\/panic(?: now)?$/);
            else expect(shown.mentions.map((account) => account.replace('telegram:', 'tg://user?id='))).toContain(url);
          }
        }
        // All that was to be said is there, in the messages or in the file.
        const all = messages
          .map((one) => one.document?.text ?? one.text)
          .join('\n')
          .replaceAll(/\s/g, '');
        for (const line of shown.reply.lines) if (line.length < 3000) expect(all).toContain(tame(line).replaceAll(/\s/g, ''));
        await chat.edit(`telegram:${FORUM}/7`, id, { ...shown, taps: [] });
        await chat.remove(`telegram:${FORUM}/7`, id);
      }),
      { numRuns: 300 },
    );
    expect(logs).toEqual([]);
  });

  test('the markup reads back as the text', () => {
    fc.assert(
      fc.property(anything, (shown) => {
        for (const { body } of render(shown, () => '<Ana>')) expect(parseHtml(body.html).text).toBe(body.plain);
      }),
    );
  });

  test('a field may ask anything', async () => {
    const { chat, server, start, settled } = await rig();
    await start();
    await settled();
    await fc.assert(
      fc.asyncProperty(text, async (asks) => {
        const id = await chat.send(`telegram:${PRIVATE}`, outgoing({ taps: [{ label: 'Code', token: 'c', asks }] }));
        server.tap(PRIVATE, { id: 11, name: 'Ana' }, Number(id), 'Code');
        await settled();
        expect(server.messages(PRIVATE).at(-1)?.asks).toBe(true);
      }),
      { numRuns: 30 },
    );
  });
});
