import { defineCommand, optional } from '../core/command.ts';
import { nearest } from '../core/nearest.ts';
import type { ArgumentKind } from '../core/command.ts';
import { settingsSchema } from '../core/settings.ts';
import type { Reply } from '../core/reply.ts';

/** Every leaf of the settings as `path value`, lists and switches as they are typed. */
function leaves(value: unknown, path = ''): readonly (readonly [string, string])[] {
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    return [[path, Array.isArray(value) ? value.join(',') : String(value)]];
  return Object.entries(value).flatMap(([key, inner]) => leaves(inner, path === '' ? key : `${path}.${key}`));
}

const setting: ArgumentKind<string> = {
  name: 'a setting',
  example: 'risk.perTrade',
  parse(text, desk) {
    const paths = leaves(desk.state().settings.values).map(([path]) => path);
    const found = paths.find((path) => path.toLowerCase() === text.toLowerCase());
    if (found !== undefined) return { value: found };
    const near = nearest(text, paths);
    return {
      wrong: `There is no setting ${text}`,
      expected: near === undefined ? '/config lists them all' : `Did you mean ${near}?`,
    };
  },
  complete: (prefix, desk) =>
    leaves(desk.state().settings.values)
      .map(([path]) => path)
      .filter((path) => path.startsWith(prefix)),
};

const value: ArgumentKind<string> = { name: 'a value', example: '0.01', parse: (text) => ({ value: text }), complete: () => [] };

/** The text as the kind of value that stands there now. */
function typed(text: string, now: unknown): unknown {
  if (typeof now === 'number') return Number(text);
  if (typeof now === 'boolean') return text === 'true' || text === 'on';
  return Array.isArray(now) ? text.split(',') : text;
}

const isRecord = (one: unknown): one is Record<string, unknown> => typeof one === 'object' && one !== null && !Array.isArray(one);

/** A copy of `values` with one leaf changed. */
function changed(values: unknown, [key = '', ...deeper]: readonly string[], text: string): unknown {
  if (!isRecord(values)) return values;
  const now = values[key];
  return { ...values, [key]: deeper.length === 0 ? typed(text, now) : changed(now, deeper, text) };
}

/** Shows the settings in force, or makes a new version of them with one changed; the schema refuses what is out of range. */
export const config = defineCommand({
  name: 'config',
  aliases: ['settings', 'set'],
  about: 'the settings in force; with a name and a value, a new version of them',
  args: { setting: optional(setting), value: optional(value) },
  role: 'admin',
  risk: 'adds',
  run: async ({ setting: path, value: text }, desk, who): Promise<Reply> => {
    const { version, values } = desk.state().settings;
    const rows = leaves(values);
    if (path === undefined) return { title: `Settings, version ${version}`, lines: rows.map(([name, is]) => `${name} ${is}`) };
    const before = rows.find(([name]) => name === path)?.[1] ?? '';
    if (text === undefined) return { title: `${path} is ${before}`, lines: [`Change it: /config ${path} <value>`] };
    const parsed = settingsSchema.safeParse(changed(values, path.split('.'), text));
    if (!parsed.success) {
      return {
        title: `${path} cannot be ${text}`,
        lines: [...parsed.error.issues.map((issue) => issue.message), `It stays ${before}`],
        outcome: 'refused',
      };
    }
    await desk.act({
      type: 'settings',
      at: desk.now(),
      version: version + 1,
      who: who.name,
      why: `${path} ${before} → ${text}`,
      values: parsed.data,
    });
    return {
      title: `${path}: ${before} → ${text}`,
      lines: [`Settings version ${version + 1}; open cards and plans of version ${version} are cleared again`],
    };
  },
  show: (reply) => reply,
});
