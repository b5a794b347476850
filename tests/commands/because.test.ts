import { describe, expect, test } from 'vitest';
import { review } from '../../src/commands/review.ts';
import { noCards } from '../../src/core/approval/answering.ts';
import type { Notation } from '../../src/core/reply/notation.ts';
import type { Reply } from '../../src/core/reply/reply.ts';
import { DAY, type Ms } from '../../src/core/time.ts';
import { chatDesk } from '../bots/desk.ts';
import { eventsOf } from '../support/memoryLog.ts';
import { stillDesk } from './desk.ts';

/** A desk on which the terminal has rejected six cards for one reason. */
async function ruled(reason: string) {
  const desk = await stillDesk({ authority: 'approve' });
  let reply: Reply = { title: '', lines: [] };
  for (let card = 1; card <= 6; card++) {
    await desk.type('/buy BTC 2000');
    ({ reply } = await desk.type(`/reject A${card} ${reason}`));
  }
  return { desk, reply };
}

describe('/because', () => {
  test('is offered with the sixth, shows the rule, and sets it once somebody says so twice', async () => {
    const { desk, reply } = await ruled('too big');
    expect(reply.lines.at(-1)).toBe('The 6th “too big”: a rule, B1?');
    expect(reply.buttons?.map(({ line }) => line)).toEqual(['/review 90 B1', '/because B1 set', '/because B1 no']);
    const { version } = desk.state.settings;
    expect((await desk.type('/because')).reply.lines[0]).toBe('B1 risk.maxPosition 10 % → 1 %');
    expect((await desk.type('/because B1 set')).outcome).toBe('asked');
    expect(desk.state.settings.version).toBe(version);
    expect((await desk.type('/yes')).reply.title).toBe('B1 is set: risk.maxPosition 10 % → 1 %');
    expect(desk.state.settings).toMatchObject({ version: version + 1, values: { risk: { maxPosition: 0.01 } } });
    expect((await desk.type('/because')).reply.title).toBe('No rule is proposed');
    expect((await desk.type('/because B1 set')).outcome).toBe('refused');
    expect((await desk.type('/audit')).reply.lines.join()).toContain('B1 taken by terminal');
  });

  test('comes of no score where a person asked', async () => {
    const { desk, reply } = await ruled('too weak');
    expect(reply.lines).toEqual(['too weak', 'BTC long is not asked for again for 4 h']);
    expect(desk.state.reasons.rules.size).toBe(0);
    expect(eventsOf(desk.rows(), 'because')).toHaveLength(6);
  });

  test('denies a symbol, or does nothing', async () => {
    const { desk } = await ruled('not this symbol');
    await desk.type('/because B1 set');
    await desk.type('/yes');
    expect(desk.state.symbols.get('BTC/USDT')?.allowed).toBe(false);
    const other = await ruled('not this symbol');
    expect((await other.desk.type('/because B1 no')).reply.title).toBe('B1 is not set');
    expect(other.desk.state.symbols.size).toBe(0);
    expect(eventsOf(other.desk.rows(), 'ruleAnswered')).toMatchObject([{ rule: 'B1', to: 'declined' }]);
  });

  test('is refused where it would loosen by now', async () => {
    const { desk } = await ruled('too big');
    await desk.type('/config risk.maxPosition 0.5%');
    await desk.type('/yes');
    expect(await desk.type('/because B1 set')).toMatchObject({
      outcome: 'refused',
      reply: { title: 'B1 would tighten nothing' },
    });
    expect(desk.state.settings.values.risk.maxPosition).toBe(0.005);
  });
});

describe('what a rule would have done', () => {
  const notation: Notation = chatDesk();
  const from: Ms = Date.UTC(2024, 0, 1);
  const none = { name: 'all', cards: 0, approved: 0, halved: 0, rejected: 0, expired: 0, answers: 0 };
  const answers = { all: none, became: noCards(), byPerson: [], byReason: [], byHour: [], byFlag: [] };
  const drills = { asked: 0, right: 0, missed: [], needless: 0, unanswered: 0 };
  const rule = { rule: 'B1', change: { kind: 'deny', symbol: 'BTC/USDT' } };
  const drawn = (replay: object): readonly string[] =>
    review.draw({ days: 90, rule, rules: ['B1'], replay, answers, drills }, notation).lines;
  const played = { kind: 'replayed', from, to: from + 90 * DAY, was: '0', yes: '-10', asked: 90, entered: 60, won: 20 };

  test('is told where the trades are enough', () => {
    expect(drawn({ ...played, closed: 50, ruled: { yes: '2.4', asked: 70, closed: 30 } })).toEqual([
      'no entries on BTC',
      'With every answer a yes it made +12.40 USDT in 90 d',
      '−10.00 without it, +2.40 with it',
      '90 cards and 50 trades without it, 70 and 30 with it',
    ]);
  });

  test('is too few to tell where they are not, or the days cannot be played', () => {
    expect(drawn({ ...played, to: from + 3 * DAY, closed: 50, ruled: { yes: '2.4', asked: 70, closed: 29 } })[1]).toBe(
      'Too few to tell: 29 trades in 3 d, it takes 30',
    );
    expect(drawn({ kind: 'none', why: 'no candles' })[1]).toBe('Too few to tell: no candles');
  });

  test('is played by /review', async () => {
    const { desk } = await ruled('too big');
    expect((await desk.type('/review 90 B1')).reply).toMatchObject({
      title: 'What B1 would have done',
      buttons: [{ line: '/because B1 set' }, { line: '/because B1 no' }],
    });
    expect((await desk.type('/review 90 B9')).outcome).toBe('refused');
  });
});
