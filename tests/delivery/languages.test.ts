import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { buttonsOf } from '../../src/bots/alertCards.ts';
import { ANSWERS } from '../../src/core/facts/alertData.ts';
import type { DeskEvent } from '../../src/core/facts/events.ts';
import type { Language } from '../../src/core/facts/language.ts';
import { evolve } from '../../src/core/state/evolve.ts';
import { HOUR } from '../../src/core/time.ts';
import type { ChatDelivery } from '../../src/delivery/outboxWorker.ts';
import { chatDesk } from '../bots/desk.ts';
import { recordedChat } from '../chats/recordedChat.ts';
import { longOf } from '../support/approvalDesk.ts';
import { alertNamed, sampleAlert } from '../support/sampleAlerts.ts';
import { deliverFrom } from './delivering.ts';
import { NOW, type OutboxGround, openOutboxGround } from './outboxGround.ts';

const GROUP = 'telegram:-1';

let ground: OutboxGround;
let chat: ReturnType<typeof recordedChat>;
let delivery: ChatDelivery;

beforeEach(async () => {
  ground = await openOutboxGround([GROUP]);
  chat = recordedChat();
  let number = 0;
  delivery = deliverFrom(ground, { chat, place: GROUP, token: () => String((number += 1)) });
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

const speak = (place: string, language: Language): void =>
  evolve(ground.state, { type: 'notices', at: NOW, place, who: 'terminal', language });

const alert = (name: string, topic: string) => {
  const { reply } = sampleAlert(alertNamed(name), NOW);
  const withoutMoney = { ...reply, title: reply.title.replace('22.46', '•••') };
  return ground.alert(name, topic, { reply, withoutMoney });
};
const ask = () =>
  happen(
    {
      type: 'proposed',
      at: NOW,
      proposal: 'A0',
      plan: longOf('BTC/USDT', '1', 100, 'd'),
      by: 'desk',
      answerBy: NOW + HOUR,
      settings: 0,
    },
    alert('proposed', 'proposal A0'),
  );

describe('a chat that has chosen German', () => {
  beforeEach(() => speak(GROUP, 'de'));

  it('is asked in it, with the commands of its buttons in English, and told in it what came of that', async () => {
    await ask();
    const { outgoing } = chat.last();
    expect(outgoing.reply.title).toBe('A0 LONG BTC · max. Verlust 22.46');
    expect(outgoing.taps.map(({ label }) => label)).toEqual(['✓ Freigeben', '½ Hälfte', 'Details', '✗ Ablehnen']);
    const lines = buttonsOf(ANSWERS, { proposal: 'A0' }, GROUP, { ...chatDesk(NOW), state: () => ground.state });
    expect(lines.map(({ line }) => line)).toEqual(['/approve A0', '/halve A0', '/approvals A0', '/reject A0']);
    await happen(
      { type: 'proposal', at: NOW, proposal: 'A0', to: 'rejected', who: 'Ana', why: '' },
      alert('proposal ended', 'proposal A0 rejected'),
    );
    expect(chat.shown[0]?.outgoing.reply.lines.at(-1)).toBe('→ A0 von Ana abgelehnt');
  });

  it('is told so after a restart too', async () => {
    await ask();
    await delivery.revive();
    expect(chat.last().outgoing.taps.map(({ label }) => label)).toContain('✗ Ablehnen');
  });

  it('leaves the log as it was', async () => {
    await ask();
    const [row] = await ground.log.history({ types: ['alert'], limit: 1 });
    expect(row?.event).toMatchObject({ reply: { title: 'A0 LONG BTC · lose 22.46 at most' } });
  });

  it('reads its hours in the zone of its only reader, and no amounts where they are hidden', async () => {
    evolve(ground.state, { type: 'person', at: NOW, person: 'p1', name: 'Ana', role: 'approver', who: 'terminal' });
    evolve(ground.state, { type: 'linked', at: NOW, person: 'p1', account: GROUP, on: true, who: 'terminal' });
    evolve(ground.state, { type: 'zone', at: NOW, person: 'p1', zone: 'Europe/Rome' });
    evolve(ground.state, { type: 'notices', at: NOW, place: GROUP, who: 'p1', money: false });
    await ask();
    const { title, lines } = chat.last().outgoing.reply;
    expect(title).toBe('A0 LONG BTC · max. Verlust •••');
    expect(lines.at(-1)).toBe('Antwort bis 14:05 Rome, 5 m');
  });
});

it('a topic is told in the language of its group until it has chosen its own', async () => {
  const topic = `${GROUP}/7`;
  evolve(ground.state, { type: 'mapped', at: NOW, platform: 'telegram', kind: 'approvals', place: topic, who: 'terminal' });
  speak(GROUP, 'zh');
  evolve(ground.state, { type: 'notices', at: NOW, place: topic, who: 'terminal', preset: 'all' });
  await ask();
  expect(chat.last().outgoing.reply.title).toBe('A0 做多 BTC · 最多亏损 22.46');
  speak(topic, 'en');
  await happen(alert('proposed', 'proposal A0'));
  expect(chat.last().outgoing.reply.title).toBe('A0 LONG BTC · lose 22.46 at most');
});
