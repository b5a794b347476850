import { describe, expect, it, test } from 'vitest';
import type { DeskEvent, EventOf } from '../../../src/core/facts/events.ts';
import {
  applyToNotices,
  dueAt,
  hidesMoney,
  loudnessOf,
  type MutableNotices,
  usualNotices,
} from '../../../src/core/state/messagePreferences.ts';
import { HOUR, MINUTE } from '../../../src/core/time.ts';
import { alertNamed } from '../../support/sampleAlerts.ts';

const PLACE = 'telegram:1';
const told = (wishes: Partial<EventOf<'notices'>>, chats = new Map<string, MutableNotices>()): MutableNotices => {
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
  expect(loudnessOf({ ...alertNamed(alert), alert, severity }, { ...usualNotices(), preset }, NOON)).toBe(loudness),
);

describe('wishes', () => {
  it('of one alert stand over the preset until another preset is chosen', () => {
    const chats = new Map<string, MutableNotices>();
    told({ alert: 'opened', loudness: 'on' }, chats);
    expect(loudnessOf({ alert: 'opened', severity: 'info' }, told({}, chats), NOON)).toBe('on');
    told({ preset: 'normal' }, chats);
    expect(loudnessOf({ alert: 'opened', severity: 'info' }, told({}, chats), NOON)).toBe('silent');
  });

  it('of quiet hours hold over midnight, and criticals are heard in them', () => {
    const wishes = told({ quiet: { from: 22 * 60, to: 7 * 60 } });
    const at = (hour: number): string =>
      loudnessOf({ alert: 'proposed', severity: 'warning', urgent: true }, wishes, hour * HOUR);
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

describe('a place that was given a new name', () => {
  const wishOf = (place: string, wishes: Partial<EventOf<'notices'>>): DeskEvent => ({
    type: 'notices',
    at: 0,
    place,
    who: 'Ana',
    ...wishes,
  });
  const moved: DeskEvent = { type: 'placeMoved', at: 0, from: 'telegram:-5', to: 'telegram:-1005' };
  const after = (...events: readonly DeskEvent[]): ReadonlyMap<string, MutableNotices> => {
    const chats = new Map<string, MutableNotices>();
    for (const event of events) applyToNotices(chats, event);
    return chats;
  };

  it('keeps what was wished under the old one', () => {
    expect(hidesMoney(after(wishOf('telegram:-5', { money: false }), moved), 'telegram:-5')).toBe(true);
  });

  it('has what was wished under the new one before that was known, its topics too', () => {
    const chats = after(
      wishOf('telegram:-5', { money: false }),
      wishOf('telegram:-1005', { preset: 'quiet' }),
      wishOf('telegram:-1005/7', { preset: 'all' }),
      wishOf('telegram:-10052', { preset: 'all' }),
      moved,
    );
    expect([...chats.keys()].toSorted()).toEqual(['telegram:-10052', 'telegram:-5', 'telegram:-5/7']);
    expect(chats.get('telegram:-5')).toMatchObject({ preset: 'quiet', money: false });
    expect(chats.get('telegram:-5/7')?.preset).toBe('all');
  });
});
