import type { Api } from 'grammy';
import type { Logger } from '../../core/facts/logger.ts';
import { tame } from '../cells.ts';
import { chatError } from './errors.ts';
import { clip } from './text.ts';

/** A command as the menu behind `/` shows it. */
export type MenuCommand = {
  readonly name: string;
  readonly about: string;
  /** Left out of the menu in groups. */
  readonly privateOnly?: boolean;
};

/** Telegram sends a menu's line at one tap: what stops the desk is typed. */
const TYPED: readonly string[] = ['panic'];
const MOST = 100;
const ABOUT_LIMIT = 256;

/** Registers the commands for private chats and for groups; a menu that cannot be set is no reason not to listen. */
export async function registerMenu(api: Api, commands: readonly MenuCommand[], logger: Logger): Promise<void> {
  const fits = commands.filter(({ name }) => /^[a-z0-9_]{1,32}$/.test(name) && !TYPED.includes(name));
  for (const type of ['all_private_chats', 'all_group_chats'] as const) {
    const shown = fits
      .filter(({ privateOnly }) => type === 'all_private_chats' || privateOnly !== true)
      .slice(0, MOST)
      .map(({ name, about }) => ({ command: name, description: clip(tame(about), ABOUT_LIMIT) || name }));
    try {
      await api.setMyCommands(shown, { scope: { type } });
    } catch (error) {
      logger('bot', 'warn', 'the Telegram menu could not be set', { says: chatError(error, 'setting the menu').message });
    }
  }
}
