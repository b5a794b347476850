import { z } from 'zod';
import { MODES } from '../core/facts/eventLog.ts';
import { settingsSchema } from '../core/facts/settings.ts';

const apiRoot = z
  .string()
  .regex(/^https?:\/\/[^\s/]+(\/[^\s/]+)*$/)
  .describe('http(s)://host, without a slash at the end');
/** Discord's snowflakes and Telegram's ids of people. */
const numericId = z
  .string()
  .regex(/^\d{1,20}$/)
  .describe('a numeric id');

/** Less buys nothing on any market, not even where the account is counted in bitcoin. */
const LEAST_CAPITAL = 0.001;

/** The whole configuration. Connections and files are the environment's for good; the trading settings are initial values only. */
export const configSchema = z.object({
  /** Folder of database, logs and candles. */
  home: z.string().min(1).default('./data'),
  account: z
    .string()
    .regex(/^[a-z0-9][a-z0-9-]{0,31}$/)
    .describe('lower-case letters, digits and dashes')
    .default('main'),
  /** Whether the account's money is pretended or somebody's own. */
  mode: z
    .enum(MODES)
    .refine((mode) => mode === 'paper')
    .describe('paper: this build sends no order to an exchange')
    .default('paper'),
  databaseUrl: z
    .string()
    .regex(/^postgres(ql)?:\/\/[^\s/]+\/\S+$/)
    .describe('postgresql://user:password@host:port/database')
    .optional(),
  /** The second head of the log; absent for a file an account in the state folder. */
  headFile: z.string().min(1).optional(),
  /** A ccxt id; absent for the replay and the synthetic market. */
  exchange: z
    .string()
    .toLowerCase()
    .regex(/^[a-z0-9]+$/)
    .describe('a ccxt exchange id')
    .optional(),
  /** Folder of the user's own plug-ins. */
  plugins: z.string().min(1).optional(),
  logLevel: z.enum(['debug', 'info', 'warn', 'error']).default('info'),
  /** Decimal text, quote currency. */
  initialCapital: z
    .string()
    .regex(/^\d{1,15}(\.\d{1,12})?$/)
    .refine((amount) => !/^[\d.]+$/.test(amount) || Number(amount) >= LEAST_CAPITAL)
    .describe(`${LEAST_CAPITAL} or more`)
    .default('100000'),
  /** Without a token a platform is off. Chats are known by numeric id. */
  telegram: z
    .object({
      token: z
        .string()
        .regex(/^\d+:[\w-]+$/)
        .describe('as @BotFather gives it')
        .optional(),
      apiRoot: apiRoot.default('https://api.telegram.org'),
      chatId: z
        .string()
        .regex(/^-?\d{1,20}$/)
        .describe('a numeric id, below 0 for a group')
        .optional(),
      adminId: numericId.optional(),
    })
    .prefault({}),
  discord: z
    .object({
      token: z
        .string()
        .regex(/^[\w.-]+$/)
        .describe('as the developer portal gives it')
        .optional(),
      apiRoot: apiRoot.default('https://discord.com/api'),
      guildId: numericId.optional(),
      channelId: numericId.optional(),
      adminId: numericId.optional(),
    })
    .prefault({}),
  settings: settingsSchema.prefault({}),
});

/** Names and texts as the environment has them. */
export type Environment = Readonly<Record<string, string | undefined>>;
