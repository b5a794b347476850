import { z } from 'zod';
import { optional } from '../core/desk/arguments.ts';
import { defineCommand } from '../core/desk/command.ts';
import { type Reply, refusal } from '../core/reply/reply.ts';
import { durationText } from '../core/time.ts';

/** Gives a code by which an account on another platform is joined. Whoever is on the list already can use no such code. */
export const link = defineCommand({
  name: 'link',
  aliases: [],
  about: 'a one-time code that joins your account on another platform',
  args: {
    code: optional({
      name: 'a code',
      example: 'ABCDEFGH',
      schema: z.string(),
      parse: (value: string) => ({ value }),
      complete: () => [],
    }),
  },
  role: 'viewer',
  risk: 'none',
  privately: true,
  // A phone in the wrong hands for a minute must not get a second account that lasts.
  stepUp: ({ code }) => (code === undefined ? 'it joins another account' : undefined),
  stepUpWhereSet: true,
  run: async ({ code }, desk, who): Promise<Reply> => {
    const member = desk.state().people.get(who.id);
    if (member === undefined) return refusal('The terminal is no account', 'A code is asked for on a chat', '/users');
    if (code !== undefined)
      return refusal(
        `This account speaks for ${member.name} already`,
        'Send the code from the account that is to be joined; it must be on no list yet',
        '/link',
      );
    const issued = desk.linkCode(member.id);
    return {
      title: `Your code: ${issued.code}`,
      lines: [
        `On the other platform: /link ${issued.code}`,
        'On Telegram in the private chat with the bot; on Discord in any channel, where only you see it',
        `It works once, within ${durationText(issued.for)}; that account is you then`,
      ],
    };
  },
  show: (reply) => reply,
});
