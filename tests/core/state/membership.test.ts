import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { DeskEvent } from '../../../src/core/facts/events.ts';
import type { Role } from '../../../src/core/facts/roles.ts';
import { evolve } from '../../../src/core/state/evolve.ts';
import {
  configuredAdmins,
  hasAdminOnChat,
  isLastAdmin,
  isNameTaken,
  joinedBy,
  plainName,
} from '../../../src/core/state/membership.ts';
import { emptyState, type MutableState } from '../../../src/core/state/state.ts';
import { ANY_CHARACTER } from '../../support/anyCharacter.ts';

const AT = Date.UTC(2024, 5, 1);
const put = (state: MutableState, events: readonly DeskEvent[]): MutableState => {
  for (const event of events) evolve(state, event);
  return state;
};
const join = (state: MutableState, account: string, role: Role, name = account): MutableState =>
  put(state, joinedBy(state, { at: AT, role, name, account, who: 'test' }));
const listed = (state: MutableState): readonly (readonly unknown[])[] =>
  [...state.people.values()].map(({ id, role, accounts }) => [id, role, ...accounts]);

describe('admins of the configuration', () => {
  const T = 'telegram:1';
  const D = 'discord:2';
  it('are one person with both accounts, once', () => {
    const state = emptyState();
    put(state, configuredAdmins(state, [T, D], AT));
    expect(listed(state)).toEqual([['p1', 'admin', T, D]]);
    expect(configuredAdmins(state, [T, D], AT)).toEqual([]);
    expect(configuredAdmins(state, [], AT)).toEqual([]);
  });

  it('get a second account where the first is known', () => {
    const state = join(emptyState(), T, 'admin');
    put(state, configuredAdmins(state, [T, D], AT));
    expect(listed(state)).toEqual([['p1', 'admin', T, D]]);
  });

  it('stay what somebody has made of them: on the list as something else, or off it', () => {
    const state = join(join(emptyState(), T, 'viewer', 'Ana'), D, 'trader', 'Bob');
    expect(configuredAdmins(state, [T, D], AT)).toEqual([]);
    put(state, [{ type: 'person', at: AT, person: 'p1', name: 'Ana', role: 'none', who: 'test' }]);
    expect(configuredAdmins(state, [T, D], AT)).toEqual([]);
  });

  it('speak for the one admin who is on a chat already, who would else be two people', () => {
    const state = join(emptyState(), T, 'admin', 'Ana');
    put(state, configuredAdmins(state, [D], AT));
    expect(listed(state)).toEqual([['p1', 'admin', T, D]]);
  });

  it('are not guessed at where there are several admins', () => {
    const state = join(join(emptyState(), T, 'admin', 'Ana'), 'telegram:3', 'admin', 'Bob');
    expect(configuredAdmins(state, [D], AT)).toEqual([]);
  });
});

it('an admin without an account is nobody who could be reached', () => {
  const state = join(join(emptyState(), 'telegram:1', 'admin', 'Ana'), 'telegram:2', 'admin', 'Bob');
  expect(isLastAdmin(state.people, 'p1')).toBe(false);
  put(state, [{ type: 'linked', at: AT, person: 'p2', account: 'telegram:2', on: false, who: 'test' }]);
  expect(isLastAdmin(state.people, 'p1')).toBe(true);
  expect(isLastAdmin(state.people, 'p2')).toBe(false);
});

it('the last admin is the last one however many others there are', () => {
  const state = join(join(emptyState(), 'telegram:1', 'admin'), 'telegram:2', 'approver');
  expect([isLastAdmin(state.people, 'p1'), isLastAdmin(state.people, 'p2'), isLastAdmin(state.people, 'p9')]).toEqual([
    true,
    false,
    false,
  ]);
  join(state, 'telegram:3', 'admin');
  expect(isLastAdmin(state.people, 'p1')).toBe(false);
});

it('a pairing code is wanted until an admin has an account', () => {
  const state = join(emptyState(), 'telegram:1', 'approver');
  expect(hasAdminOnChat(state.people)).toBe(false);
  put(state, [{ type: 'person', at: AT, person: 'p2', name: 'Ana', role: 'admin', who: 'test' }]);
  expect(hasAdminOnChat(state.people)).toBe(false);
  put(state, [{ type: 'linked', at: AT, person: 'p2', account: 'discord:2', on: true, who: 'test' }]);
  expect(hasAdminOnChat(state.people)).toBe(true);
});

it('numbers of people are never given twice', () => {
  const state = join(join(emptyState(), 'telegram:1', 'admin'), 'telegram:2', 'viewer');
  put(state, [{ type: 'person', at: AT, person: 'p2', name: 'x', role: 'none', who: 'test' }]);
  join(state, 'telegram:2', 'viewer');
  expect([...state.people.keys()]).toEqual(['p1', 'p3']);
});

describe('names', () => {
  it('are plain, short and free, whatever a platform shows', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: ANY_CHARACTER, maxLength: 60 }), { maxLength: 6 }), (shown) => {
        const state = emptyState();
        for (const [i, name] of shown.entries()) join(state, `telegram:${i}`, 'viewer', name);
        const names = [...state.people.values()].map(({ name }) => name);
        expect(new Set(names.map((name) => name.toLowerCase())).size).toBe(shown.length);
        for (const name of names) expect(name).toMatch(/^[\p{L}\p{M}\p{N} ._-]{1,40}$/u);
        for (const name of names) expect(name.isWellFormed()).toBe(true);
      }),
    );
  });

  it.each([
    ['Cyrillic letters', 'Аnа'],
    ['Greek ones', 'Αna'],
    ['an accent', 'Ána'],
    ['another case', 'ANA'],
    ['signs between', 'A.n_a'],
    ['a letter that is drawn as nothing', 'An\u3164a'],
    ['full width', 'Ａｎａ'],
  ])('that look like another by %s are taken, and are given apart from it (SAFETY 18)', (_, name) => {
    const state = join(emptyState(), 'telegram:1', 'viewer', 'Ana');
    expect(isNameTaken(state.people, name)).toBe(true);
    join(state, 'telegram:2', 'viewer', name);
    expect(state.people.get('p2')?.name).toMatch(/ 2$/);
  });

  it.each([
    ['Al1ce', 'AlIce'],
    ['Bob', 'B0b'],
    ['modern', 'modem'],
  ])('%s and %s are one look', (one, other) => {
    expect(isNameTaken(join(emptyState(), 'telegram:1', 'viewer', one).people, other)).toBe(true);
  });

  it.each(['Anna', 'Ann', 'Bea', 'Анна', 'Olga'])('%s is nobody who is there', (name) => {
    const state = join(join(emptyState(), 'telegram:1', 'viewer', 'Ana'), 'telegram:2', 'viewer', 'Ola');
    expect(isNameTaken(state.people, name)).toBe(false);
  });

  it.each(['\u3164', '\u115f\u1160', '\u200b\u2060\ufeff', '\u0301\u0301', '\ufe0f', '. _ -', '\u2800', '\u202e', '\ud800'])(
    'that nobody can see are none: %j (SAFETY 18)',
    (shown) => {
      expect(plainName(shown)).toBe('');
      expect(join(emptyState(), 'telegram:1', 'viewer', shown).people.get('p1')?.name).toBe('somebody');
    },
  );

  it('of the desk itself are nobody else', () => {
    expect(['Terminal', 'desk', 'CONFIGURATION'].map((name) => isNameTaken(new Map(), name))).toEqual([true, true, true]);
    expect(isNameTaken(new Map(), 'Тerminа1')).toBe(true);
    expect(plainName('  Ana\n\t Maria  ')).toBe('Ana Maria');
  });
});
