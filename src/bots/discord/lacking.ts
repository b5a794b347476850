/** What the bot needs in its channel, by the names under which Discord's settings list them. */
export const NEEDED = [
  'View Channels',
  'Send Messages',
  'Send Messages in Threads',
  'Create Public Threads',
  'Embed Links',
  'Attach Files',
  'Read Message History',
] as const;

export type Needed = (typeof NEEDED)[number];

const WRITING: ReadonlySet<Needed> = new Set(['Send Messages', 'Embed Links', 'Attach Files']);

/** What does not work without these permissions, and whom to give them. */
export function lacking(missing: readonly Needed[]): string {
  const names = missing.join(', ').replace(/, (?=[^,]*$)/, ' and ');
  const does = missing.includes('View Channels')
    ? 'see the channel'
    : missing.some((name) => WRITING.has(name))
      ? 'write there'
      : 'keep threads and answers there';
  return `The bot may not ${does}: give its role ${names}`;
}
