import { z } from 'zod';
import { ALERTS } from '../core/alerts/list.ts';
import { type ArgumentKind, optional } from '../core/desk/arguments.ts';
import { defineCommand } from '../core/desk/command.ts';
import { nearest } from '../core/reply/nearest.ts';
import { wordOf } from './kinds/notice.ts';

const WORDS = ALERTS.map(({ name }) => wordOf(name));

const alertName: ArgumentKind<string> = {
  name: 'an alert',
  example: 'stop-moved',
  words: WORDS,
  schema: z.enum(WORDS),
  json: wordOf,
  parse(text) {
    const found = ALERTS.find(({ name }) => wordOf(name) === text.toLowerCase());
    if (found !== undefined) return { value: found.name };
    const near = nearest(text.toLowerCase(), WORDS);
    return {
      wrong: `There is no alert ${text}`,
      expected: near === undefined ? 'Expected an alert of /notify' : `Did you mean ${near}?`,
    };
  },
  complete: (prefix) => WORDS.filter((word) => word.startsWith(prefix.toLowerCase())),
};

/** Sends alerts of invented facts through the ordinary way, each marked; nothing of the account is touched. */
export const test = defineCommand({
  name: 'test',
  aliases: [],
  about: 'sends every alert once, or one by its name, marked as a test',
  args: { alert: optional(alertName) },
  role: 'trader',
  risk: 'none',
  acts: true,
  run: async ({ alert }, desk) => {
    await desk.act({ type: 'tested', ...(alert === undefined ? {} : { alert }) });
    return { sent: alert === undefined ? ALERTS.map(({ name }) => name) : [alert] };
  },
  result: z.object({ sent: z.array(z.string()) }),
  show: ({ sent }) => ({
    title: sent.length === 1 ? `A test of ${sent[0]} is sent` : `${sent.length} test alerts are sent`,
    lines: ['Each is marked TEST; nothing has happened', 'How loud they come, and whether, is each chat’s /notify'],
    buttons: [{ label: 'Notices', line: '/notify' }],
  }),
});
