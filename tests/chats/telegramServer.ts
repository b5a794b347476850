import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { z } from 'zod';
import type { Ms } from '../../src/core/time.ts';
import {
  type Barrier,
  type ChatSpec,
  createChats,
  Refused,
  type ShownChat,
  type ShownMessage,
  type Upload,
} from './telegramChats.ts';
import { createQueue } from './telegramQueue.ts';

/** A person with a Telegram account. */
export type TelegramUser = { readonly id: number; readonly name: string };

/** What goes out instead of the right answer: an error of the Bot API, or nothing because the connection breaks. */
export type Failure =
  | { readonly code: number; readonly description: string; readonly parameters?: Readonly<Record<string, number>> }
  | 'drop'
  /** It is done, and the answer is lost. */
  | 'lost';

/** What is peculiar about a message that is handed in, besides who said what: fields of the Bot API's Message. */
export type Peculiar = Readonly<Record<string, unknown>> & { readonly topic?: number; readonly replyTo?: number };

export type TelegramServer = {
  readonly apiRoot: string;
  readonly token: string;
  readonly bot: { readonly id: number; readonly username: string };
  addChat(chat: ChatSpec): void;
  /** A message arrives; gives its id. */
  say(chat: number, user: TelegramUser, text: string, peculiar?: Peculiar): number;
  /** A person edits a message of theirs. */
  amend(chat: number, user: TelegramUser, message: number, text: string): void;
  /** A button is tapped, by its words or its data. */
  tap(chat: number, user: TelegramUser, message: number, button: string): void;
  /** Any update, without its id. */
  handIn(update: Readonly<Record<string, unknown>>): void;
  /** The newest update comes once more; the bot must be idle. */
  repeat(): void;
  fail(method: string, failure: Failure, times?: number): void;
  bar(chat: number, barrier: Barrier | undefined): void;
  /** A group becomes a supergroup; its members are told only when `announced`. */
  migrate(from: number, to: number, announced?: boolean): void;
  setWebhook(on: boolean): void;
  /** What each chat shows. */
  chats(): readonly ShownChat[];
  messages(chat: number): readonly ShownMessage[];
  /** What the bot asked for by a method so far, oldest first. */
  calls(method: string): readonly Readonly<Record<string, unknown>>[];
  /** Whether the bot waits for updates and has confirmed all that there were. */
  idle(): boolean;
  /** Called after every change; the returned function ends it. */
  onChange(listener: () => void): () => void;
  close(): Promise<void>;
};

const commands = z.array(z.object({ command: z.string().regex(/^[a-z0-9_]{1,32}$/), description: z.string().min(1).max(256) }));

async function readBody(request: IncomingMessage): Promise<{ given: Record<string, unknown>; files: Map<string, Upload> }> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(Buffer.from(chunk));
  const body = Buffer.concat(chunks);
  const type = request.headers['content-type'] ?? '';
  const files = new Map<string, Upload>();
  if (!type.startsWith('multipart/'))
    return { given: z.record(z.string(), z.unknown()).parse(JSON.parse(body.toString() || '{}')), files };
  const given: Record<string, unknown> = {};
  for (const [name, value] of await new Response(body, { headers: { 'content-type': type } }).formData())
    if (typeof value === 'string') given[name] = value;
    else files.set(name, { name: value.name, bytes: new Uint8Array(await value.arrayBuffer()) });
  return { given, files };
}

/** A Telegram on the loopback interface: it speaks the Bot API, checks what the real one checks, and keeps what people see. */
export async function openTelegramServer(options: {
  readonly now: () => Ms;
  readonly token?: string;
  readonly username?: string;
  /** As @BotFather has it: whether the bot may be added to groups (usual), and whether it is sent all that is written there. */
  readonly joinsGroups?: boolean;
  readonly readsAll?: boolean;
}): Promise<TelegramServer> {
  const { now, token = '123456789:test-token', username = 'desk_bot', joinsGroups = true, readsAll = false } = options;
  const bot = { id: 123_456_789, username };
  const chats = createChats({ id: bot.id, name: 'Desk', bot: true }, now);
  const failures = new Map<string, Failure[]>();
  const asked: { readonly method: string; readonly given: Readonly<Record<string, unknown>> }[] = [];
  const listeners = new Set<() => void>();
  const queries = new Set<string>();
  let lastQuery = 0;
  const updates = createQueue();

  const changed = (): void => {
    for (const listener of listeners) listener();
  };
  const seconds = (): number => Math.floor(now() / 1000);
  const userJson = (user: TelegramUser) => ({ id: user.id, is_bot: false, first_name: user.name });
  const chatJson = ({ id, kind, title, topics }: ChatSpec) => ({
    id,
    type: kind,
    ...(kind === 'private' ? { first_name: title } : { title }),
    ...(topics === undefined ? {} : { is_forum: true }),
  });
  const messageJson = (room: ChatSpec, message: ShownMessage, inner = false): Record<string, unknown> => ({
    message_id: message.id,
    date: Math.floor(message.at / 1000),
    chat: chatJson(room),
    from: message.from.bot
      ? { id: bot.id, is_bot: true, first_name: message.from.name, username }
      : { id: message.from.id, is_bot: false, first_name: message.from.name },
    ...(message.photo === undefined && message.document === undefined ? { text: message.text } : { caption: message.text }),
    ...(message.photo === undefined ? {} : { photo: [{ file_id: 'p', file_unique_id: 'p', width: 1, height: 1 }] }),
    ...(message.topic === undefined ? {} : { message_thread_id: message.topic, is_topic_message: true }),
    ...(inner ? {} : { reply_to_message: answered(room.id, message.replyTo) }),
  });
  const answered = (chat: number, id: number | undefined): Record<string, unknown> | undefined => {
    const room = chats.get(chat);
    const message = room?.messages.find((one) => one.id === id);
    return room === undefined || message === undefined ? undefined : messageJson(room, message, true);
  };

  function handIn(update: Readonly<Record<string, unknown>>): void {
    updates.push(update);
    changed();
  }

  function mustHave(chat: number) {
    const room = chats.get(chat);
    if (room === undefined) throw new Error(`there is no chat ${chat} on this server`);
    return room;
  }

  const reply = (response: ServerResponse, code: number, body: Readonly<Record<string, unknown>>): void => {
    response.writeHead(code, { 'content-type': 'application/json' });
    response.end(JSON.stringify({ ok: code === 200, ...body }));
  };
  const refuse = (response: ServerResponse, { code, message: description, parameters }: Refused): void =>
    reply(response, code, { error_code: code, description, parameters });

  /** What a method gives; those on chats are theirs. */
  function act(method: string, given: Readonly<Record<string, unknown>>, files: ReadonlyMap<string, Upload>): unknown {
    const done = chats.act(method, given, files);
    if (done !== undefined) return done === true ? true : messageJson(mustHave(Number(given['chat_id'])), done);
    switch (method) {
      case 'getMe':
        return {
          id: bot.id,
          is_bot: true,
          first_name: 'Desk',
          username,
          can_join_groups: joinsGroups,
          can_read_all_group_messages: readsAll,
        };
      case 'getWebhookInfo':
        return {
          url: updates.hasWebhook() ? 'https://name:secret-word@hooks.test/secret-path' : '',
          has_custom_certificate: false,
          pending_update_count: 0,
        };
      case 'deleteWebhook':
        updates.setWebhook(false);
        return true;
      case 'setMyCommands':
        if (!commands.safeParse(given['commands']).success) throw new Refused(400, 'Bad Request: BOT_COMMAND_INVALID');
        return true;
      case 'getChat': {
        const room = chats.visible(Number(given['chat_id']));
        const isOpen = room.barrier !== 'closed';
        return {
          ...chatJson(room),
          ...(room.kind === 'group' || room.kind === 'supergroup'
            ? { permissions: { can_send_messages: isOpen, can_send_photos: isOpen } }
            : {}),
        };
      }
      case 'getChatMember':
        return chats.memberJson(Number(given['chat_id']));
      case 'sendChatAction':
        chats.roomOf(Number(given['chat_id']));
        return true;
      case 'answerCallbackQuery':
        if (!queries.delete(String(given['callback_query_id'])))
          throw new Refused(400, 'Bad Request: query is too old and response timeout expired or query ID is invalid');
        return true;
      default:
        throw new Refused(404, 'Not Found: method not found');
    }
  }

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const [, key = '', method = ''] = /^\/bot([^/]*)\/(\w+)$/.exec(request.url ?? '') ?? [];
    const { given, files } = await readBody(request);
    asked.push({ method, given });
    const failure = failures.get(method)?.shift();
    try {
      if (!/^\d+:[\w-]+$/.test(key)) throw new Refused(404, 'Not Found');
      if (key !== token) throw new Refused(401, 'Unauthorized');
      if (failure === 'drop') request.socket.destroy();
      else if (failure === 'lost') {
        act(method, given, files);
        request.socket.destroy();
      } else if (failure !== undefined) throw new Refused(failure.code, failure.description, failure.parameters);
      else if (method === 'getUpdates') {
        const leave = updates.poll(
          given,
          (result) => reply(response, 200, { result }),
          (why) => refuse(response, why),
        );
        response.on('close', leave);
      } else reply(response, 200, { result: act(method, given, files) });
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      refuse(response, error);
    }
    changed();
  }

  const server = createServer((request, response) => {
    answer(request, response).catch((error: unknown) => response.destroy(error instanceof Error ? error : undefined));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();

  return {
    apiRoot: `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`,
    token,
    bot,
    addChat(chat) {
      chats.add(chat);
      changed();
    },
    say(chat, user, text, peculiar = {}) {
      const room = mustHave(chat);
      const { topic, replyTo, ...more } = peculiar;
      const message = chats.post(room, { from: { ...user, bot: false }, text, topic, replyTo });
      handIn({ message: { ...messageJson(room, message), ...more } });
      return message.id;
    },
    amend(chat, user, message, text) {
      const room = mustHave(chat);
      const i = room.messages.findIndex(({ id }) => id === message);
      const old = room.messages[i];
      if (old === undefined) throw new Error(`there is no message ${message}`);
      const next = { ...old, text, edited: true };
      room.messages[i] = next;
      handIn({ edited_message: { ...messageJson(room, next), from: userJson(user), edit_date: seconds() } });
    },
    tap(chat, user, message, button) {
      const room = mustHave(chat);
      const shown = room.messages.find(({ id }) => id === message);
      const data = shown?.keyboard.flat().find(({ text }) => text === button)?.data ?? button;
      const id = `q${++lastQuery}`;
      queries.add(id);
      const on = shown === undefined ? { message_id: message, date: 0, chat: chatJson(room) } : messageJson(room, shown);
      handIn({ callback_query: { id, from: userJson(user), chat_instance: '1', data, message: on } });
    },
    handIn,
    repeat: updates.repeat,
    fail: (method, failure, times = 1) =>
      void failures.set(
        method,
        Array.from({ length: times }, () => failure),
      ),
    bar: chats.bar,
    migrate(from, to, announced = false) {
      const room = mustHave(from);
      chats.move(from, to);
      if (announced) handIn({ message: { message_id: 1, date: seconds(), chat: chatJson(room), migrate_to_chat_id: to } });
      changed();
    },
    setWebhook: updates.setWebhook,
    chats: chats.shown,
    messages: (chat) => mustHave(chat).messages,
    calls: (method) => asked.filter((one) => one.method === method).map(({ given }) => given),
    idle: updates.idle,
    onChange(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
