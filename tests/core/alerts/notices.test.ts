import { describe, expect, it, test } from 'vitest';
import { applyToNotices, dueAt, loudnessOf, type Notices, usualNotices } from '../../../src/core/alerts/notices.ts';
import type { EventOf } from '../../../src/core/events.ts';
import { HOUR, MINUTE } from '../../../src/core/time.ts';

const PLACE = 'telegram:1';
const told = (wishes: Partial<EventOf<'notices'>>, chats = new Map<string, Notices>()): Notices => {
  applyToNotices(chats, { type: 'notices', at: 0, place: PLACE, who: 'Ana', ...wishes });
  return chats.get(PLACE) ?? usualNotices();
};
const NOON = 12 * HOUR;

test.each([
  ['normal', 'proposed', 'warning', 'on'],
  ['normal', 'opened', 'info', 'silent'],
  ['normal', 'divergence', 'info', 'off'],
  ['normal', 'feed', 'warning', 'on'],
  ['quiet', 'proposed', 'warning', 'on'],
  ['quiet', 'closed', 'warning', 'silent'],
  ['quiet', 'report', 'info', 'silent'],
  ['quiet', 'opened', 'info', 'off'],
  ['all', 'signal', 'notice', 'on'],
  ['all', 'divergence', 'info', 'silent'],
  ['quiet', 'halted', 'critical', 'on'],
] as const)('in %s, %s (%s) is %s', (preset, alert, severity, loudness) =>
  expect(loudnessOf({ alert, severity }, { ...usualNotices(), preset }, NOON)).toBe(loudness),
);

describe('wishes', () => {
  it('of one alert stand over the preset until another preset is chosen', () => {
    const chats = new Map<string, Notices>();
    told({ alert: 'opened', loudness: 'on' }, chats);
    expect(loudnessOf({ alert: 'opened', severity: 'info' }, told({}, chats), NOON)).toBe('on');
    told({ preset: 'normal' }, chats);
    expect(loudnessOf({ alert: 'opened', severity: 'info' }, told({}, chats), NOON)).toBe('silent');
  });

  it('of quiet hours hold over midnight, and criticals are heard in them', () => {
    const wishes = told({ quiet: { from: 22 * 60, to: 7 * 60 } });
    const at = (hour: number): string => loudnessOf({ alert: 'proposed', severity: 'warning' }, wishes, hour * HOUR);
    expect([at(21), at(22), at(2), at(7)]).toEqual(['on', 'silent', 'silent', 'on']);
    expect(loudnessOf({ alert: 'halted', severity: 'critical' }, wishes, 2 * HOUR)).toBe('on');
    expect(told({ quiet: { from: 5, to: 5 } }).quiet).toBeUndefined();
  });

  it('of a digest gather what is silent until the end of its hour', () => {
    const wishes = told({ digest: true });
    expect(dueAt(NOON + MINUTE, 'silent', wishes)).toBe(NOON + HOUR);
    expect(dueAt(NOON + MINUTE, 'on', wishes)).toBe(NOON + MINUTE);
    expect(dueAt(NOON + MINUTE, 'silent', usualNotices())).toBe(NOON + MINUTE);
  });
});
