import { describe, expect, test } from 'vitest';
import { nearest } from '../../../src/core/reply/nearest.ts';

const NAMES = ['status', 'positions', 'position', 'pause', 'panic', 'close', 'why', 'whynot', 'help'];

describe('nearest', () => {
  test.each([
    ['statsu', 'status'],
    ['STATUS', 'status'],
    ['stats', 'status'],
    ['pasue', 'pause'],
    ['hlep', 'help'],
    ['clos', 'close'],
    ['wyh', 'why'],
    ['postions', 'positions'],
  ])('%s means %s', (typed, meant) => expect(nearest(typed, NAMES)).toBe(meant));

  test('of two that are as near, the one that it begins', () => {
    expect(nearest('of', ['on', 'off'])).toBe('off');
    expect(nearest('om', ['on', 'off'])).toBe('on');
  });

  test.each(['balance', 'zzz', 'x', ''])('%j is near nothing', (typed) => expect(nearest(typed, NAMES)).toBeUndefined());

  test('a beginning counts when only one name has it', () => {
    expect(nearest('whyn', NAMES)).toBe('why');
    expect(nearest('sta', NAMES)).toBe('status');
    expect(nearest('pos', NAMES)).toBeUndefined();
  });
});
