import type { Place } from '../../src/bots/chat.ts';
import { createTaps } from '../../src/bots/taps.ts';
import { type ChatDelivery, deliverToChat } from '../../src/delivery/outboxWorker.ts';
import { chatDesk } from '../bots/desk.ts';
import type { recordedChat } from '../chats/recordedChat.ts';
import { NOW, type OutboxGround } from './outboxGround.ts';

type Given = {
  readonly chat: ReturnType<typeof recordedChat>;
  readonly place: Place;
  /** Tokens of buttons. */
  readonly token: () => string;
  /** Told each line of the log. */
  readonly warned?: (message: string) => void;
};

/** Begins to deliver, as after a start: nothing is remembered but what the log and the outbox hold. */
export const deliverFrom = (ground: OutboxGround, { chat, place, token, warned = () => undefined }: Given): ChatDelivery =>
  deliverToChat({
    chat,
    place,
    outbox: ground.outbox,
    log: ground.log,
    desk: {
      ...chatDesk(NOW),
      state: () => ground.state,
      history: (query) => ground.log.history(query),
      queries: ground.log.queries,
    },
    taps: createTaps({ token, now: () => NOW }),
    logger: (_concern, _level, message) => warned(message),
    draw: () => Promise.resolve(new Uint8Array([1])),
    pause: () => Promise.resolve(),
    rescue: () => undefined,
  });
