import { beforeEach, describe, expect, it, test } from 'vitest';
import { tame } from '../../src/bots/cells.ts';
import { PAIRING } from '../../src/bots/joining.ts';
import { UPDATE_KINDS } from '../../src/bots/telegram/updates.ts';
import { type Connected, connect, GROUP, list } from '../chats/connected.ts';

/** All that Unicode lets turn the reading direction. */
const DIRECTION = '\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069';

let room: Connected;
const rows = (): readonly string[] => room.desk.rows().map(({ event }) => event.type);

describe('a stranger has no effect (SAFETY 18)', () => {
  beforeEach(async () => {
    room = await connect({ platforms: ['telegram'] });
    await list(room, room.ana, 'admin');
    await room.settled();
  });

  it('by a group of their own that becomes a supergroup: no row, no word, no advice', async () => {
    const [theirs, next] = [-900, -1_000_900];
    room.telegram.addChat({ id: theirs, kind: 'group', title: 'Mine' });
    const before = [rows(), [...room.logged]];
    room.telegram.migrate(theirs, next, true);
    await room.settled();
    expect([rows(), room.logged]).toEqual(before);
    expect([...room.desk.state.moves]).toEqual([]);
    room.telegram.migrate(GROUP, -1_000_500, true);
    await room.settled();
    expect([...room.desk.state.moves]).toEqual([['telegram:-1000500', room.group]]);
  });

  it('by wrong codes: the right one is heard from whoever has it, on the same day', async () => {
    const { code } = room.codes.pairing.issue(PAIRING);
    const mine = room.codes.links.issue('p1').code;
    for (let i = 0; i < 20; i++) {
      room.telegram.say(room.eve.telegram.id, room.eve.telegram, `/pair AAAAAAA${'BCDEFGHJKL'[i % 10]}`);
      room.telegram.say(room.eve.telegram.id, room.eve.telegram, '/link AAAAAAAA');
      room.telegram.say(room.eve.telegram.id, room.eve.telegram, '/code 123456');
    }
    await room.settled();
    expect(room.telegram.messages(room.eve.telegram.id).filter(({ from }) => from.bot)).toEqual([]);
    room.telegram.say(room.eve.telegram.id, room.eve.telegram, `/link ${mine}`);
    await room.settled();
    expect([...(room.desk.state.people.get('p1')?.accounts ?? [])]).not.toContain('telegram:13');
    room.telegram.say(room.bob.telegram.id, room.bob.telegram, `/pair ${code}`);
    await room.settled();
    expect([...room.desk.state.people.values()].map(({ name }) => name)).toEqual(['Ana', 'Bob']);
  });

  it('by updates of any other kind, whole or broken', async () => {
    const { eve } = room;
    const [chat, user] = [
      { id: 13, type: 'private', first_name: 'Eve' },
      { id: 13, is_bot: false, first_name: 'Eve' },
    ];
    const message = { message_id: 5, date: 1, chat, from: user, text: '/panic now' };
    const kinds: Readonly<Record<string, unknown>> = {
      business_connection: { id: 'b', user, user_chat_id: 13, date: 1, is_enabled: true },
      business_message: { ...message, business_connection_id: 'b' },
      edited_business_message: { ...message, business_connection_id: 'b' },
      deleted_business_messages: { business_connection_id: 'b', chat, message_ids: [5] },
      message_reaction: { chat, message_id: 5, user, date: 1, old_reaction: [], new_reaction: [{ type: 'emoji', emoji: '👍' }] },
      message_reaction_count: { chat, message_id: 5, date: 1, reactions: [] },
      inline_query: { id: 'i', from: user, query: '/panic now', offset: '' },
      chosen_inline_result: { result_id: '1', from: user, query: '/panic now' },
      shipping_query: { id: 's', from: user, invoice_payload: 'p', shipping_address: {} },
      pre_checkout_query: { id: 'p', from: user, currency: 'XTR', total_amount: 1, invoice_payload: 'p' },
      purchased_paid_media: { from: user, paid_media_payload: 'p' },
      poll: { id: '1', question: '/panic now', options: [] },
      poll_answer: { poll_id: '1', user, option_ids: [0] },
      my_chat_member: {
        chat,
        from: user,
        date: 1,
        old_chat_member: { status: 'left', user },
        new_chat_member: { status: 'member', user },
      },
      chat_member: { chat, from: user, date: 1, old_chat_member: {}, new_chat_member: {} },
      chat_join_request: { chat, from: user, user_chat_id: 13, date: 1 },
      chat_boost: { chat, boost: { boost_id: '1', add_date: 1, expiration_date: 2, source: {} } },
      removed_chat_boost: { chat, boost_id: '1', remove_date: 1, source: {} },
      managed_bot: { user },
      guest_message: message,
      something_new: { chat, from: user, text: '/panic now' },
    };
    expect(Object.keys(kinds).filter((kind) => UPDATE_KINDS.some((one) => one === kind))).toEqual([]);
    const read = UPDATE_KINDS.flatMap((kind) =>
      [
        null,
        {},
        { chat: null },
        { from: user },
        { ...message, text: 7 },
        { ...message, chat: null },
        { id: 'q', from: null, data: 'x' },
      ].map((given) => [kind, given] as const),
    );
    const before = JSON.stringify([...room.desk.state.people.keys()]);
    const already = rows().length;
    for (const [kind, given] of [...Object.entries(kinds), ...Object.keys(kinds).map((kind) => [kind, null] as const), ...read])
      room.telegram.handIn(JSON.parse(JSON.stringify({ [kind]: given })));
    room.telegram.say(room.ana.telegram.id, room.ana.telegram, '/status');
    await room.settled();
    expect(room.answered.map(({ line }) => line)).toEqual(['/status']);
    expect(room.telegram.messages(eve.telegram.id)).toEqual([]);
    expect(
      rows()
        .slice(already)
        .filter((type) => type !== 'ignored'),
    ).toEqual([]);
    expect(JSON.stringify([...room.desk.state.people.keys()])).toBe(before);
    expect(room.chats().health()[0]?.state).toBe('ok');
  });

  it('by signs that turn the reading direction, in a name or in words: they reach no row, log, alert or screen', async () => {
    const turned = `${DIRECTION}Mal${DIRECTION}lory${DIRECTION}`;
    room.telegram.say(room.eve.telegram.id, { ...room.eve.telegram, name: turned }, `/pause ${DIRECTION}`);
    room.telegram.say(room.ana.telegram.id, { ...room.ana.telegram, name: turned }, `/pause because ${DIRECTION}of it`);
    await room.settled();
    expect(room.desk.state.pause?.why).toBe('because of it');
    const kept = room.desk.rows().map(({ event }) => (event.type === 'ignored' || event.type === 'command' ? event : event.type));
    const shown = room.telegram.messages(room.ana.telegram.id).filter(({ from }) => from.bot);
    const all = JSON.stringify([kept, room.logged, shown.map(({ text }) => text)]);
    expect(all).toContain('"name":"Mallory"');
    expect(all).not.toMatch(/\p{Bidi_Control}/u);
  });
});

test('no text is shown with what turns the reading direction', () => {
  expect(tame(`a${DIRECTION}b\u2028c\nd\u001b[31m\ud800`)).toBe('ab c d[31m');
});
