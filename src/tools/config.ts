import type { Config } from '../config/config.ts';
import { configurationLines } from '../config/pages.ts';
import { differences } from '../core/facts/settingLeaves.ts';
import { SETTING_NAMES } from '../core/facts/settingNames.ts';
import { settingText } from '../core/facts/settingUnits.ts';
import { StoreError } from '../core/facts/storeError.ts';
import { accounts } from '../store/accounts.ts';
import { readHistory } from '../store/history.ts';
import { redactor } from '../store/redaction.ts';
import { deskOf, openHome } from './home.ts';

const NAMES: Readonly<Record<string, string>> = SETTING_NAMES;

/**
 * Prints the configuration, secrets hidden, and beneath it what the account of this home trades by where commands have made that
 * different: the settings of an account are its own after its first start.
 */
export async function printConfiguration(config: Config, print: (line: string) => void): Promise<void> {
  // An address may hold a name and a password.
  const { text } = redactor(config.secrets);
  for (const line of configurationLines(config)) print(text(line));
  try {
    for (const line of await ownSettings(config)) print(line);
  } catch (error) {
    if (!(error instanceof StoreError)) throw error;
    print(`# what the account of this home trades by cannot be read: ${text(error.message)}`);
  }
}

/** How the settings of the home's account differ from the configuration; nothing where it has none yet. */
async function ownSettings(config: Config): Promise<readonly string[]> {
  const database = await openHome(config);
  if (database === undefined) return [];
  try {
    const desk = await deskOf(await accounts(database), config);
    if (desk === undefined) return [];
    const [newest] = await readHistory(database, desk.key, { types: ['settings'], limit: 1 });
    if (newest?.event.type !== 'settings') return [];
    const { version, values } = newest.event;
    const changed = differences(config.settings, values);
    if (changed.length === 0) return ['', `# ${desk.key} trades by these settings, version ${version}`];
    return [
      '',
      `# ${desk.key} trades by version ${version} of its own settings; otherwise than above:`,
      ...changed.map(
        ({ path, before, after }) =>
          `# ${NAMES[path] ?? path}: ${settingText(path, after, undefined)} (${settingText(path, before, undefined)} above)`,
      ),
    ];
  } finally {
    await database.close();
  }
}
