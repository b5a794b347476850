/** Discord is meant to be on, and its server is not named. */
export const NO_GUILD = 'DISCORD_TOKEN is set, but not DISCORD_GUILD_ID';

/** What to tell of a server that the bot is not in. */
export const notInGuild = (guild: string): string =>
  `the bot is not in the server ${guild}: invite it, or correct DISCORD_GUILD_ID`;
