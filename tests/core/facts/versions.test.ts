import { afterEach, describe, expect, test } from 'vitest';
import type { DeskEvent } from '../../../src/core/facts/events.ts';
import { bodyOf, eventOf, UPCASTERS } from '../../../src/core/facts/versions.ts';

const line: DeskEvent = { line: '/status', who: 'ann', at: 5, type: 'command' };

describe('the version of a stored body', () => {
  afterEach(() => {
    delete UPCASTERS.command;
  });

  test('a body of the first version says none, and comes back with its keys in order', () => {
    expect(bodyOf(line)).toBe(JSON.stringify(line));
    expect(JSON.stringify(eventOf(JSON.parse(bodyOf(line))))).toBe(JSON.stringify(line));
  });

  test('an older body goes through every upcaster after its version, one of today through none', () => {
    const first = bodyOf(line);
    UPCASTERS.command = [(body) => ({ ...body, line: `${String(body['line'])} 2` })];
    const second = bodyOf(line);
    UPCASTERS.command = [...UPCASTERS.command, (body) => ({ ...body, line: `${String(body['line'])} 3` })];
    expect(JSON.parse(second)).toEqual({ v: 2, ...line });
    expect(eventOf(JSON.parse(first))).toEqual({ ...line, line: '/status 2 3' });
    expect(eventOf(JSON.parse(second))).toEqual({ ...line, line: '/status 3' });
    expect(eventOf(JSON.parse(bodyOf(line)))).toEqual(line);
  });

  test.each([
    ['a later version', { v: 2, ...line }, 'newer', 'it is of version 2, the newest known here is 1'],
    ['a kind that is not known', { type: 'teleported', at: 5 }, 'newer', 'no event is named teleported'],
    ['a version that is none', { v: 0, ...line }, 'unknown', '0 is no version'],
    ['a field that is missing', { type: 'command', at: 5, who: 'ann' }, 'unknown', 'line '],
    ['no object', [line], 'unknown', 'it is no object'],
  ])('%s is told apart', (_, body, unreadable, says) => {
    expect(eventOf(body)).toMatchObject({ unreadable, says: expect.stringContaining(says) });
  });

  test('an upcaster that throws is told, not thrown', () => {
    UPCASTERS.command = [
      () => {
        throw new Error('it has no venue');
      },
    ];
    expect(eventOf({ ...line })).toEqual({ unreadable: 'unknown', says: 'it has no venue' });
  });
});
