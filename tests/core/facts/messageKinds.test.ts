import { expect, it } from 'vitest';
import { ALERTS } from '../../../src/core/alerts/list.ts';
import { MESSAGE_KINDS, messageKindOf } from '../../../src/core/facts/messageKinds.ts';

it('every alert is of one kind, and every kind has one', () => {
  const kinds = new Map(ALERTS.map(({ name }) => [name, messageKindOf(name)]));
  expect(new Set(kinds.values())).toEqual(new Set(MESSAGE_KINDS));
  expect(Object.fromEntries(kinds)).toMatchObject({
    proposed: 'approvals',
    'price reached': 'signals',
    closed: 'trades',
    halted: 'risk',
    report: 'reports',
    chat: 'system',
  });
  // What no kind names is the system's: these are all that may be.
  const system = [...kinds].flatMap(([name, kind]) => (kind === 'system' ? [name] : []));
  expect(system.toSorted()).toEqual([
    'chat',
    'codes locked',
    'data',
    'feed',
    'job failed',
    'job late',
    'started',
    'stopped',
    'stranger',
    'strategy failed',
  ]);
});
