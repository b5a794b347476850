import { z } from 'zod';
import { settingsRisk, settingsStepUp } from '../core/approval/settingsRisk.ts';
import { type ArgumentKind, optional } from '../core/desk/arguments.ts';
import { defineCommand } from '../core/desk/command.ts';
import type { Read } from '../core/desk/read.ts';
import { differences } from '../core/facts/settingLeaves.ts';
import { currencyOf } from '../core/reply/currency.ts';
import { type Reply, refusal } from '../core/reply/reply.ts';
import type { SettingsChange } from '../core/state/state.ts';
import { whenText } from '../core/time.ts';
import { differenceBlocks, differenceLines, LOOSER, TIGHTER } from './cards/difference.ts';

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

const leaf = z.object({ path: z.string(), before: z.string(), after: z.string() });

const refusedSchema = z.discriminatedUnion('why', [
  z.object({ kind: z.literal('refused'), why: z.literal('nothing changed') }),
  z.object({ kind: z.literal('refused'), why: z.literal('taken back already') }),
  z.object({ kind: z.literal('refused'), why: z.literal('not the newest'), meant: z.number().int(), now: z.number().int() }),
]);
type Refused = z.infer<typeof refusedSchema>;

const result = z.union([
  refusedSchema,
  z.object({ kind: z.literal('undone'), version: z.number().int(), leaves: z.array(leaf) }),
]);

/** The newest change, if it can be taken back and is the one that is meant. */
function newest(desk: Read, meant: number | undefined): { readonly kind: 'found'; readonly change: SettingsChange } | Refused {
  const { version: now, change } = desk.state().settings;
  if (now <= 1) return { kind: 'refused', why: 'nothing changed' };
  if (change === undefined) return { kind: 'refused', why: 'taken back already' };
  if (meant !== undefined && meant !== now) return { kind: 'refused', why: 'not the newest', meant, now };
  return { kind: 'found', change };
}

function refusedReply(refused: Refused): Reply {
  switch (refused.why) {
    case 'nothing changed':
      return refusal('Nothing to undo', 'No setting has been changed yet', '/config');
    case 'taken back already':
      return refusal('The newest change is taken back already', 'Only one step back is possible; see /config', '/config');
    case 'not the newest':
      return refusal(`Version ${refused.meant} is not the newest`, `The settings stand at version ${refused.now}`, '/undo');
  }
}

/** What it would take back, as a difference. */
function question({ why, who, at: changedAt, before }: SettingsChange, desk: Read): Reply {
  const { version: now, values } = desk.state().settings;
  return {
    title: `Take back version ${now}?`,
    lines: [
      why,
      `by ${who} ${whenText(changedAt, desk.now())}`,
      ...differenceBlocks(differences(values, before), currencyOf(desk)),
      settingsRisk(values, before) === 'adds' ? LOOSER : TIGHTER,
      `Settings version ${now} → ${now + 1}`,
    ],
    buttons: [{ label: 'Take back', line: '/yes' }],
  };
}

/** Takes back the newest change, as a new version, once it was shown and confirmed; with a version only where that is the newest. */
export const undo = defineCommand({
  name: 'undo',
  aliases: [],
  about: 'takes back the newest change of the settings, shown as a difference first',
  args: { version: optional(version) },
  role: 'trader',
  roleToAdd: 'admin',
  risk: ({ version: meant }, desk) => {
    const found = newest(desk, meant);
    return found.kind === 'refused' ? 'none' : settingsRisk(desk.state().settings.values, found.change.before);
  },
  confirm: ({ version: meant }, desk) => {
    const found = newest(desk, meant);
    return found.kind === 'refused' ? undefined : question(found.change, desk);
  },
  stepUp: ({ version: meant }, desk) => {
    const found = newest(desk, meant);
    return found.kind === 'refused' ? undefined : settingsStepUp(desk.state().settings.values, found.change.before);
  },
  run: async ({ version: meant }, desk) => {
    const found = newest(desk, meant);
    if (found.kind === 'refused') return found;
    const { version: now, values } = desk.state().settings;
    const { before, why } = found.change;
    await desk.act({
      type: 'settings',
      version: now + 1,
      why: `undo of ${now}: ${why}`,
      values: before,
      undoes: now,
    });
    return { kind: 'undone' as const, version: now, leaves: differences(values, before) };
  },
  result,
  show: (done, notation) => {
    switch (done.kind) {
      case 'refused':
        return refusedReply(done);
      case 'undone':
        return {
          title: `Version ${done.version} is taken back`,
          lines: [...differenceLines(done.leaves, currencyOf(notation)), `Settings version ${done.version + 1}`],
          buttons: [{ label: 'Settings', line: '/config' }],
        };
    }
  },
});
