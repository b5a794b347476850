import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Place, Platform } from '../../src/bots/chat.ts';
import type { DeskEvent, EventOf } from '../../src/core/facts/events.ts';
import type { MessageKind } from '../../src/core/facts/messageKinds.ts';
import { evolve } from '../../src/core/state/evolve.ts';
import { DAY, MINUTE } from '../../src/core/time.ts';
import type { ChatDelivery } from '../../src/delivery/outboxWorker.ts';
import { recordedChat } from '../chats/recordedChat.ts';
import { deliverFrom } from './delivering.ts';
import { NOW, type OutboxGround, openOutboxGround } from './outboxGround.ts';

let ground: OutboxGround;
let chat: ReturnType<typeof recordedChat>;
let place: Place;
let warned: string[];
let number: number;
let delivery: ChatDelivery;

async function start(platform: Platform = chat.platform): Promise<void> {
  delivery?.stop();
  await delivery?.idle();
  if (platform !== chat?.platform) chat = recordedChat(platform);
  place = `${platform}:1`;
  delivery = deliverFrom(ground, { chat, place, token: () => String((number += 1)), warned: (message) => warned.push(message) });
}

beforeEach(async () => {
  ground = await openOutboxGround(['discord:1', 'telegram:1']);
  warned = [];
  number = 0;
  chat = recordedChat('discord');
  await start();
});
afterEach(async () => {
  delivery.stop();
  await delivery.idle();
  await ground.close();
});

const alert: OutboxGround['alert'] = (name, topic, rest) => ground.alert(name, topic, rest);

async function happen(...events: readonly DeskEvent[]): Promise<void> {
  await ground.append(...events);
  delivery.poke();
  await delivery.idle();
}

const mapped = (kind: MessageKind, to: Place | undefined): EventOf<'mapped'> => ({
  type: 'mapped',
  at: NOW,
  platform: chat.platform,
  kind,
  who: 'Ana',
  ...(to === undefined ? {} : { place: to }),
});

/** Title and place of all that is shown. */
const shown = (): readonly string[] => chat.shown.map(({ place: at, outgoing }) => `${at} ${outgoing.reply.title}`);

describe('a kind of message', () => {
  /** Asks for a message of its own where the card alone would tell it. */
  const told = (at: string): void =>
    evolve(ground.state, { type: 'notices', at: NOW, place: at, who: 'Ana', alert: 'proposal ended', loudness: 'on' });

  it('goes to its own place while it has one, all others to the usual one', async () => {
    await happen(mapped('risk', 'discord:5'), alert('halted', 'halt a'), alert('report', 'report a'));
    await happen(mapped('risk', undefined), alert('halted', 'halt b'));
    expect(shown()).toEqual(['discord:5 halt a', 'discord:1 report a', 'discord:1 halt b']);
    expect(await ground.outbox.pending(place)).toEqual([]);
  });

  it('is told as loud as its place wants', async () => {
    await happen(mapped('risk', 'discord:5'));
    evolve(ground.state, { type: 'notices', at: NOW, place: 'discord:5', who: 'Ana', alert: 'risk used', loudness: 'silent' });
    evolve(ground.state, { type: 'notices', at: NOW, place, who: 'Ana', alert: 'report', loudness: 'off' });
    await happen(alert('risk used', 'daily loss 75'), alert('report', 'report a'));
    expect(chat.shown.map(({ outgoing }) => [outgoing.reply.title, outgoing.silent])).toEqual([['daily loss 75', true]]);
  });

  it('is gathered for each place alone', async () => {
    await happen(mapped('reports', 'discord:5'));
    const silent = { severity: 'info' } as const;
    const many = Array.from({ length: 8 }, (_, i) => alert('report', `report ${i}`, silent));
    await happen(...many, alert('started', 'started', silent));
    expect(shown()).toEqual(['discord:1 started', 'discord:5 8 messages in one']);
  });

  it('whose place is gone comes to the usual one', async () => {
    chat.gone.add('discord:5');
    await happen(mapped('risk', 'discord:5'), alert('halted', 'halt a'));
    expect(shown()).toEqual(['discord:1 halt a']);
    expect(warned).toEqual(['a place cannot be written to; what belongs there goes elsewhere']);
  });

  it('has its cards found where they were sent, also after a restart and when its place has changed', async () => {
    await happen(mapped('approvals', 'discord:5'), alert('proposed', 'proposal A1'));
    await start();
    told('discord:6');
    await happen(mapped('approvals', 'discord:6'), alert('proposal ended', 'proposal A1 rejected'));
    expect(chat.shown[0]).toMatchObject({
      place: 'discord:5',
      edits: 1,
      outgoing: { reply: { lines: ['said', '→ proposal A1 rejected'] } },
    });
    // An answer cannot point at a message of another place.
    expect(chat.last()).toMatchObject({ place: 'discord:6', outgoing: { replyTo: undefined } });
  });

  it('whose card’s place is gone goes on all the same', async () => {
    await happen(mapped('approvals', 'discord:5'), alert('proposed', 'proposal A1'));
    chat.gone.add('discord:5');
    told(place);
    await happen(mapped('approvals', undefined), alert('proposal ended', 'proposal A1 rejected'), alert('report', 'report a'));
    expect(shown().slice(1)).toEqual(['discord:1 proposal A1 rejected', 'discord:1 report a']);
    expect(warned).toEqual(['a card cannot be drawn anew: its place is gone or closed']);
    expect(await ground.outbox.pending(place)).toEqual([]);
  });

  it('that another platform maps changes nothing here', async () => {
    await happen({ ...mapped('risk', 'telegram:5'), platform: 'telegram' }, alert('halted', 'halt a'));
    expect(shown()).toEqual(['discord:1 halt a']);
  });
});

describe('an amount', () => {
  const hidden = (at: Place): EventOf<'notices'> => ({ type: 'notices', at: NOW, place: at, who: 'Ana', money: false });
  const told = (name: string, topic: string, rest: Partial<EventOf<'alert'>> = {}): EventOf<'alert'> =>
    alert(name, topic, { reply: { title: `${topic} for 1,250.00 USDT`, lines: ['fees 1.25 USDT'] }, ...rest });
  const words = (): readonly string[] =>
    chat.shown.map(({ place: at, outgoing: { reply } }) => [at, reply.title, ...reply.lines].join(' '));
  const instants: readonly EventOf<'instant'>[] = [NOW - DAY, NOW - DAY + MINUTE].map((at) => ({
    type: 'instant',
    at,
    symbols: 1,
    equity: '100000',
    best: [],
    blocked: {},
    missing: [],
  }));

  it('is hidden where the message comes to, although the place that is gone was told it', async () => {
    chat.gone.add('discord:5');
    await happen(...instants, hidden(place), mapped('risk', 'discord:5'), mapped('reports', 'discord:5'));
    await happen(told('halted', 'halt a'), told('report', 'report a'));
    expect(words()).toEqual(['discord:1 halt a for ••• USDT fees ••• USDT', 'discord:1 report a for ••• USDT fees ••• USDT']);
    expect(chat.last().outgoing.picture).toBeUndefined();
  });

  it('is told where the message comes to, although the place that is gone was not told it', async () => {
    chat.gone.add('discord:5');
    await happen(...instants, hidden('discord:5'), mapped('reports', 'discord:5'), told('report', 'report a'));
    expect(words()).toEqual(['discord:1 report a for 1,250.00 USDT fees 1.25 USDT']);
    expect(chat.last().outgoing.picture).toBeDefined();
  });

  it('is hidden in many messages in one too', async () => {
    chat.gone.add('discord:5');
    const many = Array.from({ length: 8 }, (_, i) => told('report', `report ${i}`, { severity: 'info' }));
    await happen(hidden(place), mapped('reports', 'discord:5'), ...many);
    expect(words()).toEqual([['discord:1 8 messages in one', ...many.map(({ topic }) => `${topic} for ••• USDT`)].join(' ')]);
  });

  it('is hidden on the card that ends where it may not be told, and told where it may', async () => {
    const proposal = told('proposed', 'proposal A1');
    await happen(hidden(place), proposal);
    evolve(ground.state, { type: 'notices', at: NOW, place: 'discord:5', who: 'Ana', alert: 'proposal ended', loudness: 'on' });
    await happen(mapped('approvals', 'discord:5'), told('proposal ended', 'proposal A1 ended'));
    expect(words()).toEqual([
      'discord:1 proposal A1 for ••• USDT fees ••• USDT → proposal A1 ended for ••• USDT',
      'discord:5 proposal A1 ended for 1,250.00 USDT fees 1.25 USDT',
    ]);
  });
});

it('a platform is told of the other one’s trouble and not of its own', async () => {
  await happen(alert('chat', 'chat discord'), alert('chat', 'chat telegram'));
  expect(shown()).toEqual(['discord:1 chat telegram']);
  expect(await ground.outbox.pending(place)).toEqual([]);
});

describe('the thread of a position', () => {
  const opened: EventOf<'positionOpened'> = {
    type: 'positionOpened',
    at: NOW,
    position: 7,
    symbol: 'SOL/USDT',
    direction: 'long',
    decision: 'd',
    leg: 0,
    paired: false,
    strategy: 'momentum',
    score: 0.6,
    confidence: 0.7,
    quantity: '1',
    price: '100',
    stop: '98',
    targets: [],
    leverage: 1,
  };
  const closed: EventOf<'positionClosed'> = {
    type: 'positionClosed',
    at: NOW,
    position: 7,
    symbol: 'SOL/USDT',
    direction: 'long',
    strategy: 'momentum',
    why: 'target',
    quantity: '1',
    entry: '100',
    exit: '114.25',
    profit: '14.25',
    fees: '0',
    r: 1.9,
    openedAt: NOW,
  };
  const open = (): Promise<void> => happen(opened, alert('opened', 'position 7'));
  const close = (): Promise<void> =>
    happen(closed, alert('closed', 'closed 7', { reply: { title: '7 SOL closed by target', lines: ['+14.25 · +1.90 R'] } }));

  it('is opened under its card, takes what becomes of it, and is named once more at the close', async () => {
    await open();
    expect([...chat.threads]).toEqual([['discord:1/1', ['7 SOL long']]]);
    const inside = [
      alert('stop moved', 'stop 7'),
      alert('target moved', 'target 7 5'),
      alert('risk grade', 'grade 7 high'),
      alert('partial fill', 'partial 7 c-9'),
    ];
    await happen(...inside);
    await close();
    expect(shown().slice(1)).toEqual(
      [...inside.map(({ topic }) => topic), '7 SOL closed by target'].map((title) => `discord:1/1 ${title}`),
    );
    expect(chat.shown[0]).toMatchObject({
      outgoing: { taps: [], reply: { lines: ['said', '→ 7 SOL closed by target: +14.25 · +1.90 R'] } },
    });
    expect([...chat.threads]).toEqual([['discord:1/1', ['7 SOL long', '7 SOL long +14.25']]]);
  });

  it('is found again after a restart', async () => {
    await happen(mapped('trades', 'discord:5'));
    await open();
    await start();
    await happen(mapped('trades', undefined), alert('stop moved', 'stop 7'));
    await start();
    await close();
    expect(shown().slice(1)).toEqual(['discord:5/1 stop 7', 'discord:5/1 7 SOL closed by target']);
    expect([...chat.threads]).toEqual([['discord:5/1', ['7 SOL long', '7 SOL long +14.25']]]);
  });

  it('holds nothing that is critical', async () => {
    await open();
    await happen(alert('unprotected', 'unprotected 7', { severity: 'critical' }), alert('exit dropped', 'exit dropped 7'));
    expect(shown().slice(1)).toEqual(['discord:1 unprotected 7', 'discord:1 exit dropped 7']);
  });

  it('that cannot be opened, or is gone, leaves everything in the channel', async () => {
    chat.gone.add('discord:1/1');
    await open();
    await close();
    expect(shown().slice(1)).toEqual(['discord:1 7 SOL closed by target']);
    expect(chat.last().outgoing.replyTo).toBe('1');
    expect(warned).toEqual([
      'a place cannot be written to; what belongs there goes elsewhere',
      'the thread of a position could not be opened or named',
    ]);
  });

  it('is no thread of a thread', async () => {
    await happen(mapped('trades', 'discord:5/6'));
    await open();
    await happen(alert('stop moved', 'stop 7'));
    expect([...chat.threads]).toEqual([]);
    expect(shown().slice(1)).toEqual(['discord:5/6 stop 7']);
  });

  it('is none where nobody was told of the opening', async () => {
    await happen(opened, alert('stop moved', 'stop 7'));
    expect([...chat.threads]).toEqual([]);
    expect(shown()).toEqual(['discord:1 stop 7']);
  });

  it('is none on Telegram, where the story goes on in answers', async () => {
    await start('telegram');
    await open();
    await happen(alert('stop moved', 'stop 7'));
    await close();
    expect(shown()).toEqual(['telegram:1 position 7', 'telegram:1 stop 7', 'telegram:1 7 SOL closed by target']);
    expect(chat.shown.map(({ outgoing }) => outgoing.replyTo)).toEqual([undefined, '1', '1']);
  });
});
