import { z } from 'zod';
import { settingsRisk } from '../core/approval/settingsRisk.ts';
import { optional } from '../core/desk/arguments.ts';
import { defineCommand } from '../core/desk/command.ts';
import { REASONS } from '../core/facts/reasons.ts';
import { ruleChangeSchema, under } from '../core/facts/ruleChange.ts';
import type { Statement } from '../core/facts/statements.ts';
import { counted } from '../core/reply/format.ts';
import { refusal } from '../core/reply/reply.ts';
import { ENOUGH_REASONS, type ProposedRule } from '../core/state/reasons.ts';
import type { DeskState } from '../core/state/state.ts';
import { TIGHTER } from './cards/difference.ts';
import { ruleButtons, ruleText } from './cards/rule.ts';
import { choice } from './kinds/choice.ts';
import { proposedRule } from './kinds/rule.ts';

const ruleSchema = z.object({
  rule: z.string(),
  name: z.string(),
  reason: z.enum(REASONS),
  change: ruleChangeSchema,
  proposals: z.array(z.string()),
});

const shown = ({ rule, name, reason, change, proposals }: ProposedRule): z.infer<typeof ruleSchema> => ({
  rule,
  name,
  reason,
  change,
  proposals: [...proposals],
});

/** What taking a rule states; undefined where things stand as tight already, so that it would loosen or change nothing. */
function taking({ rule, change, reason, name }: ProposedRule, state: DeskState): readonly Statement[] | undefined {
  const answered: Statement = { type: 'ruleAnswered', rule, to: 'taken' };
  if (change.kind === 'deny') {
    const { symbol } = change;
    if (state.symbols.get(symbol)?.allowed === false) return undefined;
    return [{ type: 'symbolSwitched', symbol, allowed: false }, answered];
  }
  const { version, values } = state.settings;
  const after = under(change, values);
  if (settingsRisk(values, after) !== 'reduces') return undefined;
  return [
    { type: 'settings', version: version + 1, why: `${rule}, ${name} “${reason}”: ${ruleText(change)}`, values: after },
    answered,
  ];
}

/** The rules that equal reasons came to, and their answers. Each is taken by a person, as any setting is, or not at all. */
export const because = defineCommand({
  name: 'because',
  aliases: [],
  about: 'the rules that your reasons for a no come to; with one, set or no',
  args: { rule: optional(proposedRule), answer: optional(choice('set or no', ['set', 'no'])) },
  role: 'approver',
  risk: ({ rule, answer }) => (rule !== undefined && answer === 'set' ? 'reduces' : 'none'),
  confirm: ({ rule, answer }, desk) => {
    if (rule === undefined || answer !== 'set' || taking(rule, desk.state()) === undefined) return undefined;
    return {
      title: `Set ${rule.rule}?`,
      lines: [ruleText(rule.change), TIGHTER, `${rule.proposals.join(', ')} were rejected for it`],
      buttons: [{ label: 'Set it', line: '/yes' }],
    };
  },
  run: async ({ rule, answer }, desk) => {
    if (rule === undefined || answer === undefined) {
      const rules = rule === undefined ? [...desk.state().reasons.rules.values()] : [rule];
      return { kind: 'list' as const, rules: rules.map(shown) };
    }
    const stated: readonly Statement[] | undefined =
      answer === 'set' ? taking(rule, desk.state()) : [{ type: 'ruleAnswered', rule: rule.rule, to: 'declined' }];
    if (stated === undefined) return { kind: 'needless' as const, ...shown(rule) };
    await desk.act(...stated);
    return { kind: answer === 'set' ? ('taken' as const) : ('declined' as const), ...shown(rule) };
  },
  result: z.discriminatedUnion('kind', [
    z.object({ kind: z.literal('list'), rules: z.array(ruleSchema) }),
    z.object({ kind: z.enum(['taken', 'declined', 'needless']), ...ruleSchema.shape }),
  ]),
  show: (done) => {
    switch (done.kind) {
      case 'list': {
        const [first] = done.rules;
        return {
          title: done.rules.length === 0 ? 'No rule is proposed' : `${counted(done.rules.length, 'rule')} proposed`,
          lines: [
            ...done.rules.flatMap(({ rule, name, reason, change, proposals }) => [
              `${rule} ${ruleText(change)}`,
              `${proposals.length} × “${reason}” by ${name}`,
            ]),
            ...(first === undefined ? [`${ENOUGH_REASONS} equal reasons of one person in 90 days make one`] : []),
          ],
          ...(first === undefined ? { buttons: [{ label: 'Review', line: '/review' }] } : { buttons: ruleButtons(first.rule) }),
        };
      }
      case 'taken':
        return {
          title: `${done.rule} is set: ${ruleText(done.change)}`,
          lines: ['/undo takes back a setting, /symbol allow a symbol'],
        };
      case 'declined':
        return { title: `${done.rule} is not set`, lines: [`It takes ${ENOUGH_REASONS} new reasons to come back`] };
      case 'needless':
        return refusal(`${done.rule} would tighten nothing`, 'It stands as tight already', `/because ${done.rule} no`);
    }
  },
});
