import type { Config } from './config.ts';

/** The id of the chat that alerts go to on Telegram: the one that is named, else the admin's own. */
export const telegramChat = ({ chatId, adminId }: Config['telegram']): string | undefined => chatId ?? adminId;
