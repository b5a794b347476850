import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createStudy } from '../../src/core/study/graph.ts';
import { bounding } from '../../src/plugins/bounded.ts';
import { loadUntried } from '../../src/plugins/own.ts';
import { votingOf } from '../../src/plugins/voting.ts';
import { flat, hour, START, stillSettings, written } from '../support/market.ts';
import { openDesk } from '../support/memoryDesk.ts';
import { eventsOf } from '../support/memoryLog.ts';
import { voting } from '../support/voting.ts';

/** A strategy that says nothing, but for what the test lets it do at bar `i`. */
const strategy = (body: string, start = '', words = "['a word']"): string => `export default ({ z, indicators }) => ({
  kind: 'strategy', name: 'trend', version: 1, about: 'Of a test', source: 'This test',
  params: z.object({}), fields: ['score', 'confidence'], warmup: () => 0, memory: () => 1,
  start: (p, use, bars, out) => {
    ${start}
    return {
      advance(from, to) { for (let i = from; i < to; i++) { out.score.set(i, 0); out.confidence.set(i, 1); ${body} } },
      explain: (i) => ${words},
    };
  },
});`;

/** True at the third bar that the test has written, and at all after it. */
const LATE = `bars.time.at(i) >= ${hour(2)}`;

let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'own-'));
});
afterEach(() => rm(folder, { recursive: true }));

async function deskWith(code: string, symbols: readonly string[] = ['AAA/USDT'], timeLimit?: number) {
  const file = join(folder, 'trend.ts');
  await writeFile(file, code);
  const loaded = await loadUntried(file);
  if (!('plugin' in loaded)) throw new TypeError('no strategy');
  const { plugin } = loaded;
  return openDesk({
    source: written(Object.fromEntries(symbols.map((symbol) => [symbol, flat(12)]))),
    from: START,
    to: hour(12),
    settings: stillSettings(),
    own: [votingOf(bounding(timeLimit)(plugin), 'trend.ts')],
  });
}

describe("a user's own strategy does no harm:", () => {
  it.each([
    ['a score above 1', 'out.score.set(i, 7)', 'it gave score 7; expected a number from -1 to 1'],
    ['a score below -1', 'out.score.set(i, -1.5)', 'it gave score -1.5; expected a number from -1 to 1'],
    ['an endless score', 'out.score.set(i, 1 / 0)', 'it gave score Infinity; expected a number from -1 to 1'],
    ['a score that is none', 'out.score.set(i, NaN)', 'it gave score NaN or none; expected a number from -1 to 1'],
    ['a word for a score', "out.score.set(i, 'buy')", 'it gave score "buy"; expected a number from -1 to 1'],
    ['an object for a score', 'out.score.set(i, { score: 1 })', 'it gave score {"score":1}; expected a number from -1 to 1'],
    ['a score straight into the array', 'out.score.values[i - bars.first] = 3', 'it gave score 3; expected'],
    ['a negative confidence', 'out.confidence.set(i, -0.1)', 'it gave confidence -0.1; expected a number from 0 to 1'],
    ['a vote on another bar', 'out.score.set(i + 5, 1)', 'it set the score of bar'],
    ['an exception', "throw new Error('boom')", 'boom'],
  ])('%s is refused by name and never counts', async (_, body, says) => {
    const desk = await deskWith(strategy(`if (${LATE}) ${body};`));
    await desk.play(hour(2));
    expect(JSON.stringify((await desk.type('/why AAA full')).reply)).toContain('trend');
    expect(eventsOf(desk.rows(), 'strategyFailed')).toEqual([]);
    await desk.play(hour(6));
    const text = `trend.ts: trend failed at the candle of 2024-03-04 02:00 UTC: ${says}`;
    expect(eventsOf(desk.rows(), 'strategyFailed')).toMatchObject([
      { at: hour(3), strategy: 'trend', symbol: 'AAA/USDT', timeframe: '1h', says: expect.stringContaining(text) },
    ]);
    expect(eventsOf(desk.rows(), 'alert').filter(({ alert }) => alert === 'strategy failed')).toHaveLength(1);
    expect(JSON.stringify((await desk.type('/strategy')).reply)).toContain('left out everywhere: trend.ts: trend failed');
    const health = JSON.stringify((await desk.type('/health')).reply);
    expect(health).toContain('Not all well');
    expect(health).toContain('strategy trend: left out of AAA 1h: trend.ts: trend failed');
    const why = await desk.type('/why AAA full --json');
    expect(JSON.stringify(why.reply)).not.toContain('trend +');
    await desk.stop();
  });

  it('what fails on every symbol is told once', async () => {
    const desk = await deskWith(strategy("throw new Error('boom')"), ['AAA/USDT', 'BBB/USDT', 'CCC/USDT']);
    await desk.play(hour(6));
    expect(eventsOf(desk.rows(), 'strategyFailed')).toHaveLength(3);
    expect(eventsOf(desk.rows(), 'alert').filter(({ alert }) => alert === 'strategy failed')).toHaveLength(1);
    const { lines } = (await desk.type('/strategy')).reply;
    expect(lines).toContainEqual(expect.stringMatching(/^! trend · /));
    expect(lines).toContainEqual(expect.stringMatching(/^ {2}! left out everywhere: .*boom/));
    expect(lines.filter((line) => line.startsWith('✓'))).not.toContainEqual(expect.stringContaining('trend'));
    await desk.stop();
  });

  it('one that cannot be started is silent from the first candle', async () => {
    const desk = await deskWith(strategy('', "if (bars.symbol === 'AAA/USDT') throw new Error('not this one');"), [
      'AAA/USDT',
      'BBB/USDT',
    ]);
    await desk.play(hour(2));
    expect(eventsOf(desk.rows(), 'strategyFailed')).toMatchObject([
      { symbol: 'AAA/USDT', says: expect.stringContaining('not this one') },
    ]);
    const { lines } = (await desk.type('/strategy')).reply;
    expect(lines).toContainEqual(expect.stringMatching(/^✓ trend · /));
    expect(lines).toContainEqual(expect.stringMatching(/^ {2}! left out of AAA 1h: /));
    expect(JSON.stringify((await desk.type('/why BBB full')).reply)).toContain('a word');
    await desk.stop();
  });

  it('one that cannot explain itself says so where its words would stand', async () => {
    const desk = await deskWith(strategy('', '', "{ throw new Error('speechless'); }"));
    await desk.play(hour(2));
    expect(JSON.stringify((await desk.type('/why AAA full')).reply)).toContain('it could not explain itself: speechless');
    await desk.stop();
  });

  it('one that never ends on a candle is stopped at its deadline everywhere, and the desk goes on', async () => {
    const desk = await deskWith(
      strategy(`if (${LATE}) for (;;) { try { for (;;) {} } catch {} }`),
      ['AAA/USDT', 'BBB/USDT'],
      1_000,
    );
    await desk.play(hour(2));
    expect(JSON.stringify((await desk.type('/why BBB full')).reply)).toContain('a word');
    await desk.play();
    const says =
      'trend.ts: trend failed at the candle of 2024-03-04 02:00 UTC: it did not come to an end in time, and is stopped';
    expect(eventsOf(desk.rows(), 'strategyFailed')).toMatchObject([
      { at: hour(3), symbol: 'AAA/USDT', says, stopped: true },
      { at: hour(3), symbol: 'BBB/USDT', says, stopped: true },
    ]);
    expect(eventsOf(desk.rows(), 'alert').filter(({ alert }) => alert === 'strategy failed')).toHaveLength(1);
    expect(eventsOf(desk.rows(), 'instant').at(-1)?.at).toBe(hour(12));
    await desk.stop();
  });

  it('one whose own measure never ends on a candle is stopped with it', async () => {
    const endless = `(q, ask, candles, values) => (from, to) => { while (candles.time.at(to - 1) >= ${hour(2)}) {} values.value.set(from, 1); }`;
    const desk = await deskWith(
      strategy('', `use({ ...indicators.close, name: 'mine', start: ${endless} }, {});`),
      ['AAA/USDT'],
      1_000,
    );
    await desk.play(hour(6));
    expect(eventsOf(desk.rows(), 'strategyFailed')).toMatchObject([
      {
        at: hour(3),
        says: expect.stringContaining('trend.ts: mine failed at the candle of 2024-03-04 02:00 UTC: it did not come to an end'),
        stopped: true,
      },
    ]);
    await desk.stop();
  });

  it('one whose warm-up never ends is stopped from its first candle on', async () => {
    const desk = await deskWith(strategy('').replace('warmup: () => 0', 'warmup: () => { for (;;) {} }'), ['AAA/USDT'], 500);
    await desk.play(hour(2));
    expect(eventsOf(desk.rows(), 'strategyFailed')).toMatchObject([
      { says: expect.stringContaining('it did not come to an end in time, and is stopped'), stopped: true },
    ]);
    await desk.stop();
  });

  it('one whose words never end is stopped too', async () => {
    const desk = await deskWith(strategy('', '', '{ for (;;) {} }'), ['AAA/USDT'], 1_000);
    await desk.play(hour(2));
    expect(JSON.stringify((await desk.type('/why AAA full')).reply)).toContain(
      'it could not explain itself: it did not come to an end in time, and is stopped',
    );
    await desk.stop();
  });

  it('one that has recovered and fails anew is told of anew', async () => {
    let broken = true;
    const moody = voting('moody', () => {
      if (broken) throw new Error('boom');
      return Number.NaN;
    });
    const study = createStudy();
    const source = written({ 'AAA/USDT': flat(12) });
    const desk = await openDesk({ source, from: START, to: hour(12), settings: stillSettings(), own: [moody], study });
    const told = () => eventsOf(desk.rows(), 'alert').filter(({ alert }) => alert === 'strategy failed').length;
    await desk.play(hour(2));
    expect(told()).toBe(1);
    broken = false;
    study.begin(hour(2));
    await desk.play(hour(4));
    expect(eventsOf(desk.rows(), 'strategyRecovered')).toMatchObject([
      { strategy: 'moody', symbol: 'AAA/USDT', timeframe: '1h' },
    ]);
    expect((await desk.type('/health')).reply.title).toBe('All well');
    expect(told()).toBe(1);
    broken = true;
    await desk.play(hour(6));
    expect(told()).toBe(2);
    await desk.stop();
  });
});
