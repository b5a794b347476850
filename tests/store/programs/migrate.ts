/** Opens a database with the migrations of a folder. Arguments: home folder, folder of migrations, database URL or nothing. */
import { openDatabase } from '../../../src/store/database.ts';

const [home = '', migrations = '', url] = process.argv.slice(2);
await openDatabase({ url, home, migrations });
