import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { alignedTable, cellText, isBlank, tame } from '../../../src/bots/cells.ts';
import type { ChatAccount, Outgoing } from '../../../src/bots/chat.ts';
import { readCustomId } from '../../../src/bots/discord/buttons.ts';
import { renderOutgoing } from '../../../src/bots/discord/render.ts';
import { planCard } from '../../../src/core/alerts/card.ts';
import { fixed } from '../../../src/core/money.ts';
import type { Table } from '../../../src/core/reply/reply.ts';
import { readMarkup } from '../../chats/discordMarkup.ts';
import { messageRule } from '../../chats/discordRules.ts';
import { desk as cardDesk, FLAGGED, PAIR } from '../../core/alerts/cards.ts';
import { ANY_CHARACTER } from '../../support/anyCharacter.ts';
import { onPaper } from './onPaper.ts';
import { openTable, outgoing } from './table.ts';

const LIVE = '🔴 LIVE';
const at = Date.UTC(2026, 10, 21, 14, 6);

const narrow: Table = {
  columns: [
    { name: 'position', align: 'left' },
    { name: 'profit', align: 'right' },
    { name: 'price', align: 'right' },
  ],
  rows: [
    [
      { kind: 'text', text: '7 SOL long' },
      { kind: 'money', amount: fixed('14.25'), signed: true, currency: 'USDT' },
      { kind: 'price', price: fixed('154.9'), tick: fixed('0.01') },
    ],
    [
      { kind: 'text', text: '8 ETH short' },
      { kind: 'money', amount: fixed('-6.54'), signed: true, currency: 'USDT' },
      { kind: 'price', price: fixed('3428.5'), tick: fixed('0.1') },
    ],
  ],
};

const wide: Table = {
  columns: [...narrow.columns, { name: 'opened', align: 'left' }, { name: 'why', align: 'left' }],
  rows: narrow.rows.map((row) => [...row, { kind: 'time', at }, { kind: 'text', text: 'momentum *and* level' }]),
};

const figures: Readonly<Record<string, Outgoing>> = {
  status: outgoing({
    label: LIVE,
    reply: {
      title: 'Binance USDM · ▶ trading',
      lines: [
        'Equity 10,214.60 USDT',
        'Today +41.20 (+0.40 %): closed +33.49, open +7.71',
        '2 of 3 positions, 1 reserved · stops live ✓',
        'Drawdown 1.8 of 15 % · day loss 0 of 5 %',
        'Waiting: A12 LINK, 4 min left',
        'Scan 18 s ago · next AVAX: confidence 0.47 < 0.50',
      ],
    },
    taps: ['Positions', 'Approvals 1', 'Why not', 'Pause'].map((label, i) => ({ label, token: `t${i}` })),
  }),
  positions: outgoing({
    label: '📄 PAPER',
    reply: { title: '2 open · +7.71 USDT', lines: ['✓ seen at the exchange 4 s ago'], table: narrow },
    taps: ['7 SOL', '8 ETH', 'Refresh'].map((label, i) => ({ label, token: `t${i}` })),
  }),
  'positions-wide': outgoing({ label: '📄 PAPER', reply: { title: '2 open', lines: [], table: wide } }),
  approval: outgoing({
    label: LIVE,
    modeBySign: true,
    reply: planCard(FLAGGED, cardDesk()),
    picture: new Uint8Array(12),
    mentions: ['discord:123456'],
    taps: ['✓ Approve', '½ Half', 'Details', '✗ Reject'].map((label, i) => ({ label, token: `t${i}` })),
  }),
  pair: outgoing({ label: LIVE, modeBySign: true, reply: planCard(PAIR, cardDesk()) }),
  refusal: outgoing({
    label: '🧪 SYNTHETIC',
    reply: {
      title: 'There is no open position 9',
      lines: ['Open: 7 SOL, 8 ETH', 'Example: /close 7'],
      outcome: 'refused',
    },
  }),
  'long-list': outgoing({
    reply: {
      title: '180 trades',
      lines: Array.from({ length: 180 }, (_, i) => `${i + 1} SOL +1.90 R · 3 h 12 m · closed by target`),
    },
    taps: [{ label: 'Panic…', token: 'p' }],
  }),
  file: outgoing({
    reply: { title: '2,000 lines of log', lines: Array.from({ length: 2000 }, (_, i) => `line ${i} of the log`) },
  }),
};

describe('a reply', () => {
  test.each(Object.keys(figures))('%s looks like this', async (name) => {
    const parts = renderOutgoing(figures[name] ?? outgoing(), name === 'refusal' ? { by: 'Ana · /close' } : {});
    await expect(`${parts.map(onPaper).join('\n\n')}\n`).toMatchFileSnapshot(`../../golden/discord/${name}.txt`);
  });

  test('of more than three messages is a file with every line', () => {
    const [only, ...more] = renderOutgoing(figures['file'] ?? outgoing());
    const text = new TextDecoder().decode(only?.files[0]?.data);
    expect(more).toEqual([]);
    expect(text.trimEnd().split('\n')).toHaveLength(2001);
  });

  test('with a title too long for one keeps all of it', () => {
    const title = 'word '.repeat(100).trim();
    const [only] = renderOutgoing(outgoing({ reply: { title, lines: [] } }));
    expect(only?.embeds[0]?.title).toMatch(/…$/);
    expect(only?.embeds[0]?.description).toContain(title);
  });
});

/** What people and exchanges could put into a text: anything, and markup above all. */
const text = fc.oneof(
  fc.string({ unit: 'grapheme', maxLength: 80 }),
  fc.string({ unit: ANY_CHARACTER, maxLength: 80 }),
  fc.string({ maxLength: 20 }).map((word) => `${word}\uD83D`),
  fc
    .array(
      fc.constantFrom(
        '**',
        '_',
        '`',
        '```',
        '\n',
        '||',
        '~~',
        '# ',
        '-# ',
        '> ',
        '- ',
        '1. ',
        '[a](https://b.c)',
        '<@123456>',
        '@everyone',
        '<#1>',
        '<t:1:R>',
        ':smile:',
        ':+1:',
        'https://x.y',
        '\\',
        'word',
        ' ',
        '14:06',
        '<:a:123>',
        '>>> ',
        '<https://a.b>',
        '</a:1>',
      ),
      { maxLength: 30 },
    )
    .map((parts) => parts.join('')),
);

const longer = fc.oneof(
  text,
  fc.tuple(text, fc.nat({ max: 300 })).map(([part, times]) => part.repeat(times)),
);
const token = fc.stringMatching(/^[\w-]{1,40}$/);
const cell = fc.oneof(
  text.map((one) => ({ kind: 'text' as const, text: one })),
  fc.record({ kind: fc.constant('number' as const), value: fc.double(), digits: fc.nat({ max: 8 }) }),
);
const table = fc.nat({ max: 6 }).chain((width) =>
  fc.record({
    columns: fc.array(fc.record({ name: text, align: fc.constantFrom('left' as const, 'right' as const) }), {
      minLength: width,
      maxLength: width,
    }),
    rows: fc.array(fc.array(cell, { minLength: width, maxLength: width }), { maxLength: 20 }),
  }),
);

const anything: fc.Arbitrary<Outgoing> = fc
  .record({
    label: text,
    title: longer,
    lines: fc.array(longer, { maxLength: 40 }),
    table: fc.option(table, { nil: undefined }),
    outcome: fc.constantFrom('ok' as const, 'refused' as const),
    taps: fc.uniqueArray(fc.record({ label: text, token, asks: fc.option(text, { nil: undefined }) }), {
      maxLength: 40,
      selector: (tap) => tap.token,
    }),
    picture: fc.option(fc.uint8Array({ minLength: 1, maxLength: 20 }), { nil: undefined }),
    mentions: fc.array(fc.constantFrom<ChatAccount>('discord:1234567', 'discord:7654321', 'telegram:7'), { maxLength: 12 }),
    silent: fc.boolean(),
    urgent: fc.boolean(),
  })
  .map(({ title, lines, table: rows, outcome, taps, ...rest }) => ({
    ...rest,
    reply: { title, lines, outcome, ...(rows === undefined ? {} : { table: rows }) },
    taps: taps.map(({ asks, ...tap }) => (asks === undefined ? tap : { ...tap, asks })),
    replyTo: undefined,
    ephemeral: false,
  }));

/** Without what splitting and code blocks change: spaces, and backticks where nothing can escape them. */
const bare = (shown: string): string => shown.replace(/\s/g, '').replaceAll('`', "'");

describe('no reply', () => {
  test('exceeds a limit or loses a button', () => {
    fc.assert(
      fc.property(anything, (given) => {
        const parts = renderOutgoing(given);
        expect(parts.length).toBeGreaterThan(0);
        expect(parts.length).toBeLessThanOrEqual(3);
        for (const { files: _, ...body } of parts) messageRule.parse(body);
        const ids = parts
          .flatMap(({ components }) => messageRule.shape.components.parse(components) ?? [])
          .flatMap((row) =>
            row.components.flatMap((one) => ('options' in one ? one.options.map(({ value }) => value) : [one.custom_id])),
          );
        expect(ids.map((id) => readCustomId(id).token)).toEqual(given.taps.map((tap) => tap.token));
      }),
      { numRuns: 500 },
    );
  });

  test('changes the markup, and each shows what it says', () => {
    fc.assert(
      fc.property(anything, (given) => {
        const parts = renderOutgoing(given);
        const read = parts.map(({ embeds }) => readMarkup(embeds[0]?.description ?? ''));
        const inTitles = parts.map(({ embeds }) => readMarkup(embeds[0]?.title ?? ''));
        expect(read.flatMap(({ marks }) => marks).filter((mark) => mark !== 'code block')).toEqual([]);
        expect(inTitles.flatMap(({ marks }) => marks)).toEqual([]);
        if (parts.some(({ files }) => files.some(({ name }) => name === 'reply.txt'))) return;
        const { reply, label } = given;
        const title = `${tame(label)} · ${tame(reply.title)}`;
        const whole = inTitles[0]?.text === title ? [] : [title];
        const { columns = [], rows = [] } = reply.table ?? {};
        const aligned = alignedTable({ columns, rows });
        const pairs = rows.map((row) =>
          columns
            .flatMap(({ name }, i) => (row[i] === undefined || isBlank(row[i]) ? [] : [`${tame(name)} ${cellText(row[i])}`]))
            .join(' · '),
        );
        const lines = [...whole, ...reply.lines.map(tame), ...(aligned.width <= 42 ? aligned.lines : pairs)];
        expect(bare(read.map((one) => one.text).join(''))).toBe(bare(lines.join('')));
      }),
      { numRuns: 500 },
    );
  });

  test('is refused by Discord on its way through discord.js', async () => {
    const { server, chat, channel } = await openTable();
    await fc.assert(
      fc.asyncProperty(anything, async (given) => {
        const message = await chat.send(`discord:${channel}`, given);
        await chat.edit(`discord:${channel}`, message, given);
      }),
      { numRuns: 60 },
    );
    expect(server.requests().filter(({ status }) => status >= 400)).toEqual([]);
  });
});
