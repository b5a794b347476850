import type { Outgoing } from '../../../src/bots/chat.ts';
import { keyboardOf } from '../../../src/bots/telegram/keyboard.ts';
import { type MessagePart, render } from '../../../src/bots/telegram/render.ts';

/** A message as it goes out: its markup, and the buttons as they stand. */
export const drawn = (shown: Outgoing): string =>
  [
    ...render(shown, () => 'Ana').map((part: MessagePart) => `— ${part.kind} —\n${part.body.html}`),
    ...(keyboardOf(shown.taps)?.inline_keyboard ?? []).map((buttons) => buttons.map(({ text }) => `[${text}]`).join(' ')),
    '',
  ].join('\n');
