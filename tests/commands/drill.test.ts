import { expect, test } from 'vitest';
import { review } from '../../src/commands/review.ts';
import { noCards } from '../../src/core/approval/answering.ts';
import { MINUTE } from '../../src/core/time.ts';
import { chatDesk } from '../bots/desk.ts';
import { longOf } from '../support/approvalDesk.ts';
import { eventsOf } from '../support/memoryLog.ts';
import { stillDesk } from './desk.ts';

test('/drill says how it is, and turns drills on and off', async () => {
  const desk = await stillDesk();
  const drills = () => desk.state.settings.values.approval.drills;
  expect((await desk.type('/drill')).reply.title).toBe('Drill cards are off');
  expect((await desk.type('/drill on')).reply.title).toBe('Drill cards are on');
  expect(drills()).toBe(true);
  const { version } = desk.state.settings;
  await desk.type('/drill on');
  expect(desk.state.settings.version).toBe(version);
  await desk.type('/drill off');
  expect(drills()).toBe(false);
});

test('what it was is told with the answer, on the card too, and offers no reasons', async () => {
  const desk = await stillDesk();
  const at = desk.now();
  const drill = { odd: true, says: 'the stop was on the wrong side' };
  const plan = longOf('BTC/USDT', '0.01', 42_000, 'drill');
  await desk.record({ type: 'proposed', at, proposal: 'A1', plan, by: 'desk', answerBy: at + MINUTE, settings: 1, drill });
  expect((await desk.type('/reject A1 too big')).reply).toEqual({
    title: 'A1 was a drill',
    lines: ['drill: the stop was on the wrong side. Right.'],
    topic: 'proposal A1',
  });
  const told = eventsOf(desk.rows(), 'alert').find(({ alert }) => alert === 'proposal ended');
  expect(told?.reply).toEqual({ title: 'A1 was a drill: the stop was on the wrong side. Right.', lines: [] });
  expect(told?.ends?.cards).toContain('proposal A1');
  expect(eventsOf(desk.rows(), 'because')).toEqual([]);
  expect((await desk.type('/missed')).reply.lines.join()).not.toContain('A1');
});

test('/review tells how drills were answered, and what was missed', () => {
  const none = { name: 'all', cards: 0, approved: 0, halved: 0, rejected: 0, expired: 0, answers: 0 };
  const answers = { all: none, became: noCards(), byPerson: [], byReason: [], byHour: [], byFlag: [] };
  const drills = { asked: 5, right: 2, missed: ['the stop was on the wrong side'], needless: 1, unanswered: 1 };
  const { lines } = review.draw({ days: 7, rules: [], replay: { kind: 'none', why: '' }, answers, drills }, chatDesk());
  expect(lines).toContain('5 drills: 2 right, 1 missed, 1 rejected for nothing, 1 unanswered');
  expect(lines).toContain('Missed: the stop was on the wrong side');
});
