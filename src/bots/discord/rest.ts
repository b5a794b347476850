import { REST } from 'discord.js';
import type { DiscordMessage } from './render.ts';

/** A wait up to this long is part of a message's way; longer ones are the sender's to decide, ms. */
const PATIENCE = 5_000;

/** How discord.js asks: once, without waiting in silence, and at most so many times a second. */
export const restOptions = (apiRoot: string | undefined, rate: number) => ({
  ...(apiRoot === undefined ? {} : { api: apiRoot }),
  globalRequestsPerSecond: rate,
  version: '10',
  retries: 0,
  rejectOnRateLimit: ({ timeToReset, retryAfter }: { readonly timeToReset: number; readonly retryAfter: number }) =>
    Math.max(timeToReset, retryAfter) > PATIENCE,
});

/** Requests of one bot. */
export const openRest = (token: string, apiRoot: string | undefined, rate: number): REST =>
  new REST(restOptions(apiRoot, rate)).setToken(token);

/** A message as a request carries it: its files beside its body. */
export const asRequest = ({ files, ...body }: Partial<DiscordMessage>, more: Readonly<Record<string, unknown>> = {}) => ({
  body: { ...body, ...more },
  files: (files ?? []).map(({ name, data, contentType }) => ({ name, data: Buffer.from(data), contentType })),
});
