import type { InlineKeyboardMarkup } from 'grammy/types';
import { tame } from '../cells.ts';
import type { Tap } from '../chat.ts';
import { clip } from './text.ts';

/** Stands before the token of a tap that asks for a text first, so that a tap says so after a restart too. Tokens never begin with it. */
export const ASKS = '?';
const LABEL_LIMIT = 64;
const ROW = 2;

/** Buttons in rows of two, wide enough for a thumb; undefined where there are none, which takes away those that were there. */
export function keyboardOf(taps: readonly Tap[]): InlineKeyboardMarkup | undefined {
  if (taps.length === 0) return undefined;
  const buttons = taps.map(({ label, token, asks }) => ({
    text: clip(tame(label).trim(), LABEL_LIMIT) || '·',
    callback_data: asks === undefined ? token : ASKS + token,
  }));
  return {
    inline_keyboard: Array.from({ length: Math.ceil(buttons.length / ROW) }, (_, i) => buttons.slice(i * ROW, (i + 1) * ROW)),
  };
}
