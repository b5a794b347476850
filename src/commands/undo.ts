import { z } from 'zod';
import { settingsRisk, settingsStepUp } from '../core/approval/settingsRisk.ts';
import { type ArgumentKind, optional } from '../core/desk/arguments.ts';
import { defineCommand } from '../core/desk/command.ts';
import type { Read } from '../core/desk/read.ts';
import { differences } from '../core/facts/settingLeaves.ts';
import { type Reply, refusal } from '../core/reply/reply.ts';
import type { SettingsChange } from '../core/state/state.ts';
import { clockTime, dateOf } from '../core/time.ts';
import { differenceLines } from './cards/difference.ts';

const EXAMPLE = '/undo';

/** The version that is to be taken back, so that another change in between is never taken back in its place. */
const version: ArgumentKind<number> = {
  name: 'the newest version of the settings',
  example: '4',
  schema: z.number().int().positive(),
  parse: (text) =>
    /^\d{1,9}$/.test(text)
      ? { value: Number(text) }
      : { wrong: `"${text}" is no version`, expected: 'Expected the newest version of the settings; /undo says which' },
  complete: (prefix, desk) => [String(desk.state().settings.version)].filter((text) => text.startsWith(prefix)),
};

type Found = { readonly change: SettingsChange } | { readonly refused: Reply };

/** The newest change, if it can be taken back and is the one that is meant. */
function newest(desk: Read, meant: number | undefined): Found {
  const { version: now, change } = desk.state().settings;
  if (now <= 1) return { refused: refusal('Nothing to undo', 'No setting has been changed yet', '/config') };
  if (change === undefined)
    return {
      refused: refusal('The newest change is taken back already', 'Only one step back is possible; see /config', '/config'),
    };
  if (meant !== undefined && meant !== now)
    return { refused: refusal(`Version ${meant} is not the newest`, `The settings stand at version ${now}`, EXAMPLE) };
  return { change };
}

/** What it would take back, as a difference. */
function preview({ change }: { readonly change: SettingsChange }, desk: Read): Reply {
  const { version: now, values } = desk.state().settings;
  const leaves = differences(values, change.before);
  return {
    title: `Take back version ${now}?`,
    lines: [
      change.why,
      `by ${change.who} ${dateOf(change.at)} ${clockTime(change.at)} UTC`,
      ...leaves.flatMap(({ path, before, after }) => [path, `− ${before}`, `+ ${after}`]),
      ...(settingsRisk(values, change.before) === 'adds' ? ['It adds risk'] : []),
      `Settings version ${now} → ${now + 1}`,
    ],
  };
}

/** Bare it shows the newest change as it would be taken back; with its version it takes it back, as a new version. */
export const undo = defineCommand({
  name: 'undo',
  aliases: [],
  about: 'takes back the newest change of the settings, shown as a difference first',
  args: { version: optional(version) },
  role: 'trader',
  roleToAdd: 'admin',
  risk: ({ version: meant }, desk) => {
    const found = newest(desk, meant);
    return meant === undefined || 'refused' in found ? 'none' : settingsRisk(desk.state().settings.values, found.change.before);
  },
  confirm: ({ version: meant }, desk) => {
    const found = newest(desk, meant);
    return meant === undefined || 'refused' in found ? undefined : preview(found, desk);
  },
  stepUp: ({ version: meant }, desk) => {
    const found = newest(desk, meant);
    return meant === undefined || 'refused' in found
      ? undefined
      : settingsStepUp(desk.state().settings.values, found.change.before);
  },
  run: async ({ version: meant }, desk, who): Promise<Reply> => {
    const found = newest(desk, meant);
    if ('refused' in found) return found.refused;
    const { version: now, values } = desk.state().settings;
    if (meant === undefined) return { ...preview(found, desk), buttons: [{ label: 'Take back', line: `/undo ${now}` }] };
    const { before, why } = found.change;
    await desk.act(who, {
      type: 'settings',
      version: now + 1,
      why: `undo of ${now}: ${why}`,
      values: before,
      undoes: now,
    });
    return {
      title: `Version ${now} is taken back`,
      lines: [...differenceLines(differences(values, before)), `Settings version ${now + 1}`],
      buttons: [{ label: 'Settings', line: '/config' }],
    };
  },
  show: (reply) => reply,
});
