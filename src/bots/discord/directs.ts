import { type REST, Routes } from 'discord.js';
import type { Place } from '../chat.ts';
import { recentMap } from '../recent.ts';
import { madeId } from './made.ts';

/** The channel that a place is: the thread where it names one. */
export function channelOf(place: Place): string {
  const [parent = '', thread] = place.slice('discord:'.length).split('/');
  return thread ?? parent;
}

/** Whom a place may be: people's direct messages go by the id of the person, as on every platform. */
export const userOf = (place: Place): string | undefined => (place.includes('/') ? undefined : channelOf(place));

/** People whose channels are remembered: anybody may write, and whoever is forgotten is opened one again. */
const MOST = 1_000;

/** The channels of direct messages, by person. */
export type Directs = {
  /** The channel to write to for a place. */
  channel(place: Place): string;
  known(user: string): string | undefined;
  learn(user: string, channel: string): void;
  /** Opens one; rejects as the request does. */
  open(user: string): Promise<string>;
};

export function createDirects(rest: REST): Directs {
  const channels = recentMap<string>(MOST);
  return {
    channel: (place) => channels.get(channelOf(place)) ?? channelOf(place),
    known: (user) => channels.get(user),
    learn(user, channel) {
      channels.set(user, channel);
    },
    async open(user) {
      const channel = madeId(await rest.post(Routes.userChannels(), { body: { recipient_id: user } }));
      channels.set(user, channel);
      return channel;
    },
  };
}
