import { SimpleShardingStrategy } from 'discord.js';

type Connections = ConstructorParameters<typeof SimpleShardingStrategy>[0];

/**
 * The one connection, which goes on trying. discord.js gives up a login when the first attempt at the gateway fails, and leaves
 * behind a connection that makes itself again beside any new one: two would hear everything. So a first failure is no end, and
 * after the stop nothing is made again.
 */
export class LastingConnection extends SimpleShardingStrategy {
  constructor(manager: Connections, stopped: AbortSignal) {
    super(manager);
    const { retrieveSessionInfo } = manager.options;
    // Asked before each attempt: without an answer there is none, and a promise keeps no process alive.
    manager.options.retrieveSessionInfo = (shard) =>
      stopped.aborted ? new Promise(() => undefined) : retrieveSessionInfo(shard);
  }

  override async connect(): Promise<void> {
    try {
      await super.connect();
    } catch {
      // The connection tries again by itself; what has no use in that is told by its closing code.
    }
  }
}
