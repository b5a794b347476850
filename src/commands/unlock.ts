import { z } from 'zod';
import { type Choices, required } from '../core/desk/arguments.ts';
import { defineCommand } from '../core/desk/command.ts';
import type { Read } from '../core/desk/read.ts';
import { at } from '../core/facts/vocabulary.ts';
import { shortName } from '../core/reply/format.ts';
import { coolingAt } from '../core/state/coolDowns.ts';
import { whenText } from '../core/time.ts';
import { switchedReply, switchedSchema, switchSymbol } from './cards/symbolSwitch.ts';
import { symbol as symbolKind } from './kinds/symbol.ts';

const isDenied = (symbol: string, desk: Read): boolean => {
  const own = desk.state().symbols.get(symbol);
  return own !== undefined && !own.allowed && (own.until === undefined || own.until > desk.now());
};

/** The symbols that are denied now. */
const denied = (desk: Read): Choices => ({
  asks: 'Allow which symbol again?',
  all: [...desk.state().symbols.keys()]
    .filter((symbol) => isDenied(symbol, desk))
    .map((symbol) => ({ word: shortName(symbol), label: shortName(symbol) })),
  none: 'No symbol is denied',
});

/** `/symbol allow` for a symbol that is denied, as Freqtrade's users type it; of another one it says what keeps it out. */
export const unlock = defineCommand({
  name: 'unlock',
  aliases: ['bl_delete', 'blacklist_delete'],
  about: 'entries again on a symbol that was denied',
  args: { symbol: required(symbolKind) },
  choices: { symbol: (_given, desk) => denied(desk) },
  role: 'trader',
  roleToAdd: 'approver',
  risk: ({ symbol }, desk) => (isDenied(symbol, desk) ? 'adds' : 'none'),
  run: async ({ symbol }, desk) => {
    if (isDenied(symbol, desk))
      return { kind: 'allowed' as const, switched: await switchSymbol(desk, 'allow', symbol, undefined) };
    const { coolDowns, settings } = desk.state();
    const cooling = coolingAt(coolDowns, settings.values.signal.coolDown, desk.now());
    return { kind: 'free' as const, now: desk.now(), symbol, cooling: cooling.filter((one) => one.symbol === symbol) };
  },
  result: z.discriminatedUnion('kind', [
    z.object({ kind: z.literal('allowed'), switched: switchedSchema }),
    z.object({
      kind: z.literal('free'),
      now: at,
      symbol: z.string(),
      /** Of the desk's own entries; `side` is `buy` or `sell`. */
      cooling: z.array(z.object({ symbol: z.string(), side: z.string(), why: z.string(), until: at })),
    }),
  ]),
  show: (done) =>
    done.kind === 'allowed'
      ? switchedReply(done.switched)
      : {
          title: `${shortName(done.symbol)} is not denied`,
          lines: [
            ...done.cooling.map(
              ({ side, why, until }) =>
                `${side === 'buy' ? 'long' : 'short'}: ${why}, rests until ${whenText(until, done.now)}; /buy and /sell work`,
            ),
            'What keeps entries out: /locks',
          ],
        },
});
