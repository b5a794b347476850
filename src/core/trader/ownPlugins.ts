import type { RiskRule } from '../risk/rule.ts';
import type { Strategy } from '../study/plug.ts';

/** What a user has written for the desk: strategies that vote with its own, and risk rules that are asked after its own. */
export type OwnPlugins = { readonly strategies: readonly Strategy<unknown>[]; readonly rules: readonly RiskRule[] };
