import { expect } from 'vitest';
import { cellText } from '../../src/bots/cells.ts';
import type { EventOf } from '../../src/core/facts/events.ts';
import { type Fixed, fixed, toNumber, ZERO } from '../../src/core/money.ts';
import { asShown, shareText } from '../../src/core/reply/format.ts';
import type { Reply } from '../../src/core/reply/reply.ts';
import { DAY, dateOf, HOUR, type Ms, utcDay } from '../../src/core/time.ts';
import { deskOf, type Speaking } from './deskOf.ts';
import type { History } from './history.ts';
import type { Stood } from './life.ts';
import { after, column, count, found, printed, read, shown, sum, textOf, whole } from './printed.ts';

export const LINES = [
  '/status',
  '/balance',
  '/positions',
  '/risk',
  '/profit',
  '/profit all symbol',
  '/profit all reason',
  '/profit all hour',
  '/profit today',
  '/profit today symbol',
  '/profit 24h',
  '/profit 5h',
  '/profit week',
  '/profit week symbol',
  '/profit month',
  '/performance',
  '/performance today',
  '/performance 5h',
  '/stats',
  '/stats today',
  '/daily 99',
  '/daily 3',
  '/weekly 30',
  '/monthly 9',
  '/trades 99',
] as const;
/** Those that say between them all that is kept. */
const AGAIN = ['/status', '/balance', '/positions', '/profit', '/profit 5h', '/daily 99', '/trades 99'] as const;
type Line = (typeof LINES)[number];
type Said = (line: Line) => Reply;

/** The laws of what is printed, over one history, wherever a desk on it was opened; gives how many replies were held to them. */
export async function expectSumsOf(history: History): Promise<number> {
  const desk = await deskOf(history, 'first row');
  const replies = await allOf(desk);
  const said: Said = (line) => replies.get(line) ?? { title: '', lines: [] };
  const report = desk.report();
  for (const reply of [...replies.values(), report]) expectPlainSigns(reply);
  sameEquity(history, said, report);
  today(history, said);
  positions(history, said);
  for (const line of LINES) if (/^\/(?:profit|performance)/.test(line)) span(said(line));
  if (history.positions === 0 && !history.halfDone) allEnded(said);
  lone(said);
  spans(history, said);
  periods(said);
  counts(history, said, report);
  reportAddsUp(history, said, report);
  for (const one of history.reports) reported(one, said);
  // A restart changes no word of it.
  const again = await deskOf(history, 'snapshot');
  for (const line of AGAIN) expect([line, whole(await again.ask(line))]).toEqual([line, whole(said(line))]);
  expect(whole(again.report())).toBe(whole(report));
  // A drill is written down, and what is under way goes on: it comes last.
  if (history.positions > 0) drill(await again.ask('/panic drill'));
  return replies.size;
}

async function allOf(desk: Speaking): Promise<ReadonlyMap<Line, Reply>> {
  const replies = new Map<Line, Reply>();
  for (const line of LINES) {
    const reply = await desk.ask(line);
    if (reply.outcome === 'refused') throw new Error(`${line}: ${textOf(reply)}`);
    replies.set(line, reply);
  }
  return replies;
}

/** Zero has no sign, and an amount and its percentage never point to different sides. */
function expectPlainSigns(reply: Reply): void {
  const text = whole(reply);
  expect(text).not.toMatch(/[+−]0(?:\.0+)?(?![\d.,])/);
  for (const [pair, amount, share] of text.matchAll(/([+−]?)[\d,]+\.\d\d(?: USDT)? \(([+−]?)\d+\.\d\d %\)/g))
    if (amount !== '' && share !== '') expect([pair, share]).toEqual([pair, amount]);
}

function sameEquity({ funded }: History, said: Said, report: Reply): void {
  const equity = after('Equity', said('/status'));
  expect(after('Equity', said('/balance'))).toBe(equity);
  expect(after('Equity', report)).toBe(equity);
  expect(after('Balance', said('/balance')) + after('leaving now', said('/balance'))).toBe(equity);
  expect(after('Peak', said('/balance'))).toBeGreaterThanOrEqual(equity);
  // Deposits are whole cents here, so that what was made is the equity less what was put in.
  for (const line of ['/profit', '/performance', '/daily 99', '/weekly 30', '/monthly 9'] as const)
    expect([line, equity - funded]).toEqual([line, shown(said(line).title.replace(/^\d+ \w+: /, ''))]);
  expect(equity - funded).toBe(after('Equity [\\d,.]+ ·', report));
}

/** What a table says of what belongs to no trade. */
const elsewhereIn = (reply: Reply): Fixed =>
  sum(
    (reply.table?.rows ?? []).flatMap(([name], i) =>
      name !== undefined && cellText(name) === 'elsewhere' ? [column(reply, 'added')[i] ?? ZERO] : [],
    ),
  );

/** Today's result is one figure, and its parts add up to it. */
function today({ positions: open, now }: History, said: Said): void {
  const status = said('/status');
  const net = after('Today', status);
  expect(after('closed', status) + after('open', status) + (found('elsewhere', status) ?? ZERO)).toBe(net);
  if (open === 0) expect(after('open', status)).toBe(ZERO);
  // Said where it is another figure than the header.
  else {
    const header = shown(said('/positions').title.split('·')[1] ?? '');
    const since = found('Since 00:00 UTC', said('/positions'));
    expect(since).not.toBe(header);
    expect(since ?? header).toBe(after('open', status));
  }
  expect(after('Today \\(UTC\\)', said('/risk'))).toBe(net);
  expect(shown(said('/profit today').title)).toBe(net);
  expect(shown(said('/performance today').title)).toBe(net);
  for (const line of ['/profit today', '/performance today'] as const)
    expect([line, elsewhereIn(said(line))]).toEqual([line, found('elsewhere', status) ?? ZERO]);
  for (const line of ['/daily 99', '/daily 3'] as const)
    if (printed(said(line), 'day (UTC)')[0] === dateOf(now)) expect([line, column(said(line), 'net')[0]]).toEqual([line, net]);
}

function positions({ positions: open }: History, said: Said): void {
  if (open === 0) return;
  const heads = said('/positions').lines.filter((line) => / (?:long|short) [+−]?\d/.test(line));
  expect(heads).toHaveLength(open);
  expect(sum(heads.map(shown))).toBe(shown(said('/positions').title.split('·')[1] ?? ''));
  const stops = said('/risk').lines.flatMap((line) => / at stop (\S+)$/.exec(line)?.[1] ?? []);
  expect(sum(stops.map(read))).toBe(shown(said('/risk').title));
}

/** What `/panic now` would close adds up to what it says it would come to. */
function drill(reply: Reply): void {
  const rows = reply.lines.filter((line) => /^ {2}\d/.test(line)).map((line) => shown(line.split(':')[1] ?? ''));
  expect(sum(rows)).toBe(after('About', reply));
}

/** A span's rows add up to it, and its trades to theirs; where they know what each part added, they say it. */
function span(reply: Reply): void {
  const closed = Number(/(\d+) closed since/.exec(reply.title)?.[1]);
  expect(count(reply, 'trades')).toBe(closed);
  if (closed > 0) {
    expect(sum(column(reply, 'net'))).toBe(after('whole lives:', reply));
    const [, won = 0, drawn = 0, lost = 0] = /(\d+) won,(?: (\d+) drawn,)? (\d+) lost/.exec(textOf(reply)) ?? [];
    expect(Number(won) + Number(drawn) + Number(lost)).toBe(closed);
    expect(count(reply, 'won')).toBe(Number(won));
  }
  if (reply.table?.columns.some(({ name }) => name === 'added') === true)
    expect(sum(column(reply, 'added'))).toBe(shown(reply.title));
  else if (reply.table !== undefined) expect(textOf(reply)).toContain('known from 00:00 UTC on');
}

/** With nothing open, what each group added since the account began is what its trades made. */
function allEnded(said: Said): void {
  for (const line of ['/profit', '/profit all symbol', '/profit all reason', '/profit all hour', '/performance'] as const) {
    const reply = said(line);
    const [added, net] = (['added', 'net'] as const).map((name) => printed(reply, name));
    const elsewhere = reply.table?.rows.findIndex(([name]) => name !== undefined && cellText(name) === 'elsewhere');
    expect([line, added?.filter((_, i) => i !== elsewhere)]).toEqual([line, net?.filter((_, i) => i !== elsewhere)]);
  }
}

/** A group of one trade is printed as that trade is, as long as one of several can take the cents that are left. */
function lone(said: Said): void {
  const results = printed(said('/trades 99'), 'net');
  for (const line of ['/profit', '/profit all symbol', '/profit all reason', '/profit all hour', '/performance'] as const) {
    const [trades, net] = (['trades', 'net'] as const).map((name) => printed(said(line), name));
    const movable = trades?.some((many, i) => Number(many) > 1 && /[1-9]/.test(net?.[i] ?? ''));
    for (const [i, many] of trades?.entries() ?? [])
      if (movable === true && many === '1')
        expect([line, net?.[i], results]).toEqual([line, net?.[i], expect.arrayContaining([net?.[i]])]);
  }
}

/** Where the newest instant at or before a moment found the account; where it began when that is later. */
const stoodAt = (stood: readonly Stood[], at: Ms): Stood | undefined => stood.findLast((one) => one.at <= at);
const made = ({ equity, funded }: Pick<Stood, 'equity' | 'funded'>): Fixed => asShown(equity - funded, 'USDT');

function spans({ stood, now, funded }: History, said: Said): void {
  const equity = after('Equity', said('/status'));
  for (const [line, length] of [
    ['/profit 5h', 5 * HOUR],
    ['/performance 5h', 5 * HOUR],
    ['/profit 24h', DAY],
  ] as const) {
    const from = stoodAt(stood, now - length);
    const marked = stood.find(({ at }) => at >= utcDay(now - length));
    // Before its day's first instant there is nothing to count from.
    if (from === undefined || marked === undefined || marked.at > now - length) continue;
    const net = equity - funded - made(from);
    expect([line, shown(said(line).title)]).toEqual([line, net]);
    expect(said(line).title).toContain(`(${shareText(toNumber(net) / toNumber(from.equity), true)})`);
  }
  // A week is its days.
  const daily = said('/daily 99');
  const first = dateOf(now - 7 * DAY);
  const own = printed(daily, 'day (UTC)').flatMap((day, i) =>
    day !== 'total' && day >= first ? [column(daily, 'net')[i] ?? ZERO] : [],
  );
  expect(sum(own)).toBe(shown(said('/profit week').title));
}

/** Days, weeks and months add up to the same, and a week to its days. */
function periods(said: Said): void {
  for (const line of ['/daily 99', '/daily 3', '/weekly 30', '/monthly 9'] as const) {
    const reply = said(line);
    const rows = column(reply, 'net');
    expect([line, sum(rows.slice(0, -1))]).toEqual([line, rows.at(-1)]);
    expect([line, count(reply, 'trades')]).toEqual([line, 2 * Number(printed(reply, 'trades').at(-1))]);
    expect([line, count(reply, 'won')]).toEqual([line, 2 * Number(printed(reply, 'won').at(-1))]);
  }
  const daily = said('/daily 99');
  const monthly = said('/monthly 9');
  for (const [i, month] of printed(monthly, 'month (UTC)').entries()) {
    if (month === 'total') continue;
    const own = printed(daily, 'day (UTC)').flatMap((day, k) => (day.startsWith(month) ? [column(daily, 'net')[k] ?? ZERO] : []));
    expect([month, sum(own)]).toEqual([month, column(monthly, 'net')[i]]);
  }
}

/** A pair is one trade, everywhere. */
function counts({ ended }: History, said: Said, report: Reply): void {
  const first = (reply: Reply): number => Number(/(\d+) closed/.exec(textOf(reply))?.[1]);
  for (const line of ['/profit', '/performance', '/daily 99', '/weekly 30', '/monthly 9'] as const)
    expect([line, first(said(line))]).toEqual([line, ended]);
  expect(first(report)).toBe(ended);
  expect(Number(/^(\d+) trade/.exec(said('/stats').title)?.[1] ?? 0)).toBe(ended);
  expect(count(said('/stats'), 'trades')).toBe(ended);
  expect(count(said('/stats today'), 'trades')).toBe(first(said('/profit today')));
  // A row a trade with its result, and under that of a pair one a leg with none.
  const results = printed(said('/trades 99'), 'net').filter((text) => text !== '');
  expect(results).toHaveLength(ended);
}

/** What a run ends with is what its commands said. */
function reportAddsUp({ loose, halfDone, ended, positions: open }: History, said: Said, report: Reply): void {
  const body = { ...report, title: '', lines: report.lines.slice(2) };
  const net = after('Equity [\\d,.]+ ·', report);
  expect(after('closed', body) + after('open', body) + (found('elsewhere', body) ?? ZERO)).toBe(net);
  // A figure that is two others besides is printed as they are.
  if (open > 0) expect(after('open', body)).toBe(shown(said('/positions').title.split('·')[1] ?? ''));
  if (ended > 0 && !halfDone) expect(after('closed', body)).toBe(after('whole lives:', said('/profit')));
  // Nothing else belongs to no position, but the cent or two of the roundings.
  const elsewhere = (found('elsewhere', body) ?? ZERO) - loose;
  expect(elsewhere < 0n ? -elsewhere : elsewhere).toBeLessThan(fixed('0.025'));
  const rows = (reply: Reply, name: string): readonly string[] => printed(reply, name);
  expect(rows(report, 'net')).toEqual([...rows(said('/profit'), 'added'), ...rows(said('/profit all symbol'), 'added')]);
  expect(sum(column(report, 'fees'))).toBe(2n * after('fees', body));
  expect(rows(said('/performance'), 'added')).toEqual(rows(said('/profit all symbol'), 'added'));
}

/** What the desk reported by itself of a day or a week is what is said of it later, and it adds up. */
function reported({ day, reply }: EventOf<'report'>, said: Said): void {
  expectPlainSigns(reply);
  const week = / to /.test(day);
  const line = week ? '/weekly 30' : '/daily 99';
  const table = said(line);
  const i = printed(table, week ? 'week (UTC)' : 'day (UTC)').indexOf(day.slice(0, 10));
  const title = reply.title.slice(reply.title.indexOf(': '));
  const net = title.startsWith(': ') ? shown(title) : ZERO;
  expect([day, net]).toEqual([day, column(table, 'net')[i]]);
  expect([day, /(\d+) closed:/.exec(textOf(reply))?.[1] ?? '0']).toEqual([day, printed(table, 'trades')[i]]);
  if (!title.startsWith(': ')) return;
  expect(after('closed', reply) + after('open', reply) + (found('elsewhere', reply) ?? ZERO)).toBe(net);
  if (!week) return;
  const strategies = reply.lines.flatMap((text) => / ([+−]?[\d,]+\.\d\d) in \d+$/.exec(text)?.[1] ?? []);
  expect(sum(strategies.map(read)) + (found('elsewhere', reply) ?? ZERO)).toBe(net);
}
