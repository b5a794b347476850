import { z } from 'zod';
import type { Ms } from '../../src/core/time.ts';
import { type Entity, parseHtml } from './telegramHtml.ts';

/** What a person sees of one message. */
export type ShownMessage = {
  readonly id: number;
  readonly at: Ms;
  readonly from: { readonly id: number; readonly name: string; readonly bot: boolean };
  readonly text: string;
  readonly entities: readonly Entity[];
  /** Rows of buttons. */
  readonly keyboard: readonly (readonly { readonly text: string; readonly data: string }[])[];
  readonly photo: Uint8Array | undefined;
  readonly document: { readonly name: string; readonly text: string } | undefined;
  readonly topic: number | undefined;
  readonly replyTo: number | undefined;
  readonly silent: boolean;
  /** Opens a field in the reader's client. */
  readonly asks: boolean;
  readonly edited: boolean;
};

export type ChatKind = 'private' | 'group' | 'supergroup' | 'channel';
export type ChatSpec = {
  readonly id: number;
  readonly kind: ChatKind;
  readonly title: string;
  /** Topics of a forum. */
  readonly topics?: readonly number[];
};
export type ShownChat = ChatSpec & { readonly messages: readonly ShownMessage[] };

/** Why the bot may not write to a chat; `left` when it went by itself, `closed` when nobody but administrators may. */
export type Barrier = 'blocked' | 'kicked' | 'left' | 'muted' | 'closed' | 'photos';

type Room = ChatSpec & { messages: ShownMessage[]; barrier: Barrier | undefined; movedTo: number | undefined };

/** An answer of the Bot API that is not `ok`. */
export class Refused extends Error {
  readonly code: number;
  readonly parameters: Readonly<Record<string, number>> | undefined;
  constructor(code: number, description: string, parameters?: Readonly<Record<string, number>>) {
    super(description);
    this.code = code;
    this.parameters = parameters;
  }
}
const bad = (says: string): never => {
  throw new Refused(400, `Bad Request: ${says}`);
};

/** A form's values are texts, some of them JSON; a JSON body has them as they are. */
const json = <T extends z.ZodType>(schema: T) =>
  z.preprocess((value) => (typeof value === 'string' ? JSON.parse(value) : value), schema);
const markup = json(
  z.object({
    inline_keyboard: z.array(z.array(z.object({ text: z.string(), callback_data: z.string() }))).optional(),
    force_reply: z.boolean().optional(),
  }),
);
const parameters = z.object({
  chat_id: z.coerce.number(),
  message_thread_id: z.coerce.number().optional(),
  message_id: z.coerce.number().optional(),
  text: z.string().optional(),
  caption: z.string().optional(),
  parse_mode: z.literal('HTML').optional(),
  photo: z.string().optional(),
  document: z.string().optional(),
  media: json(
    z.object({
      type: z.literal('photo'),
      media: z.string(),
      caption: z.string().optional(),
      parse_mode: z.literal('HTML').optional(),
    }),
  ).optional(),
  disable_notification: json(z.boolean()).optional(),
  reply_parameters: json(z.object({ message_id: z.number(), allow_sending_without_reply: z.boolean().optional() })).optional(),
  reply_markup: markup.optional(),
});
type Parameters = z.infer<typeof parameters>;

/** A file of a form. */
export type Upload = { readonly name: string; readonly bytes: Uint8Array };
const PNG = [0x89, 0x50, 0x4e, 0x47];

function worded(text: string | undefined, mode: 'HTML' | undefined, kind: 'text' | 'caption') {
  let read: { readonly text: string; readonly entities: readonly Entity[] };
  try {
    read = mode === 'HTML' ? parseHtml(text ?? '') : { text: text ?? '', entities: [] };
  } catch (error) {
    return bad(error instanceof Error ? error.message : "can't parse entities");
  }
  if (read.text.trim() === '' && kind === 'text') return bad('message text is empty');
  if (!read.text.isWellFormed()) return bad('strings must be encoded in UTF-8');
  if (kind === 'text' && read.text.length > 4096) return bad('message is too long');
  if (kind === 'caption' && read.text.length > 1024) return bad('message caption is too long');
  return read;
}

function keyboardOf(given: Parameters['reply_markup']): ShownMessage['keyboard'] {
  const rows = given?.inline_keyboard ?? [];
  for (const { text, callback_data: data } of rows.flat()) {
    if (text.trim() === '') return bad("can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard");
    if (data === '' || Buffer.byteLength(data) > 64) return bad('BUTTON_DATA_INVALID');
  }
  return rows.map((row) => row.map(({ text, callback_data: data }) => ({ text, data })));
}

function pictureOf(given: string | undefined, files: ReadonlyMap<string, Upload>): Uint8Array {
  const file = files.get(given?.replace('attach://', '') ?? '');
  if (file === undefined) return bad('wrong remote file identifier specified: Wrong string length');
  if (file.bytes.length === 0) return bad('file must be non-empty');
  return PNG.every((byte, i) => file.bytes[i] === byte) ? file.bytes : bad('IMAGE_PROCESS_FAILED');
}

/** The chats of a pretended Telegram: what the bot does in them is checked as the Bot API checks it. */
export function createChats(bot: ShownMessage['from'], now: () => Ms) {
  const rooms = new Map<number, Room>();
  let lastId = 100;

  const roomOf = (id: number): Room => {
    const room = rooms.get(id);
    if (room === undefined) return bad('chat not found');
    if (room.movedTo !== undefined)
      throw new Refused(400, 'Bad Request: group chat was upgraded to a supergroup chat', { migrate_to_chat_id: room.movedTo });
    if (room.barrier === 'blocked') throw new Refused(403, 'Forbidden: bot was blocked by the user');
    return present(room);
  };

  const present = (room: Room): Room => {
    if (room.barrier === 'kicked') throw new Refused(403, `Forbidden: bot was kicked from the ${room.kind} chat`);
    if (room.barrier === 'left') throw new Refused(403, `Forbidden: bot is not a member of the ${room.kind} chat`);
    return room;
  };

  /** The chat for one who only looks: those behind a block, groups that were left and public channels can be seen. */
  const visible = (id: number): Room => {
    const room = rooms.get(id) ?? bad('chat not found');
    const isSeen = room.kind === 'private' || room.kind === 'group' || (room.kind === 'channel' && room.barrier === 'left');
    return isSeen ? room : present(room);
  };

  function post(room: Room, given: Partial<ShownMessage> & Pick<ShownMessage, 'from' | 'text'>): ShownMessage {
    const message: ShownMessage = {
      id: ++lastId,
      at: now(),
      entities: [],
      keyboard: [],
      photo: undefined,
      document: undefined,
      topic: undefined,
      replyTo: undefined,
      silent: false,
      asks: false,
      edited: false,
      ...given,
    };
    room.messages.push(message);
    return message;
  }

  function write(given: Parameters, content: Pick<ShownMessage, 'text' | 'entities'> & Partial<ShownMessage>): ShownMessage {
    const room = roomOf(given.chat_id);
    if (room.barrier === 'muted' || room.barrier === 'closed') return bad('not enough rights to send text messages to the chat');
    if (room.barrier === 'photos' && content.photo !== undefined) return bad('not enough rights to send photos to the chat');
    const topic = given.message_thread_id;
    if (topic !== undefined && room.topics?.includes(topic) !== true) return bad('message thread not found');
    const answers = given.reply_parameters;
    const found = room.messages.some(({ id }) => id === answers?.message_id);
    if (answers !== undefined && !found && answers.allow_sending_without_reply !== true)
      return bad('message to be replied not found');
    return post(room, {
      from: bot,
      keyboard: keyboardOf(given.reply_markup),
      asks: given.reply_markup?.force_reply === true,
      topic,
      replyTo: found ? answers?.message_id : undefined,
      silent: given.disable_notification === true,
      ...content,
    });
  }

  function change(given: Parameters, part: (old: ShownMessage) => Partial<ShownMessage>): ShownMessage {
    const room = roomOf(given.chat_id);
    const i = room.messages.findIndex(({ id, from }) => id === given.message_id && from.bot);
    const old = room.messages[i];
    if (old === undefined) return bad('message to edit not found');
    const next: ShownMessage = { ...old, keyboard: keyboardOf(given.reply_markup), ...part(old), edited: true };
    const look = ({ text, entities, keyboard, photo }: ShownMessage): string =>
      JSON.stringify([text, entities, keyboard, photo === undefined ? null : Buffer.from(photo).toString('base64')]);
    if (look(next) === look(old))
      return bad(
        'message is not modified: specified new message content and reply markup are exactly the same as a current content and reply markup of the message',
      );
    room.messages[i] = next;
    return next;
  }

  /** The bot in the list of a chat's members; in a channel it can only be an administrator. */
  function memberJson(id: number): Readonly<Record<string, unknown>> {
    const { kind, barrier } = visible(id);
    const user = { id: bot.id, is_bot: true, first_name: bot.name };
    if (barrier === 'left') return { user, status: 'left' };
    if (kind === 'channel') return { user, status: 'administrator', can_post_messages: barrier !== 'muted' };
    if (barrier !== 'muted' && barrier !== 'photos') return { user, status: 'member' };
    const writes = { can_send_messages: barrier !== 'muted', can_send_photos: false };
    return { user, status: 'restricted', is_member: true, ...writes };
  }

  const methods: Readonly<Record<string, (given: Parameters, files: ReadonlyMap<string, Upload>) => ShownMessage | true>> = {
    sendMessage: (given) => write(given, worded(given.text, given.parse_mode, 'text')),
    sendPhoto: (given, files) =>
      write(given, { ...worded(given.caption, given.parse_mode, 'caption'), photo: pictureOf(given.photo, files) }),
    sendDocument(given, files) {
      const file = files.get(given.document?.replace('attach://', '') ?? '');
      if (file === undefined || file.bytes.length === 0) return bad('file must be non-empty');
      const document = { name: file.name, text: Buffer.from(file.bytes).toString() };
      return write(given, { ...worded(given.caption, given.parse_mode, 'caption'), document });
    },
    editMessageText: (given) =>
      change(given, (old) =>
        old.photo === undefined && old.document === undefined
          ? worded(given.text, given.parse_mode, 'text')
          : bad('there is no text in the message to edit'),
      ),
    editMessageCaption: (given) =>
      change(given, (old) =>
        old.photo === undefined && old.document === undefined
          ? bad('there is no caption in the message to edit')
          : worded(given.caption, given.parse_mode, 'caption'),
      ),
    editMessageMedia: (given, files) =>
      change(given, () => ({
        ...worded(given.media?.caption, given.media?.parse_mode, 'caption'),
        photo: pictureOf(given.media?.media, files),
      })),
    editMessageReplyMarkup: (given) => change(given, () => ({})),
    deleteMessage(given) {
      const room = roomOf(given.chat_id);
      const left = room.messages.filter(({ id }) => id !== given.message_id);
      if (left.length === room.messages.length) return bad('message to delete not found');
      room.messages = left;
      return true;
    },
  };

  return {
    add: (spec: ChatSpec): void => void rooms.set(spec.id, { ...spec, messages: [], barrier: undefined, movedTo: undefined }),
    get: (id: number): Room | undefined => rooms.get(id),
    roomOf,
    visible,
    memberJson,
    post,
    bar(id: number, barrier: Barrier | undefined): void {
      const room = rooms.get(id);
      if (room !== undefined) room.barrier = barrier;
    },
    /** A group becomes a supergroup; its messages stay behind. */
    move(from: number, to: number): void {
      const room = rooms.get(from);
      if (room === undefined) return;
      rooms.set(to, { ...room, id: to, kind: 'supergroup', messages: [] });
      room.movedTo = to;
    },
    shown: (): readonly ShownChat[] => [...rooms.values()].map((room) => ({ ...room, messages: [...room.messages] })),
    /** Does what the bot asks for; undefined when that is nothing done in a chat. */
    act(method: string, given: unknown, files: ReadonlyMap<string, Upload>): ShownMessage | true | undefined {
      const act = methods[method];
      if (act === undefined) return undefined;
      const read = parameters.safeParse(given);
      return read.success ? act(read.data, files) : bad(`parameters: ${read.error.message}`);
    },
  };
}
