import type { Chat, Outgoing, Place } from './chat.ts';
import { recentMap } from './recent.ts';

/** Places that are remembered as told the mode. */
const MOST_PLACES = 1_000;

/** `📄` of `📄 PAPER`: no two modes that trade alike have the same. */
const signOf = (label: string): string => label.split(' ')[0] ?? label;

/** A title behind the mode: `📄 PAPER · 2 open`, and `📄 2 open` where the mode is told by its sign. */
export const headed = ({ label, modeBySign = false }: Pick<Outgoing, 'label' | 'modeBySign'>, title: string): string =>
  modeBySign ? `${signOf(label)} ${title}` : `${label} · ${title}`;

/**
 * A chat whose first message to each place has the mode in full, and every later one its sign, as long as this process remembers. That
 * first message keeps it when it is drawn anew.
 */
export function withModeOnce(chat: Chat): Chat {
  const first = recentMap<string>(MOST_PLACES);
  const isWhisper = ({ ephemeral }: Outgoing): boolean => ephemeral && chat.platform === 'discord';
  return {
    ...chat,
    async send(place: Place, outgoing: Outgoing) {
      const told = first.get(place);
      const message = await chat.send(place, { ...outgoing, modeBySign: told !== undefined });
      // What one reader alone sees has told the others nothing.
      if (told === undefined && !isWhisper(outgoing)) first.set(place, message);
      return message;
    },
    edit(place, message, outgoing) {
      const told = first.get(place);
      return chat.edit(place, message, { ...outgoing, modeBySign: told !== undefined && told !== message });
    },
  };
}
