import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ChatError } from '../../src/bots/chat.ts';
import type { DeskEvent } from '../../src/core/facts/events.ts';
import { evolve } from '../../src/core/state/evolve.ts';
import { HOUR } from '../../src/core/time.ts';
import type { ChatDelivery } from '../../src/delivery/outboxWorker.ts';
import { recordedChat } from '../chats/recordedChat.ts';
import { longOf } from '../support/approvalDesk.ts';
import { deliverFrom } from './delivering.ts';
import { NOW, type OutboxGround, openOutboxGround } from './outboxGround.ts';

const GROUP = 'telegram:-1';
const ANA = 'telegram:1';
const BEN = 'telegram:2';

let ground: OutboxGround;
let chat: ReturnType<typeof recordedChat>;
let delivery: ChatDelivery;
let warned: string[];

beforeEach(async () => {
  ground = await openOutboxGround([GROUP]);
  chat = recordedChat();
  warned = [];
  let number = 0;
  delivery = deliverFrom(ground, {
    chat,
    place: GROUP,
    token: () => String((number += 1)),
    warned: (message) => warned.push(message),
  });
  for (const [person, account] of [
    ['p1', ANA],
    ['p2', BEN],
  ] as const) {
    evolve(ground.state, { type: 'person', at: NOW, person, name: person, role: 'approver', who: 'terminal' });
    evolve(ground.state, { type: 'linked', at: NOW, person, account, on: true, who: 'terminal' });
  }
  const policy = { from: 0, to: 1439, means: { kind: 'nothing' } } as const;
  evolve(ground.state, { type: 'away', at: NOW, who: 'p1', name: 'p1', policy });
});
afterEach(async () => {
  delivery.stop();
  await delivery.idle();
  await ground.close();
});

async function happen(...events: readonly DeskEvent[]): Promise<void> {
  await ground.append(...events);
  delivery.poke();
  await delivery.idle();
}

const proposed: DeskEvent = {
  type: 'proposed',
  at: NOW,
  proposal: 'A1',
  plan: longOf('BTC/USDT', '1', 100, 'd'),
  by: 'desk',
  answerBy: NOW + HOUR,
  settings: 0,
};
const card = () => ground.alert('proposed', 'proposal A1');
const heard = () => chat.shown.map(({ place, outgoing }) => [place, outgoing.silent ? 'silent' : 'aloud']);

describe('a card in a group of which somebody is away', () => {
  it('makes no sound there, and comes to the others in private with its buttons', async () => {
    await happen(proposed, card());
    expect(heard()).toEqual([
      [BEN, 'aloud'],
      [GROUP, 'silent'],
    ]);
    for (const { outgoing } of chat.shown) expect(outgoing.taps.map(({ label }) => label)).toContain('✓ Approve');
    expect(await ground.outbox.pending(GROUP)).toEqual([]);
  });

  it('ends in private as it does in the group', async () => {
    await happen(proposed, card());
    await happen(
      { type: 'proposal', at: NOW, proposal: 'A1', to: 'rejected', who: 'p2', why: '' },
      ground.alert('proposal ended', 'proposal A1 rejected', { severity: 'info' }),
    );
    for (const { outgoing } of chat.shown.slice(0, 2)) {
      expect(outgoing.taps.map(({ label }) => label)).not.toContain('✓ Approve');
      expect(outgoing.reply.lines.at(-1)).toBe('→ proposal A1 rejected');
    }
  });

  it('comes to nobody twice where the group cannot be written to for a moment, and to the group where one cannot in private', async () => {
    chat.gone.add(BEN);
    await happen(proposed, card());
    expect(heard()).toEqual([[GROUP, 'silent']]);
    expect(warned).toEqual(['somebody cannot be told in private']);
    chat.gone.clear();
    chat.failures.push(new ChatError('retry', 'busy'));
    await happen(ground.alert('closed', 'position 1'));
    expect(heard().slice(1)).toEqual([
      [BEN, 'aloud'],
      [GROUP, 'silent'],
    ]);
  });
});

it('what is critical is heard by everybody, in the group alone', async () => {
  await happen(ground.alert('halted', 'halt drawdown', { severity: 'critical' }));
  expect(heard()).toEqual([[GROUP, 'aloud']]);
});

it('the card of the hours comes to whom it is for', async () => {
  evolve(ground.state, { type: 'away', at: NOW, who: 'p1', name: 'p1' });
  await happen(ground.alert('away', 'away p1', { about: { person: 'p1' } }));
  expect(heard()).toEqual([[ANA, 'aloud']]);
});
