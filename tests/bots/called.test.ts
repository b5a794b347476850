import { expect, it } from 'vitest';
import { called } from '../../src/bots/called.ts';
import { sampleProposed } from '../../src/core/alerts/sample.ts';
import type { EventOf } from '../../src/core/facts/events.ts';
import { applyToPeople } from '../../src/core/state/people.ts';
import { applyToProposals } from '../../src/core/state/proposals.ts';
import { emptyState } from '../../src/core/state/state.ts';

const { people, proposals } = emptyState();
for (const [person, name, role, accounts] of [
  ['p1', 'Ana', 'admin', ['telegram:11', 'discord:111']],
  ['p2', 'Bob', 'approver', ['telegram:12']],
  ['p3', 'Eve', 'trader', ['telegram:13', 'discord:113']],
] as const) {
  applyToPeople(people, { type: 'person', at: 0, person, name, role, who: 'terminal' });
  for (const account of accounts) applyToPeople(people, { type: 'linked', at: 0, person, account, on: true, who: person });
}
const place = 'telegram:-100';
const alert = (told: Partial<EventOf<'alert'>>): EventOf<'alert'> => ({
  type: 'alert',
  at: 0,
  id: '1',
  alert: 'halted',
  severity: 'critical',
  topic: 'halt clock',
  reply: { title: '', lines: [] },
  ...told,
});
const card = alert({ severity: 'warning', urgent: true, about: { proposal: 'A0' } });

it.each([
  ['criticals call the admins', alert({}), { platform: 'telegram', place }, ['telegram:11']],
  ['each platform its own accounts', alert({}), { platform: 'discord', place: 'discord:9' }, ['discord:111']],
  ['nobody is called in their own private chat', alert({}), { platform: 'telegram', place: 'telegram:11' }, []],
  ['what only warns calls nobody', alert({ severity: 'warning' }), { platform: 'telegram', place }, []],
  ['a test calls nobody', alert({ test: true }), { platform: 'telegram', place }, []],
] as const)('%s', (_name, told, where, accounts) => {
  expect(called(told, where, { people, proposals })).toEqual(accounts);
});

it('a card that asks calls those who may countersign, but not whoever proposed it', () => {
  expect(called(card, { platform: 'telegram', place }, { people, proposals })).toEqual([]);
  applyToProposals(proposals, sampleProposed(0));
  expect(called(card, { platform: 'telegram', place }, { people, proposals })).toEqual(['telegram:11', 'telegram:12']);
  const own = emptyState().proposals;
  applyToProposals(own, { ...sampleProposed(0), by: 'p2' });
  expect(called(card, { platform: 'telegram', place }, { people, proposals: own })).toEqual(['telegram:11']);
});
