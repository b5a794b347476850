import { expect, test } from 'vitest';
import { answerNow } from '../../src/bots/giver.ts';
import { createRouter } from '../../src/bots/router.ts';
import { AT_TERMINAL, type Person } from '../../src/core/desk/command.ts';
import { createExclusive } from '../../src/core/desk/exclusive.ts';
import { evolve } from '../../src/core/state/evolve.ts';
import { emptyState } from '../../src/core/state/state.ts';
import { chatCommands } from './commands.ts';
import { chatDesk } from './desk.ts';

const BOB: Person = { id: 'p1', name: 'Bob', role: 'trader', place: 'telegram:-100' };

test.each(['none', 'viewer'] as const)('a line that waits behind one that makes its giver %s has no effect', async (role) => {
  const { commands, did } = chatCommands();
  const state = emptyState();
  evolve(state, { type: 'person', at: 0, person: 'p1', name: 'Bob', role: 'trader', who: 'Ana' });
  const desk = { ...chatDesk(), state: () => state };
  const router = createRouter({ commands, desk, logger: () => undefined, mask: (text) => text });
  const answer = answerNow(router, desk);
  const exclusive = createExclusive();
  expect(await exclusive(() => answer('/buy BTC', BOB, AT_TERMINAL))).toMatchObject({ outcome: 'ok' });
  const lowered = exclusive(async () => evolve(state, { type: 'person', at: 1, person: 'p1', name: 'Bob', role, who: 'Ana' }));
  const late = exclusive(() => answer('/buy ETH', BOB, AT_TERMINAL));
  await lowered;
  expect(await late).toMatchObject({ outcome: 'refused' });
  expect(did).toEqual(['buy BTC']);
});
