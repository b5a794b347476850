import { z } from 'zod';
import { optional } from '../core/desk/arguments.ts';
import { defineCommand } from '../core/desk/command.ts';
import { LANGUAGES, type Language } from '../core/facts/language.ts';
import { languageOf } from '../core/state/messagePreferences.ts';
import { choice } from './kinds/choice.ts';

/** What each is called by those who read it. */
const NAMES: Readonly<Record<Language, string>> = { de: 'Deutsch', es: 'Español', zh: '中文', en: 'English' };

/** Cards and alerts alone: what is typed, and what answers it, is the same words in every chat, log and script. */
export const language = defineCommand({
  name: 'language',
  aliases: ['lang'],
  about: 'in which language this chat is told cards and alerts: de, es, zh or en',
  args: { language: optional(choice('language', LANGUAGES)) },
  role: 'trader',
  risk: 'none',
  acts: true,
  run: async ({ language: asked }, desk, { place = 'terminal' }) => {
    if (asked !== undefined) await desk.register({ type: 'notices', place, language: asked });
    return { changed: asked !== undefined, place, language: languageOf(desk.state().notices, place) };
  },
  result: z.object({ changed: z.boolean(), place: z.string(), language: z.enum(LANGUAGES) }),
  show: ({ changed, place, language: told }) => ({
    title: `${changed ? 'Now' : 'Language'}: ${NAMES[told]}`,
    lines: [
      ...(place === 'terminal' ? ['The terminal is English; this is for chats'] : []),
      'Cards and alerts are told in it',
      'Commands and answers stay English',
      'Example: /language de',
    ],
    buttons: LANGUAGES.map((one) => ({ label: NAMES[one], line: `/language ${one}` })),
  }),
});
