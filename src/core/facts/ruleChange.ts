import { z } from 'zod';
import type { DeepReadonly } from './deepReadonly.ts';
import type { Settings } from './settings.ts';

/** Settings that reasons of rejections can tighten. */
const TIGHTENED = ['risk.maxPosition', 'risk.maxOpenPositions', 'signal.score', 'signal.alignment'] as const;
export type Tightened = (typeof TIGHTENED)[number];

/** The one thing that a rule changes: a setting, or that a symbol is entered. */
export const ruleChangeSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('setting'), path: z.enum(TIGHTENED), from: z.number(), to: z.number() }),
  z.object({ kind: z.literal('deny'), symbol: z.string() }),
]);
export type RuleChange = DeepReadonly<z.infer<typeof ruleChangeSchema>>;

const VALUES: Readonly<Record<Tightened, (values: Settings) => number>> = {
  'risk.maxPosition': ({ risk }) => risk.maxPosition,
  'risk.maxOpenPositions': ({ risk }) => risk.maxOpenPositions,
  'signal.score': ({ signal }) => signal.score,
  'signal.alignment': ({ signal }) => signal.alignment,
};

const CHANGED: Readonly<Record<Tightened, (values: Settings, to: number) => Settings>> = {
  'risk.maxPosition': (values, maxPosition) => ({ ...values, risk: { ...values.risk, maxPosition } }),
  'risk.maxOpenPositions': (values, maxOpenPositions) => ({ ...values, risk: { ...values.risk, maxOpenPositions } }),
  'signal.score': (values, score) => ({ ...values, signal: { ...values.signal, score } }),
  'signal.alignment': (values, alignment) => ({ ...values, signal: { ...values.signal, alignment } }),
};

/** What such a setting is. */
export const valueOf = (path: Tightened, values: Settings): number => VALUES[path](values);

/** The settings under a rule; the same ones where it changes none. */
export const under = (change: RuleChange, values: Settings): Settings =>
  change.kind === 'setting' ? CHANGED[change.path](values, change.to) : values;
