import type { StartOptions } from '../startOptions.ts';
import type { Venue } from './run.ts';

export function openExchangeVenue(_options: StartOptions, _exchange: string): Promise<Venue> {
  return Promise.reject(new Error('not open yet'));
}
