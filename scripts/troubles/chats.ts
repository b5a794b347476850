import { DiscordAPIError } from 'discord.js';
import { GrammyError, HttpError } from 'grammy';
import { NO_GUILD, notInGuild } from '../../src/bots/discord/guild.ts';
import { chatErrorOf } from '../../src/bots/discord/refusals.ts';
import { unregistered } from '../../src/bots/discord/register.ts';
import { chatError, movedWords } from '../../src/bots/telegram/errors.ts';
import { faultOf } from '../../src/bots/telegram/faults.ts';
import { type Group, quoted } from './trouble.ts';

const fault = (code: string, message: string): Error => Object.assign(new Error(message), { code });

const TELEGRAM = {
  ok: false,
  description: '',
  error_code: 0,
  parameters: {},
} as const;

const telegram = (error_code: number, description: string): GrammyError =>
  new GrammyError('refused', { ...TELEGRAM, error_code, description }, 'sendMessage', {});

const polling = (error: unknown): string => faultOf(error, 0, 0).says;
const sending = (error_code: number, description: string): string =>
  chatError(telegram(error_code, description), 'writing to -1001234').message;

const discord = (code: number, status: number, message: string): DiscordAPIError =>
  new DiscordAPIError({ code, message }, code, status, 'POST', '/channels', { body: undefined, files: undefined });

/** What the platforms refuse, and who is not listened to. */
export const CHATS: Group = {
  title: 'Chats',
  troubles: [
    {
      says: polling(telegram(401, 'Unauthorized')),
      why: 'Telegram: the token was mistyped, or revoked by @BotFather.',
      remedy: '@BotFather, `/mybots`, your bot, **API Token**. Put it into `TELEGRAM_TOKEN` and start again.',
    },
    {
      says: polling(telegram(409, 'Conflict: terminated by other getUpdates request')),
      why: 'Telegram: two programs read one bot’s messages, such as a second desk.',
      remedy: 'Stop the other one. A second desk needs a bot of its own.',
    },
    {
      says: polling(telegram(409, "Conflict: can't use getUpdates method while webhook is active")),
      why: 'Telegram: another program has its messages sent elsewhere. The desk deletes the webhook at its start.',
      remedy: 'If it comes back, the other program sets it anew: give the desk a bot of its own.',
    },
    {
      says: polling(new HttpError('failed', fault('ECONNREFUSED', 'connect ECONNREFUSED'))),
      why: 'Telegram: no network, or it is blocked here. The desk trades on and tries again.',
      remedy: '`npx countersign check`. `TELEGRAM_API_ROOT` names another server of the Bot API.',
    },
    {
      says: sending(403, 'Forbidden: bot was blocked by the user'),
      why: 'Telegram: the person stopped the bot.',
      remedy: 'They unblock it and press **Start**.',
    },
    {
      says: sending(403, "Forbidden: bot can't initiate conversation with a user"),
      why: 'Telegram: nobody has written to the bot from that account yet.',
      remedy: 'Open the chat with the bot and press **Start**.',
    },
    {
      says: sending(400, 'Bad Request: chat not found'),
      why: 'Telegram: `TELEGRAM_CHAT_ID` is mistyped, or the bot is not in that group. The number of a group is below 0.',
      remedy: 'Add the bot, send `/whoami` there and copy the line that it answers.',
    },
    {
      says: sending(403, 'Forbidden: bot was kicked from the supergroup chat'),
      why: 'Telegram: somebody took it out.',
      remedy: 'Add it again and let it send messages.',
    },
    {
      says: sending(400, 'Bad Request: not enough rights to send text messages to the chat'),
      why: 'Telegram: the group lets only some people write.',
      remedy: 'Group, **Edit**, **Permissions**, or make the bot an administrator.',
    },
    {
      says: sending(400, 'Bad Request: message thread not found'),
      why: 'Telegram: the topic that alerts go to was closed.',
      remedy: 'Open it, or say `/setup trades here` in another one.',
    },
    {
      says: movedWords('-1234', -1_001_234),
      why: 'Telegram: a group that grows gets another number. The desk follows it while it runs.',
      remedy: 'Put the new number into `TELEGRAM_CHAT_ID`, so that the next start knows it too.',
    },
    {
      says: chatErrorOf(discord(0, 401, '401: Unauthorized')).message,
      why: 'Discord: the token was mistyped or reset.',
      remedy: 'Developer portal, **Bot**, **Reset Token**; put it into `DISCORD_TOKEN`.',
    },
    {
      says: NO_GUILD,
      why: 'Discord: the commands live in one server, which has to be named.',
      remedy: 'Right-click the server’s name, **Copy Server ID** (Developer Mode on): `DISCORD_GUILD_ID`.',
    },
    {
      says: notInGuild('1123456789012345678'),
      why: 'Discord: it was never invited, or was removed.',
      remedy: 'README, Discord, step 4. `npx countersign check` lists the servers that it is in.',
    },
    {
      says: chatErrorOf(discord(10_003, 404, 'Unknown Channel')).message,
      why: 'Discord: the channel was deleted, or the id is of something else.',
      remedy: 'Right-click the channel, **Copy Channel ID**: `DISCORD_CHANNEL_ID`.',
    },
    {
      says: chatErrorOf(discord(50_001, 403, 'Missing Access')).message,
      why: 'Discord: the channel is hidden from the bot’s role.',
      remedy: 'Channel, **Edit Channel**, **Permissions**, add the bot’s role.',
    },
    {
      says: chatErrorOf(discord(50_013, 403, 'Missing Permissions')).message,
      why: 'Discord: the role may look and not write.',
      remedy: '**Server Settings**, **Roles**, the bot’s role; `npx countersign check` names what lacks.',
    },
    {
      says: chatErrorOf(discord(50_007, 403, 'Cannot send messages to this user')).message,
      why: 'Discord: what is private goes to the person directly.',
      remedy: 'The person: right-click the server, **Privacy Settings**, **Direct Messages**.',
    },
    {
      says: unregistered(chatErrorOf(discord(50_001, 403, 'Missing Access'))),
      why: 'Discord: it was invited without the scope that lets it have commands.',
      remedy: 'README, Discord, step 4: tick `bot` and `applications.commands`. The desk tries again by itself.',
    },
    quoted(
      'src/bots/firstAdmins.ts',
      'No admin is on a chat yet. Write within … of your own clock, …: /pair …',
      'Nobody is admitted yet. A wrong code is answered by silence, as all that strangers write.',
      'Send that line to the bot. The time is over? `/pair` at the terminal makes a new code; or set `TELEGRAM_ADMIN_ID`, `DISCORD_ADMIN_ID`.',
    ),
    quoted(
      'src/bots/firstAdmins.ts',
      'The configuration names … as admin, and the list does not (any more): … changes that',
      'The account was taken off the list or has another role there. The list counts.',
      'Give the command that it names, at the terminal.',
    ),
    quoted(
      'src/core/alerts/stranger.ts',
      'A stranger wrote to the desk',
      'Somebody who is not on the list. Nothing was done and nothing was said.',
      'One of yours: `/users add telegram:ID NAME ROLE`.',
    ),
    quoted(
      'src/bots/telegram/probe.ts',
      '…: TELEGRAM_CHAT_ID is not set',
      'The bot answers commands, and alerts have nowhere to go.',
      'Send `/whoami` in the chat that is to have them and put the line it answers into `.env`.',
    ),
    quoted(
      'src/bots/discord/probe.ts',
      '…: DISCORD_CHANNEL_ID is not set',
      'As above, on Discord.',
      'Developer Mode on, right-click the channel, **Copy Channel ID**.',
    ),
    quoted(
      'src/bots/telegram/probe.ts',
      'pictures are not allowed there: the words go without them',
      'The group lets nobody send photos.',
      'Allow the bot to, or leave it.',
    ),
    quoted(
      'src/bots/discord/gateway.ts',
      'Discord does not allow the intents that were asked for: the desk needs only the one for servers, so make a new application',
      'The application was restricted by Discord.',
      'Make a new application: README, Discord, from step 1.',
    ),
    quoted(
      'src/bots/discord/gateway.ts',
      'Discord refuses the shard: only one program may run with this token',
      'The token is used by a large bot in several processes.',
      'An application of its own for the desk.',
    ),
    quoted(
      'src/bots/backlogs.ts',
      '… came … late and was not done',
      'The chat was away, or this machine slept. What is older than 60 s is dropped, so that nothing is done that you no longer mean.',
      'Say it again if you still mean it.',
    ),
    quoted(
      'src/bots/frontDesk.ts',
      'That button is too old',
      'Buttons hold for a while, and once.',
      'Ask for a fresh one, such as `/status`.',
    ),
    quoted(
      'src/bots/frontDesk.ts',
      'This is answered in private only',
      'Balances, codes and settings are not for groups, and a bot cannot write to you first.',
      'Open a private chat with it, press **Start**, ask again.',
    ),
    quoted(
      'src/core/alerts/codesLocked.ts',
      '…: codes locked for 15 min',
      'Five wrong ones in a row. The clock of the phone may be wrong.',
      'Wait; let the phone set its time by itself. Was it not them? `/users remove NAME`.',
    ),
  ],
};
