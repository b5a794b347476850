import { type Change, changes } from '../core/approval/settingsRisk.ts';
import { optional } from '../core/desk/arguments.ts';
import { defineCommand } from '../core/desk/command.ts';
import type { Desk } from '../core/desk/desk.ts';
import { isGroup } from '../core/facts/settingLeaves.ts';
import { type Settings, settingsSchema } from '../core/facts/settings.ts';
import type { Reply } from '../core/reply/reply.ts';
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

/** The difference, or why the configuration cannot be read. */
async function read(desk: Desk): Promise<Found | { readonly unreadable: Reply }> {
  try {
    return compared(desk.state().settings.values, await desk.configured());
  } catch (error) {
    const says = error instanceof Error ? error.message : String(error);
    return {
      unreadable: {
        title: 'The configuration cannot be read',
        lines: [...says.split('\n').map((line) => line.trim()), 'The settings stay as they are', 'Example: /config'],
        outcome: 'refused',
      },
    };
  }
}

const under = (heading: string, leaves: readonly Change[]): readonly string[] =>
  leaves.length === 0 ? [] : [heading, ...differenceLines(leaves).map((line) => `  ${line}`)];

const told = ({ looser, fixed }: Found): readonly string[] => [
  ...under('Looser or of another kind there, not taken over: /config', looser),
  ...under('Fixed for a whole run:', fixed),
];

/** Bare it only compares; `take` takes over what is tighter, and never what is looser. */
export const reload = defineCommand({
  name: 'reload',
  aliases: [],
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
  run: async ({ take }, desk, who): Promise<Reply> => {
    const found = await read(desk);
    if ('unreadable' in found) return found.unreadable;
    const { tighter, looser, fixed, values } = found;
    const { version } = desk.state().settings;
    if (tighter.length + looser.length + fixed.length === 0)
      return { title: 'The configuration says the same', lines: [`Settings version ${version} stay in force`] };
    if (take === undefined || tighter.length === 0) {
      return {
        title: `${tighter.length + looser.length + fixed.length} differ in the configuration`,
        lines: [...under('Tighter there:', tighter), ...told(found), 'Nothing is taken over by itself'],
        buttons: tighter.length === 0 ? [] : [{ label: `Take over ${tighter.length}`, line: '/reload take' }],
      };
    }
    await desk.act(who, {
      type: 'settings',
      version: version + 1,
      why: `reload: ${tighter.length} tighter in the configuration`,
      values,
    });
    return {
      title: `${tighter.length} taken over · settings version ${version + 1}`,
      lines: [...differenceLines(tighter), ...told(found)],
      buttons: [{ label: 'Undo', line: '/undo' }],
    };
  },
  show: (reply) => reply,
});
