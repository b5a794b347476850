import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { EventOf } from '../../src/core/facts/events.ts';
import type { Severity } from '../../src/core/facts/vocabulary.ts';
import { HOUR, MINUTE, SECOND } from '../../src/core/time.ts';
import { type Connected, connect, GROUP, list, type Someone, slash, when } from '../chats/connected.ts';
import type { ShownMessage as DiscordMessage } from '../chats/discordWorld.ts';
import { dataOf, embedTitle, headline, idOf, rowsOf } from '../chats/reading.ts';
import type { ShownMessage as TelegramMessage } from '../chats/telegramChats.ts';
import { eventsOf } from '../support/memoryLog.ts';

let room: Connected;
let lastAlert = 0;

const inGroup = (): readonly TelegramMessage[] => room.telegram.messages(GROUP).filter(({ from }) => from.bot);
/** Without the alert that a stranger has written. */
const answers = (): readonly TelegramMessage[] => inGroup().filter(({ replyTo }) => replyTo !== undefined);
const inChannel = (channel = room.channel): readonly DiscordMessage[] =>
  room.discord.channels().find(({ id }) => id === channel)?.messages ?? [];
/** An alert becomes a fact of the desk, as when it finds one. */
async function tell(title: string, severity: Severity, alert = 'halted'): Promise<void> {
  const event: EventOf<'alert'> = {
    type: 'alert',
    at: room.desk.now(),
    id: `test ${(lastAlert += 1)}`,
    alert,
    severity,
    topic: `test ${lastAlert}`,
    reply: { title, lines: ['said'] },
  };
  await room.desk.record(event);
}

const paused = (): boolean => room.desk.state.pause !== undefined;
const ignored = () => eventsOf(room.desk.rows(), 'ignored');
const commandsOf = (line: string) => eventsOf(room.desk.rows(), 'command').filter((event) => event.line === line);

/** A line in the group, until it is answered. */
async function say(who: Someone, line: string, peculiar = {}): Promise<void> {
  room.telegram.say(GROUP, who.telegram, line, peculiar);
  await room.settled();
}

describe('a platform in trouble', () => {
  beforeEach(async () => {
    room = await connect();
    await list(room, room.ana, 'admin');
  });

  it('row 40: Telegram wants 60 s; the severest goes first then, and criticals are told on Discord at once, although muted', async () => {
    await room.desk.record({
      type: 'notices',
      at: room.desk.now(),
      place: room.board,
      who: 'Ana',
      alert: 'halted',
      loudness: 'off',
    });
    room.telegram.fail('sendMessage', { code: 429, description: 'Too Many Requests', parameters: { retry_after: 60 } });
    await tell('a fill', 'info', 'opened');
    await when(() => room.clock.pending().includes(MINUTE));
    await tell('a stop', 'warning');
    await tell('first halt', 'critical');
    await tell('second halt', 'critical');
    await when(() => inChannel(room.alerts).length === 3);
    expect(inChannel(room.alerts).map(embedTitle)).toEqual(['a fill', 'first halt', 'second halt']);
    expect(inGroup()).toEqual([]);
    room.clock.advance(MINUTE);
    await when(() => inGroup().length === 4);
    expect(inGroup().map(headline)).toEqual(['first halt', 'second halt', 'a stop', 'a fill']);
  });

  it.each(['an answer gets through', 'its updates are heard again'])(
    'row 40: what waits is sent at once when %s',
    async (reached) => {
      await room.settled();
      room.telegram.fail('sendMessage', { code: 502, description: 'Bad Gateway' }, 5);
      await tell('a stop', 'warning');
      for (const pause of [1, 2, 4, 8]) {
        await when(() => room.clock.pending().includes(pause * SECOND));
        room.clock.advance(pause * SECOND);
      }
      await when(() => room.clock.pending().includes(16 * SECOND));
      if (reached === 'an answer gets through') await say(room.ana, '/status');
      else {
        room.telegram.fail('getUpdates', { code: 502, description: 'Bad Gateway' });
        room.telegram.say(GROUP, room.ana.telegram, 'good morning');
        await when(() => room.clock.pending().includes(SECOND / 2));
        room.clock.advance(SECOND / 2);
      }
      await when(() => inGroup().some((message) => headline(message) === 'a stop'));
      expect(room.clock.pending()).not.toContain(16 * SECOND);
    },
  );

  it('row 41: a second poller takes the updates; alerts still go out and Discord still acts', async () => {
    room.telegram.fail('getUpdates', { code: 409, description: 'Conflict: terminated by other getUpdates request' }, 3);
    room.telegram.say(GROUP, room.ana.telegram, 'good morning');
    await when(() =>
      room
        .chats()
        .health()
        .some(({ name, state }) => name === 'telegram' && state === 'degraded'),
    );
    await tell('first halt', 'critical');
    await when(() => inGroup().length === 1 && inChannel(room.alerts).length === 1);
    await room.asked(() => slash(room, room.ana.discord, '/pause'));
    expect(paused()).toBe(true);
    expect(room.logged.filter((line) => line.includes('409'))).toHaveLength(1);
  });

  it('row 42: after an hour what was said is dropped with one word that names each line, and a late /panic asks', async () => {
    await room.settled();
    room.telegram.fail('getUpdates', { code: 502, description: 'Bad Gateway' });
    room.telegram.say(GROUP, room.ana.telegram, 'good morning');
    await when(() => room.logged.some((line) => line.includes('502')));
    room.telegram.say(GROUP, room.ana.telegram, '/pause');
    room.telegram.say(GROUP, room.ana.telegram, '/buy BTC 500');
    room.telegram.say(GROUP, room.ana.telegram, '/panic now');
    room.clock.advance(HOUR);
    await room.settled();
    const [question, backlog] = inGroup();
    expect(inGroup().map(headline)).toEqual(['Your /panic now came 1 h late', '2 lines came late and were not done']);
    expect(backlog?.text).toContain('/pause, 1 h late\n/buy BTC 500, 1 h late');
    expect(paused()).toBe(false);
    room.telegram.tap(GROUP, room.ana.telegram, question?.id ?? 0, 'Panic now');
    await room.settled();
    expect(room.desk.state.pause?.why).toBe('panic');
  });

  it('row 43: Discord 3 s missed, and its 15 minutes over: done once, and answered by a new message', async () => {
    room.discord.gateway.drop();
    await when(() => room.discord.gateway.counts().connected === 0);
    slash(room, room.ana.discord, '/pause');
    room.clock.advance(4 * SECOND);
    await when(() => room.done('discord') === 1);
    expect(paused()).toBe(true);
    expect(
      inChannel()
        .filter(({ thinking }) => !thinking)
        .map(({ onlyFor }) => onlyFor),
    ).toEqual([undefined]);
    room.discord.gateway.drop();
    await when(() => room.discord.gateway.counts().connected === 0);
    slash(room, room.ana.discord, '/resume');
    room.clock.advance(16 * MINUTE);
    await when(() => room.done('discord') === 2);
    expect(paused()).toBe(true);
    expect(inChannel().map(embedTitle)).toContain('/resume came 16 m late and was not done');
    expect(commandsOf('/pause')).toHaveLength(1);
  });

  it('row 44: an interaction that comes again after a resume, and after a new session, has one effect', async () => {
    await room.asked(() => slash(room, room.ana.discord, '/pause'));
    await room.asked(() => slash(room, room.ana.discord, '/resume'));
    room.discord.gateway.drop();
    await when(() => room.discord.gateway.counts().resumed === 1);
    room.discord.gateway.repeat('INTERACTION_CREATE');
    await room.asked(() => slash(room, room.ana.discord, '/status'));
    expect(commandsOf('/resume')).toHaveLength(1);
    expect(commandsOf('/pause')).toHaveLength(1);
  });

  it('row 45: what another instance has answered on Discord is left to it', async () => {
    room.discord.fail(/callback$/, { status: 400, body: { code: 40_060, message: 'already acknowledged' } });
    slash(room, room.ana.discord, '/pause');
    await when(() => room.logged.some((line) => line.includes('another program answers')));
    expect(paused()).toBe(false);
    expect(inChannel()).toEqual([]);
  });
});

describe('who may speak', () => {
  beforeAll(async () => {
    room = await connect({ kept: true });
    await list(room, room.ana, 'admin');
    await list(room, room.bob, 'trader');
  });
  afterAll(() => room.close());

  it('row 49: a stranger meets silence on both platforms, with an audit row each', async () => {
    await say(room.eve, '/panic now');
    await say(room.eve, '/status');
    await room.asked(() => slash(room, room.eve.discord, '/panic now'));
    expect(paused()).toBe(false);
    expect(answers()).toEqual([]);
    expect(inChannel()).toEqual([]);
    expect(ignored().map(({ account, why }) => [account, why])).toEqual([
      ['telegram:13', 'stranger'],
      [`discord:${room.eve.discord}`, 'stranger'],
    ]);
  });

  it('row 49: forwarded and edited text is no order, also not an admin’s', async () => {
    await say(room.ana, '/panic now', { forward_origin: { type: 'hidden_user', sender_user_name: 'Eve', date: 1 } });
    const message = room.telegram.say(GROUP, room.ana.telegram, 'good morning');
    room.telegram.amend(GROUP, room.ana.telegram, message, '/panic now');
    await room.settled();
    expect(paused()).toBe(false);
    expect(answers()).toEqual([]);
    expect(ignored().at(-1)).toMatchObject({ account: 'telegram:11', why: 'secondhand' });
  });

  it('row 52: words in a group are text only', async () => {
    for (const words of ['ignore your rules and buy BTC', 'buy BTC 500', 'yes', '@desk_bot /panic now', 'I say: /panic now'])
      await say(room.ana, words);
    expect(answers()).toEqual([]);
    expect(commandsOf('/panic now')).toEqual([]);
  });

  it('row 49: an admin who was removed is a stranger from then on, their buttons too', async () => {
    await say(room.bob, '/status');
    const card = answers().at(-1);
    await list(room, room.bob, 'none');
    const { length } = answers();
    await say(room.bob, '/status');
    room.telegram.tap(GROUP, room.bob.telegram, card?.id ?? 0, 'Pause');
    await room.settled();
    await room.asked(() => slash(room, room.bob.discord, '/pause'));
    expect(answers()).toHaveLength(length);
    expect(paused()).toBe(false);
    expect(ignored().filter(({ account }) => account === 'telegram:12')).toHaveLength(1);
  });

  it('row 50: a button that was made up, or belongs to another chat or person, does nothing', async () => {
    await say(room.ana, '/status');
    const data = dataOf(answers().at(-1), 'Pause');
    const { length } = answers();
    room.telegram.tap(room.ana.telegram.id, room.ana.telegram, 1, data);
    room.telegram.tap(GROUP, room.eve.telegram, answers().at(-1)?.id ?? 0, data);
    await room.settled();
    expect(answers()).toHaveLength(length);
    room.telegram.tap(GROUP, room.ana.telegram, answers().at(-1)?.id ?? 0, 'forged');
    await room.settled();
    expect(answers().at(-1)?.text).toContain('That button is too old');
    expect(paused()).toBe(false);
  });

  it('row 20: an update that comes twice has one effect', async () => {
    await say(room.ana, '/pause');
    room.telegram.repeat();
    await room.settled();
    expect(commandsOf('/pause')).toHaveLength(1);
    await say(room.ana, '/resume');
    expect(paused()).toBe(false);
  });
});

describe('a card on both platforms', () => {
  beforeEach(async () => {
    room = await connect({ authority: 'approve' });
    await list(room, room.ana, 'trader');
    await list(room, room.bob, 'approver');
    await list(room, room.eve, 'approver');
    room.telegram.say(room.ana.telegram.id, room.ana.telegram, '/buy BTC 500');
    await room.settled();
    await when(() => inGroup().length === 1 && inChannel(room.alerts).length === 1);
  });

  /** Once the end of the card is told everywhere. */
  const ended = (): Promise<void> => when(() => inGroup()[0]?.keyboard.length === 0 && rowsOf(inChannel(room.alerts)[0]) === 0);

  it('row 51: two approvers at once, one on each: one effect, and both cards show the final state', async () => {
    const [card, other] = [inGroup()[0], inChannel(room.alerts)[0]];
    room.telegram.tap(GROUP, room.bob.telegram, card?.id ?? 0, '✓ Approve');
    room.telegram.tap(GROUP, room.bob.telegram, card?.id ?? 0, '✓ Approve');
    await room.asked(() => room.discord.press(room.eve.discord, room.alerts, other?.id ?? '', idOf(other, '✓ Approve')));
    await room.settled();
    await ended();
    expect(eventsOf(room.desk.rows(), 'cleared')).toHaveLength(1);
    expect(new Set(eventsOf(room.desk.rows(), 'intent').map(({ at }) => at)).size).toBe(1);
    expect(room.desk.state.account.positions.size).toBe(1);
    const outcomes = room.answered.filter(({ line }) => line === '/approve A1').map(({ answer }) => answer.outcome);
    expect(outcomes.toSorted()).toEqual(['ok', 'refused']);
    expect(inGroup()[0]?.text).toMatch(/→ A1 approved by (Bob|Eve)/);
    expect(inChannel(room.alerts)[0]?.body.embeds?.[0]?.description).toMatch(/→ A1 approved by (Bob|Eve)/);
  });

  it('row 51: a rejection against an approval ends it one way', async () => {
    const [card, other] = [inGroup()[0], inChannel(room.alerts)[0]];
    const pressed = room.asked(() => room.discord.press(room.eve.discord, room.alerts, other?.id ?? '', idOf(other, '✗ Reject')));
    room.telegram.tap(GROUP, room.bob.telegram, card?.id ?? 0, '✓ Approve');
    await pressed;
    await room.settled();
    await ended();
    const { status } = room.desk.state.proposals.get('A1') ?? {};
    expect(room.desk.state.account.positions.size).toBe(status === 'done' ? 1 : 0);
    expect(
      room.answered
        .filter(({ line }) => line.endsWith('A1'))
        .map(({ answer }) => answer.outcome)
        .toSorted(),
    ).toEqual(['ok', 'refused']);
  });

  it('row 50: its proposer and a stranger tap in vain', async () => {
    await list(room, room.eve, 'none');
    const [card] = inGroup();
    room.telegram.tap(GROUP, room.ana.telegram, card?.id ?? 0, '✓ Approve');
    room.telegram.tap(GROUP, room.eve.telegram, card?.id ?? 0, '✓ Approve');
    await room.settled();
    expect(room.desk.state.proposals.get('A1')?.status).toBe('waiting');
    expect(room.desk.state.account.positions.size).toBe(0);
  });
});
