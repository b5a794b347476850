import { CHATS } from './chats.ts';
import { DATABASE } from './database.ts';
import { MARKET } from './market.ts';
import { ORDERS } from './orders.ts';
import { PLUGINS } from './plugins.ts';
import { REPLAYS } from './replays.ts';
import { STARTING } from './starting.ts';
import type { Group } from './trouble.ts';

/** In the order of the page. */
export const GROUPS: readonly Group[] = [STARTING, DATABASE, MARKET, ORDERS, CHATS, PLUGINS, REPLAYS];
