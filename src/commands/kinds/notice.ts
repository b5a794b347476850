import { z } from 'zod';
import { ALERTS } from '../../core/alerts/list.ts';
import type { ArgumentKind } from '../../core/desk/arguments.ts';
import { PRESETS, type Preset } from '../../core/facts/loudness.ts';
import { nearest } from '../../core/reply/nearest.ts';

/** What a chat can choose: a preset, one alert by its name, its quiet hours, the digest, or whether amounts are shown. */
export type Notice =
  | { readonly kind: 'preset'; readonly preset: Preset }
  | { readonly kind: 'alert'; readonly alert: string }
  | { readonly kind: 'hours' }
  | { readonly kind: 'digest' }
  | { readonly kind: 'money' };

/** An alert's name as one typed word. */
export const wordOf = (alert: string): string => alert.replaceAll(' ', '-');

const NOTICES: readonly (readonly [string, Notice])[] = [
  ...PRESETS.map((preset) => [preset, { kind: 'preset', preset }] as const),
  ['hours', { kind: 'hours' }],
  ['digest', { kind: 'digest' }],
  ['money', { kind: 'money' }],
  ...ALERTS.map(({ name }) => [wordOf(name), { kind: 'alert', alert: name }] as const),
];
const WORDS = NOTICES.map(([word]) => word);

export const notice: ArgumentKind<Notice, string> = {
  name: 'a preset, an alert, hours, digest or money',
  example: 'quiet',
  words: WORDS,
  schema: z.enum(WORDS),
  json: (value) => (value.kind === 'preset' ? value.preset : value.kind === 'alert' ? wordOf(value.alert) : value.kind),
  parse(text) {
    const found = NOTICES.find(([word]) => word === text.toLowerCase());
    if (found !== undefined) return { value: found[1] };
    const near = nearest(text.toLowerCase(), WORDS);
    return {
      wrong: `"${text}" is not known here`,
      expected:
        near === undefined
          ? `Expected ${PRESETS.join(', ')}, hours, digest, money or an alert of /notify`
          : `Did you mean ${near}?`,
    };
  },
  complete: (prefix) => WORDS.filter((word) => word.startsWith(prefix.toLowerCase())),
};
