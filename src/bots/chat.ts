import type { Reply } from '../core/reply/reply.ts';
import type { Ms } from '../core/time.ts';

/** The platforms that people reach the desk by besides the terminal. */
export const PLATFORMS = ['telegram', 'discord'] as const;
export type Platform = (typeof PLATFORMS)[number];

/** One chat, group or channel of a platform, `telegram:-1001234`; a thread or topic of it after a slash, `telegram:-1001234/7`. */
export type Place = `${Platform}:${string}`;

/** A platform is on and nobody has said where its alerts are to go. */
export const NO_PLACE = 'there is no chat for alerts';

/** Somebody's account on a platform by its numeric id, `telegram:12345`; names are for people to read and prove nothing. */
export type ChatAccount = `${Platform}:${string}`;

/** What a platform has heard, before anybody asks who says it. */
export type HeardLine = {
  /** Unique for the platform: the same update that comes twice has one effect. */
  readonly update: string;
  readonly from: ChatAccount;
  /** As the platform shows it. */
  readonly name: string;
  readonly place: Place;
  /**
   * Whether only the desk and the one who says it can read what is said, and what is answered for them alone: in a private chat, in a
   * field, and on Discord everywhere.
   */
  readonly private: boolean;
  /** The message that says it, to answer or to take away; undefined where there is none. */
  readonly message: string | undefined;
  /** When it was said, ms of the platform's clock. */
  readonly at: Ms;
  /**
   * A whole command line; a line that was spelled by tapping a button, by its token; or the answer in a field that only the
   * giver sees, which may hold a one-time code.
   */
  readonly said:
    | { readonly kind: 'line'; readonly line: string }
    | { readonly kind: 'tap'; readonly token: string }
    | { readonly kind: 'field'; readonly token: string; readonly text: string };
  /** A message that was written before or by somebody else is never an order. */
  readonly secondhand: boolean;
  /** Numeric ids of the roles that they hold in the Discord server. */
  readonly guildRoles?: readonly string[];
  /** They are not in the Discord server any more: nothing that they say counts. */
  readonly left?: true;
};

/** A button on its way to a platform: what it says, and the token that its tap brings back; at most 40 ASCII characters. */
export type Tap = {
  readonly label: string;
  readonly token: string;
  /** Where the tap is to ask for a text first: what to write above the field. */
  readonly asks?: string;
};

/** A reply on its way to a platform. */
export type Outgoing = {
  /** The mode's label, first in every message. */
  readonly label: string;
  /** The label's sign stands for it: its place has read it in full. */
  readonly modeBySign?: boolean;
  readonly reply: Omit<Reply, 'buttons' | 'picture'>;
  readonly taps: readonly Tap[];
  /** PNG, above the text. */
  readonly picture: Uint8Array | undefined;
  /** Drawn over a message that has a picture, it leaves that as it is. */
  readonly keepsPicture?: boolean;
  /** Without a sound. */
  readonly silent: boolean;
  /** Goes before what else waits to be sent. */
  readonly urgent: boolean;
  /** Somebody has asked and waits for it: it goes before what nobody asked for. */
  readonly answers?: true;
  /** The message that it answers or follows. */
  readonly replyTo: string | undefined;
  /** Only the one who asked can see it, where the platform has such a thing. */
  readonly ephemeral: boolean;
  /** Accounts to call by name, where the platform mentions people; nobody otherwise. */
  readonly mentions: readonly ChatAccount[];
};

/** A reply as a message of its own: silent, without buttons or a picture, for everybody in its place. */
export const plainMessage = (label: string, reply: Outgoing['reply']): Outgoing => ({
  label,
  reply,
  taps: [],
  picture: undefined,
  silent: true,
  urgent: false,
  replyTo: undefined,
  ephemeral: false,
  mentions: [],
});

/** How a message looks once it is sent, to be drawn over it again. Its picture stays with the platform: bytes of thousands would be held here. */
export const asSent = ({ picture, keepsPicture = false, ...rest }: Outgoing): Outgoing => ({
  ...rest,
  picture: undefined,
  keepsPicture: keepsPicture || picture !== undefined,
});

/** Why a message did not arrive, named by what to do: send it again later, send it elsewhere, or nothing helps. */
export class ChatError extends Error {
  override name = 'ChatError';
  readonly kind: 'retry' | 'unreachable' | 'refused';
  /** For `retry`: how long the platform wants to be left alone, ms. */
  readonly after: Ms;
  constructor(kind: ChatError['kind'], message: string, options: { readonly after?: Ms; readonly cause?: unknown } = {}) {
    super(message, { cause: options.cause });
    this.kind = kind;
    this.after = options.after ?? 0;
  }
}

/** A platform at work. All it knows of the desk is `Heard` and `Outgoing`. */
export type Chat = {
  readonly platform: Platform;
  /**
   * Begins to listen; resolves once it does or has said in its state why not, and goes on trying by itself. `isBack` is called whenever
   * the platform is reached again.
   */
  start(hear: (heard: HeardLine) => Promise<void>, isBack?: () => void): Promise<void>;
  /** Sends a reply as one or more messages; resolves to the id of the one that carries the buttons. Throws ChatError. */
  send(place: Place, message: Outgoing): Promise<string>;
  /** Draws a message anew; one that is gone or unchanged is no error. Throws ChatError. */
  edit(place: Place, message: string, outgoing: Outgoing): Promise<void>;
  /** Takes the buttons off a message whose words are not known any more; one that is gone is no error. Throws ChatError. */
  strip(place: Place, message: string): Promise<void>;
  /**
   * Takes a message away, such as one with a code. False where another try may do it: the platform cannot be reached now. One that can
   * never be taken away is left, with a word in the log.
   */
  remove(place: Place, message: string): Promise<boolean>;
  /**
   * Opens a thread of a place, for one topic, and gives its place; a place that is a thread already gets the new name. Under a message
   * there is one thread: asked for again, it is found. Throws ChatError.
   */
  thread?(place: Place, name: string, under?: string): Promise<Place>;
  /** How the connection is, for /health. */
  health(): { readonly state: 'ok' | 'degraded' | 'down'; readonly says: string };
  stop(): Promise<void>;
};

/** Whether a place is a thread or topic of another: it has no threads of its own. */
export const isThread = (place: Place): boolean => place.includes('/');

/** A place as it stands in the log, where it is one of the platform's. */
export function placeOn(platform: Platform, text: string | undefined): Place | undefined {
  const prefix = `${platform}:`;
  return text?.startsWith(prefix) === true ? `${platform}:${text.slice(prefix.length)}` : undefined;
}
