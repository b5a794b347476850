import { z } from 'zod';
import { type ArgumentKind, optional } from '../core/desk/arguments.ts';
import { defineCommand } from '../core/desk/command.ts';
import type { OwnDesk } from '../core/desk/ownDesk.ts';
import type { Risk } from '../core/facts/roles.ts';
import { refusal } from '../core/reply/reply.ts';

/** `new`, or the first code of an authenticator. */
const step: ArgumentKind<string> = {
  name: 'new, or six digits',
  example: '123456',
  schema: z.string(),
  parse: (text) =>
    /^(new|\d{6})$/i.test(text)
      ? { value: text.toLowerCase() }
      : { wrong: 'That is no code of an authenticator', expected: 'Expected new, or the six digits that it shows' },
  complete: (prefix) => ['new'].filter((word) => word.startsWith(prefix.toLowerCase())),
};

const result = z.discriminatedUnion('kind', [
  /** Nothing waits for its first code. */
  z.object({ kind: z.literal('not begun') }),
  z.object({ kind: z.literal('wrong') }),
  /** The recovery codes are shown this once. */
  z.object({ kind: z.literal('confirmed'), recovery: z.array(z.string()) }),
  z.object({ kind: z.literal('set up') }),
  z.object({ kind: z.literal('begun'), uri: z.string(), secret: z.string() }),
]);

async function confirmed(code: string, desk: OwnDesk, who: { readonly id: string; readonly name: string }) {
  const made = await desk.oneTimeCodes.confirm(code);
  if (made.kind === 'none') return { kind: 'not begun' } as const;
  if (made.kind === 'wrong') return { kind: 'wrong' } as const;
  await desk.register({ type: 'secondFactor', person: who.id, state: 'set' });
  return { kind: 'confirmed', recovery: made.recovery } as const;
}

/** Sets up one-time codes: the secret, then its first code. Those that are there already are replaced only with a code of theirs. */
export const totp = defineCommand({
  name: 'totp',
  aliases: ['2fa'],
  about: 'sets up the one-time codes that risky changes want',
  args: { step: optional(step) },
  role: 'viewer',
  // By the words: its line is a code, so no audit row is made of it.
  risk: (): Risk => 'none',
  privately: true,
  stepUp: ({ step: given }) => (given === 'new' ? 'it replaces your one-time codes' : undefined),
  run: async ({ step: given }, desk, who) => {
    if (given !== undefined && given !== 'new') return confirmed(given, desk, who);
    if (given === undefined && (await desk.oneTimeCodes.has())) return { kind: 'set up' as const };
    return { kind: 'begun' as const, ...desk.oneTimeCodes.begin() };
  },
  result,
  show: (done, { label }) => {
    switch (done.kind) {
      case 'not begun':
        return refusal('Nothing waits for its first code', 'Begin with /totp, and confirm within 10 min', '/totp');
      case 'wrong':
        return refusal('That code is wrong', "Is the phone's clock right? Send the next one", '/totp 123456');
      case 'confirmed':
        return {
          title: 'One-time codes are set up',
          lines: [
            'Recovery codes, each for one time without the phone;',
            'they are shown this once, so write them down:',
            ...done.recovery.map((one) => `  ${one}`),
            'One is given like any code: /code ABCDE-FGHJK',
            'In a chat this message is taken away after 5 min',
          ],
          secret: true,
        };
      case 'set up':
        return {
          title: 'Your one-time codes are set up',
          lines: ['They are asked for before risky changes', 'Another phone? /totp new, with a code or a recovery code'],
          buttons: [{ label: 'Replace them', line: '/totp new' }],
        };
      case 'begun':
        return {
          title: 'Scan this with an authenticator',
          picture: { kind: 'qr', title: 'One-time codes', label, text: done.uri },
          lines: [
            'Or copy the secret into it:',
            done.secret,
            'or all of it; a chat opens no such link, so it is text to copy too:',
            done.uri,
            'Then send the first code: /totp 123456',
            'In a chat this message is taken away after that, or after 5 min',
          ],
          copies: [done.secret, done.uri],
          secret: true,
          buttons: [{ label: 'First code', line: '/totp', asks: 'The six digits that it shows' }],
        };
    }
  },
});
