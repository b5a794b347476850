import type { ShownMessage as DiscordMessage } from './discordWorld.ts';
import type { ShownMessage as TelegramMessage } from './telegramChats.ts';

/** The title of a message. */
export const headline = ({ text }: TelegramMessage): string => text.split('\n')[0]?.replace(/^🧪 (?:MEMORY · )?/u, '') ?? '';
export const embedTitle = ({ body }: DiscordMessage): string =>
  (body.embeds?.[0]?.title ?? '').replace(/^🧪 (?:MEMORY · )?/u, '');

/** The button's data in Telegram's group, or its custom id in Discord's channel of alerts. */
export const dataOf = (message: TelegramMessage | undefined, label: string): string =>
  message?.keyboard.flat().find(({ text }) => text === label)?.data ?? `no button ${label}`;
export const idOf = (message: DiscordMessage | undefined, label: string): string =>
  message?.body.components
    ?.flatMap(({ components }) => components.flatMap((one) => ('label' in one && one.label === label ? [one.custom_id] : [])))
    .at(0) ?? `no button ${label}`;
/** How many rows of buttons a message has. */
export const rowsOf = (message: DiscordMessage | undefined): number => message?.body.components?.length ?? 0;
