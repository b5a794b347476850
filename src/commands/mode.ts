import { z } from 'zod';
import { optional } from '../core/desk/arguments.ts';
import { defineCommand } from '../core/desk/command.ts';
import type { Read } from '../core/desk/read.ts';
import type { DeepReadonly } from '../core/facts/deepReadonly.ts';
import { MODES } from '../core/facts/eventLog.ts';
import { AUTHORITIES } from '../core/facts/settings.ts';
import type { Reply } from '../core/reply/reply.ts';
import { blocksOf } from '../core/state/blocks.ts';
import { choice } from './kinds/choice.ts';

/** The way from invented prices to one's own money, a rung at a time. */
const LADDER = ['replay', 'real prices on paper', 'testnet', 'live at a quarter of the size for ten trades', 'live'] as const;

/** Rungs that this build can stand on: it sends no order to an exchange. */
const BUILT = 2;

/** Where the desk stands: candles are played again, or prices come as they are made. */
const rungOf = (desk: Read): number => (desk.market.kind === 'bars' ? 0 : 1);

const ladder = (standing: number): readonly string[] =>
  LADDER.map((rung, i) => `${i === standing ? '▸' : i < standing ? '✓' : '·'} ${rung}${i < BUILT ? '' : ' (not in this build)'}`);

const checksSchema = z.object({
  /** Fractions of the equity. */
  maxPosition: z.number(),
  maxOpenPositions: z.number().int(),
  maxDailyLoss: z.number(),
  authority: z.enum(AUTHORITIES),
  /** Positions and entries under way. */
  open: z.number().int(),
  blocks: z.array(z.string()),
});
type Checks = DeepReadonly<z.infer<typeof checksSchema>>;

/** What a switch to live would look at, as it stands now. */
function checksNow(desk: Read): Checks {
  const { account, entries } = desk.state();
  const { risk, authority } = desk.state().settings.values;
  const { maxPosition, maxOpenPositions, maxDailyLoss } = risk;
  const open = account.positions.size + entries.size;
  return { maxPosition, maxOpenPositions, maxDailyLoss, authority, open, blocks: blocksOf(desk.state(), desk.now()) };
}

const checkLines = ({ maxPosition, maxOpenPositions, maxDailyLoss, authority, open, blocks }: Checks): readonly string[] => [
  '· account: its own, with keys; paper has none',
  '· permissions: to trade, and none to withdraw',
  `· limits: ${maxPosition * 100} % a position, ${maxOpenPositions} open, ${maxDailyLoss * 100} % a day`,
  `· authority: ${authority} here; live begins at approve`,
  open === 0 ? '✓ no position is open' : `✗ ${open} open: refused until they are closed`,
  blocks.length === 0 ? '✓ nothing is halted' : `✗ ${blocks.join(', ')}`,
];

/** The mode and the ladder to live. A switch to live is refused for as long as nothing here can trade live. */
export const mode = defineCommand({
  name: 'mode',
  aliases: [],
  about: 'paper or live, and the way from one to the other',
  args: { mode: optional(choice('a mode', MODES)) },
  role: 'viewer',
  roleToAdd: 'admin',
  risk: ({ mode: wanted }) => (wanted === 'live' ? 'adds' : 'none'),
  stepUp: ({ mode: wanted }) => (wanted === 'live' ? 'it goes from paper to live' : undefined),
  run: async ({ mode: wanted }, desk) => ({
    wanted,
    mode: desk.account.mode,
    rung: rungOf(desk),
    checks: wanted === 'live' ? checksNow(desk) : undefined,
  }),
  result: z.object({
    wanted: z.enum(MODES).optional(),
    mode: z.enum(MODES),
    /** On the ladder, from 0. */
    rung: z.number().int(),
    checks: checksSchema.optional(),
  }),
  show: (at): Reply =>
    at.checks !== undefined
      ? {
          title: 'Live is not possible',
          lines: [
            'This build has no live execution yet: every order is paper',
            'What would be checked:',
            ...checkLines(at.checks),
            'The way there:',
            ...ladder(at.rung),
            'Example: /mode',
          ],
          outcome: 'refused',
        }
      : {
          title: at.wanted === undefined ? `Mode ${at.mode}` : `The mode is ${at.mode} already`,
          lines: ['No order leaves this machine', ...ladder(at.rung), 'Each account has its own ledger, peak and statistics'],
        },
});
