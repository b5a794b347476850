import { z } from 'zod';
import { type ArgumentKind, optional, required, rest } from '../../src/core/desk/arguments.ts';
import { type Command, defineCommand } from '../../src/core/desk/command.ts';

const symbol: ArgumentKind<string> = {
  name: 'symbol',
  example: 'BTC',
  schema: z.string(),
  parse: (text) =>
    ['BTC', 'ETH'].includes(text.toUpperCase())
      ? { value: text.toUpperCase() }
      : { wrong: `${text} is not traded here`, expected: 'one of BTC, ETH' },
  complete: (prefix) => ['BTC', 'ETH'].filter((name) => name.startsWith(prefix.toUpperCase())),
};

/** Commands of every kind of risk, and a list of what they did. */
export function chatCommands(): { readonly commands: readonly Command[]; readonly did: string[] } {
  const did: string[] = [];
  const done = (what: string) => {
    did.push(what);
    return Promise.resolve({ what });
  };
  const show = ({ what }: { what: string }) => ({ title: `Done: ${what}`, lines: [] });
  const commands = [
    defineCommand({
      name: 'status',
      aliases: ['st'],
      about: 'How things stand',
      args: {},
      role: 'viewer',
      risk: 'none',
      run: () => done('status'),
      result: z.object({ what: z.string() }),
      show,
    }),
    defineCommand({
      name: 'close',
      aliases: ['forceexit'],
      about: 'Close a position',
      args: { symbol: required(symbol), reason: rest('reason', 'too hot') },
      role: 'trader',
      risk: 'reduces',
      confirm: ({ symbol: name }) => ({ title: `Close ${name}?`, lines: [] }),
      run: ({ symbol: name, reason }) => done(`close ${name}${reason === '' ? '' : ` (${reason})`}`),
      result: z.object({ what: z.string() }),
      show,
    }),
    defineCommand({
      name: 'reduce',
      aliases: [],
      about: 'Close half',
      args: { symbol: required(symbol) },
      role: 'trader',
      risk: 'reduces',
      confirm: ({ symbol: name }) => ({ title: `Halve ${name}?`, lines: [] }),
      run: ({ symbol: name }) => done(`reduce ${name}`),
      result: z.object({ what: z.string() }),
      show,
    }),
    defineCommand({
      name: 'panic',
      aliases: [],
      about: 'Everything off',
      args: {
        now: optional({
          name: 'now',
          example: 'now',
          schema: z.string(),
          parse: (value) => ({ value }),
          complete: () => ['now'],
        }),
      },
      role: 'trader',
      risk: 'reduces',
      run: ({ now }) => done(now === undefined ? 'pause' : 'flatten'),
      result: z.object({ what: z.string() }),
      show,
    }),
    defineCommand({
      name: 'buy',
      aliases: [],
      about: 'Propose a purchase',
      args: { symbol: required(symbol) },
      role: 'trader',
      risk: 'adds',
      run: ({ symbol: name }) => done(`buy ${name}`),
      result: z.object({ what: z.string() }),
      show,
    }),
    defineCommand({
      name: 'broken',
      aliases: [],
      about: 'Fails',
      args: {},
      role: 'viewer',
      risk: 'none',
      run: () => Promise.reject(new Error('the disk is full; password=canary')),
      result: z.object({ what: z.string() }),
      show,
    }),
  ];
  return { commands, did };
}
