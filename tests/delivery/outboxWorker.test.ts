import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { ChatError } from '../../src/bots/chat.ts';
import { createTaps, type Taps } from '../../src/bots/taps.ts';
import { ALERTS } from '../../src/core/alerts/list.ts';
import type { DeskEvent, EventOf } from '../../src/core/facts/events.ts';
import { applyToNotices } from '../../src/core/state/messagePreferences.ts';
import { HOUR } from '../../src/core/time.ts';
import { type ChatDelivery, deliverToChat } from '../../src/delivery/outboxWorker.ts';
import { chatDesk } from '../bots/desk.ts';
import { recordedChat } from '../chats/recordedChat.ts';
import { NOW, type OutboxGround, openOutboxGround } from './outboxGround.ts';

const PLACE = 'telegram:-100';

const plan: EventOf<'proposed'>['plan'] = {
  decision: 'd',
  at: NOW,
  kind: 'entry',
  strategy: 'momentum',
  score: 0.6,
  confidence: 0.7,
  legs: [
    { symbol: 'BTC/USDT', side: 'buy', quantity: '0.1', price: '100', stop: '98', targets: [], leverage: 1, tactic: 'maker' },
  ],
};

let ground: OutboxGround;
let chat: ReturnType<typeof recordedChat>;
let rescued: string[];
let pauses: number[];
let rest: (stop: AbortSignal) => Promise<void>;
let taps: Taps;
let delivery: ChatDelivery;

const open = (): ChatDelivery =>
  deliverToChat({
    chat,
    place: PLACE,
    outbox: ground.outbox,
    log: ground.log,
    desk: { ...chatDesk(NOW), state: () => ground.state },
    taps,
    logger: () => undefined,
    draw: () => Promise.reject(new Error('no pictures here')),
    async pause(length, stop) {
      pauses.push(length);
      await rest(stop);
    },
    rescue: (alert) => rescued.push(alert),
  });

beforeEach(async () => {
  ground = await openOutboxGround([PLACE]);
  chat = recordedChat();
  rescued = [];
  pauses = [];
  rest = () => Promise.resolve();
  let tokens = 0;
  taps = createTaps({ token: () => `t${(tokens += 1)}`, now: () => NOW });
  delivery = open();
});
afterEach(async () => {
  delivery.stop();
  await delivery.idle();
  await ground.close();
});

const alert: OutboxGround['alert'] = (name, topic, rest) => ground.alert(name, topic, { severity: 'info', ...rest });

/** Records events and waits until all that can be sent is sent. */
async function happen(...events: readonly DeskEvent[]): Promise<void> {
  await ground.append(...events);
  delivery.poke();
  await delivery.idle();
}

const titles = (): readonly string[] => chat.shown.map(({ outgoing }) => outgoing.reply.title);

const proposed: EventOf<'proposed'> = {
  type: 'proposed',
  at: NOW,
  proposal: 'A1',
  plan,
  by: 'desk',
  answerBy: NOW + HOUR,
  settings: 0,
};

describe('alerts', () => {
  it('go out by severity, with a sound only where one is due, and once', async () => {
    await happen(alert('opened', 'position 1'), alert('halted', 'halt drawdown', { severity: 'critical' }));
    expect(titles()).toEqual(['halt drawdown', 'position 1']);
    expect(chat.shown.map(({ outgoing }) => outgoing.silent)).toEqual([false, true]);
    await happen();
    expect(chat.shown).toHaveLength(2);
  });

  it('are urgent where they are critical, whichever they are, and where they ask; others wait behind answers', async () => {
    const critical = ALERTS.map(({ name }) => alert(name, `critical ${name}`, { severity: 'critical' }));
    for (const one of critical) await happen(one);
    await happen(alert('proposed', 'proposal A1', { severity: 'warning' }), alert('feed', 'feed lost', { severity: 'warning' }));
    const urgent = chat.shown.filter(({ outgoing }) => outgoing.urgent).map(({ outgoing }) => outgoing.reply.title);
    // A platform is not told of its own connection.
    const all = critical.map(({ topic }) => topic).filter((topic) => topic !== 'critical chat');
    expect(urgent.filter((topic) => topic !== 'critical chat')).toEqual([...all, 'proposal A1']);
  });

  it('that the chat does not want are not sent', async () => {
    await happen(alert('divergence', 'divergence BTC/USDT 1h bullish'));
    expect(chat.shown).toEqual([]);
    applyToNotices(ground.state.notices, { type: 'notices', at: NOW, place: PLACE, who: 'Ana', preset: 'all' });
    await happen(alert('divergence', 'divergence ETH/USDT 1h bullish'));
    expect(titles()).toEqual(['divergence ETH/USDT 1h bullish']);
  });

  it('that pile up come as one message', async () => {
    await happen(...Array.from({ length: 60 }, (_, i) => alert('opened', `position ${i + 1}`)));
    expect(titles()).toEqual(['60 messages in one']);
    expect(chat.last().outgoing.reply.lines).toEqual(Array.from({ length: 60 }, (_, i) => `position ${i + 1}`));
    expect(await ground.outbox.pending(PLACE)).toEqual([]);
  });

  it('of a digest wait for the end of their hour', async () => {
    applyToNotices(ground.state.notices, { type: 'notices', at: NOW, place: PLACE, who: 'Ana', digest: true });
    await happen(alert('opened', 'position 1'), alert('proposed', 'proposal A9', { severity: 'warning' }));
    expect(titles()).toEqual(['proposal A9']);
  });
});

describe('a platform in trouble', () => {
  it('is left alone as long as it says, and then told everything', async () => {
    chat.failures.push(
      new ChatError('retry', 'too many', { after: 5_000 }),
      new ChatError('unreachable', 'blocked'),
      new ChatError('retry', 'down'),
    );
    await happen(alert('opened', 'position 1'));
    expect(pauses).toEqual([5_000, 2_000, 4_000]);
    expect(titles()).toEqual(['position 1']);
  });

  it('that is reached again is told at once what waits, unless it has asked for a pause', async () => {
    const resting: AbortSignal[] = [];
    rest = (stop) => {
      resting.push(stop);
      return new Promise((resolve) => stop.addEventListener('abort', () => resolve()));
    };
    chat.failures.push(new ChatError('retry', 'down'), new ChatError('retry', 'too many', { after: 5_000 }));
    await ground.append(alert('opened', 'position 1'));
    delivery.poke();
    await vi.waitUntil(() => resting.length === 1, { interval: 1 });
    delivery.wake();
    await vi.waitUntil(() => resting.length === 2, { interval: 1 });
    expect(pauses).toEqual([1_000, 5_000]);
    delivery.wake();
    await new Promise(setImmediate);
    expect(resting[1]?.aborted).toBe(false);
    expect(titles()).toEqual([]);
    await delivery.finish();
    expect(titles()).toEqual(['position 1']);
  });

  it('has its criticals rescued by the other one', async () => {
    chat.failures.push(new ChatError('unreachable', 'blocked'));
    const critical = alert('unprotected', 'unprotected 1', { severity: 'critical' });
    await happen(critical);
    expect(rescued).toEqual([critical.id]);
    expect(titles()).toEqual(['unprotected 1']);
  });

  it('has a critical told by the other one that has left it out already', async () => {
    applyToNotices(ground.state.notices, {
      type: 'notices',
      at: NOW,
      place: PLACE,
      who: 'Ana',
      alert: 'halted',
      loudness: 'off',
    });
    const muted = alert('halted', 'halt clock', { severity: 'critical' });
    await happen(muted);
    expect(titles()).toEqual([]);
    delivery.insist(muted.id);
    await delivery.idle();
    expect(titles()).toEqual(['halt clock']);
    delivery.insist(muted.id);
    await delivery.idle();
    expect(titles()).toEqual(['halt clock']);
  });

  it('that refuses what it was handed does not hand it back', async () => {
    const critical = alert('unprotected', 'unprotected 1', { severity: 'critical' });
    chat.failures.push(new ChatError('refused', 'no'), new ChatError('refused', 'no'));
    await happen(critical);
    delivery.insist(critical.id);
    await delivery.idle();
    expect(rescued).toEqual([critical.id]);
    expect(await ground.outbox.pending(PLACE)).toEqual([]);
  });

  it('has all its criticals rescued, those too that come while it is left alone (row 40)', async () => {
    chat.failures.push(new ChatError('retry', 'too many', { after: 60_000 }));
    const { promise, resolve } = Promise.withResolvers<void>();
    const resting = Promise.withResolvers<void>();
    rest = () => {
      resting.resolve();
      return promise;
    };
    const [first, second, third] = ['1', '2', '3'].map((id) =>
      alert('unprotected', `unprotected ${id}`, { severity: 'critical' }),
    );
    if (first === undefined || second === undefined || third === undefined) throw new Error('three');
    await ground.append(first, second);
    delivery.poke();
    await resting.promise;
    await vi.waitUntil(() => rescued.length === 2, { interval: 1 });
    await ground.append(third);
    delivery.poke();
    await vi.waitUntil(() => rescued.length === 3, { interval: 1 });
    expect(chat.shown).toEqual([]);
    resolve();
    await delivery.idle();
    expect(titles()).toEqual(['unprotected 1', 'unprotected 2', 'unprotected 3']);
    expect(rescued).toEqual([first.id, second.id, third.id]);
  });

  it('that refuses many at once for good is not asked again for them', async () => {
    chat.failures.push(new ChatError('refused', 'no such thing'));
    await happen(...Array.from({ length: 10 }, (_, i) => alert('opened', `position ${i + 1}`)));
    await happen(alert('opened', 'position 11'));
    expect(titles()).toEqual(['position 11']);
  });

  it('that refuses one message for good is not asked again for it', async () => {
    chat.failures.push(new ChatError('refused', 'no such thing'));
    await happen(alert('opened', 'position 1'), alert('opened', 'position 2'));
    expect(titles()).toEqual(['position 2']);
    expect(await ground.outbox.pending(PLACE)).toEqual([]);
  });

  it('that refuses many messages in one for good is not asked again for them', async () => {
    chat.failures.push(new ChatError('refused', 'no such thing'));
    await happen(...Array.from({ length: 9 }, (_, i) => alert('opened', `position ${i + 1}`)));
    expect(pauses).toEqual([]);
    expect(await ground.outbox.pending(PLACE)).toEqual([]);
  });
});

describe('a card', () => {
  const asked = (): EventOf<'alert'> => alert('proposed', 'proposal A1', { severity: 'warning' });
  const ended: EventOf<'proposal'> = { type: 'proposal', at: NOW, proposal: 'A1', to: 'rejected', who: 'Ana', why: 'no' };
  const told = (): EventOf<'alert'> =>
    alert('proposal ended', 'proposal A1 rejected', { reply: { title: 'A1 rejected by Ana', lines: [] } });

  it('offers to approve, halve, look and reject, never approve beside reject', async () => {
    await happen(proposed, asked());
    expect(chat.last().outgoing.taps.map(({ label }) => label)).toEqual(['✓ Approve', '½ Half', 'Details', '✗ Reject']);
  });

  const wanted = (): void =>
    applyToNotices(ground.state.notices, {
      type: 'notices',
      at: NOW,
      place: PLACE,
      who: 'Ana',
      alert: 'proposal ended',
      loudness: 'on',
    });
  const standing = (score: string): EventOf<'alert'> =>
    alert('proposal stands', 'proposal A1 stands', {
      edits: true,
      adds: { cards: ['proposal A1'], says: 'title', passing: true, renews: true },
      reply: { title: `still stands, now ${score}`, lines: [`until ${score}`] },
    });
  const later = (title: string): EventOf<'alert'> =>
    alert('opened', 'position 7', { adds: { cards: ['proposal A1'], says: 'title' }, reply: { title, lines: [] } });
  const shown = (): readonly string[] => chat.shown[0]?.outgoing.reply.lines ?? [];

  it('is told by itself alone, how it stands, how it ends and what comes of it, also after a restart', async () => {
    await happen(proposed, asked(), standing('+0.58'), standing('+0.55'));
    expect(shown()).toEqual(['until +0.55', '→ still stands, now +0.55']);
    expect(chat.last().outgoing.taps).not.toEqual([]);
    await happen(ended, told());
    expect(shown()).toEqual(['until +0.55', '→ A1 rejected by Ana']);
    expect(chat.shown).toHaveLength(1);
    delivery = open();
    await happen(later('7 BTC long opened'));
    expect(shown()).toEqual(['until +0.55', '→ A1 rejected by Ana', '→ 7 BTC long opened']);
    await happen(later('closed'));
    expect(shown().at(-1)).toBe('→ closed');
  });

  it('has each of several lines once that waited for a restart', async () => {
    await happen(proposed, asked());
    taps = createTaps({ token: () => 'fresh', now: () => NOW });
    delivery = open();
    await happen(standing('+0.58'), ended, told(), later('7 BTC long opened'));
    expect(shown()).toEqual(['until +0.58', '→ A1 rejected by Ana', '→ 7 BTC long opened']);
    await happen(later('closed'));
    expect(shown().slice(2)).toEqual(['→ 7 BTC long opened', '→ closed']);
  });

  it('is not said to stand once it is over, whatever was held up', async () => {
    await happen(proposed, asked());
    await happen(ended, standing('+0.58'));
    expect(shown()).toEqual(['said']);
  });

  it('has its end before what came of it, which is told aloud', async () => {
    await happen(proposed, asked());
    const drawn: number[] = [];
    const { edit } = chat;
    chat.edit = (place, message, outgoing) => {
      if (message === '1') drawn.push(outgoing.taps.length);
      return edit(place, message, outgoing);
    };
    await happen(ended, told(), later('7 BTC long opened'));
    expect(drawn).toEqual([0, 0]);
  });

  it('shows what became of it, loses its buttons, and is followed by the result', async () => {
    wanted();
    await happen(proposed, asked());
    const token = chat.token('✓ Approve');
    await happen(ended, told());
    expect(chat.shown[0]?.outgoing).toMatchObject({ taps: [], reply: { lines: ['said', '→ A1 rejected by Ana'] } });
    expect(chat.last().outgoing).toMatchObject({ replyTo: '1', reply: { title: 'A1 rejected by Ana' } });
    expect(taps.take(token, PLACE, 'p1', () => true)).toEqual({ kind: 'unknown' });
  });

  it('that was answered before it could be sent is not sent, one that nobody answered is', async () => {
    await happen(proposed, { ...ended, to: 'approved' }, { ...ended, to: 'done' }, asked());
    expect(titles()).toEqual([]);
    expect(await ground.outbox.pending(PLACE)).toEqual([]);
    const expired: DeskEvent = { ...ended, proposal: 'A2', to: 'expired' };
    await happen({ ...proposed, proposal: 'A2' }, expired, alert('proposed', 'proposal A2', { about: { proposal: 'A2' } }));
    expect(titles()).toEqual(['proposal A2']);
  });

  it('that cannot be drawn anew does not cost the message of its end', async () => {
    wanted();
    await happen(proposed, asked());
    chat.edit = () => Promise.reject(new ChatError('refused', "message can't be edited"));
    await happen(ended, told());
    expect(chat.last().outgoing).toMatchObject({ replyTo: '1', reply: { title: 'A1 rejected by Ana' } });
    expect(await ground.outbox.pending(PLACE)).toEqual([]);
  });

  it('shows what became of it on its reminder too', async () => {
    await happen(proposed, asked());
    await happen(alert('proposal reminder', 'proposal A1 reminder', { severity: 'warning' }));
    expect(chat.shown[1]?.outgoing.taps).not.toEqual([]);
    await happen(ended, told());
    expect(chat.shown[1]?.outgoing).toMatchObject({ taps: [], reply: { lines: ['said', '→ A1 rejected by Ana'] } });
  });

  it('shows its end also where nobody wants to be told of it', async () => {
    applyToNotices(ground.state.notices, {
      type: 'notices',
      at: NOW,
      place: PLACE,
      who: 'Ana',
      alert: 'proposal ended',
      loudness: 'off',
    });
    await happen(proposed, asked());
    await happen(ended, told());
    expect(titles()).toEqual(['proposal A1']);
    expect(chat.shown[0]?.outgoing).toMatchObject({ taps: [], reply: { lines: ['said', '→ A1 rejected by Ana'] } });
  });

  it('that cannot be given fresh buttons keeps none from the next one', async () => {
    await happen(proposed, asked());
    await happen({ ...proposed, proposal: 'A2' }, alert('proposed', 'proposal A2', { severity: 'warning' }));
    delivery.stop();
    await delivery.idle();
    const { edit } = chat;
    chat.edit = (place, message, outgoing) =>
      message === '1' ? Promise.reject(new ChatError('refused', "message can't be edited")) : edit(place, message, outgoing);
    delivery = open();
    await delivery.revive();
    expect(chat.shown.map(({ edits }) => edits)).toEqual([0, 1]);
  });

  it('that waits gets fresh buttons after a restart, and one that has ended its last word', async () => {
    await happen(proposed, asked());
    const old = chat.token('✓ Approve');
    delivery.stop();
    await delivery.idle();
    taps = createTaps({ token: () => 'fresh', now: () => NOW });
    delivery = open();
    await delivery.revive();
    expect(taps.take(old, PLACE, 'p1', () => true)).toEqual({ kind: 'unknown' });
    expect(chat.token('✓ Approve')).toBe('fresh');
    delivery = open();
    await happen(ended, told());
    expect(chat.shown[0]?.outgoing).toMatchObject({ taps: [], reply: { lines: ['said', '→ A1 rejected by Ana'] } });
  });
});
