import { z } from 'zod';
import { settingsRisk, settingsStepUp } from '../core/approval/settingsRisk.ts';
import { type ArgumentKind, optional } from '../core/desk/arguments.ts';
import { defineCommand } from '../core/desk/command.ts';
import type { Read } from '../core/desk/read.ts';
import type { DeepReadonly } from '../core/facts/deepReadonly.ts';
import { leaves, valueAt } from '../core/facts/settingLeaves.ts';
import { settingRange } from '../core/facts/settingRange.ts';
import { type Settings, settingsSchema } from '../core/facts/settings.ts';
import { AMOUNTS, type Doubt, doubtIn, settingText, settingWord } from '../core/facts/settingUnits.ts';
import { readFigure } from '../core/figure.ts';
import { currencyOf } from '../core/reply/currency.ts';
import type { Reply } from '../core/reply/reply.ts';
import { soundBounds, unsound } from '../core/risk/soundSettings.ts';
import { LOOSER, TIGHTER } from './cards/difference.ts';
import { packed } from './cards/lines.ts';
import { withoutCurrency } from './kinds/figures.ts';
import { changed, FIXED, misreadNumber, setting } from './kinds/setting.ts';

const value: ArgumentKind<string> = {
  name: 'a value',
  example: '1%',
  schema: z.string(),
  parse: (text) => ({ value: text }),
  // A figure may have its unit behind it. What is named, and a `now` that ends the line, is no part of it.
  takes(words) {
    const end = words.findIndex((word, i) => i > 0 && (/^\w+=/.test(word) || (i === words.length - 1 && /^now$/i.test(word))));
    return end === -1 ? words.length : end;
  },
  complete: () => [],
};

type Change =
  | { readonly kind: 'same'; readonly before: string }
  | { readonly kind: 'refused'; readonly before: string; readonly why: readonly string[] }
  | { readonly kind: 'change'; readonly before: string; readonly after: string; readonly values: Settings };

/** What a new value would make of the settings; the schema refuses what is out of range. */
function changeOf(path: string, text: string, desk: Read): Change {
  const { values } = desk.state().settings;
  const before = valueAt(values, path);
  if (FIXED.includes(path))
    return { kind: 'refused', before, why: ['It is fixed for a whole run; set it in the environment before the start'] };
  if (!leaves(values).some(([name]) => name === path))
    return { kind: 'refused', before: 'as it is', why: [`${path} is a group of settings; /config ${path} lists them`] };
  const range = `Expected ${settingRange(path, soundBounds(values, path))}`;
  const figure = withoutCurrency(text, currencyOf(desk));
  if (figure !== text && !AMOUNTS.includes(path) && readFigure(figure) !== undefined)
    return { kind: 'refused', before, why: [`${path} is no amount of ${currencyOf(desk)}`, range] };
  const misread = misreadNumber(values, path, figure);
  if (misread !== undefined) return { kind: 'refused', before, why: [misread] };
  const doubt = doubtIn(path, figure);
  if (doubt !== undefined) return askedBack(doubt, path, desk);
  const parsed = settingsSchema.safeParse(changed(values, path.split('.'), figure));
  if (!parsed.success) return { kind: 'refused', before, why: [range] };
  const after = valueAt(parsed.data, path);
  const ruin = newlyUnsound(values, parsed.data, path);
  if (ruin !== undefined) return { kind: 'refused', before, why: ruin };
  return after === before ? { kind: 'same', before } : { kind: 'change', before, after, values: parsed.data };
}

/** A figure that can be meant in two ways is asked back by what would pass; what would not is told with its range. */
function askedBack({ asked, spellings }: Doubt, path: string, desk: Read): Change {
  const tried = spellings.map((spelling) => ({ spelling, change: changeOf(path, spelling, desk) }));
  const passing = tried.filter(({ change }) => change.kind !== 'refused').map(({ spelling }) => spelling);
  const refused = tried.flatMap(({ change }) => (change.kind === 'refused' ? [change] : []));
  const [first] = refused;
  if (first !== undefined && passing.length === 0) return first;
  return {
    kind: 'refused',
    before: valueAt(desk.state().settings.values, path),
    why: [`${asked} Write ${passing.join(' or ')}`, ...(first?.why ?? [])],
  };
}

/** Why a change may ruin the account by a slip; what stood so before it keeps nobody from changing something else. */
function newlyUnsound(before: Settings, after: Settings, path: string): readonly string[] | undefined {
  const was = new Set(unsound(before, path).map((one) => one.path));
  const all = unsound(after, path);
  const found = all.find((one) => one.path === path) ?? all.find((one) => !was.has(one.path));
  if (found === undefined) return undefined;
  const other = found.path === path ? '' : `${found.path}: `;
  return [`${other}${found.wrong}`, `Expected ${found.expected}`];
}

const result = z.discriminatedUnion('kind', [
  /** Of one group, or of all. */
  z.object({
    kind: z.literal('list'),
    version: z.number().int(),
    group: z.string().optional(),
    groups: z.array(z.string()),
    settings: z.array(z.object({ path: z.string(), value: z.string() })),
  }),
  z.object({ kind: z.literal('same'), path: z.string(), before: z.string() }),
  z.object({ kind: z.literal('refused'), path: z.string(), wanted: z.string(), before: z.string(), why: z.array(z.string()) }),
  z.object({
    kind: z.literal('changed'),
    path: z.string(),
    before: z.string(),
    after: z.string(),
    /** The version that it made. */
    version: z.number().int(),
  }),
]);
type Listed = DeepReadonly<Extract<z.infer<typeof result>, { kind: 'list' }>>;

function listed(group: string | undefined, desk: Read): Listed {
  const { version, values } = desk.state().settings;
  const settings = leaves(values).map(([path, value]) => ({ path, value }));
  return {
    kind: 'list',
    version,
    group,
    groups: Object.keys(values),
    settings: settings.filter(({ path }) => group === undefined || path === group || path.startsWith(`${group}.`)),
  };
}

const USUAL: Settings = settingsSchema.parse({});

/** A line that passes: the setting at its usual value; of what cannot be changed by a line, one that shows it. */
function exampleOf(path: string): string {
  const usual = leaves(USUAL).find(([name]) => name === path)?.[1];
  return usual === undefined || usual === '' || FIXED.includes(path)
    ? `/config ${path}`
    : `/config ${path} ${settingWord(path, usual)}`;
}

/** The settings in force, group by group; of one group line by line. */
function listing({ version, group, groups, settings }: Listed, currency: string): Reply {
  if (group !== undefined) {
    return {
      title: `${group} · settings version ${version}`,
      lines:
        settings.length === 0
          ? ['None is set', 'Example: /strategy momentum authority approve']
          : [
              ...settings.map(({ path, value: is }) => `${path} ${settingText(path, is, currency)}`),
              `Change one: /config ${settings[0]?.path ?? group} <value>`,
            ],
    };
  }
  return {
    title: `Settings, version ${version}`,
    lines: groups.flatMap((name) => {
      const inside = settings.filter(({ path }) => path.startsWith(`${name}.`));
      const single = settings.find(({ path }) => path === name);
      if (single !== undefined || inside.length === 0) return [`${name} ${settingText(name, single?.value ?? 'none', currency)}`];
      return [
        name,
        ...packed(
          inside.map(({ path, value: is }) => `${path.slice(name.length + 1)} ${settingText(path, is, currency)}`),
          { indent: '  ', between: ' · ' },
        ),
      ];
    }),
    buttons: [
      { label: 'risk', line: '/config risk' },
      { label: 'signal', line: '/config signal' },
      { label: 'exits', line: '/config exits' },
      { label: 'execution', line: '/config execution' },
    ],
  };
}

/** Shows the settings in force, or makes a new version of them with one changed: previewed as a difference, then confirmed. */
export const config = defineCommand({
  name: 'config',
  aliases: ['settings', 'set', 'show_config'],
  about: 'the settings; with a name and a value, a change of them',
  args: { setting: optional(setting), value: optional(value) },
  role: 'admin',
  confidential: true,
  risk: ({ setting: path, value: text }, desk) => {
    if (path === undefined || text === undefined) return 'none';
    const change = changeOf(path, text, desk);
    return change.kind === 'change' ? settingsRisk(desk.state().settings.values, change.values) : 'none';
  },
  confirm: ({ setting: path, value: text }, desk) => {
    if (path === undefined || text === undefined) return undefined;
    const change = changeOf(path, text, desk);
    if (change.kind !== 'change') return undefined;
    const { version } = desk.state().settings;
    const currency = currencyOf(desk);
    return {
      title: `Change ${path}?`,
      lines: [
        `− ${settingText(path, change.before, currency)}`,
        `+ ${settingText(path, change.after, currency)}`,
        settingsRisk(desk.state().settings.values, change.values) === 'adds' ? LOOSER : TIGHTER,
        `Settings version ${version} → ${version + 1}`,
      ],
      buttons: [{ label: 'Change', line: '/yes' }],
    };
  },
  stepUp: ({ setting: path, value: text }, desk) => {
    if (path === undefined || text === undefined) return undefined;
    const change = changeOf(path, text, desk);
    return change.kind === 'change' ? settingsStepUp(desk.state().settings.values, change.values) : undefined;
  },
  run: async ({ setting: path, value: text }, desk) => {
    if (path === undefined || text === undefined) return listed(path, desk);
    const change = changeOf(path, text, desk);
    if (change.kind === 'same') return { kind: 'same' as const, path, before: change.before };
    if (change.kind === 'refused')
      return { kind: 'refused' as const, path, wanted: text, before: change.before, why: change.why };
    const { before, after, values } = change;
    const version = desk.state().settings.version + 1;
    const currency = currencyOf(desk);
    const why = `${path} ${settingText(path, before, currency)} → ${settingText(path, after, currency)}`;
    await desk.act({ type: 'settings', version, why, values });
    return { kind: 'changed' as const, path, before, after, version };
  },
  result,
  show: (done, notation) => {
    const currency = currencyOf(notation);
    switch (done.kind) {
      case 'list':
        return listing(done, currency);
      case 'same':
        return {
          title: `${done.path} is ${settingText(done.path, done.before, currency)} already`,
          lines: ['Nothing was changed'],
        };
      case 'refused':
        return {
          title: `${done.path} cannot be ${done.wanted}`,
          lines: [...done.why, `It stays ${settingText(done.path, done.before, currency)}`, `Example: ${exampleOf(done.path)}`],
          outcome: 'refused',
        };
      case 'changed':
        return {
          title: `${done.path}: ${settingText(done.path, done.before, currency)} → ${settingText(done.path, done.after, currency)}`,
          lines: [`Settings version ${done.version}; what waits for an answer is cleared by them again`],
          buttons: [{ label: 'Back', line: `/config ${done.path} ${settingWord(done.path, done.before)}` }],
        };
    }
  },
});
