import { z } from 'zod';
import { type Change, changes } from '../core/approval/settingsRisk.ts';
import { optional } from '../core/desk/arguments.ts';
import { defineCommand } from '../core/desk/command.ts';
import type { OwnDesk } from '../core/desk/ownDesk.ts';
import type { DeepReadonly } from '../core/facts/deepReadonly.ts';
import { messageOf } from '../core/facts/messageOf.ts';
import { type Difference, isGroup } from '../core/facts/settingLeaves.ts';
import { type Settings, settingsSchema } from '../core/facts/settings.ts';
import { currencyOf } from '../core/reply/currency.ts';
import { differenceLines } from './cards/difference.ts';
import { choice } from './kinds/choice.ts';
import { FIXED } from './kinds/setting.ts';

/** What the configuration says otherwise, by what can be done about it, and the settings with what is tighter in it taken over. */
type Found = {
  readonly tighter: readonly Change[];
  readonly looser: readonly Change[];
  readonly fixed: readonly Change[];
  readonly values: Settings;
};

/** A strategy is switched and weighted as one. */
const keysOf = (path: string): readonly string[] => {
  const keys = path.split('.');
  return path.startsWith('signal.strategies.') ? keys.slice(0, 3) : keys;
};

/** `now` with what stands at `keys` as it is in `wanted`, or without it where it is absent there. */
function taken(now: unknown, wanted: unknown, [key = '', ...deeper]: readonly string[]): unknown {
  const [before, after] = [isGroup(now) ? now : {}, isGroup(wanted) ? wanted : {}];
  const { [key]: was, ...others } = before;
  const is = deeper.length === 0 ? after[key] : taken(was, after[key], deeper);
  return is === undefined ? others : { ...others, [key]: is };
}

function compared(now: Settings, wanted: Settings): Found {
  const all = changes(now, wanted);
  const free = all.filter(({ path }) => !FIXED.includes(path));
  const tighter = free.filter(({ risk }) => risk === 'reduces');
  const values = tighter.reduce((made: unknown, { path }) => taken(made, wanted, keysOf(path)), now);
  return {
    tighter,
    looser: free.filter(({ risk }) => risk === 'adds'),
    fixed: all.filter(({ path }) => FIXED.includes(path)),
    values: settingsSchema.parse(values),
  };
}

/** The difference, or what is wrong with the configuration, line by line. */
async function read(desk: OwnDesk): Promise<Found | { readonly unreadable: readonly string[] }> {
  try {
    return compared(desk.state().settings.values, await desk.configured());
  } catch (error) {
    const says = messageOf(error);
    return { unreadable: says.split('\n').map((line) => line.trim()) };
  }
}

const leaf = z.object({ path: z.string(), before: z.string(), after: z.string() });
const found = { tighter: z.array(leaf), looser: z.array(leaf), fixed: z.array(leaf) };

const result = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('unreadable'), says: z.array(z.string()) }),
  z.object({ kind: z.literal('same'), version: z.number().int() }),
  z.object({ kind: z.literal('differs'), ...found }),
  /** `version` is the one that it made. */
  z.object({ kind: z.literal('taken'), version: z.number().int(), ...found }),
]);
type Told = DeepReadonly<Extract<z.infer<typeof result>, { kind: 'differs' | 'taken' }>>;

const under = (heading: string, leaves: readonly Difference[], currency: string): readonly string[] =>
  leaves.length === 0 ? [] : [heading, ...differenceLines(leaves, currency).map((line) => `  ${line}`)];

const told = ({ looser, fixed }: Pick<Told, 'looser' | 'fixed'>, currency: string): readonly string[] => [
  ...under('Looser or of another kind there, not taken over: /config', looser, currency),
  ...under('Fixed for a whole run:', fixed, currency),
];

/** Bare it only compares; `take` takes over what is tighter, and never what is looser. */
export const reload = defineCommand({
  name: 'reload',
  aliases: ['reload_config'],
  about: 'reads the configuration again; `/reload take` takes over what is tighter there',
  args: { take: optional(choice('take', ['take'])) },
  role: 'admin',
  confidential: true,
  risk: ({ take }) => (take === undefined ? 'none' : 'reduces'),
  confirm: ({ take }) =>
    take === undefined
      ? undefined
      : {
          title: 'Take over what is tighter in the configuration?',
          lines: ['/reload shows what that is', 'What is looser there stays as it is here'],
        },
  run: async ({ take }, desk) => {
    const compare = await read(desk);
    if ('unreadable' in compare) return { kind: 'unreadable' as const, says: compare.unreadable };
    const { tighter, looser, fixed, values } = compare;
    const { version } = desk.state().settings;
    if (tighter.length + looser.length + fixed.length === 0) return { kind: 'same' as const, version };
    if (take === undefined || tighter.length === 0) return { kind: 'differs' as const, tighter, looser, fixed };
    await desk.act({
      type: 'settings',
      version: version + 1,
      why: `reload: ${tighter.length} tighter in the configuration`,
      values,
    });
    return { kind: 'taken' as const, version: version + 1, tighter, looser, fixed };
  },
  result,
  show: (done, notation) => {
    const currency = currencyOf(notation);
    switch (done.kind) {
      case 'unreadable':
        return {
          title: 'The configuration cannot be read',
          lines: [...done.says, 'The settings stay as they are', 'Example: /config'],
          outcome: 'refused',
        };
      case 'same':
        return { title: 'The configuration says the same', lines: [`Settings version ${done.version} stay in force`] };
      case 'differs': {
        const { tighter, looser, fixed } = done;
        return {
          title: `${tighter.length + looser.length + fixed.length} differ in the configuration`,
          lines: [...under('Tighter there:', tighter, currency), ...told(done, currency), 'Nothing is taken over by itself'],
          buttons: tighter.length === 0 ? [] : [{ label: `Take over ${tighter.length}`, line: '/reload take' }],
        };
      }
      case 'taken':
        return {
          title: `${done.tighter.length} taken over · settings version ${done.version}`,
          lines: [...differenceLines(done.tighter, currency), ...told(done, currency)],
          buttons: [{ label: 'Undo', line: '/undo' }],
        };
    }
  },
});
