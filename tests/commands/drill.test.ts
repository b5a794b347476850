import { expect, test } from 'vitest';
import { review } from '../../src/commands/review.ts';
import { chatDesk } from '../bots/desk.ts';
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

test('/review tells how drills were answered, and what was missed', () => {
  const none = { name: 'all', cards: 0, approved: 0, halved: 0, rejected: 0, expired: 0, closed: 0, answers: 0 };
  const answers = { all: none, byPerson: [], byReason: [], byHour: [], byFlag: [] };
  const drills = { asked: 5, right: 2, missed: ['the stop was on the wrong side'], needless: 1, unanswered: 1 };
  const { lines } = review.draw({ days: 7, rules: [], replay: { kind: 'none', why: '' }, answers, drills }, chatDesk());
  expect(lines).toContain('5 drills: 2 right, 1 missed, 1 rejected for nothing, 1 unanswered');
  expect(lines).toContain('Missed: the stop was on the wrong side');
});
