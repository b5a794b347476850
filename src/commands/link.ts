import { z } from 'zod';
import { optional } from '../core/desk/arguments.ts';
import { defineCommand } from '../core/desk/command.ts';
import { refusal } from '../core/reply/reply.ts';
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
  run: async ({ code }, desk, who) => {
    const member = desk.state().people.get(who.id);
    if (member === undefined) return { kind: 'no account' as const };
    if (code !== undefined) return { kind: 'joined already' as const, name: member.name };
    const issued = desk.linkCode();
    return { kind: 'code' as const, code: issued.code, within: issued.for };
  },
  result: z.discriminatedUnion('kind', [
    /** The terminal's. */
    z.object({ kind: z.literal('no account') }),
    z.object({ kind: z.literal('joined already'), name: z.string() }),
    /** `within` is how long it lives, ms of the wall clock. */
    z.object({ kind: z.literal('code'), code: z.string(), within: z.number() }),
  ]),
  show: (done) => {
    switch (done.kind) {
      case 'no account':
        return refusal('The terminal is no account', 'A code is asked for on a chat', '/users');
      case 'joined already':
        return refusal(
          `This account speaks for ${done.name} already`,
          'Send the code from the account that is to be joined; it must be on no list yet',
          '/link',
        );
      case 'code':
        return {
          title: `Your code: ${done.code}`,
          lines: [
            `On the other platform: /link ${done.code}`,
            'On Telegram in the private chat with the bot; on Discord in any channel, where only you see it',
            `It works once, within ${durationText(done.within)}; that account is you then`,
          ],
        };
    }
  },
});
