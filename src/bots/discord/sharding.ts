import { SimpleShardingStrategy } from 'discord.js';

type Connections = ConstructorParameters<typeof SimpleShardingStrategy>[0];

/**
 * The one connection, which goes on trying. discord.js gives up a login when the first attempt at the gateway fails, and leaves
 * behind a connection that makes itself again beside any new one: two would hear everything. So a first failure is no end, and
 * after the stop nothing is made again.
 */
export class LastingConnection extends SimpleShardingStrategy {
  readonly #unreadable: (error: unknown) => void;

  /** `unreadable` is told of what the gateway sends and discord.js cannot read. */
  constructor(manager: Connections, stopped: AbortSignal, unreadable: (error: unknown) => void) {
    super(manager);
    this.#unreadable = unreadable;
    const { retrieveSessionInfo } = manager.options;
    // Asked before each attempt: without an answer there is none, and a promise keeps no process alive.
    manager.options.retrieveSessionInfo = (shard) =>
      stopped.aborted ? new Promise(() => undefined) : retrieveSessionInfo(shard);
  }

  /** discord.js waits for nothing that becomes of a message: one that it fails at would be nobody's rejection and end the process. */
  override async spawn(shards: number[]): Promise<void> {
    await super.spawn(shards);
    const connections: unknown = Reflect.get(this, 'shards');
    if (!(connections instanceof Map)) return;
    for (const connection of connections.values()) {
      const read: unknown = Reflect.get(connection, 'onMessage');
      if (typeof read !== 'function') continue;
      const guarded = async (...message: readonly unknown[]): Promise<void> => {
        try {
          await Reflect.apply(read, connection, message);
        } catch (error) {
          this.#unreadable(error);
        }
      };
      Reflect.set(connection, 'onMessage', guarded);
    }
  }

  override async connect(): Promise<void> {
    try {
      await super.connect();
    } catch {
      // The connection tries again by itself; what has no use in that is told by its closing code.
    }
  }
}
