import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ChatError, type Outgoing, type Place } from '../../src/bots/chat.ts';
import { createTaps } from '../../src/bots/taps.ts';
import type { DeskEvent, EventOf } from '../../src/core/facts/events.ts';
import { StoreError } from '../../src/core/facts/storeError.ts';
import { type ChatDelivery, deliverToChat } from '../../src/delivery/outboxWorker.ts';
import { chatDesk } from '../bots/desk.ts';
import { recordedChat } from '../chats/recordedChat.ts';
import { NOW, type OutboxGround, openOutboxGround } from './outboxGround.ts';

const PLACE = 'telegram:1';
const TRADES = 'telegram:5';
const APPROVALS = 'telegram:6';

/** More rests than this would be for ever. */
const RESTS = 20;

type Sending = { readonly place: Place; readonly outgoing: Outgoing };

let ground: OutboxGround;
let chat: ReturnType<typeof recordedChat>;
/** Done before each message; what it throws is thrown by the platform. */
let before: (sending: Sending) => Promise<void>;
let pause: (length: number) => Promise<void>;
let rescued: string[];
let errors: unknown[];
let number: number;
let delivery: ChatDelivery;

/** Delivers to a platform that `before` can make difficult. */
function deliver(more: Partial<Parameters<typeof deliverToChat>[0]> = {}): ChatDelivery {
  const { send } = chat;
  let rests = 0;
  const made = deliverToChat({
    chat: {
      ...chat,
      async send(place, outgoing) {
        await before({ place, outgoing });
        return send(place, outgoing);
      },
    },
    place: PLACE,
    outbox: ground.outbox,
    log: ground.log,
    desk: { ...chatDesk(NOW), state: () => ground.state },
    taps: createTaps({ token: () => String((number += 1)), now: () => NOW }),
    logger: (_concern, level, _message, fields) => level === 'error' && errors.push(fields?.['alerts']),
    draw: () => Promise.reject(new Error('no pictures here')),
    async pause(length) {
      rests += 1;
      if (rests > RESTS) made.stop();
      await pause(length);
    },
    rescue: (alert) => rescued.push(alert),
    ...more,
  });
  return made;
}

beforeEach(async () => {
  ground = await openOutboxGround([PLACE, 'discord:1']);
  chat = recordedChat();
  before = () => Promise.resolve();
  pause = () => Promise.resolve();
  rescued = [];
  errors = [];
  number = 0;
  delivery = deliver();
});
afterEach(async () => {
  delivery.stop();
  await delivery.idle();
  await ground.close();
});

const alert: OutboxGround['alert'] = (name, topic, rest) => ground.alert(name, topic, rest);
const critical = (topic: string): EventOf<'alert'> => alert('unprotected', topic, { severity: 'critical' });

const mapped = (kind: 'trades' | 'approvals', place: Place): EventOf<'mapped'> => ({
  type: 'mapped',
  at: NOW,
  platform: 'telegram',
  kind,
  who: 'Ana',
  place,
});

async function happen(...events: readonly DeskEvent[]): Promise<void> {
  await ground.append(...events);
  delivery.poke();
  await delivery.idle();
}

const titles = (): readonly string[] => chat.shown.map(({ outgoing }) => outgoing.reply.title);
const tooMany = (after = 0): ChatError => new ChatError('retry', 'too many', { after });

it('a critical waits for the message that is on its way and for no other (invariant 24)', async () => {
  before = async () => {
    if (chat.shown.length !== 1) return;
    await ground.append(critical('unprotected 7'));
    delivery.poke();
  };
  await happen(...Array.from({ length: 35 }, (_, i) => alert('order trouble', `trouble ${i + 1}`)));
  expect(titles().slice(0, 4)).toEqual(['trouble 1', 'trouble 2', 'unprotected 7', 'trouble 3']);
  expect(titles()).toHaveLength(36);
});

describe('an alert that cannot be made into a message', () => {
  beforeEach(() => {
    before = async ({ outgoing: { reply } }) => {
      if ([reply.title, ...reply.lines].some((text) => text.startsWith('bad'))) throw new TypeError('not a function');
    };
  });

  it('keeps no other one back, and is given up loudly after three attempts', async () => {
    const shown: unknown[] = [];
    pause = async () => {
      shown.push([...titles()]);
    };
    const bad = alert('order trouble', 'bad 1');
    await happen(bad, alert('order trouble', 'trouble 2'), alert('proposed', 'proposal A1'));
    expect(shown).toEqual(Array.from({ length: 2 }, () => ['trouble 2', 'proposal A1']));
    expect(errors).toEqual([[bad.id]]);
    expect(await ground.outbox.pending(PLACE)).toEqual([]);
  });

  it('is handed to the other chat first where it is critical, once', async () => {
    const pending: number[] = [];
    delivery = deliver({
      rescue: (id) => {
        rescued.push(id);
        void ground.outbox.pending(PLACE).then(({ length }) => pending.push(length));
      },
    });
    const bad = alert('unprotected', 'bad 1', { severity: 'critical' });
    await happen(bad);
    expect([rescued, pending, errors]).toEqual([[bad.id], [1], [[bad.id]]]);
  });

  it('costs those nothing that it would have been told together with', async () => {
    const silent = { severity: 'info' } as const;
    const bad = alert('opened', 'bad 1', silent);
    await happen(bad, ...Array.from({ length: 8 }, (_, i) => alert('opened', `position ${i + 2}`, silent)));
    expect(titles()).toEqual(Array.from({ length: 8 }, (_, i) => `position ${i + 2}`));
    expect(errors).toEqual([[bad.id]]);
  });
});

describe('a place that takes nothing for a while', () => {
  it('keeps its own alerts back, in their order, and no others', async () => {
    const pauses: number[] = [];
    let shown: readonly string[] = [];
    let throttled = true;
    before = async ({ place }) => {
      if (throttled && place === TRADES) throw tooMany(30_000);
    };
    pause = async (length) => {
      pauses.push(length);
      shown = titles();
      throttled = false;
    };
    await happen(
      mapped('trades', TRADES),
      mapped('approvals', APPROVALS),
      alert('opened', 'position 1'),
      alert('closed', 'closed 1'),
      alert('proposed', 'proposal A1'),
    );
    expect(shown).toEqual(['proposal A1']);
    expect(pauses).toEqual([30_000]);
    expect(titles()).toEqual(['proposal A1', 'position 1', 'closed 1']);
  });

  it('is left alone while what comes for another place is sent at once', async () => {
    const [resting, over, sent] = [1, 2, 3].map(() => Promise.withResolvers<void>());
    let tries = 0;
    before = async ({ place }) => {
      if (place === APPROVALS) sent?.resolve();
      if (place === TRADES && (tries += 1) === 1) throw tooMany(60_000);
    };
    pause = async () => {
      resting?.resolve();
      await over?.promise;
    };
    await ground.append(mapped('trades', TRADES), mapped('approvals', APPROVALS), alert('opened', 'position 1'));
    delivery.poke();
    await resting?.promise;
    await ground.append(alert('closed', 'closed 1'), alert('proposed', 'proposal A1'));
    delivery.poke();
    await sent?.promise;
    expect(tries).toBe(1);
    over?.resolve();
    await delivery.idle();
    expect(titles()).toEqual(['proposal A1', 'position 1', 'closed 1']);
  });
});

it('a loud alert waits behind no digest, however much is held for it', async () => {
  const notices = { type: 'notices', at: NOW, place: PLACE, who: 'Ana' } as const;
  await ground.append(
    { ...notices, digest: true },
    { ...notices, alert: 'order trouble', loudness: 'silent' },
    { ...notices, alert: 'report', loudness: 'on' },
  );
  const held = Array.from({ length: 401 }, (_, i) => alert('order trouble', `trouble ${i + 1}`));
  await happen(...held, alert('report', 'report a', { severity: 'info' }));
  expect(titles()).toEqual(['report a']);
  expect(await ground.outbox.pending(PLACE, 500)).toHaveLength(401);
});

it.each([
  ['a line on the card of the first', ['position 7'], ['position 7']],
  ['a silent message where there is no such card', [], ['position 8']],
] as const)('the second leg of a pair is %s', async (_, first, told) => {
  const second = { severity: 'info', edits: true, adds: { cards: ['position 7'], says: 'title' } } as const;
  await happen(...first.map((topic) => alert('opened', topic, { severity: 'info' })), alert('opened', 'position 8', second));
  expect(titles()).toEqual(told);
  expect(chat.last().outgoing.silent).toBe(true);
  expect(await ground.outbox.pending(PLACE)).toEqual([]);
});

it('what waits after a long outage is taken up so many at a time, none left out', async () => {
  await happen(...Array.from({ length: 701 }, (_, i) => alert('report', `report ${i + 1}`, { severity: 'info' })));
  expect(titles()).toEqual([...Array.from({ length: 3 }, () => '200 messages in one'), '101 messages in one']);
  expect(await ground.outbox.pending(PLACE)).toEqual([]);
});

it('more than one message can hold come as several, none left out', async () => {
  const many = Array.from({ length: 401 }, (_, i) => alert('opened', `position ${i + 1}`, { severity: 'info' }));
  await happen(...many);
  expect(titles()).toEqual(['134 messages in one', '134 messages in one', '133 messages in one']);
  expect(await ground.outbox.pending(PLACE)).toEqual([]);
});

it('a critical that is handed over while the outbox is being read is told, although it is muted here', async () => {
  await ground.append({ type: 'notices', at: NOW, place: PLACE, who: 'Ana', alert: 'unprotected', loudness: 'off' });
  const muted = critical('unprotected 7');
  await happen(muted);
  let handOver = (): void => delivery.insist(muted.id);
  delivery = deliver({
    outbox: {
      ...ground.outbox,
      async pending(...asked) {
        const page = await ground.outbox.pending(...asked);
        handOver();
        handOver = () => undefined;
        return page;
      },
    },
  });
  await happen();
  expect(titles()).toEqual(['unprotected 7']);
});

it.each(['refused', 'defect'])('two chats that both do not take a critical (%s) do not hand it to and fro', async (how) => {
  const tried: Place[] = [];
  before = async ({ place }) => {
    tried.push(place);
    // A ball that is still in play after so many throws would be for ever.
    if (tried.length < 20) throw how === 'refused' ? new ChatError('refused', 'no') : new TypeError('not a function');
  };
  const places = [PLACE, 'discord:1'] as const;
  const both: readonly ChatDelivery[] = places.map((place, i) =>
    deliver({
      place,
      rescue: (id) => {
        rescued.push(place);
        both[1 - i]?.insist(id);
      },
    }),
  );
  await ground.append(critical('unprotected 7'));
  for (const one of both) one.poke();
  for (const one of [...both, ...both, ...both]) await one.idle();
  expect(chat.shown).toEqual([]);
  expect(rescued.length).toBeLessThanOrEqual(2);
  for (const place of places) {
    expect(tried).toContain(place);
    expect(await ground.outbox.pending(place)).toEqual([]);
  }
});

it('what was sent and cannot be marked so is marked later and not sent again, and holds nothing up', async () => {
  let full = 5;
  const marked: string[][] = [];
  delivery.stop();
  delivery = deliver({
    outbox: {
      ...ground.outbox,
      async markSent(channel, ids, at, as) {
        if (full-- > 0) throw new StoreError('full', 'the disk is full', {});
        marked.push([...ids]);
        await ground.outbox.markSent(channel, ids, at, as);
      },
    },
  });
  await happen(alert('opened', 'position 1'), alert('opened', 'position 2'));
  expect(titles()).toEqual(['position 1', 'position 2']);
  expect(marked.flat().toSorted()).toEqual(['1', '2']);
  expect(await ground.outbox.pending(PLACE, 10)).toEqual([]);
});
