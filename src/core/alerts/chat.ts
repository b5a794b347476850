import { defineAlert } from './alert.ts';

const NAMES: Readonly<Record<string, string>> = { telegram: 'Telegram', discord: 'Discord' };
const WORDS = { ok: 'is back', degraded: 'is in trouble', down: 'is not reached' } as const;

/** A6: a chat platform goes down or comes back; the other one and the terminal say so. */
export const chat = defineAlert({
  name: 'chat',
  about: 'Telegram or Discord is not reached, or is back',
  on: 'chat',
  usual: 'warning',
  kind: 'system',
  cooldown: 0,
  sample: (at) => ({ type: 'chat', at, platform: 'telegram', state: 'down', says: 'nobody answers at the Bot API' }),
  say: ({ platform, state, says }) => ({
    severity: state === 'ok' ? 'info' : 'warning',
    topic: `chat ${platform}`,
    about: { platform },
    reply: {
      title: `${NAMES[platform] ?? platform} ${WORDS[state]}`,
      lines: state === 'ok' ? [says] : [says, 'Trading goes on; critical alerts go to the other chat.'],
    },
  }),
});
