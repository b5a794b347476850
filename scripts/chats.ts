import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { z } from 'zod';
import { openDiscordServer } from '../tests/chats/discordServer.ts';
import { openTelegramServer } from '../tests/chats/telegramServer.ts';
import { createChanges } from './chats/changes.ts';
import { discordRooms, type PageRoom, telegramRooms } from './chats/rooms.ts';

/** A Telegram and a Discord on this machine, a desk connected to both, and a page to type and tap in. */

const PORT = Number(process.env['CHATS_PORT'] ?? 8090);
const GROUP = -1001;
/** Market seconds a second, where nothing else is asked for: what people are told can then be read. */
const READABLE = '60';
/** The page is told of what has changed at most this often, ms. */
const PAUSE = 100;
/** Pictures and files that are kept for the page. */
const FILES = 2_000;

const telegram = await openTelegramServer({ now: Date.now });
const discord = await openDiscordServer();
const channel = discord.addChannel('desk');

/** Ana is the admin of the desk, Ben is nobody until she adds him. */
const people = (['Ana', 'Ben', 'Mallory'] as const).map((name, i) => ({
  id: name,
  name: name === 'Ana' ? 'Ana (admin)' : `${name} (nobody yet)`,
  telegram: { id: 11 + i, name },
  discord: discord.addUser(name),
}));
telegram.addChat({ id: GROUP, kind: 'supergroup', title: 'Desk group' });
for (const { telegram: user } of people) telegram.addChat({ id: user.id, kind: 'private', title: `${user.name} in private` });

const actSchema = z.discriminatedUnion('act', [
  z.object({
    act: z.literal('say'),
    who: z.string(),
    platform: z.enum(['telegram', 'discord']),
    room: z.string(),
    text: z.string().max(4096),
    answers: z.string().optional(),
  }),
  z.object({
    act: z.literal('tap'),
    who: z.string(),
    platform: z.enum(['telegram', 'discord']),
    room: z.string(),
    message: z.string(),
    button: z.string(),
  }),
  z.object({
    act: z.literal('submit'),
    who: z.string(),
    room: z.string(),
    message: z.string(),
    button: z.string(),
    text: z.string(),
  }),
]);

/** A typed line as Discord's client would send it: each word in the option where it stands, the rest in the last. */
function slash(user: string, room: string, line: string): void {
  const [name = '', ...words] = line.trim().replace(/^\//, '').split(/\s+/);
  const options = discord.commands().find((command) => command.name === name)?.options ?? [];
  const last = options.length - 1;
  const given = options
    .slice(0, words.length)
    .map(({ name: option }, i) => [option, i === last ? words.slice(i).join(' ') : (words[i] ?? '')]);
  discord.slash(user, room, name, Object.fromEntries(given));
}

function carryOut(act: z.infer<typeof actSchema>): void {
  const person = people.find(({ id }) => id === act.who) ?? people[0];
  if (person === undefined) return;
  if (act.act === 'submit') {
    const token = act.button.slice(3, 3 + Number(act.button.slice(1, 3)));
    discord.press(person.discord, act.room, act.message, act.button);
    discord.submit(person.discord, act.room, act.message, token, act.text);
  } else if (act.platform === 'telegram') {
    if (act.act === 'tap') telegram.tap(Number(act.room), person.telegram, Number(act.message), act.button);
    else
      telegram.say(
        Number(act.room),
        person.telegram,
        act.text,
        act.answers === undefined ? {} : { replyTo: Number(act.answers) },
      );
  } else if (act.act === 'tap') discord.press(person.discord, act.room, act.message, act.button);
  else slash(person.discord, act.room, act.text);
}

const page = readFileSync(join(import.meta.dirname, 'chats', 'page.html'));
const readers = new Set<ServerResponse>();
const files = new Map<string, { readonly bytes: Uint8Array; readonly type: string }>();
const addresses = new WeakMap<Uint8Array, string>();
function addressOf(bytes: Uint8Array, type: string): string {
  const known = addresses.get(bytes);
  if (known !== undefined && files.has(known)) return known;
  const made = `/files/${createHash('sha256').update(bytes).digest('hex')}`;
  addresses.set(bytes, made);
  files.set(made, { bytes, type });
  const [oldest] = files.keys();
  if (files.size > FILES && oldest !== undefined) files.delete(oldest);
  return made;
}
const changes = createChanges();
const rooms = (): readonly PageRoom[] => [
  ...telegramRooms(telegram, addressOf),
  ...discordRooms(discord, (user) => people.find((person) => person.discord === user)?.id ?? user, addressOf),
];
const line = (data: unknown): string => `data: ${JSON.stringify(data)}\n\n`;
function tell(): void {
  const changed = changes.next(rooms());
  if (changed.length > 0) for (const reader of readers) reader.write(line({ rooms: changed }));
}
/** Everything, to a page that has just been opened. */
function welcome(reader: ServerResponse): void {
  tell();
  reader.write(line({ people: people.map(({ id, name }) => ({ id, name })), rooms: changes.all(rooms()) }));
  readers.add(reader);
}
let waiting: NodeJS.Timeout | undefined;
const changed = (): void => {
  waiting ??= setTimeout(() => {
    waiting = undefined;
    tell();
  }, PAUSE);
};
telegram.onChange(changed);
discord.onChange(changed);

async function act(request: IncomingMessage, response: ServerResponse): Promise<void> {
  try {
    carryOut(actSchema.parse(JSON.parse(await text(request))));
    response.writeHead(204).end();
  } catch (error) {
    response.writeHead(400).end(error instanceof Error ? error.message : 'that could not be read');
  }
}

const server = createServer((request, response) => {
  if (request.url === '/events') {
    response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store' });
    welcome(response);
    request.on('close', () => readers.delete(response));
  } else if (request.method === 'POST' && request.url === '/act') void act(request, response);
  else if (request.url?.startsWith('/files/') === true) {
    const file = files.get(request.url);
    if (file === undefined) response.writeHead(404).end();
    else response.writeHead(200, { 'content-type': file.type, 'cache-control': 'max-age=31536000, immutable' }).end(file.bytes);
  } else response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' }).end(page);
});
server.listen(PORT, '127.0.0.1');
await once(server, 'listening');

const [ana] = people;
if (ana === undefined) throw new Error('nobody is there');
process.stdout.write(`The chats: http://127.0.0.1:${PORT}   You are Ana, the admin; Ctrl-C ends it\n`);
const asked = process.argv.slice(2);
// Only what is played has a speed.
const played = !asked.some((one) => /^--speed(=|$)/.test(one)) && process.env['EXCHANGE'] === undefined;
const speed = played ? ['--speed', READABLE] : [];
const desk = spawn(process.execPath, [join(import.meta.dirname, '../bin/countersign.mjs'), 'start', ...speed, ...asked], {
  stdio: 'inherit',
  env: {
    // Pretended people and their accounts are no part of the desk that is kept in ./data.
    COUNTERSIGN_HOME: './data/chats',
    ...process.env,
    TELEGRAM_TOKEN: telegram.token,
    TELEGRAM_API_ROOT: telegram.apiRoot,
    TELEGRAM_ADMIN_ID: String(ana.telegram.id),
    TELEGRAM_CHAT_ID: String(GROUP),
    DISCORD_TOKEN: discord.token,
    DISCORD_API_ROOT: discord.apiRoot,
    DISCORD_GUILD_ID: discord.guild,
    DISCORD_CHANNEL_ID: channel,
    DISCORD_ADMIN_ID: ana.discord,
  },
});
// Ctrl-C reaches both; the desk ends in order, and the chats after it.
process.on('SIGINT', () => undefined);
process.on('SIGTERM', () => desk.kill('SIGTERM'));
const [code] = await once(desk, 'exit');
clearTimeout(waiting);
for (const reader of readers) reader.end();
server.closeAllConnections();
server.close();
await Promise.all([telegram.close(), discord.close()]);
process.exitCode = typeof code === 'number' ? code : 1;
